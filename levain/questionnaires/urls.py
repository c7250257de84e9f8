from django.urls import path

from levain.questionnaires import views

app_name = "questionnaires"
urlpatterns = [
    path("espace/questionnaires/", views.questionnaires, name="questionnaires"),
    path("espace/questionnaires/<slug:slug>/", views.questionnaire, name="questionnaire"),
]
