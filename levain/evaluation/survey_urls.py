"""Surveys: those of the team, those of whoever answers, what may be read of them."""

from django.urls import path

from levain.evaluation.views import answering, posters, survey_results, surveys

urlpatterns = [
    path("espace/sessions/<slug:slug>/enquetes/", surveys.surveys, name="surveys"),
    path("espace/sessions/<slug:slug>/enquetes/nouvelle/", surveys.new_survey, name="new_survey"),
    path("espace/sessions/<slug:slug>/sollicitations/", surveys.asked, name="asked"),
    path("espace/enquetes/<int:pk>/", surveys.survey, name="survey"),
    path("espace/enquetes/<int:pk>/modifier/", surveys.edit_survey, name="edit_survey"),
    path("espace/enquetes/<int:pk>/ouvrir/", surveys.open_survey, name="open_survey"),
    path("espace/enquetes/<int:pk>/personnes/", surveys.invite, name="invite_survey"),
    path("espace/enquetes/<int:pk>/ecrire/", surveys.send_survey, name="send_survey"),
    path("espace/enquetes/<int:pk>/relancer/", surveys.remind_survey, name="remind_survey"),
    path("espace/enquetes/<int:pk>/affiche/", posters.survey_poster, name="survey_poster"),
    path("espace/enquetes/<int:pk>/papier/", answering.survey_paper, name="survey_paper"),
    path("espace/enquetes/<int:pk>/compter/", surveys.count_survey, name="count_survey"),
    path("espace/enquetes/<int:pk>/publier/", surveys.publish_survey, name="publish_survey"),
    path("espace/enquetes/<int:pk>/resultats/", survey_results.survey_results, name="survey_results"),
    path("espace/enquetes/<int:pk>/resultats.csv", survey_results.survey_csv, name="survey_csv"),
    path("espace/enquetes/<int:pk>/moments/", survey_results.survey_compared, name="survey_compared"),
    path("espace/enquetes/<int:pk>/reponses/", survey_results.survey_sheets, name="survey_sheets"),
    path("espace/enquetes/<int:pk>/reponses/<int:response>/", survey_results.survey_sheet, name="survey_sheet"),
    path("espace/enquetes/<int:pk>/question/<slug:code>/", survey_results.survey_answers, name="survey_answers"),
    path("enquetes/<str:token>/", answering.answer_survey, name="answer_survey"),
    path("enquetes/<str:token>/merci/", answering.answer_thanks, name="answer_thanks"),
    path("enquetes/<str:token>/resultats/", survey_results.public_results, name="public_results"),
    path("enquetes/<str:token>/resultats.csv", survey_results.public_csv, name="public_csv"),
]
