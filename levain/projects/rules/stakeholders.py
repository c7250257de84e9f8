"""Who reads and draws the map of those whom a project concerns."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import Project, Stakeholder
from levain.projects.rules.access import audiences_read
from levain.projects.rules.actions import can_add_action, can_read_actions


def can_read_stakeholders(user, project: Project) -> Verdict:
    if can_read_actions(user, project):
        return GRANTED
    return refused(_("This map is shown to the project's team and to those who support it."))


def can_read_stakeholder(user, stakeholder: Stakeholder) -> Verdict:
    may = can_read_stakeholders(user, stakeholder.project)
    if not may or stakeholder.audience in audiences_read(user, stakeholder.project):
        return may
    return refused(_("This line is kept to the collective and its adviser."))


def can_add_stakeholder(user, project: Project) -> Verdict:
    if can_add_action(user, project):
        return GRANTED
    return refused(_("Only the project's team and its adviser draw this map."))


def can_edit_stakeholder(user, stakeholder: Stakeholder) -> Verdict:
    may = can_read_stakeholder(user, stakeholder)
    return may and can_add_stakeholder(user, stakeholder.project)
