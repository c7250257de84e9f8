from django.urls import path

from levain.selection.views import assignment, conflicts, jury, listing, reading

CALL = "espace/appels/<slug:slug>/"
JURY = f"{CALL}jury/"
FILE = "espace/jury/dossiers/<int:pk>/"
REVIEW = "espace/jury/avis/<int:pk>/"
urlpatterns = [
    path(f"{CALL}candidatures/", listing.applications, name="applications"),
    path(JURY, jury.jury, name="jury"),
    path(f"{JURY}reglages/", jury.settings, name="jury_settings"),
    path(f"{JURY}etape/<slug:to>/", jury.phase, name="jury_phase"),
    path(f"{JURY}inviter/", jury.invite, name="invite_juror"),
    path(f"{JURY}sieges/", jury.seats, name="seats"),
    path(f"{JURY}mes-conflits/", conflicts.declare, name="declare"),
    path(f"{JURY}mes-conflits/aucun-autre/", conflicts.declare_rest, name="declare_rest"),
    path(f"{JURY}mes-conflits/<slug:key>/", conflicts.declare_one, name="declare_one"),
    path(f"{JURY}mes-conflits/<slug:key>/aucun/", conflicts.clear, name="clear"),
    path(f"{JURY}conflits/", conflicts.conflicts, name="conflicts"),
    path("espace/jury/conflits/<int:pk>/lever/", conflicts.lift, name="lift_conflict"),
    path(f"{JURY}lecteurs/", assignment.assign, name="assign"),
    path(f"{JURY}lecteurs/fichier/", assignment.assign_from_file, name="assign_from_file"),
    path(f"{JURY}dossiers/", listing.files, name="jury_files"),
    path(f"{JURY}notes.csv", listing.export, name="export_scores"),
    path(FILE, reading.read, name="jury_file"),
    path(f"{FILE}enregistrer/", reading.save, name="save_review"),
    path(f"{FILE}discussion/", reading.argue, name="argue"),
    path(f"{FILE}lecteurs/", assignment.readers, name="readers"),
    path(f"{FILE}copie/", reading.blind_copy, name="blind_copy"),
    path(f"{FILE}copie/<int:mask>/retirer/", reading.unmask, name="unmask"),
    path(f"{REVIEW}accord/", reading.take_side, name="take_side"),
    path(f"{REVIEW}rouvrir/", reading.reopen, name="reopen_review"),
]
