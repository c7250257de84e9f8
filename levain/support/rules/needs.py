"""Who reads, states, qualifies, agrees on and closes a need."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import THE_COLLECTIVE, WRITES, audiences_read, codes, in_cohort
from levain.support.models import (
    Need,
)

SUPPORTING = {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}


SUPPORTS_ON_SITE = SUPPORTING | {RoleCode.STATE_SERVICE}


THE_PROJECT = THE_COLLECTIVE | {RoleCode.LOCAL_AUTHORITY}


def can_read_need(user, need: Need) -> Verdict:
    if need.audience in audiences_read(user, need.project):
        return GRANTED
    return refused(_("This need was not written for you to read."))


def can_list_needs(user, project: Project) -> Verdict:
    if codes(user, project) or in_cohort(user, project.cohort):
        return GRANTED
    return refused(_("The needs of a project are shown to its team, its cohort and those who support it."))


def can_state_need(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES | SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("Only the project's team and those who support it state its needs."))


def states_for_someone(user, project: Project) -> bool:
    """Whether she is outside the team, and must say whose words she writes."""
    held = codes(user, project)
    return bool(held & SUPPORTS_ON_SITE) and not held & THE_PROJECT


def can_edit_need(user, need: Need) -> Verdict:
    held = codes(user, need.project)
    if not (user in (need.stated_by, need.carried_by, need.written_by) or held & THE_COLLECTIVE):
        return refused(_("Only those whose words these are may change them."))
    if need.state == Need.State.CLOSED:
        return refused(_("This need is closed: its words no longer change."))
    return can_read_need(user, need) and can_state_need(user, need.project)


def supports(user, need: Need, refusal: str) -> Verdict:
    if not codes(user, need.project) & SUPPORTING:
        return refused(refusal)
    readable = can_read_need(user, need)
    if not readable:
        return readable
    if need.state == Need.State.CLOSED:
        return refused(_("This need is closed."))
    return GRANTED


def can_qualify(user, need: Need) -> Verdict:
    allowed = supports(user, need, _("The adviser puts the need in words with the project."))
    if allowed and need.state == Need.State.OPEN:
        return refused(_("The project has already agreed on these words."))
    return allowed


def is_qualified(need: Need) -> Verdict:
    if need.state == Need.State.STATED:
        return refused(_("First put this need in words with the project."))
    return GRANTED


def can_agree(user, need: Need) -> Verdict:
    if not codes(user, need.project) & THE_COLLECTIVE:
        return refused(_("The collective says whether these words are right."))
    if need.state != Need.State.QUALIFIED:
        return refused(_("No words wait for an agreement."))
    return GRANTED


def can_close(user, need: Need) -> Verdict:
    """The collective says what came of it; a closed need may be told again by the same people."""
    if not codes(user, need.project) & THE_COLLECTIVE:
        return refused(_("The collective says what came of its need."))
    return GRANTED
