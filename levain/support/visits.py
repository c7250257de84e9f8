"""The days on site of a mission, as dates that a page can write."""

from collections.abc import Iterable
from datetime import date

from levain.support.models import Mission


def with_visits(missions: Iterable[Mission]) -> list[Mission]:
    """The missions, each with `visited`: its days on site."""
    found = list(missions)
    for mission in found:
        mission.visited = [date.fromisoformat(day) for day in mission.visits]
    return found
