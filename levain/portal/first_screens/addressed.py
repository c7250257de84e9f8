"""Experts and partners: only what is addressed to them."""

from levain.people.models import RoleCode
from levain.portal.first_screens import waits
from levain.projects.models import Action, Project
from levain.seminars.panels import next_meeting
from levain.support.panels import missions_addressed_to

TEMPLATE = "portal/first/addressed.html"
SHOWN = 8


def context(user, hat) -> dict:
    projects = list(Project.objects.filter(pk__in=hat.scopes(Project)).select_related("cohort").order_by("name"))
    owned = Action.objects.filter(owner=user, done__isnull=True).select_related("project")
    return {
        "expert": hat.code == RoleCode.EXPERT,
        "missions": list(missions_addressed_to(user)[:SHOWN]),
        "actions": waits.in_order(waits.actions(owned[:SHOWN])),
        "projects": projects[:SHOWN],
        "meeting": next_meeting(user),
        "fictional": user.fictional or any(project.fictional for project in projects),
    }
