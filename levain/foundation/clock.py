"""What time it is for the house: the real one, unless a story is being told or a demonstration stands on a day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

REAL = datetime


class _AnyMoment(type):
    """What Django asks of `datetime` besides the time: is this value one?"""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, REAL)


def tell(now: Callable[[], datetime]) -> None:
    """From here on in this process, every `timezone.now()` is this one, the defaults of models included."""

    class Told(datetime, metaclass=_AnyMoment):
        @classmethod
        def now(cls, tz=None):
            return now().astimezone(tz)

    timezone.datetime = Told


@contextmanager
def told_by(now: Callable[[], datetime]) -> Iterator[None]:
    before = timezone.datetime
    tell(now)
    try:
        yield
    finally:
        timezone.datetime = before


def standing_on(day: date) -> Callable[[], datetime]:
    """The hours pass, the day stays."""

    def now() -> datetime:
        here = timezone.get_default_timezone()
        return REAL.combine(day, REAL.now(here).time(), here)

    return now
