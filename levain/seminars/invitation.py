"""The seminars in a person's calendar: the same event at each reading, updated, naming nobody."""

from collections.abc import Iterator
from datetime import date, timedelta

from levain.foundation import calendars
from levain.foundation.calendars import Event
from levain.seminars.models import Seminar


def event(seminar: Seminar) -> Event:
    """Times stand in the zone of the seminar; SEQUENCE grows each time it is changed (RFC 5545)."""
    return Event(
        uid=f"seminar-{seminar.pk}",
        title=seminar.title,
        starts=seminar.starts.astimezone(seminar.zone),
        ends=seminar.ends.astimezone(seminar.zone),
        description=seminar.purpose,
        url=seminar.get_absolute_url(),
        place=seminar.place or seminar.link,
        sequence=seminar.version - 1,
    )


def calendar(seminar: Seminar) -> bytes:
    return calendars.written([event(seminar)])


def events(person, first: date, last: date) -> Iterator[Event]:
    """The seminars that she may see, whether she has answered or not."""
    found = Seminar.objects.visible_to(person).filter(starts__date__range=(first, last + timedelta(days=1)))
    for seminar in found.distinct():
        yield event(seminar)
