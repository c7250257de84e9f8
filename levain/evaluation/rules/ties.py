"""Who reads the ties of a cohort, who answers for an organisation, who keeps the roster."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from levain.evaluation.models import RosterMember, RosterSheet, RosterWave
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.rules import in_cohort
from levain.seminars.models import Seminar

Group = RosterMember.Group
KEEPS = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.FACILITATOR}
OF_A_PROJECT = (RoleCode.BEARER, RoleCode.MEMBER)


def can_read_ties(user, cohort: Cohort) -> Verdict:
    """Shown by name to those of the cohort, as each organisation that answers agrees."""
    if in_cohort(user, cohort):
        return GRANTED
    return refused(_("These ties are shown to the projects of the session and to those who support them."))


def can_read_ties_around(user, seminar: Seminar) -> Verdict:
    return can_read_ties(user, seminar.cohort)


def can_keep_roster(user, cohort: Cohort) -> Verdict:
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & KEEPS:
        return GRANTED
    return refused(_("Only the team of this session keeps its roster."))


def can_keep_member(user, member: RosterMember) -> Verdict:
    return can_keep_roster(user, member.cohort)


def spoken_for(user, members: Iterable[RosterMember]) -> set[int]:
    """Those of these members for whom she may answer: the people of a project for it, those of an organisation."""
    members = list(members)
    if not user.is_authenticated:
        return set()
    ours = {held.organisation for held in user.roles_held if held.organisation}
    if {member.organisation_id for member in members} - ours - {None}:
        ours |= set(user.affiliations.filter(until=None).values_list("organisation", flat=True))
    projects = set(user.scopes(Project, *OF_A_PROJECT))
    return {one.pk for one in members if one.project_id in projects or one.organisation_id in ours}


def speaks_for_member(user, member: RosterMember) -> bool:
    return member.pk in spoken_for(user, [member])


def can_open_sheet(user, sheet: RosterSheet) -> Verdict:
    """Whoever speaks for the organisation; the team, which types what it was told by voice or on paper."""
    if speaks_for_member(user, sheet.member) or can_keep_roster(user, sheet.wave.cohort):
        return GRANTED
    return refused(_("Only the people of this organisation answer for it."))


def is_open(wave: RosterWave) -> Verdict:
    if wave.is_open():
        return GRANTED
    return refused(_("These questions are closed."))
