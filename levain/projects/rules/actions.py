"""Who sees and moves what is to be done, and the steps of the year."""

from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Action, Project, Step
from levain.projects.rules.access import READS, WRITES, codes


def can_read_actions(user, project: Project) -> Verdict:
    if codes(user, project) & READS[Audience.PROJECT]:
        return GRANTED
    return refused(_("The actions are shown to the project's team and to those who support it."))


def can_add_action(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES - {RoleCode.OBSERVER}):
        return GRANTED
    return refused(_("Only the project's team and its adviser add actions."))


def can_move_action(user, action: Action) -> Verdict:
    """Whoever does it says how far it is; so do the team and the adviser."""
    if user == action.owner:
        return GRANTED
    return can_add_action(user, action.project)


def can_edit_action(user, action: Action) -> Verdict:
    return can_add_action(user, action.project)


def can_add_step(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES - {RoleCode.OBSERVER}):
        return GRANTED
    return refused(_("Only the project's team and its adviser change the journey."))


def can_change_step(user, step: Step) -> Verdict:
    return can_add_step(user, step.project)
