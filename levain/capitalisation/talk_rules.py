"""Who reads what is discussed and sent, and who answers."""

from django.utils.translation import gettext as _

from levain.capitalisation.models import Sending, State
from levain.capitalisation.rules import can_work_on
from levain.foundation.verdicts import GRANTED, Verdict, refused


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
