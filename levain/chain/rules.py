"""Who may turn what was said into something that lives on."""

from django.utils.translation import gettext as _

from levain.foundation import registry
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.rules import can_add_action, codes
from levain.seminars.models import Seminar

GATHERS = {RoleCode.ADVISER, RoleCode.FACILITATOR, RoleCode.PROGRAMME_LEAD}


def can_turn(user, obj) -> Verdict:
    """She may read it, and may act in the project it was said for (or gathers the cohort it was said in)."""
    said = registry.of(obj)
    place = said.place(obj) if said else None
    if isinstance(place, Project):
        acts = can_act_in(user, place)
    elif isinstance(place, Cohort) and user.codes_on(place, place.programme) & GATHERS:
        acts = GRANTED
    else:
        acts = refused(_("Only the project's team and its adviser take up what was said."))
    return acts and registry.may_see(user, obj)


def can_follow(user, seminar: Seminar) -> Verdict:
    """Whoever gathers the cohort hands the promises of a seminar to its projects."""
    if user.is_authenticated and user.codes_on(seminar, seminar.cohort, seminar.cohort.programme) & GATHERS:
        return GRANTED
    return refused(_("Only the team that gathers the cohort hands commitments to the projects."))


def can_act_in(user, project: Project) -> Verdict:
    """Whether she may make something of it in this project: its team, or who facilitates its cohort."""
    if RoleCode.FACILITATOR in codes(user, project):
        return GRANTED
    return can_add_action(user, project)


def can_turn_its_source(user, evidence) -> Verdict:
    """The same, asked of the text a passage stands in."""
    return can_turn(user, evidence.passage.object)
