"""What the portal shows of the seminars: the next one on a first screen, what a project said in its space."""

from typing import Any

from django.db.models import Count, Window

from levain.projects.models import Project
from levain.projects.rules import can_open_space
from levain.seminars.models import Contribution, Registration, Seminar

NEXT_MEETING = "seminars/next_meeting.html"
PROJECT_PANEL = "seminars/project_panel.html"


def next_meeting(user) -> dict[str, Any]:
    """The next seminar of her cohorts and her answer, in two queries."""
    seminar = Seminar.objects.visible_to(user).to_come().first()
    registration = Registration.objects.filter(seminar=seminar, user=user).first() if seminar else None
    return {"template": NEXT_MEETING, "seminar": seminar, "registration": registration}


def project_panel(project: Project, user) -> dict[str, Any]:
    """The latest words of this project in the seminars, and how many there are: one query."""
    said = Contribution.objects.none()
    if can_open_space(user, project):
        said = Contribution.objects.shown().filter(project=project).exclude(text="")
    counted = said.select_related("activity__seminar").annotate(all=Window(Count("pk")))
    latest = list(counted.order_by("-said_on", "-pk")[:3])
    return {"template": PROJECT_PANEL, "contributions": latest, "count": latest[0].all if latest else 0}
