from django.urls import path

from levain.questionnaires import views

app_name = "questionnaires"
urlpatterns = [
    path("espace/questionnaires/", views.questionnaires, name="questionnaires"),
    path("espace/questionnaires/nouveau/", views.begin, name="begin"),
    path("espace/questionnaires/nouveau/xlsform/", views.import_xlsform, name="import_xlsform"),
    path("espace/questionnaires/<slug:slug>/", views.questionnaire, name="questionnaire"),
    path("espace/questionnaires/<slug:slug>/reponses/", views.answers, name="answers"),
    path("espace/questionnaires/<slug:slug>/reponses.csv", views.answers_csv, name="answers_csv"),
    path("espace/questionnaires/<slug:slug>/reponses.xlsx", views.answers_xlsx, name="answers_xlsx"),
    path("espace/questionnaires/<slug:slug>/reponses.schema.json", views.answers_schema, name="answers_schema"),
    path("espace/questionnaires/<slug:slug>/reponses-completes/", views.answers_personal, name="answers_personal"),
    path("espace/questionnaires/<slug:slug>/apercu/", views.preview, name="preview"),
    path("espace/questionnaires/<slug:slug>/xlsform/", views.export_xlsform, name="export_xlsform"),
    path("espace/questionnaires/<slug:slug>/reprendre/", views.open_draft, name="open_draft"),
    path("espace/questionnaires/<slug:slug>/composer/", views.compose, name="compose"),
    path("espace/questionnaires/<slug:slug>/composer/presentation/", views.promise, name="promise"),
    path("espace/questionnaires/<slug:slug>/composer/ordre/", views.arrange, name="arrange"),
    path("espace/questionnaires/<slug:slug>/composer/publier/", views.publish, name="publish"),
    path("espace/questionnaires/<slug:slug>/composer/section/", views.new_section, name="new_section"),
    path("espace/questionnaires/<slug:slug>/composer/section/<slug:code>/", views.section, name="section"),
    path("espace/questionnaires/<slug:slug>/composer/question/", views.new_question, name="new_question"),
    path("espace/questionnaires/<slug:slug>/composer/question/<slug:code>/", views.question, name="question"),
    path(
        "espace/questionnaires/<slug:slug>/composer/section/<slug:code>/condition/",
        views.section_condition,
        name="section_condition",
    ),
    path(
        "espace/questionnaires/<slug:slug>/composer/question/<slug:code>/condition/",
        views.question_condition,
        name="question_condition",
    ),
    path(
        "espace/questionnaires/<slug:slug>/composer/section/<slug:code>/traduction/",
        views.section_translation,
        name="section_translation",
    ),
    path(
        "espace/questionnaires/<slug:slug>/composer/question/<slug:code>/traduction/",
        views.question_translation,
        name="question_translation",
    ),
]
