from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme

STEERS = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR)


def can_steer(user, cohort: Cohort) -> Verdict:
    """See all the projects of a cohort at a glance."""
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & set(STEERS):
        return GRANTED
    return refused(_("Steering is for the national team, the advisers and the evaluators of this cohort."))


def can_steer_programme(user, programme: Programme) -> Verdict:
    """See all the cohorts of a programme at a glance."""
    if user.is_authenticated and user.codes_on(programme) & set(STEERS):
        return GRANTED
    return refused(_("The list of the cohorts is for the national team, the advisers and the evaluators."))


def can_decide(user, cohort: Cohort) -> Verdict:
    """Retain a project, publish, answer a lead: the national team decides."""
    if user.is_authenticated and RoleCode.PROGRAMME_LEAD in user.codes_on(cohort, cohort.programme):
        return GRANTED
    return refused(_("The national team decides this."))
