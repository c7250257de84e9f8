from django.urls import path

from levain.evaluation import figure_urls, impact_urls, matrix_urls, maturity_urls, survey_urls
from levain.evaluation.views import agreements, expectations, framework, objectives, rating, roster, score, ties

app_name = "evaluation"
urlpatterns = [
    *impact_urls.urlpatterns,
    *matrix_urls.urlpatterns,
    *maturity_urls.urlpatterns,
    *survey_urls.urlpatterns,
    *figure_urls.urlpatterns,
    path("espace/projets/<slug:slug>/objectifs/", objectives.objectives, name="objectives"),
    path("espace/projets/<slug:slug>/objectifs/nouveau/", objectives.new, name="new_objective"),
    path("espace/projets/<slug:slug>/objectifs/attentes/", expectations.expectations, name="expectations"),
    path("espace/projets/<slug:slug>/objectifs/attentes/rapprocher/", expectations.compare, name="compare"),
    path("espace/projets/<slug:slug>/objectifs/attentes/remettre/", expectations.hand_in, name="hand_in"),
    path("espace/attentes/<int:pk>/modifier/", expectations.change, name="change_expectation"),
    path("espace/rapprochements/<int:pk>/defaire/", expectations.undo, name="undo_crossing"),
    path("espace/rapprochements/<int:pk>/objectif/", expectations.take_up, name="take_up"),
    path("espace/projets/<slug:slug>/objectifs/signer/", agreements.sign, name="sign"),
    path("espace/projets/<slug:slug>/objectifs/confirmer/", agreements.confirm_levels, name="confirm_levels"),
    path("espace/projets/<slug:slug>/objectifs/regards/", agreements.views, name="views"),
    path("espace/projets/<slug:slug>/objectifs/regards/<slug:moment>/", agreements.give_views, name="give_views"),
    path(
        "espace/projets/<slug:slug>/objectifs/regards/<slug:moment>/publier/",
        agreements.publish_gaps,
        name="publish_gaps",
    ),
    path("espace/objectifs/<int:pk>/conversation/<slug:moment>/", agreements.converse, name="converse"),
    path("espace/projets/<slug:slug>/objectifs/score/", score.score, name="score"),
    path("espace/objectifs/<int:pk>/modifier/", objectives.edit, name="edit_objective"),
    path("espace/objectifs/<int:pk>/retirer/", objectives.withdraw, name="withdraw_objective"),
    path("espace/objectifs/<int:pk>/evaluer/<slug:moment>/", rating.rate, name="rate"),
    path("espace/niveaux/<int:pk>/confirmer/", rating.confirm, name="confirm_rating"),
    path("espace/evaluation/", framework.starter, name="framework"),
    path("espace/evaluation/<slug:slug>/", framework.of_cohort, name="cohort_framework"),
    path("espace/evaluation/<slug:slug>/adopter/", framework.adopt, name="adopt_framework"),
    path("espace/evaluation/<slug:slug>/liens/", ties.ties, name="ties"),
    path("espace/evaluation/<slug:slug>/liens.csv", ties.export, name="ties_export"),
    path("espace/evaluation/<slug:slug>/liens/organismes/", roster.roster, name="roster"),
    path("espace/evaluation/<slug:slug>/liens/organismes/ajouter/", roster.add_member, name="add_member"),
    path("espace/evaluation/<slug:slug>/liens/organismes/remplir/", roster.fill, name="fill_roster"),
    path("espace/evaluation/<slug:slug>/liens/vagues/ouvrir/", roster.open_wave, name="open_wave"),
    path("espace/liens/organismes/<int:pk>/retirer/", roster.leave, name="leave_roster"),
    path("espace/liens/<int:kind>/<int:pk>/", ties.of_seminar, name="ties_of_seminar"),
    path("espace/liens/<int:pk>/", roster.sheet, name="sheet"),
    path("liens/<uuid:key>/", roster.sheet_by_key, name="sheet_by_key"),
]
