"""Between two seminars the projects keep meeting: what other strands tell of it, on the page of the seminars."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

AT_MOST = 8


@dataclass(frozen=True)
class Meeting:
    """A visit, a meeting, something done together: `kind` says which, `who` between whom."""

    day: date
    title: str
    kind: Any
    who: str = ""
    url: str = ""


Source = Callable[[Any, Collection[int], int], Iterable[Meeting]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Called when the house starts: `source(user, cohorts, at_most)` gives the latest that she may read."""
    if source not in _sources:
        _sources.append(source)


def latest(user: Any, cohorts: Collection[int], at_most: int = AT_MOST) -> list[Meeting]:
    """The last meetings of these cohorts (their ids), the most recent first."""
    if not cohorts:
        return []
    found = [met for source in _sources for met in source(user, cohorts, at_most)]
    return sorted(found, key=lambda met: met.day, reverse=True)[:at_most]
