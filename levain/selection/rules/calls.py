"""Who may read a call and its applications, and record decisions."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.rules import can_decide
from levain.selection.models import Application, Call

READS_APPLICATIONS = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.JURY_CHAIR}


def can_read_call(user, call: Call) -> Verdict:
    if Call.objects.visible_to(user).filter(pk=call.pk).exists():
        return GRANTED
    return refused(_("This call has not been announced yet."))


def can_read_applications(user, call: Call) -> Verdict:
    if user.is_authenticated and user.codes_on(call, call.cohort, call.cohort.programme) & READS_APPLICATIONS:
        return GRANTED
    return refused(_("The applications are read by the team of the call and the chair of its jury."))


def can_read_application(user, application: Application) -> Verdict:
    return can_read_applications(user, application.call)


def can_record_decision(user, call: Call) -> Verdict:
    if call.released_at:
        return refused(_("The decisions of this call have been published: they no longer change."))
    return can_decide(user, call.cohort)
