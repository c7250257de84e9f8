"""The seminar as a calendar file: the same event at each download, updated, naming nobody."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from levain.seminars.models import Seminar


def calendar(seminar: Seminar) -> bytes:
    """Times stand in the zone of the seminar; SEQUENCE grows each time it is changed (RFC 5545)."""
    event = Event()
    event.add("uid", f"seminar-{seminar.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", seminar.version - 1)
    event.add("summary", seminar.title)
    event.add("dtstart", seminar.starts.astimezone(seminar.zone))
    event.add("dtend", seminar.ends.astimezone(seminar.zone))
    event.add("description", seminar.purpose)
    event.add("url", settings.SITE_URL + seminar.get_absolute_url())
    where = seminar.place or seminar.link
    if where:
        event.add("location", where)
    whole = Calendar()
    whole.add("prodid", "-//Levain//Seminars//FR")
    whole.add("version", "2.0")
    whole.add_component(event)
    whole.add_missing_timezones()
    return whole.to_ical()
