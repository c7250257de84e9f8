"""The project's team, on a phone: what comes next, when we meet, write, ask, what waits for whom, news."""

from datetime import timedelta

from django.utils import timezone

from levain.evaluation.models import Voice
from levain.evaluation.panels import to_rate_in
from levain.foundation.audiences import Audience
from levain.people.models import RoleCode
from levain.people.naming import in_a_sentence
from levain.portal.first_screens import waits
from levain.projects.forms import writer_key
from levain.projects.models import LogbookEntry, Project
from levain.projects.panels import Owed, owed, unread_conversations
from levain.projects.rules import THE_COLLECTIVE, audiences_read, can_write_logbook
from levain.seminars.panels import next_meeting
from levain.support.models import Need, Referral
from levain.support.panels import open_needs_of
from levain.support.rules import can_state_need
from levain.support.waiting import all_waits

TEMPLATE = "portal/first/project_team.html"
SHOWN, NEWS = 6, 3
FRESH = timedelta(days=30)


def context(user, hat) -> dict:
    project = Project.objects.select_related("cohort__programme").get(pk__in=hat.scopes(Project))
    needs = [need for need in open_needs_of(project) if need.audience in audiences_read(user, project)]
    to_do = owed(project, user)
    mine, theirs = waiting(user, hat, project, needs, to_do)
    return {
        "project": project,
        "writer": writer_key(user),
        "next": mine[0] if mine else None,
        "next_step": to_do.steps[0] if to_do.steps and not mine else None,
        "meeting": next_meeting(user, project.cohort),
        "may_write": can_write_logbook(user, project),
        "may_ask": can_state_need(user, project),
        "waits": waits.in_order([*mine[1:], *theirs])[:SHOWN],
        "replies": replies(needs),
        "talks": unread_conversations(user, [project])[project.pk][:SHOWN],
        "news": news_of_others(project),
        "fictional": project.fictional or user.fictional,
    }


def waiting(user, hat, project: Project, needs: list[Need], to_do: Owed) -> tuple[list[waits.Wait], list[waits.Wait]]:
    """What waits for her, and what waits for somebody else."""
    speaks = hat.code in THE_COLLECTIVE
    mine, theirs = [], []
    for need in needs:
        every = all_waits(need)
        wait = next((one for one in every if speaks and one.is_on(user, RoleCode.BEARER)), every[0])
        hers = speaks and wait.is_on(user, RoleCode.BEARER)
        line = waits.Wait(
            str(need), wait.what, need.get_absolute_url(), wait.since, wait.until, "" if hers else wait.who, wait.what
        )
        (mine if hers else theirs).append(line)
    if hat.code == RoleCode.BEARER:
        mine += waits.messages_of_neighbours(to_do.messages[:SHOWN])
    if speaks:
        mine += waits.to_rate(to_rate_in(project, Voice.INHABITANTS))
    mine += waits.actions(to_do.actions[:SHOWN])
    return waits.in_order(mine), theirs


def replies(needs: list[Need]) -> list[Referral]:
    """What a service or the local authority has replied of late, the latest first, from what is read already."""
    recent = timezone.localdate() - FRESH
    found = []
    for need in needs:
        for referral in need.referrals.all():
            if referral.replied_on and referral.replied_on >= recent:
                referral.need = need
                referral.said_by = in_a_sentence(str(referral.service))
                found.append(referral)
    return sorted(found, key=lambda referral: referral.replied_on, reverse=True)[:NEWS]


def news_of_others(project: Project) -> list[LogbookEntry]:
    """The latest notes that the other projects of the cohort wrote for it."""
    theirs = (
        LogbookEntry.objects.standing()
        .filter(project__cohort=project.cohort_id, audience__in=(Audience.COHORT, Audience.PUBLIC))
        .exclude(project=project)
    )
    return list(theirs.select_related("project")[:NEWS])
