"""What the team answers from the mail itself: the message of a neighbour."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import mail_answers
from levain.projects import rules, services
from levain.projects.models import NeighbourMessage


def _question(message: NeighbourMessage) -> str:
    said = {"name": message.name, "kind": message.get_kind_display(), "project": message.project}
    return _("%(name)s writes to the team of %(project)s (%(kind)s).") % said


def _answer(message: NeighbourMessage, *, by, name, choice, text) -> None:
    text = text.strip()
    if choice == "write" and not text:
        raise services.NothingSaid(_("Write your answer: it leaves by mail."))
    services.answer_message(message, by=by, name=name, text=text if choice == "write" else "")


def say() -> None:
    mail_answers.register(
        "projects.neighbour",
        model=NeighbourMessage,
        verb="neighbour.wrote",
        also=("reminder.neighbour",),
        question=_question,
        choices=lambda message: [
            ("write", gettext_lazy("I answer below: it leaves by mail, without my address")),
            ("spoken", gettext_lazy("We have spoken: nothing to send")),
        ],
        rule=rules.can_answer_message,
        handle=_answer,
        text_label=gettext_lazy("Your answer"),
        refusals=(services.NothingSaid, services.AlreadyAnswered),
    )
