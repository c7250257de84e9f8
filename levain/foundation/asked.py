"""What the house asks of people, in minutes: each package says what it asks of whom, and the team sees the sum.

An instrument counts whether it was answered or not: being asked is what weighs, and whether somebody answered an
anonymous survey is not known.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple


class Asking(NamedTuple):
    """So many minutes asked of a person, on a day; `what` is told to the team, `url` opens it."""

    person: int
    day: date
    minutes: float
    what: str
    url: str = ""


@dataclass(frozen=True)
class Instrument:
    """`asks(place, since, until)` yields what was or will be asked in a place (a cohort), in few queries."""

    code: str
    title: Any
    asks: Callable[[Any, date, date], Iterable[Asking]]


_instruments: dict[str, Instrument] = {}


def register(code: str, title: Any, asks: Callable[[Any, date, date], Iterable[Asking]]) -> None:
    """Called from an app's `ready`."""
    _instruments[code] = Instrument(code, title, asks)


def of(place: Any, since: date, until: date) -> list[Asking]:
    """Everything asked in a place between two days."""
    return [one for instrument in _instruments.values() for one in instrument.asks(place, since, until)]
