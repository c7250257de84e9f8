from django.urls import path

from levain.selection.views import admission, consents, correction, letters, opinions, questions_read, receiving

CALL = "espace/appels/<slug:slug>/"
APPLICATION = f"{CALL}candidatures/<slug:reference>/"
urlpatterns = [
    path(f"{CALL}recevabilite/", admission.listed, name="admission"),
    path(f"{CALL}recevabilite/points/", admission.points, name="checklist"),
    path(f"{APPLICATION}recevabilite/", admission.check, name="check"),
    path(f"{APPLICATION}recevabilite/demander/", admission.ask, name="ask_correction"),
    path(f"{APPLICATION}recevabilite/conclure/", admission.settle, name="settle"),
    path(f"{APPLICATION}recevabilite/avis/", opinions.ask, name="ask_opinion"),
    path(f"{APPLICATION}correction/", correction.correct, name="correction"),
    path(f"{APPLICATION}reponse/", letters.answer, name="answer"),
    path(f"{APPLICATION}reponse.pdf", letters.answer_pdf, name="answer_pdf"),
    path("espace/avis/<int:pk>/", opinions.opinion, name="opinion"),
    path(f"{CALL}recevabilite/questions/", questions_read.read_questions, name="read_questions"),
    path(f"{CALL}import/", receiving.source, name="receive"),
    path(f"{CALL}import/colonnes/", receiving.map_columns, name="map_columns"),
    path(f"{CALL}import/entrer/", receiving.bring_in, name="bring_in"),
    path(f"{CALL}rappels/", consents.listed, name="consents"),
    path("accord/<str:token>/", consents.consent, name="consent"),
]
