"""Figures about each project of a list, read within the query that reads the projects."""

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from levain.evaluation.models import Objective, Rating, Voice
from levain.projects.models import LogbookEntry, Project
from levain.support.models import Contact, Need, Obstacle


def of_each(rows: QuerySet, figure: Max | Count) -> Subquery:
    """A figure over the rows of each project."""
    of_project = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(of_project.annotate(figure=figure).values("figure"))


def _needs(*, closed: bool) -> QuerySet:
    return Need.objects.filter(state=Need.State.CLOSED) if closed else Need.objects.exclude(state=Need.State.CLOSED)


# Each is made when it is asked for: to build them all would cost more than many a page.
FIGURES: dict[str, Callable[[], Subquery]] = {
    "last_note": lambda: of_each(LogbookEntry.objects.standing(), Max("happened_on")),
    "last_contact": lambda: of_each(Contact.objects.all(), Max("happened_on")),
    "last_visit": lambda: of_each(Contact.objects.filter(kind=Contact.Kind.VISIT), Max("happened_on")),
    "needs_open": lambda: of_each(_needs(closed=False), Count("pk")),
    "needs_closed": lambda: of_each(_needs(closed=True), Count("pk")),
    "in_the_way": lambda: of_each(Obstacle.objects.filter(lifted_on=None), Count("pk")),
    "settled": lambda: of_each(Objective.objects.all().settled(), Count("pk")),
}


def with_figures(projects: QuerySet, *names: str) -> QuerySet:
    """Each project with these figures, in the query that reads it."""
    return projects.annotate(**{name: FIGURES[name]() for name in names})


def with_unrated(projects: QuerySet, moment: str | None) -> QuerySet:
    """Each project with the objectives that its inhabitants have not rated at this moment."""
    given = Rating.objects.filter(objective=OuterRef("pk"), moment=moment or "", voice=Voice.INHABITANTS)
    left = Objective.objects.all().settled().filter(~Exists(given))
    return projects.annotate(unrated=of_each(left, Count("pk")))


def last_recorded(project: Project) -> date | None:
    """The day of the last note or contact."""
    return max(filter(None, (project.last_note, project.last_contact)), default=None)
