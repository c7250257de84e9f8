"""Who looks for hands, who takes up an offer, who reads them all."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import HelpCall, NeighbourMessage, Project
from levain.projects.rules.access import READS, THE_COLLECTIVE, Audience, codes, in_cohort


def can_read_help_calls(user, project: Project) -> Verdict:
    if codes(user, project) & READS[Audience.PROJECT]:
        return GRANTED
    return refused(_("This page is read by the project's team and by those who support it."))


def can_call_for_help(user, project: Project) -> Verdict:
    """The bearer alone chooses what everyone reads."""
    if RoleCode.BEARER in codes(user, project):
        return GRANTED
    return refused(_("The project's bearers write what everyone will read."))


def can_change_call(user, call: HelpCall) -> Verdict:
    if call.done_at:
        return refused(_("This call is closed."))
    return can_call_for_help(user, call.project)


def can_say_found(user, call: HelpCall) -> Verdict:
    if call.found_at:
        return refused(_("It has been found."))
    return can_close_call(user, call)


def can_close_call(user, call: HelpCall) -> Verdict:
    if call.done_at:
        return refused(_("This call is closed."))
    if codes(user, call.project) & THE_COLLECTIVE:
        return GRANTED
    return refused(_("The collective says what it has found."))


def can_take_offer(user, message: NeighbourMessage) -> Verdict:
    if not codes(user, message.project) & THE_COLLECTIVE:
        return refused(_("The collective takes up what is offered."))
    if not message.is_offer or not message.confirmed_at:
        return refused(_("This message offers no hand."))
    return refused(_("This offer is taken up.")) if message.taken_at else GRANTED


def can_finish_offer(user, message: NeighbourMessage) -> Verdict:
    if not codes(user, message.project) & THE_COLLECTIVE:
        return refused(_("The collective takes up what is offered."))
    if message.taken_at and not message.done_at:
        return GRANTED
    return refused(_("Nothing is under way here."))


def can_read_hands(user, cohort: Cohort) -> Verdict:
    if in_cohort(user, cohort):
        return GRANTED
    return refused(_("This list is for the projects of the cohort and those who support them."))
