"""What the portal shows of the seminars: the next one on a first screen, what a project said in its space."""

from typing import Any

from levain.projects.models import Project
from levain.projects.rules import in_cohort
from levain.seminars.models import Contribution, Registration, Seminar

NEXT_MEETING = "seminars/next_meeting.html"
PROJECT_PANEL = "seminars/project_panel.html"


def next_meeting(user) -> dict[str, Any]:
    """The next seminar of her cohorts and her answer, in two queries."""
    seminar = Seminar.objects.visible_to(user).to_come().first()
    registration = Registration.objects.filter(seminar=seminar, user=user).first() if seminar else None
    return {"template": NEXT_MEETING, "seminar": seminar, "registration": registration}


def project_panel(project: Project, user) -> dict[str, Any]:
    """The latest words of this project in the seminars, and how many there are."""
    said = Contribution.objects.none()
    if in_cohort(user, project.cohort):
        said = Contribution.objects.shown().filter(project=project).exclude(text="")
    latest = said.select_related("activity__seminar").order_by("-said_on", "-pk")[:5]
    return {"template": PROJECT_PANEL, "contributions": list(latest), "count": said.count()}
