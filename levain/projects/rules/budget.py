"""Who reads and keeps the budget."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import BudgetLine, Project
from levain.projects.rules.actions import can_add_action, can_read_actions


def can_read_budget(user, project: Project) -> Verdict:
    if can_read_actions(user, project):
        return GRANTED
    return refused(_("The budget is shown to the project's team and to those who support it."))


def can_keep_budget(user, project: Project) -> Verdict:
    if can_add_action(user, project):
        return GRANTED
    return refused(_("Only the project's team and its adviser keep the budget."))


def can_edit_budget_line(user, line: BudgetLine) -> Verdict:
    return can_keep_budget(user, line.project)
