"""Figures about each project of a list, read within the query that reads the projects."""

from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Subquery

from levain.evaluation.models import Objective, Rating, Voice
from levain.projects.models import LogbookEntry, Project
from levain.support.models import Contact, Need, Obstacle


def of_each(rows: QuerySet, figure: Max | Min | Count) -> Subquery:
    """A figure over the rows of each project."""
    of_project = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(of_project.annotate(figure=figure).values("figure"))


def with_figures(projects: QuerySet) -> QuerySet:
    """Each project with its last note, contact and visit, its open needs, obstacles and settled objectives."""
    still_open = Need.objects.exclude(state=Need.State.CLOSED)
    return projects.annotate(
        last_note=of_each(LogbookEntry.objects.standing(), Max("happened_on")),
        last_contact=of_each(Contact.objects.all(), Max("happened_on")),
        last_visit=of_each(Contact.objects.filter(kind=Contact.Kind.VISIT), Max("happened_on")),
        needs_open=of_each(still_open, Count("pk")),
        oldest_need=of_each(still_open, Min("stated_on")),
        in_the_way=of_each(Obstacle.objects.filter(lifted_on=None), Count("pk")),
        settled=of_each(Objective.objects.all().settled(), Count("pk")),
    )


def with_unrated(projects: QuerySet, moment: str | None) -> QuerySet:
    """Each project with the objectives that its inhabitants have not rated at this moment."""
    given = Rating.objects.filter(objective=OuterRef("pk"), moment=moment or "", voice=Voice.INHABITANTS)
    left = Objective.objects.all().settled().filter(~Exists(given))
    return projects.annotate(unrated=of_each(left, Count("pk")))


def last_recorded(project: Project) -> date | None:
    """The day of the last note or contact."""
    return max(filter(None, (project.last_note, project.last_contact)), default=None)
