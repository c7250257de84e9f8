"""The seminars in a person's calendar: the same event at each reading, updated, naming nobody."""

from collections.abc import Iterator
from datetime import date, timedelta

from levain.foundation import calendars
from levain.foundation.calendars import Event
from levain.seminars.models import Seminar


def where(seminar: Seminar) -> str:
    """The place and its commune, once each."""
    gathering = getattr(seminar, "gathering", None)
    commune = gathering.commune.name if gathering and gathering.commune else ""
    return ", ".join(each for each in (seminar.place, "" if commune in seminar.place else commune) if each)


def event(seminar: Seminar) -> Event:
    """Times stand in its own zone; SEQUENCE grows at each change of it or of its practical side (RFC 5545)."""
    gathering = getattr(seminar, "gathering", None)
    told = [seminar.purpose, seminar.way, gathering.access if gathering else ""]
    return Event(
        uid=f"seminar-{seminar.pk}",
        title=seminar.title,
        starts=seminar.starts.astimezone(seminar.zone),
        ends=seminar.ends.astimezone(seminar.zone),
        description="\n\n".join(filter(None, told)),
        url=seminar.get_absolute_url(),
        place=where(seminar) or seminar.link,
        sequence=seminar.version - 1 + (gathering.version - 1 if gathering else 0),
        cancelled=bool(gathering and gathering.cancelled_at),
    )


def calendar(seminar: Seminar) -> bytes:
    """The file of one seminar; once called off, the file that takes it out of the calendars that held it."""
    told = event(seminar)
    return calendars.written([told], method="CANCEL" if told.cancelled else "PUBLISH")


def events(person, first: date, last: date) -> Iterator[Event]:
    """The seminars that she may see, whether she has answered or not."""
    found = Seminar.objects.visible_to(person).filter(starts__date__range=(first, last + timedelta(days=1)))
    for seminar in found.select_related("gathering__commune").distinct():
        yield event(seminar)
