from django.urls import path

from levain.selection import admission_urls, applying_urls, jury_urls, sheet_urls
from levain.selection.views import calls, composing, starting_form

app_name = "selection"
urlpatterns = [
    *admission_urls.urlpatterns,
    *applying_urls.urlpatterns,
    *jury_urls.urlpatterns,
    *sheet_urls.urlpatterns,
    path("appels/", calls.calls, name="calls"),
    path("appels/<slug:slug>/", calls.call, name="call"),
    path("appels/<slug:slug>/est-ce-pour-nous/", calls.eligibility, name="eligibility"),
    path("espace/formulaires-de-candidature/", starting_form.forms_listed, name="application_forms"),
    path("espace/formulaires-de-candidature/prendre/", starting_form.take, name="take_starting_form"),
    path("espace/sessions/<slug:slug>/appels/nouveau/", composing.compose_call, name="compose_call"),
    path("espace/appels/<slug:slug>/composer/", composing.composing_call, name="composing"),
    path("espace/appels/<slug:slug>/composer/annoncer/", composing.announce, name="announce"),
    path("espace/appels/<slug:slug>/composer/essentiel/", composing.edit_call, name="edit_call"),
    path("espace/appels/<slug:slug>/composer/formulaire/", composing.edit_form, name="edit_form"),
    path("espace/appels/<slug:slug>/composer/cloture/", composing.move_closing, name="move_closing"),
    path("espace/appels/<slug:slug>/composer/page/", composing.edit_part, {"part": "page"}, name="edit_page"),
    path(
        "espace/appels/<slug:slug>/composer/criteres/",
        composing.edit_part,
        {"part": "criteria"},
        name="edit_criteria",
    ),
    path(
        "espace/appels/<slug:slug>/composer/pour-nous/",
        composing.edit_part,
        {"part": "asked"},
        name="edit_eligibility",
    ),
    path(
        "espace/appels/<slug:slug>/composer/questions/",
        composing.edit_part,
        {"part": "answered"},
        name="edit_questions",
    ),
]
