"""Who opens the pages of a project's file; read by `access.py`."""

from levain.foundation.access import asks, declare
from levain.programmes.models import Cohort
from levain.projects import rules
from levain.projects.models import (
    BudgetLine,
    ContactPerson,
    NoteRound,
    Paper,
    Partner,
    Partnership,
    ProgressNote,
    Project,
    Stakeholder,
)

NOTE = {"slug": "project.slug", "pk": "pk"}
HERE = {"of": Project, "slug": "slug"}
PERSON = {"of": ContactPerson, "slug": "partner.project.slug", "pk": "pk"}

declare(
    {
        "projects:partners": asks(rules.can_read_partners, **HERE),
        "projects:add_partner": asks(rules.can_add_partner, **HERE),
        "projects:partner": asks(rules.can_read_partner, of=Partner, **NOTE),
        "projects:edit_partner": asks(rules.can_edit_partner, of=Partner, **NOTE),
        "projects:retire_partner": asks(rules.can_edit_partner, of=Partner, post_only=True, **NOTE),
        "projects:link_partner": asks(rules.can_link_partner, of=Partner, **NOTE),
        "projects:unlink_partner": asks(rules.can_unlink_partner, of=Partnership, post_only=True, **NOTE),
        "projects:add_person": asks(rules.can_edit_partner, of=Partner, **NOTE),
        "projects:edit_person": asks(rules.can_edit_person, **PERSON),
        "projects:remove_person": asks(rules.can_remove_person, post_only=True, **PERSON),
        "projects:stakeholders": asks(rules.can_read_stakeholders, **HERE),
        "projects:add_stakeholder": asks(rules.can_add_stakeholder, **HERE),
        "projects:stakeholder": asks(rules.can_read_stakeholder, of=Stakeholder, **NOTE),
        "projects:edit_stakeholder": asks(rules.can_edit_stakeholder, of=Stakeholder, **NOTE),
        "projects:retire_stakeholder": asks(rules.can_edit_stakeholder, of=Stakeholder, post_only=True, **NOTE),
        "projects:budget": asks(rules.can_read_budget, **HERE),
        "projects:budget_csv": asks(rules.can_read_budget, **HERE),
        "projects:budget_schema": asks(rules.can_read_budget, **HERE),
        "projects:add_expense": asks(rules.can_keep_budget, **HERE),
        "projects:add_resource": asks(rules.can_keep_budget, **HERE),
        "projects:edit_budget_line": asks(rules.can_edit_budget_line, of=BudgetLine, **NOTE),
        "projects:remove_budget_line": asks(rules.can_edit_budget_line, of=BudgetLine, post_only=True, **NOTE),
        "projects:papers": asks(rules.can_open_space, **HERE),
        "projects:give_paper": asks(rules.can_give_paper, **HERE),
        "projects:paper": asks(rules.can_read_paper, of=Paper, **NOTE),
        "projects:edit_paper": asks(rules.can_change_paper, of=Paper, **NOTE),
        "projects:retire_paper": asks(rules.can_change_paper, of=Paper, post_only=True, **NOTE),
        "projects:progress": asks(rules.can_read_progress, **HERE),
        "projects:progress_note": asks(rules.can_read_progress_note, of=ProgressNote, **NOTE),
        "projects:write_progress": asks(rules.can_write_progress_note, of=ProgressNote, **NOTE),
        "projects:skip_progress": asks(rules.can_write_progress_note, of=ProgressNote, **NOTE),
        "projects:cohort_notes": asks(rules.can_read_cohort_notes, of=Cohort, slug="slug"),
        "projects:ask_for_notes": asks(rules.can_ask_for_notes, of=Cohort, post_only=True, slug="slug"),
        "projects:pace_notes": asks(rules.can_stop_rounds, of=NoteRound, post_only=True, slug="cohort.slug", pk="pk"),
        "projects:engagements": asks(rules.can_read_horizon, **HERE),
        "projects:edit_engagements": asks(rules.can_write_horizon, **HERE),
        "projects:perimeter": asks(rules.can_open_space, **HERE),
        "projects:edit_perimeter": asks(rules.can_write_horizon, **HERE),
        "projects:horizon": asks(rules.can_read_horizon, **HERE),
        "projects:edit_horizon": asks(rules.can_write_horizon, **HERE),
        "projects:afterwards": asks(rules.can_read_afterwards, **HERE),
        "projects:edit_afterwards": asks(rules.can_write_afterwards, **HERE),
        "projects:hold_call": asks(rules.can_write_afterwards, post_only=True, **HERE),
    }
)
