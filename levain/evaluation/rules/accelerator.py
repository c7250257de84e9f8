"""Who reads what is said of the accelerator itself, and who asks it."""

from django.utils.translation import gettext as _

from levain.evaluation.models import BarometerWave, EmergenceAsk
from levain.evaluation.rules.framework import STAFF
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort

ASKS = {RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.PROGRAMME_LEAD}


def can_read_accelerator(user, cohort: Cohort) -> Verdict:
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & set(STAFF):
        return GRANTED
    return refused(_("The evaluation of the accelerator is read by the team of the cohort."))


def can_ask(user, cohort: Cohort) -> Verdict:
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & ASKS:
        return GRANTED
    return refused(_("The adviser, the evaluator and the national team ask these questions."))


def can_compare(user) -> Verdict:
    if user.is_authenticated and user.holds(*STAFF):
        return GRANTED
    return refused(_("Cohorts are compared by the programme team."))


def can_read_emergence(user, ask: EmergenceAsk) -> Verdict:
    return can_read_accelerator(user, ask.cohort)


def can_read_wave(user, wave: BarometerWave) -> Verdict:
    return can_read_accelerator(user, wave.cohort)


def can_print(user, wave: BarometerWave) -> Verdict:
    """Whoever asks prints its poster."""
    return can_ask(user, wave.cohort)
