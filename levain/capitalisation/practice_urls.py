"""Pages of the practice sheets."""

from django.urls import path, register_converter

from levain.capitalisation.models import Part
from levain.capitalisation.views import practice, public_lists, public_sheets


class PartName:
    regex = "|".join(Part.values)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


register_converter(PartName, "part")
SHEET = "espace/fiches/<int:pk>"

urlpatterns = [
    path("espace/projets/<slug:slug>/fiches/", practice.of_project, name="project_sheets"),
    path("espace/projets/<slug:slug>/fiches/nouvelle/", practice.begin, name="new_practice"),
    path(f"{SHEET}/", practice.sheet, name="practice"),
    path(f"{SHEET}/titre/", practice.rename, name="rename_practice"),
    path(f"{SHEET}/parties/<part:part>/", practice.part, name="practice_part"),
    path(f"{SHEET}/demander/", practice.ask, name="ask_practice"),
    path(f"{SHEET}/relire/", practice.read, name="read_practice"),
    path(f"{SHEET}/publier/", practice.publish, name="publish_practice"),
    path(f"{SHEET}/retirer/", practice.withdraw, name="withdraw_practice"),
    path(f"{SHEET}/projet.pdf", practice.draft_pdf, name="practice_draft"),
    path("fiches/", public_lists.practices, name="public_practices"),
    path("fiches/<slug:slug>/", public_sheets.sheet, name="public_practice"),
    path("fiches/<slug:slug>/editions/<int:number>/", public_sheets.sheet, name="practice_edition"),
    path("fiches/<slug:slug>/fiche.pdf", public_sheets.pdf, name="practice_pdf"),
]
