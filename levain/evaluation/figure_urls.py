"""Reading the figures: of a cohort, of a project, and the sheet of each method."""

from django.urls import path

from levain.evaluation.views import figures

COHORT = "espace/evaluation/<slug:slug>/chiffres"
PROJECT = "espace/projets/<slug:slug>/chiffres"
urlpatterns = [
    path(f"{COHORT}/", figures.of_cohort, name="figures"),
    path(f"{COHORT}/<slug:source>/", figures.of_source, name="figures_of"),
    path(f"{COHORT}/<slug:source>.csv", figures.csv, name="figures_csv"),
    path(f"{COHORT}/<slug:source>/<slug:code>/", figures.figure, name="figure"),
    path(f"{PROJECT}/", figures.of_project, name="project_figures"),
    path(f"{PROJECT}/<slug:source>/", figures.project_source, name="project_figures_of"),
    path(f"{PROJECT}/<slug:source>/<slug:code>/", figures.project_figure, name="project_figure"),
    path("methodes/", figures.methods, name="methods"),
    path("methodes/<slug:code>/", figures.method, name="method"),
]
