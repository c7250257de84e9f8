"""The addresses of what a cohort makes of its framework."""

from django.urls import path

from levain.evaluation.views import framework_parts, matrix

urlpatterns = [
    path("espace/evaluation/<slug:slug>/matrice/", matrix.matrix, name="matrix"),
    path("espace/evaluation/<slug:slug>/matrice/question/", matrix.new_question, name="new_question"),
    path("espace/evaluation/<slug:slug>/cadre/", framework_parts.parts, name="framework_parts"),
    path("espace/evaluation/<slug:slug>/cadre/changer/", framework_parts.change, name="change_part"),
    path("espace/evaluation/<slug:slug>/modele/", matrix.model, name="logic_model"),
    path("espace/evaluation/<slug:slug>/modele/changer/", matrix.change_model, name="change_model"),
    path("espace/evaluation/questions/<int:pk>/modifier/", matrix.edit_question, name="edit_question"),
    path("espace/evaluation/questions/<int:pk>/repondre/", matrix.answer, name="answer_question"),
    path("espace/evaluation/editions/<int:pk>/", matrix.edition, name="edition"),
]
