"""Addresses of the jury's sheet and of its meeting."""

from django.urls import path

from levain.selection.views import meeting, sheet

SHEET, MEETING = "espace/appels/<slug:slug>/feuille/", "espace/appels/<slug:slug>/reunion/"

urlpatterns = [
    path(SHEET, sheet.files, name="sheet"),
    path(SHEET + "notes/", sheet.ranking, name="sheet_ranking"),
    path(SHEET + "notes.csv", sheet.ranking_csv, name="sheet_ranking_csv"),
    path(SHEET + "ponderations/", sheet.weightings, name="sheet_weightings"),
    path(SHEET + "ponderations.csv", sheet.weightings_csv, name="sheet_weightings_csv"),
    path(SHEET + "accord/", sheet.agreement, name="sheet_agreement"),
    path(SHEET + "diversite/", sheet.diversity, name="sheet_diversity"),
    path(SHEET + "diversite/cadres/", sheet.places, name="sheet_places"),
    path(SHEET + "diversite/<int:pk>/retirer/", sheet.take_wish_back, name="take_wish_back"),
    path(MEETING, meeting.meeting, name="meeting"),
    path(MEETING + "preparer/", meeting.prepare, name="prepare_meeting"),
    path(MEETING + "presence/", meeting.presence, name="meeting_presence"),
    path(MEETING + "dossiers/<slug:reference>/", meeting.decide, name="decide_file"),
    path(MEETING + "non-retenus/", meeting.decide_the_rest, name="decide_the_rest"),
    path(MEETING + "signer/", meeting.sign, name="sign_meeting"),
    path(MEETING + "proces-verbal/", meeting.read_record, name="meeting_record"),
    path(MEETING + "proces-verbal.pdf", meeting.record_pdf, name="meeting_record_pdf"),
    path(MEETING + "proces-verbal.odt", meeting.record_odt, name="meeting_record_odt"),
    path(MEETING + "desistement/<slug:reference>/", meeting.give_up, name="give_up"),
]
