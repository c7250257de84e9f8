"""What is answered from the mail: a lead, by whoever it is addressed to."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.capitalisation import talk_rules
from levain.capitalisation.models import PolicyLead, Sending
from levain.capitalisation.models.lesson import decision_asked
from levain.capitalisation.services import following
from levain.foundation import mail_answers
from levain.foundation.versions import ChangedSince


def question(sending: Sending) -> str:
    lead = following.worded(sending.lead, sending.version)
    return _("What do you answer to this lead: “%(title)s”?") % {"title": lead.title}


def shown(sending: Sending) -> list[tuple[str, str]]:
    """The lead as it was worded in the letter."""
    lead = following.worded(sending.lead, sending.version)
    return [
        (_("What is proposed"), lead.text),
        (_("The decision asked"), decision_asked(lead.kind, lead.scope)),
        (_("The first step"), lead.first_step),
    ]


def say() -> None:
    mail_answers.register(
        "capitalisation.lead",
        model=Sending,
        question=question,
        shown=shown,
        choices=lambda sending: PolicyLead.Answer.choices,
        rule=talk_rules.can_answer_sending,
        mailbox=talk_rules.can_answer_by_mailbox,
        handle=following.answer_from_letter,
        text_label=gettext_lazy("Your answer in words; why, if it is declined"),
        name_help=gettext_lazy("It stands with your answer on the public page of the lead, once there is one."),
        refusals=(following.AlreadyAnswered, following.ReasonMissing, following.SetAside, ChangedSince),
    )
