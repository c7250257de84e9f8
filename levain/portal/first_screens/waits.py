"""What waits: lines that say what, for whom, since when, and where to do it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.asked_panel import Asked
from levain.design.dates import in_words
from levain.projects.models import Action

MOST = 20


@dataclass(frozen=True)
class Wait:
    """`who` is waited for, empty when it is the reader; `do` names the gesture behind the link."""

    label: str
    detail: str
    url: str
    since: date | None = None
    until: date | None = None
    who: str = ""
    do: str = ""

    @property
    def days(self) -> list[str]:
        since = _("since %(day)s") % {"day": in_words(self.since)} if self.since else ""
        until = _("for %(day)s") % {"day": in_words(self.until)} if self.until else ""
        return [said for said in (since, until) if said]

    @property
    def said(self) -> str:
        """What stands under the line, for the person it waits for."""
        return " · ".join(said for said in (self.detail, *self.days) if said)

    @property
    def shared(self) -> str:
        """What stands under the line, where some wait for the reader and others for somebody else."""
        whom = _("waits for %(who)s") % {"who": self.who} if self.who else _("waits for you")
        return " · ".join(said for said in (self.detail, whom, *self.days) if said)


def in_order(waits: Iterable[Wait]) -> list[Wait]:
    """What is hoped for soonest or waits for longest first; what has no date comes last."""
    return sorted(waits, key=lambda wait: wait.until or wait.since or date.max)


def to_rate(ratings: Iterable) -> list[Wait]:
    """The objectives that wait for a level, of `evaluation.panels.to_rate`."""
    return [
        Wait(
            str(rating.objective),
            _("A level to confirm") if rating.to_confirm else _("An objective to rate"),
            rating.to,
            do=_("Confirm the level") if rating.to_confirm else _("Give a level"),
        )
        for rating in ratings
    ]


def before_publication(asked: Asked) -> list[Wait]:
    """Her words that somebody would like to quote, and what she is asked to read before everyone does."""
    words = [
        Wait(
            ngettext("%(n)d passage of yours may be quoted", "%(n)d passages of yours may be quoted", one.n)
            % {"n": one.n},
            one.session,
            one.url,
            one.since,
            one.until,
            do=_("Decide of your words"),
        )
        for one in asked.words
    ]
    readings = [
        Wait(one.title, one.session, one.url, one.since, one.until, do=_("Read it before it is published"))
        for one in asked.readings
    ]
    return [*words, *readings]


def promised(user) -> list[Wait]:
    """What somebody who follows several projects said she would do, in any of them."""
    owned = Action.objects.filter(owner=user, done=None).order_by(F("due").asc(nulls_last=True), "pk")
    return [
        Wait(
            action.title,
            action.project.name,
            action.get_absolute_url(),
            until=action.due,
            do=_("You said you would do it"),
        )
        for action in owned.select_related("project")[:MOST]
    ]


def actions(owned: Iterable) -> list[Wait]:
    """What a person said she would do."""
    return [
        Wait(action.title, _("You said you would do it"), action.get_absolute_url(), until=action.due, do=_("Open"))
        for action in owned
    ]


def messages_of_neighbours(owed: Iterable, *, where: bool = False) -> list[Wait]:
    """What somebody wrote from a public page, and to which an answer is owed; `where` names the project."""
    return [
        Wait(
            _("%(name)s writes from the public page") % {"name": message.name},
            message.project.name if where else message.get_kind_display(),
            message.get_absolute_url(),
            until=message.answer_by,
            do=_("Answer this message"),
        )
        for message in owed
    ]
