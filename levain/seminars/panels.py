"""What the portal shows of the seminars: the next one on a first screen, what a project said in its space."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery, Window

from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.rules import can_open_space
from levain.seminars.models import Contribution, Registration, Seminar

PROJECT_PANEL = "seminars/project_panel.html"


def next_meeting(user, *cohorts: Cohort) -> Seminar | None:
    """The next seminar of these cohorts (of all hers if none is named), with her answer: one query."""
    seminars = Seminar.objects.filter(cohort__in=cohorts) if cohorts else Seminar.objects.visible_to(user)
    answer = Registration.objects.filter(seminar=OuterRef("pk"), user=user).values("state")[:1]
    return seminars.to_come().annotate(my_answer=Subquery(answer)).first()


def project_panel(project: Project, user) -> dict[str, Any]:
    """The latest words of this project in the seminars, and how many there are: one query."""
    said = Contribution.objects.none()
    if can_open_space(user, project):
        said = Contribution.objects.shown().filter(project=project).exclude(text="")
    counted = said.select_related("activity__seminar").annotate(all=Window(Count("pk")))
    latest = list(counted.order_by("-said_on", "-rank")[:3])
    return {"template": PROJECT_PANEL, "contributions": latest, "count": latest[0].all if latest else 0}
