"""From one day to another: which of the rows a figure counts are inside."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from levain.design.dates import in_words

SINCE, UNTIL = "du", "au"


class NoSuchDays(ValueError):
    """An address that names no day, or days in the wrong order."""


@dataclass(frozen=True)
class Period:
    """Both days are inside; none at an end leaves that end open, none at both is the whole time: it is then false.

    What people answered without their name is never cut by a period: it is inside whole, or outside, by the day it
    closes. Two periods that touch would else tell apart whoever answered on the day between them.
    """

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.since or self.until)

    def __str__(self) -> str:
        days = {"since": in_words(self.since), "until": in_words(self.until)}
        if self.since and self.until:
            return _("from %(since)s to %(until)s") % days
        if self.since:
            return _("since %(since)s") % days
        return _("until %(until)s") % days if self.until else ""

    def holds(self, day: date | None) -> bool:
        """What bears no date is of no period."""
        if day is None:
            return not self
        return not self.after(day) and not (self.since and day < self.since)

    def after(self, day: date | None) -> bool:
        """Whether a day that is known comes after its end: what happened then was not so yet."""
        return bool(self.until and day and day > self.until)

    def within(self, field: str) -> Q:
        """`holds`, asked of the database; of a moment, name its day: `starts__date`."""
        kept = Q()
        if self.since:
            kept &= Q(**{f"{field}__gte": self.since})
        if self.until:
            kept &= Q(**{f"{field}__lte": self.until})
        return kept

    def begun(self, field: str) -> Q:
        """What was there by its end, however old."""
        return Q(**{f"{field}__lte": self.until}) if self.until else Q()

    @property
    def asked(self) -> str:
        """What an address says of it; nothing for the whole time."""
        days = {SINCE: self.since, UNTIL: self.until}
        told = urlencode({name: day.isoformat() for name, day in days.items() if day})
        return f"?{told}" if told else ""


EVER = Period()


def period_asked(said) -> Period:
    """The period an address names."""
    found = Period(_day(said.get(SINCE, "")), _day(said.get(UNTIL, "")))
    if found.since and found.until and found.until < found.since:
        raise NoSuchDays
    return found


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise NoSuchDays
    return day
