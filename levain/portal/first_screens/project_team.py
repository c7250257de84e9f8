"""The project's team, on a phone: what comes next, when we meet, write, ask, what waits for whom, news."""

from levain.evaluation.models import Voice
from levain.evaluation.panels import to_rate_in
from levain.foundation.audiences import Audience
from levain.people.models import RoleCode
from levain.portal.first_screens import waits
from levain.projects.forms import writer_key
from levain.projects.models import Action, LogbookEntry, Project
from levain.projects.panels import messages_waiting, unread_conversations
from levain.projects.rules import THE_COLLECTIVE, audiences_read, can_write_logbook
from levain.seminars.panels import next_meeting
from levain.support.panels import open_needs_of
from levain.support.rules import can_state_need
from levain.support.waiting import all_waits

TEMPLATE = "portal/first/project_team.html"
SHOWN, NEWS = 6, 3


def context(user, hat) -> dict:
    project = Project.objects.select_related("cohort__programme").get(pk__in=hat.scopes(Project))
    mine, theirs = waiting(user, hat, project)
    next_step = None if mine else project.steps.filter(done__isnull=True).first()
    return {
        "project": project,
        "writer": writer_key(user),
        "next": mine[0] if mine else None,
        "next_step": next_step,
        "meeting": next_meeting(user, project.cohort),
        "may_write": can_write_logbook(user, project),
        "may_ask": can_state_need(user, project),
        "waits": waits.in_order([*mine[1:], *theirs])[:SHOWN],
        "talks": unread_conversations(user, [project])[project.pk][:SHOWN],
        "news": news_of_others(project),
        "fictional": project.fictional or user.fictional,
    }


def waiting(user, hat, project: Project) -> tuple[list[waits.Wait], list[waits.Wait]]:
    """What waits for her, and what waits for somebody else."""
    read = audiences_read(user, project)
    speaks = hat.code in THE_COLLECTIVE
    mine, theirs = [], []
    for need in open_needs_of(project):
        if need.audience not in read:
            continue
        every = all_waits(need)
        wait = next((one for one in every if speaks and one.side == RoleCode.BEARER), every[0])
        hers = speaks and wait.side == RoleCode.BEARER
        line = waits.Wait(
            str(need), wait.what, need.get_absolute_url(), wait.since, wait.until, "" if hers else wait.who, wait.what
        )
        (mine if hers else theirs).append(line)
    if speaks:
        mine += waits.messages_of_neighbours(messages_waiting([project]))
        mine += waits.to_rate(to_rate_in(project, Voice.INHABITANTS))
    owned = Action.objects.filter(owner=user, project=project, done__isnull=True).select_related("project")
    mine += waits.actions(owned[:SHOWN])
    return waits.in_order(mine), theirs


def news_of_others(project: Project) -> list[LogbookEntry]:
    """The latest notes that the other projects of the cohort wrote for it."""
    theirs = (
        LogbookEntry.objects.standing()
        .filter(project__cohort=project.cohort_id, audience__in=(Audience.COHORT, Audience.PUBLIC))
        .exclude(project=project)
    )
    return list(theirs.select_related("project")[:NEWS])
