"""Who puts a lesson or a lead on the public site, and who reads it there."""

from django.utils.translation import gettext as _

from levain.capitalisation.models import Lesson, PolicyLead, PracticeSheet, Report, Showing
from levain.capitalisation.rules import codes
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort


def can_show_in(user, cohort: Cohort) -> Verdict:
    if RoleCode.PROGRAMME_LEAD in codes(user, cohort):
        return GRANTED
    return refused(_("The national team decides what everyone reads."))


def can_show(user, thing: Lesson | PolicyLead) -> Verdict:
    return can_show_in(user, thing.cohort)


def can_read_showing(user, showing: Showing) -> Verdict:
    """Everyone; what was taken off is said to be so."""
    return GRANTED


def is_still_shown(user, thing: Showing | PracticeSheet) -> Verdict:
    return refused("") if thing.withdrawn_on else GRANTED


def can_read_lead(user, lead: PolicyLead) -> Verdict:
    return GRANTED if Showing.objects.filter(lead=lead).exists() else refused("")


def can_pass_on(user, report: Report) -> Verdict:
    return GRANTED if report.editions.exists() else refused("")
