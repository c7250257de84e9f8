"""Reminders, recomputed from the state of things at each tick: they stop by themselves when nothing is pending.

A package says, when it starts, what is pending now:

    reminders.register("reply", due=replies, sentence=_("%(object)s: a reply was hoped for by %(until)s"))

`due(now)` yields a `Pending` for each person and object, in a fixed number of queries; `due(now, ids)` only for these
objects, which is asked again after each deed in their place. Nothing is queued ahead: at a
moment of the spacing, the person is told once; if what was pending is settled by then, or by the time the letter is
written, nothing leaves. After an outage she gets the last reminder due, not those that were missed.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from levain.foundation import answers, journal, kinds, registry
from levain.foundation.models import Reminder

logger = logging.getLogger(__name__)

# A moment missed by more than this is no longer worth a letter.
TOO_LATE = timedelta(days=14)
AT_A_TIME = 500


class Pending(NamedTuple):
    """A person is waited for on an object: since a day, or until one; `since` alone counts from that day."""

    person: Any
    on: models.Model
    since: date | None = None
    until: date | None = None


Row = tuple[Pending, date]
Ids = list[int] | None
Due = Callable[..., Iterable[Pending]]


@dataclass(frozen=True)
class Spacing:
    """When to remind: days before and after the date hoped for, then at an interval; `at_most` in all.

    Without a date hoped for, the days after are counted from the day the wait began.
    """

    before: tuple[int, ...] = (7, 0)
    after: tuple[int, ...] = (7,)
    then_every: int = 14
    at_most: int = 6

    def moments(self, pending: Pending) -> list[date]:
        anchor = pending.until or pending.since
        if anchor is None:
            return []
        days = [-day for day in self.before] if pending.until else []
        days += self.after
        while len(days) < self.at_most:
            days.append(days[-1] + self.then_every)
        moments = [anchor + timedelta(days=day) for day in days[: self.at_most]]
        # Nobody is reminded on the very day she was asked.
        return [moment for moment in moments if pending.since is None or moment > pending.since]

    def moment_due(self, pending: Pending, today: date) -> date | None:
        """The last moment that has come, unless it is long gone."""
        come = [moment for moment in self.moments(pending) if today - TOO_LATE < moment <= today]
        return max(come, default=None)


@dataclass(frozen=True)
class Kind:
    name: str
    due: Due
    spacing: Spacing

    @property
    def verb(self) -> str:
        return f"reminder.{self.name}"


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    due: Due,
    sentence: Any,
    spacing: Spacing = Spacing(),  # noqa: B008
) -> None:
    """Called from an app's `ready`. `sentence` may use %(object)s, %(place)s, %(since)s and %(until)s."""
    _kinds[name] = Kind(name, due, spacing)
    registry.word(**{f"reminder.{name}": sentence})
    answers.asked_again(f"reminder.{name}", _still(due))


def among(rows: models.QuerySet, ids: Ids, path: str = "pk") -> models.QuerySet:
    """Of these rows, those of the objects asked about; all of them when none is named."""
    return rows if ids is None else rows.filter(**{f"{path}__in": ids})


def _still(due: Due) -> answers.Still:
    return lambda now, _kind, ids: ((pending.person.pk, pending.on.pk) for pending in due(now, ids))


def registered() -> dict[str, Kind]:
    return dict(_kinds)


def remind(now: datetime) -> int:
    """Tell what is pending to those who are waited for; again the same day does nothing, nor does the night."""
    if now < kinds.last_morning(now, on_the_day=True):
        return 0
    today = timezone.localtime(now).date()
    sent = 0
    for kind in _kinds.values():
        try:
            for rows in _batches(_due_today(kind, now, today)):
                sent += _tell(kind, _allowed(rows), today)
        except Exception:
            logger.exception("The reminders %s failed", kind.name)
    return sent


def _due_today(kind: Kind, now: datetime, today: date) -> Iterator[tuple[Pending, date]]:
    for pending in kind.due(now):
        moment = kind.spacing.moment_due(pending, today)
        if moment:
            yield pending, moment


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, AT_A_TIME)):
        yield batch


def _allowed(rows: list[Row]) -> list[Row]:
    registry.read_ahead([(pending.person, pending.on) for pending, _moment in rows])
    return [row for row in rows if row[0].person.is_active and registry.may_see(row[0].person, row[0].on)]


@transaction.atomic
def _tell(kind: Kind, rows: list[Row], today: date) -> int:
    """One entry for each object, told to all those whom it waits for and who were not reminded since the moment."""
    known = _last_reminders(kind, rows)
    told: dict[tuple, list[Pending]] = defaultdict(list)
    new, again = [], []
    for pending, moment in rows:
        key = (_type(pending.on), pending.on.pk, pending.person.pk)
        last = known.get(key)
        if last and last.last_on >= moment:
            continue
        if last:
            again.append(last)
            last.last_on = today
        else:
            new.append(Reminder(kind=kind.name, object_type_id=key[0], object_id=key[1], person_id=key[2]))
            known[key] = new[-1]
            new[-1].last_on = today
        told[key[0], key[1], pending.since, pending.until].append(pending)
    # Two ticks at once: the second finds the rows of the first, or breaks on the constraint and tells nothing.
    Reminder.objects.bulk_create(new)
    Reminder.objects.bulk_update(again, ["last_on"])
    for group in told.values():
        _record(kind, group)
    return sum(len(group) for group in told.values())


def _last_reminders(kind: Kind, rows: list[Row]) -> dict[tuple, Reminder]:
    found = Reminder.objects.select_for_update().filter(
        kind=kind.name,
        person__in={pending.person.pk for pending, _moment in rows},
        object_type__in={_type(pending.on) for pending, _moment in rows},
        object_id__in={pending.on.pk for pending, _moment in rows},
    )
    return {(row.object_type_id, row.object_id, row.person_id): row for row in found}


def _type(obj: models.Model) -> int:
    return ContentType.objects.get_for_model(obj).pk


def _record(kind: Kind, group: list[Pending]) -> None:
    first = group[0]
    said = registry.of(first.on)
    days = {"since": first.since, "until": first.until}
    journal.record(
        kind.verb,
        on=first.on,
        by=None,
        place=said.place(first.on) if said else None,
        changes={name: day.isoformat() for name, day in days.items() if day},
        tell=[pending.person for pending in group],
    )


class StillPending:
    """Whether a reminder still stands, asked when its letter is written: each kind is computed once a run."""

    def __init__(self, now: datetime):
        self.now = now
        self.known: dict[str, set[tuple[int, int, int]]] = {}

    def __call__(self, verb: str, person: int, object_type: int, object_id: int) -> bool:
        name = verb.removeprefix("reminder.")
        if name == verb:
            return True
        if name not in _kinds:
            return False
        if name not in self.known:
            self.known[name] = {
                (pending.person.pk, _type(pending.on), pending.on.pk) for pending in _kinds[name].due(self.now)
            }
        return (person, object_type, object_id) in self.known[name]
