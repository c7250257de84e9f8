"""The story as it is written in `data/`, and the deeds it is told by, one after the other."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from typing import Any

from django.db import models

from levain.foundation import yaml_files
from levain.people.models import Organisation, User
from levain.portal.demonstration.clock import Clock, told_at
from levain.portal.moments import STANDS_ON
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project
from levain.selection.models import Call

DATA = Path(__file__).parent / "data"
PROJECTS = ("plombieres", "melle", "saint-bonnet", "vallouise", "suresnes")
LAST_DAY = date(2021, 12, 31)
# The second session, imagined, is told after the first.
LAST_TOLD = date(2023, 12, 31)


@cache
def read(name: str) -> dict[str, Any]:
    return yaml_files.read(DATA / f"{name}.yaml")


class Story:
    """What has been made so far, by the names the story gives, and what is still to be told."""

    programme: Programme
    cohort: Cohort
    call: Call
    team: Organisation

    def __init__(self, moment: str) -> None:
        self.moment = moment
        self.day = STANDS_ON[moment]
        self.until = self.day - timedelta(days=1) if self.day else date.max
        self.people: dict[str, User] = {}
        self.projects: dict[str, Project] = {}
        self.services: dict[str, Organisation] = {}
        self.made: dict[str, models.Model] = {}
        self._deeds: list[tuple[date, int, Callable[[], object]]] = []
        self._ranks = count()

    @property
    def adviser(self) -> User:
        return self.people["adviser-ines"]

    @property
    def lead(self) -> User:
        return self.people["lead-marc"]

    def on(self, day: date, deed: Callable[[], object]) -> None:
        """This happens that day, unless the story stops before."""
        if day <= self.until:
            heappush(self._deeds, (day, next(self._ranks), deed))

    def reaches(self, day: date | None) -> bool:
        return day is not None and day <= self.until

    def tell(self) -> None:
        """Do the deeds in the order of their dates; a deed may plan others."""
        clock = Clock()
        with told_at(clock):
            while self._deeds:
                day, _rank, deed = heappop(self._deeds)
                clock.strike(day)
                deed()
