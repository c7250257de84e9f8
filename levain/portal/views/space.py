"""The first screen of each role: what comes next, what waits, then the rest."""

from django.shortcuts import render

from levain.capitalisation.panels import decisions
from levain.evaluation.panels import to_rate
from levain.people.models import RoleCode
from levain.portal import following
from levain.projects.models import Action
from levain.seminars.panels import next_meeting
from levain.support.panels import open_needs, waiting

SHOWN = 8


def space(request):
    user = request.user
    mine = following.my_projects(user)
    others = following.projects_followed(user, mine)
    needs = open_needs(user)
    waits = following.in_order(waiting(user, needs), to_rate(user), decisions(user) if leads(user) else ())
    actions = list(Action.objects.filter(owner=user, done__isnull=True).select_related("project")[:SHOWN])
    return render(
        request,
        "portal/space.html",
        {
            "mine": mine,
            "only": mine[0] if len(mine) == 1 else None,
            "others": others,
            "first": waits[0] if waits else None,
            "waits": waits[1 : SHOWN + 1],
            "more": max(0, len(waits) - SHOWN - 1),
            "meeting": next_meeting(user),
            "actions": actions,
            "waited_for": following.waited_for(user, mine, needs)[:SHOWN],
            "news": following.news_of_others(mine),
            "next_action": actions[0] if actions else None,
            "cohorts": following.cohorts_steered(user),
            "briefs": following.missions(user),
            "fictional": any(project.fictional for project in [*mine, *others]),
        },
    )


def leads(user) -> bool:
    return user.holds(RoleCode.PROGRAMME_LEAD)
