"""The line of time of a project: each package says what it dates in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from levain.projects.models import Project, Step


@dataclass(frozen=True)
class Date:
    """A thing that has a day, or lasts until another; `kind` is said in words beside it."""

    day: date
    title: str
    kind: str
    until: date | None = None
    url: str = ""
    step: Step | None = None


Source = Callable[[Any, Project], Iterable[Date]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Called from an app's `ready`: `source(user, project)` gives what she may read, in one query or so."""
    if source not in _sources:
        _sources.append(source)


def dates(user: Any, project: Project) -> list[Date]:
    """Everything dated in the year of a project, in order; what lasts comes before what starts the same day."""
    found = [said for source in _sources for said in source(user, project)]
    return sorted(found, key=lambda said: (said.day, said.until is None, said.title))


def phases(user: Any, project: Project) -> Iterable[Date]:
    today = timezone.localdate()
    for phase in project.cohort.phases.all():
        yield Date(phase.starts, phase.name_on(today), _("calendar of the session"), until=phase.ends)


def steps(user: Any, project: Project) -> Iterable[Date]:
    """A step stands at the day it was done, or at the day it is due."""
    for step in project.steps.all():
        step.project = project
        yield Date(step.done or step.due, step.title, _("our step"), step=step)
