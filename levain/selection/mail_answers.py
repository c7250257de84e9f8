"""What is answered from the mail itself: the opinion of a State service on an application."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import mail_answers
from levain.foundation.versions import ChangedSince
from levain.selection import rules
from levain.selection.models import Opinion, StateChanged
from levain.selection.services import opinions


def _asked(opinion: Opinion) -> str:
    said = {
        "service": opinion.service,
        "title": opinion.application.title,
        "place": opinion.application.place,
        "summary": opinion.application.summary,
    }
    return _("%(service)s, what do you think of “%(title)s”, in %(place)s? “%(summary)s”") % said


def _give(opinion: Opinion, *, by, name, choice, text) -> None:
    opinions.give_opinion(opinion, kind=choice, text=text, by=by, name=name)


def say() -> None:
    mail_answers.register(
        "selection.opinion",
        model=Opinion,
        verb="opinion.asked",
        also=("reminder.opinion",),
        question=_asked,
        choices=lambda opinion: [(kind.value, str(kind.label).capitalize()) for kind in Opinion.Kind],
        rule=rules.can_give_opinion,
        mailbox=rules.can_give_opinion_by_mailbox,
        handle=_give,
        text_label=gettext_lazy("Your reasons: what you know of the place, of the group, of what stands in the way"),
        refusals=(opinions.WordsMissing, opinions.OpinionGiven, StateChanged, ChangedSince),
    )
