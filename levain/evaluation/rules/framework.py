"""Who reads the evaluation framework, and who adopts it for a cohort."""

from django.utils.translation import gettext as _

from levain.evaluation.models import EvaluationQuestion, Framework, FrameworkEdition
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort

STAFF = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.ADMINISTRATOR)


def can_read_frameworks(user) -> Verdict:
    if user.is_authenticated and user.holds(*STAFF):
        return GRANTED
    return refused(_("The evaluation framework is kept by the programme team."))


def can_adopt_framework(user, cohort: Cohort) -> Verdict:
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & {
        RoleCode.PROGRAMME_LEAD,
        RoleCode.ADVISER,
        RoleCode.EVALUATOR,
    }:
        return GRANTED
    return refused(_("Only the team of this cohort adopts its evaluation framework."))


def can_edit_framework(user, framework: Framework) -> Verdict:
    """The team of the cohort makes its framework its own; the starter stays as it is."""
    if framework.cohort is None:
        return refused(_("The starter framework does not change: a cohort adopts it, then makes it its own."))
    return can_adopt_framework(user, framework.cohort)


def can_edit_question(user, question: EvaluationQuestion) -> Verdict:
    return can_edit_framework(user, question.framework)


def can_edit_cohort_framework(user, cohort: Cohort) -> Verdict:
    return can_adopt_framework(user, cohort)


def can_read_edition(user, edition: FrameworkEdition) -> Verdict:
    return can_read_frameworks(user)


def can_read_cohort_framework(user, cohort: Cohort) -> Verdict:
    return can_read_frameworks(user)
