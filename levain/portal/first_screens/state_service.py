"""The State's correspondent, two hours a week: what waits for my reply, then the projects of my territory."""

from django.db.models import Count, Q

from levain.evaluation.panels import to_rate
from levain.portal.figures import of_each
from levain.portal.first_screens import waits
from levain.projects.models import Project, ProjectTerritory
from levain.seminars.panels import next_meeting
from levain.support.models import Need
from levain.support.panels import questions_waiting, services_named
from levain.territories.models import Territory

TEMPLATE = "portal/first/state_service.html"
WAITS, PROJECTS = 8, 12


def context(user, hat) -> dict:
    asked = [waits.Wait(one.label, one.who, one.url, one.since, one.until) for one in questions_waiting(user)]
    waiting = waits.in_order([*asked, *waits.promised(user), *waits.to_rate(to_rate(user))])
    covered = hat.scopes(Territory)
    inside = ProjectTerritory.objects.filter(territory__outer_links__outer__in=covered).values("project")
    projects = list(
        Project.objects.filter(Q(pk__in=inside) | Q(pk__in=hat.scopes(Project)))
        .select_related("cohort")
        .annotate(
            open_needs=of_each(Need.objects.exclude(state=Need.State.CLOSED), Count("pk")),
        )
        .order_by("-cohort__starts", "name")[:PROJECTS]
    )
    return {
        "waits": waiting[:WAITS],
        "more": max(0, len(waiting) - WAITS),
        "projects": projects,
        "services": services_named(user),
        "meeting": next_meeting(user),
        "fictional": user.fictional or any(project.fictional for project in projects),
    }
