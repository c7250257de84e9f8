"""Dates that leave for a person's own calendar (RFC 5545), at a private address that she may close."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as Component

from levain.foundation.models import CalendarFeed, JournalEntry

# What a calendar is given: the last months, and the coming year.
BEFORE, AFTER = timedelta(days=92), timedelta(days=400)
READ_AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """A date without the names of people. A day, or a moment in the zone of what it belongs to."""

    uid: str
    title: str
    starts: date | datetime
    ends: datetime | None = None
    description: str = ""
    url: str = ""
    place: str = ""
    sequence: int = 0
    cancelled: bool = False


_sources: list[Callable[[Any, date, date], Iterable[Event]]] = []


def register(source: Callable[[Any, date, date], Iterable[Event]]) -> None:
    """Called from an app's `ready`: the dates of a person between two days, in a fixed number of queries."""
    _sources.append(source)


def events_of(person: Any, now: datetime) -> list[Event]:
    """All that she may see now, in the order of time."""
    today = timezone.localtime(now).date()
    found = [event for source in _sources for event in source(person, today - BEFORE, today + AFTER)]
    return sorted(found, key=lambda event: (event.starts.isoformat(), event.uid))


def sequences(objects: Iterable[models.Model]) -> dict[int, int]:
    """How many times each object of a class was changed, from the journal: what SEQUENCE counts. One query."""
    objects = list(objects)
    if not objects:
        return {}
    kind = ContentType.objects.get_for_model(objects[0])
    told = JournalEntry.objects.filter(object_type=kind, object_id__in=[obj.pk for obj in objects])
    told = told.exclude(verb__startswith="reminder.").order_by()
    return dict(told.values_list("object_id").annotate(n=Count("pk")))


def written(events: Iterable[Event], name: str = "", method: str = "") -> bytes:
    """The file: escaped, folded, each event in its own zone; the same events make the same bytes.

    `method` (RFC 5546) says what a calendar does of the file: PUBLISH, or CANCEL what was published.
    """
    whole = Calendar()
    whole.add("prodid", "-//Levain//Levain//FR")
    whole.add("version", "2.0")
    if method:
        whole.add("method", method)
    if name:
        whole.add("x-wr-calname", name)
    for event in events:
        whole.add_component(_component(event))
    whole.add_missing_timezones()
    return whole.to_ical()


def _component(event: Event) -> Component:
    made = Component()
    made.add("uid", f"{event.uid}@{urlsplit(settings.SITE_URL).hostname}")
    made.add("dtstamp", _moment(event.starts))
    made.add("sequence", event.sequence)
    if event.cancelled:
        made.add("status", "CANCELLED")
    made.add("summary", event.title)
    made.add("dtstart", event.starts)
    if event.ends:
        made.add("dtend", event.ends)
    else:
        made.add("transp", "TRANSPARENT")
    for name in ("description", "place", "url"):
        if value := getattr(event, name):
            made.add("location" if name == "place" else name, settings.SITE_URL + value if name == "url" else value)
    return made


def _moment(starts: date | datetime) -> datetime:
    """A stamp that does not move, so that a calendar that was not changed is not read again."""
    if isinstance(starts, datetime):
        return starts.astimezone(UTC)
    return datetime(starts.year, starts.month, starts.day, tzinfo=UTC)


@transaction.atomic
def open_feed(person: Any) -> str:
    """Give her a new address, shown once; the one she had no longer opens anything."""
    close_feed(person)
    token = secrets.token_urlsafe(24)
    CalendarFeed.objects.create(person=person, digest=_digest(token))
    return token


def close_feed(person: Any) -> None:
    CalendarFeed.objects.filter(person=person).delete()


def address(token: str) -> str:
    return settings.SITE_URL + reverse("foundation:calendar_feed", args=[token])


def find(token: str, now: datetime) -> CalendarFeed | None:
    """The open feed behind an address, if its owner still has an account; a day's reading is noted once."""
    found = (
        CalendarFeed.objects.filter(digest=_digest(token), person__is_active=True).select_related("person").first()
    )
    if found and (found.read_at is None or found.read_at < now - READ_AGAIN):
        CalendarFeed.objects.filter(pk=found.pk).update(read_at=now)
    return found


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
