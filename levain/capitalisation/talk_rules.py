"""Who reads what is discussed and sent, and who answers."""

from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import WORK_ON_IT, Candidate, PolicyLead, Reader, Remark, Rereading, Sending, State
from levain.capitalisation.rules import can_work_on
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.programmes.models import Cohort, Programme


def can_send_lead(user, lead: PolicyLead) -> Verdict:
    """What is sent is what stands, while there is still time to answer it."""
    allowed = can_work_on(user, lead.cohort)
    if allowed and lead.state != State.SETTLED:
        return refused(_("Settle the lead first: what is sent is what stands."))
    if allowed and lead.hoped_by and lead.hoped_by < timezone.localdate():
        return refused(_("The day an answer is hoped for is past: change the lead before sending it."))
    return allowed


def can_read_sending(user, sending: Sending) -> Verdict:
    if sending.person_id and user.pk == sending.person_id:
        return GRANTED
    return can_work_on(user, sending.lead.cohort)


def can_answer_sending(user, sending: Sending) -> Verdict:
    """The person written to, from her letter; once the lead is set aside, nobody is waited for."""
    if sending.lead.state == State.SET_ASIDE:
        return refused(_("This lead was set aside: nothing more is asked of you. Thank you."))
    if user.pk == sending.person_id:
        return GRANTED
    return refused(_("The person to whom the lead was sent answers it."))


def can_answer_by_mailbox(sending: Sending, address: str) -> Verdict:
    if sending.lead.state == State.SET_ASIDE:
        return refused(_("This lead was set aside: nothing more is asked of you. Thank you."))
    return (
        GRANTED
        if sending.email == address
        else refused(_("This link does not open anything. Copy it whole from the mail."))
    )


def can_follow_leads(user, programme: Programme) -> Verdict:
    """Those who draw the learning of the programme, or of one of its sessions, whose leads they read."""
    if user.is_authenticated:
        if user.codes_on(programme) & set(WORK_ON_IT):
            return GRANTED
        if programme.cohorts.filter(pk__in=user.scopes(Cohort, *WORK_ON_IT)).exists():
            return GRANTED
    return refused(_("The adviser, the evaluator and the national team follow what becomes of the leads."))


def can_decide_candidate(user, candidate: Candidate) -> Verdict:
    return can_work_on(user, candidate.cohort)


def can_reread(user, rereading: Rereading) -> Verdict:
    """Who was asked to read, by her account."""
    asked = rereading.readers.filter(user=user.pk, withdrawn_on=None)
    if user.is_authenticated and asked.exists():
        return GRANTED
    return refused(_("This text is given to read to the people who were asked."))


def can_see_rereading(user, rereading: Rereading) -> Verdict:
    return can_work_on(user, rereading.cohort) or can_reread(user, rereading)


def can_see_remark(user, remark: Remark) -> Verdict:
    """Who made it, and those who answer it."""
    if user.is_authenticated and remark.reader and remark.reader.user_id == user.pk:
        return GRANTED
    return can_work_on(user, remark.cohort)


def can_take_back(user, reader: Reader) -> Verdict:
    return can_work_on(user, reader.rereading.cohort)
