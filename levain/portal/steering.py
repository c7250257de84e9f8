"""One line per project of a cohort, in a number of queries that does not grow with the projects."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max

from levain.evaluation.models import Objective
from levain.programmes.models import Cohort
from levain.projects.models import Project, Step
from levain.support.models import Contact, Need, Obstacle
from levain.support.waiting import waits_for, with_waits


@dataclass
class Line:
    """What is known of a project today; `waits` pairs each open need with whom it waits for."""

    project: Project
    last: date | None = None
    waits: list[tuple[Need, Any]] = field(default_factory=list)
    obstacles: int = 0
    next_step: Step | None = None
    objectives: int = 0
    needs_closed: int = 0


def lines(cohort: Cohort) -> list[Line]:
    projects = list(cohort.projects.annotate(last_note=Max("logbook__happened_on")).order_by("name"))
    contacts = dict(
        Contact.objects.filter(project__in=projects)
        .order_by()
        .values_list("project")
        .annotate(last=Max("happened_on"))
        .values_list("project", "last")
    )
    found = {project.pk: Line(project) for project in projects}
    for project in projects:
        days = [day for day in (project.last_note, contacts.get(project.pk)) if day]
        found[project.pk].last = max(days, default=None)
    _needs(found)
    _steps(found)
    for obstacle in Obstacle.objects.filter(project__in=found, lifted_on=None).values_list("project", flat=True):
        found[obstacle].obstacles += 1
    for project in Objective.objects.filter(project__in=found).settled().values_list("project", flat=True):
        found[project].objectives += 1
    return list(found.values())


def _needs(found: dict[int, Line]) -> None:
    for need in with_waits(Need.objects.filter(project__in=found)):
        line = found[need.project_id]
        if need.state == Need.State.CLOSED:
            line.needs_closed += 1
        else:
            line.waits.append((need, waits_for(need)))


def _steps(found: dict[int, Line]) -> None:
    waiting = defaultdict(list)
    for step in Step.objects.filter(project__in=found, done=None).order_by("due"):
        waiting[step.project_id].append(step)
    for project, steps in waiting.items():
        found[project].next_step = steps[0]
