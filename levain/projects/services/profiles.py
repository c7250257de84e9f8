"""Who took part in an event: counts written by the team, and cards that nobody signs."""

from collections import Counter
from collections.abc import Mapping

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import ANSWERS, LogbookEntry, ProfileCount, Question
from levain.projects.rules.profiles import is_an_event
from levain.projects.services.project import role_in

Counts = Mapping[tuple[str, str], int]

MOST = 1000
GOOD_FOR = 60 * 24 * 3600
SALT = "levain.projects.profile_card"


class TooManyAnswers(Exception):
    """More people answered a question than took part."""


class CardClosed(Exception):
    """The link of a card is wrong or old, or its event is no longer one."""


def card_token(event: LogbookEntry) -> str:
    """What the address of an event's card holds; it lasts sixty days."""
    return signing.dumps(event.pk, salt=SALT)


def event_of_card(token: str) -> LogbookEntry:
    """The event behind the address of a card; raises CardClosed."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise CardClosed(_("This card is no longer open. Thank you for having come.")) from None
    event = LogbookEntry.objects.filter(pk=pk).select_related("project__cohort").first()
    if event is None or not is_an_event(event):
        raise CardClosed(_("This card is no longer open. Thank you for having come."))
    return event


@transaction.atomic
def declare_profiles(event: LogbookEntry, *, by: User, counts: Counts) -> None:
    """Write the counts of the team, over those it had written; those of the cards stay."""
    for question, answer in counts:
        if answer not in ANSWERS[Question(question)]:
            raise ValueError(f"{answer!r} is no answer to {question!r}")
    held = LogbookEntry.objects.select_for_update().get(pk=event.pk)
    _within(held, _answered(held, by_card=True), counts)
    held.profiles.filter(by_card=False).delete()
    ProfileCount.objects.bulk_create(
        ProfileCount(event=held, question=question, answer=answer, count=count)
        for (question, answer), count in counts.items()
        if count
    )
    journal.record("profiles.declared", on=held, by=by, role=role_in(by, held.project), place=held.project)


@transaction.atomic
def add_card(event: LogbookEntry, answers: Mapping[str, str]) -> None:
    """Add each answer of a card to its count. Nothing else is kept: neither the card, nor when, nor whose."""
    held = LogbookEntry.objects.select_for_update().get(pk=event.pk)
    said = {(question, answer): 1 for question, answer in answers.items() if answer in ANSWERS[Question(question)]}
    _within(held, _answered(held), said)
    for question, answer in said:
        row, created = ProfileCount.objects.get_or_create(
            event=held, question=question, answer=answer, by_card=True, defaults={"count": 1}
        )
        if not created:
            ProfileCount.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _answered(event: LogbookEntry, **which: bool) -> Counter[str]:
    """How many people answered each question."""
    answered: Counter[str] = Counter()
    for question, count in event.profiles.filter(**which).values_list("question", "count"):
        answered[question] += count
    return answered


def _within(event: LogbookEntry, before: Counter[str], more: Counts) -> None:
    """As many answers to a question as people who came, when their number is known."""
    after = Counter(before)
    for (question, _answer), count in more.items():
        after[question] += count
    most = MOST if event.people is None else event.people
    if any(count > most for count in after.values()):
        raise TooManyAnswers(
            _("More answers than people: this event says that %(n)d took part, and one question would have more.")
            % {"n": most}
        )
