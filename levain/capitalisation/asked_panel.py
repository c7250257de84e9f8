"""What a person has to decide or to read before publication, for her first screen and her list: one query."""

from datetime import date
from typing import NamedTuple

from django.db.models import CharField, Count, DateField, F, IntegerField, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation.models import Evidence, Reader, VoiceAsk
from levain.foundation.models import Letter
from levain.people.models import User

READ = ("what", "row", "key", "said", "session", "n", "since", "until")


class ToDecide(NamedTuple):
    """A letter of which some passages wait for her answer: how many, of which session, until when."""

    session: str
    n: int
    since: date
    until: date
    url: str


class ToReread(NamedTuple):
    """A reading that is open and not finished: its title, of which session, since when and until when."""

    title: str
    session: str
    since: date
    until: date
    url: str


class Asked(NamedTuple):
    words: list[ToDecide]
    readings: list[ToReread]


def asked_of(user: User) -> Asked:
    """Her words that wait for her, and the readings whose letter has left the outbox: what ends soonest first."""
    told = _words(user).union(_readings(user), _held(user), all=True)
    rows = sorted(told, key=lambda row: (row[-1] or date.max, row[1]))
    held = {key for what, _row, key, *_said in rows if what == "held"}
    found = Asked([], [])
    for what, row, key, said, session, n, since, until in rows:
        if what == "words":
            found.words.append(ToDecide(session, n, since, until, reverse("capitalisation:voices")))
        elif what == "reading" and key not in held:
            to = reverse("capitalisation:my_rereading", args=[row])
            found.readings.append(ToReread(said, session, since, until, to))
    return found


def _words(user: User) -> QuerySet:
    rows = VoiceAsk.objects.filter(person=user, evidence__consent=Evidence.Consent.PENDING)
    return _told(
        rows,
        what=Value("words"),
        row=F("pk"),
        session=F("cohort__name"),
        n=Count("evidence", distinct=True),
        since=TruncDate("asked_at"),
        until=F("deadline"),
    )


def _readings(user: User) -> QuerySet:
    rows = Reader.objects.filter(user=user, withdrawn_on=None, done_on=None, rereading__closed_on=None)
    return _told(
        rows.filter(rereading__until__gte=timezone.localdate()),
        what=Value("reading"),
        row=F("rereading"),
        key=Cast("pk", CharField()),
        said=F("rereading__title"),
        session=F("rereading__cohort__name"),
        since=F("asked_on"),
        until=F("rereading__until"),
    )


def _held(user: User) -> QuerySet:
    """The letters that somebody has still to let go: what they ask is not asked yet."""
    rows = Letter.objects.filter(person=user, state=Letter.State.HELD, sent_at=None, values__has_key="reader")
    return _told(rows, what=Value("held"), key=Cast(KeyTextTransform("reader", "values"), CharField()))


def _told(rows: QuerySet, **said) -> QuerySet:
    nothing = {"row": Value(0), "key": Value(""), "said": Value(""), "session": Value(""), "n": Value(0)}
    days = dict.fromkeys(("since", "until"), Cast(Value(None), DateField()))
    read = {**nothing, **days, **said}
    read["n"] = Cast(read["n"], IntegerField())
    return (
        rows.order_by()
        .annotate(**{f"as_{name}": read[name] for name in READ})
        .values_list(*(f"as_{name}" for name in READ))
    )
