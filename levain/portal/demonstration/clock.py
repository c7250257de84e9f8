"""The house lives the story at the story's dates: the journal, the histories and the roles carry them."""

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from levain.foundation.clock import told_by

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


def told_at(clock: Clock) -> AbstractContextManager[None]:
    return told_by(lambda: clock.now)
