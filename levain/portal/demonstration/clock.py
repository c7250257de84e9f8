"""The house lives the story at the story's dates: the journal, the histories and the roles carry them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")
MORNING = time(9)


class Clock:
    """What `timezone.now()` says while the story is told; deeds of one day follow one another."""

    def __init__(self) -> None:
        self.now = datetime(2020, 1, 20, 9, tzinfo=PARIS)

    def strike(self, day: date) -> None:
        """The next moment of a day: twenty seconds after the last one, or its morning."""
        if self.now.date() == day:
            self.now += timedelta(seconds=20)
        else:
            self.now = datetime.combine(day, MORNING, PARIS)


@contextmanager
def told_at(clock: Clock) -> Iterator[None]:
    """Every `now` of the house is the clock's, defaults of models included; one thread, one command."""

    class StoryTime(datetime):
        @classmethod
        def now(cls, tz=None):
            return clock.now.astimezone(tz)

    real = timezone.datetime
    timezone.datetime = StoryTime
    try:
        yield
    finally:
        timezone.datetime = real
