"""Where the pages of a project's file stand."""

from django.urls import path

from levain.projects.models import BudgetLine
from levain.projects.views import (
    budget,
    engagements,
    horizon,
    papers,
    partners,
    perimeter,
    progress,
    stakeholders,
)

SPACE = "espace/projets/<slug:slug>"
NOTES = "espace/sessions/<slug:slug>/points"
EXPENSE, RESOURCE = {"side": BudgetLine.Side.EXPENSE}, {"side": BudgetLine.Side.RESOURCE}

urlpatterns = [
    path(f"{SPACE}/partenaires/", partners.partners, name="partners"),
    path(f"{SPACE}/partenaires/ajouter/", partners.add_partner, name="add_partner"),
    path(f"{SPACE}/partenaires/<int:pk>/", partners.partner, name="partner"),
    path(f"{SPACE}/partenaires/<int:pk>/modifier/", partners.edit_partner, name="edit_partner"),
    path(f"{SPACE}/partenaires/<int:pk>/retirer/", partners.retire_partner, name="retire_partner"),
    path(f"{SPACE}/partenaires/<int:pk>/lier/", partners.link_partner, name="link_partner"),
    path(f"{SPACE}/partenaires/liens/<int:pk>/defaire/", partners.unlink_partner, name="unlink_partner"),
    path(f"{SPACE}/partenaires/<int:pk>/personnes/ajouter/", partners.add_person, name="add_person"),
    path(f"{SPACE}/partenaires/personnes/<int:pk>/modifier/", partners.edit_person, name="edit_person"),
    path(f"{SPACE}/partenaires/personnes/<int:pk>/effacer/", partners.remove_person, name="remove_person"),
    path(f"{SPACE}/acteurs/", stakeholders.stakeholders, name="stakeholders"),
    path(f"{SPACE}/acteurs/ajouter/", stakeholders.add_stakeholder, name="add_stakeholder"),
    path(f"{SPACE}/acteurs/<int:pk>/", stakeholders.stakeholder, name="stakeholder"),
    path(f"{SPACE}/acteurs/<int:pk>/modifier/", stakeholders.edit_stakeholder, name="edit_stakeholder"),
    path(f"{SPACE}/acteurs/<int:pk>/retirer/", stakeholders.retire_stakeholder, name="retire_stakeholder"),
    path(f"{SPACE}/budget/", budget.budget, name="budget"),
    path(f"{SPACE}/budget.csv", budget.as_csv, name="budget_csv"),
    path(f"{SPACE}/budget.schema.json", budget.csv_schema, name="budget_schema"),
    path(f"{SPACE}/budget/depenses/ajouter/", budget.add_line, EXPENSE, name="add_expense"),
    path(
        f"{SPACE}/budget/ressources/ajouter/",
        budget.add_line,
        RESOURCE,
        name="add_resource",
    ),
    path(f"{SPACE}/budget/<int:pk>/modifier/", budget.edit_line, name="edit_budget_line"),
    path(f"{SPACE}/budget/<int:pk>/supprimer/", budget.remove_line, name="remove_budget_line"),
    path(f"{SPACE}/documents/", papers.papers, name="papers"),
    path(f"{SPACE}/documents/ajouter/", papers.give_paper, name="give_paper"),
    path(f"{SPACE}/documents/<int:pk>/", papers.paper, name="paper"),
    path(f"{SPACE}/documents/<int:pk>/modifier/", papers.edit_paper, name="edit_paper"),
    path(f"{SPACE}/documents/<int:pk>/retirer/", papers.retire_paper, name="retire_paper"),
    path(f"{SPACE}/points/", progress.progress, name="progress"),
    path(f"{SPACE}/points/<int:pk>/", progress.note, name="progress_note"),
    path(f"{SPACE}/points/<int:pk>/ecrire/", progress.write, name="write_progress"),
    path(f"{SPACE}/points/<int:pk>/passer/", progress.skip, name="skip_progress"),
    path(f"{SPACE}/ecoquartier/", engagements.engagements, name="engagements"),
    path(f"{SPACE}/ecoquartier/modifier/", engagements.edit, name="edit_engagements"),
    path(f"{SPACE}/perimetre/", perimeter.perimeter, name="perimeter"),
    path(f"{SPACE}/perimetre/modifier/", perimeter.edit, name="edit_perimeter"),
    path(f"{SPACE}/projet-de-territoire/", horizon.horizon, name="horizon"),
    path(f"{SPACE}/projet-de-territoire/modifier/", horizon.edit_horizon, name="edit_horizon"),
    path(f"{SPACE}/apres/", horizon.afterwards, name="afterwards"),
    path(f"{SPACE}/apres/modifier/", horizon.edit_afterwards, name="edit_afterwards"),
    path(f"{SPACE}/apres/appel/", horizon.hold_call, name="hold_call"),
    path(f"{NOTES}/", progress.cohort_notes, name="cohort_notes"),
    path(f"{NOTES}/demander/", progress.ask, name="ask_for_notes"),
    path(f"{NOTES}/<int:pk>/rythme/", progress.pace, name="pace_notes"),
]
