"""One line per project of a cohort, in a number of queries that does not grow with the projects."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.evaluation.models import Objective
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import LogbookEntry, Project, Step
from levain.support.models import Contact, Need, Obstacle
from levain.support.waiting import Wait, waits_for, with_waits

# Beyond these, a silence or a wait deserves a word.
SILENCE = timedelta(days=21)
LONG_WAIT = timedelta(days=30)


@dataclass(frozen=True)
class Mark:
    """An open need: whom it waits for, in one letter, and for how many days."""

    need: Need
    wait: Wait
    days: int

    @property
    def letter(self) -> str:
        return {RoleCode.ADVISER: _("A"), RoleCode.STATE_SERVICE: _("S")}.get(self.wait.side, _("P"))

    @property
    def old(self) -> bool:
        return self.days > LONG_WAIT.days


@dataclass
class Line:
    """What is known of a project on a day."""

    project: Project
    day: date
    last: date | None = None
    marks: list[Mark] = field(default_factory=list)
    obstacles: int = 0
    next_step: Step | None = None
    objectives: int = 0
    needs_closed: int = 0

    def signals(self) -> Iterator[str]:
        """What deserves a word, said in words."""
        if self.last is None:
            yield _("nothing recorded yet")
        elif self.day - self.last > SILENCE:
            yield _("nothing recorded for %(days)d days") % {"days": (self.day - self.last).days}
        if late := sum(mark.old for mark in self.marks):
            yield ngettext("a need waits for long", "%(n)d needs wait for long", late) % {"n": late}
        if not self.objectives:
            yield _("no objective agreed")
        if self.next_step and self.next_step.due < self.day:
            yield _("a step is late")


def day_of(cohort: Cohort) -> date:
    """The day to look from: today while the cohort runs, its last day once it is over."""
    return min(timezone.localdate(), cohort.ends)


def lines(cohort: Cohort) -> list[Line]:
    day = day_of(cohort)
    projects = cohort.projects.order_by("name").annotate(
        last_note=_of_each(LogbookEntry.objects.standing(), Max("happened_on")),
        last_contact=_of_each(Contact.objects.all(), Max("happened_on")),
        in_the_way=_of_each(Obstacle.objects.filter(lifted_on=None), Count("pk")),
        settled=_of_each(Objective.objects.all().settled(), Count("pk")),
    )
    found = {
        project.pk: Line(
            project,
            day,
            last=max(filter(None, (project.last_note, project.last_contact)), default=None),
            obstacles=project.in_the_way or 0,
            objectives=project.settled or 0,
        )
        for project in projects
    }
    _needs(found, day)
    for step in Step.objects.filter(project__in=found, done=None).order_by("-due"):
        found[step.project_id].next_step = step
    return list(found.values())


def _of_each(rows: QuerySet, figure: Max | Count) -> Subquery:
    """A figure over the rows of each project, within the query that reads the projects."""
    of_project = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(of_project.annotate(figure=figure).values("figure"))


def _needs(found: dict[int, Line], day: date) -> None:
    for need in with_waits(Need.objects.filter(project__in=found)):
        line = found[need.project_id]
        if need.state == Need.State.CLOSED:
            line.needs_closed += 1
            continue
        wait = waits_for(need)
        since = wait.since or day
        until = day if since <= day else timezone.localdate()
        line.marks.append(Mark(need, wait, max(0, (until - since).days)))
    for line in found.values():
        line.marks.sort(key=lambda mark: -mark.days)
