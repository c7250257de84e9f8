"""What a person has to do with: her projects, those she follows, what waits for her, in the order of waiting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.programmes.rules import STEERS
from levain.projects.models import IN_THE_PROJECT, LogbookEntry, Project
from levain.projects.rules import audiences_read
from levain.support.models import Mission, Need
from levain.support.waiting import waits_for

FOLLOWED = 12
NEWS = 3


@dataclass(frozen=True)
class Wait:
    """One line of what waits: what, for whom, since when, hoped for until when, and where to do it."""

    label: str
    detail: str
    url: str
    since: date | None = None
    until: date | None = None


def my_projects(user) -> list[Project]:
    """The projects in whose team she is."""
    held = user.scopes(Project, *IN_THE_PROJECT)
    if not held:
        return []
    return list(Project.objects.filter(pk__in=held).select_related("cohort__programme"))


def projects_followed(user, mine: list[Project]) -> list[Project]:
    """The others she follows, by cohort or territory: the latest cohort first."""
    if not user.holds(RoleCode.STATE_SERVICE, *STEERS, RoleCode.ADMINISTRATOR, RoleCode.FACILITATOR):
        return []
    found = Project.objects.followed_by(user).exclude(pk__in=[project.pk for project in mine])
    return list(found.select_related("cohort").order_by("-cohort__starts", "name")[:FOLLOWED])


def cohorts_steered(user) -> list[Cohort]:
    """The cohorts she sees at a glance."""
    if not user.holds(*STEERS):
        return []
    held = Q(pk__in=user.scopes(Cohort, *STEERS)) | Q(programme__in=user.scopes(Programme, *STEERS))
    return list(Cohort.objects.filter(held)[:FOLLOWED])


def missions(user) -> list[Mission]:
    """What is asked of an expert."""
    if not user.holds(RoleCode.EXPERT):
        return []
    return list(Mission.objects.filter(expert=user).select_related("project"))


def waited_for(user, mine: list[Project], needs: Iterable[Need]) -> list[Need]:
    """Among these open needs, those of her projects that wait for somebody else; `wait` says for whom, since when."""
    read = {project.pk: audiences_read(user, project) for project in mine}
    found = []
    for need in needs:
        if need.audience not in read.get(need.project_id, ()):
            continue
        need.wait = waits_for(need)
        if need.wait.side not in ("", *IN_THE_PROJECT):
            found.append(need)
    return sorted(found, key=lambda need: need.wait.since or date.max)


def news_of_others(mine: list[Project]) -> list[LogbookEntry]:
    """The latest notes that the other projects of her cohorts wrote for her."""
    if not mine:
        return []
    theirs = (
        LogbookEntry.objects.standing()
        .filter(
            project__cohort__in={project.cohort_id for project in mine},
            audience__in=(Audience.COHORT, Audience.PUBLIC),
        )
        .exclude(project__in=mine)
    )
    return list(theirs.select_related("project")[:NEWS])


def in_order(waiting: Iterable, to_rate: Iterable, decisions: Iterable) -> list[Wait]:
    """Everything that waits for her: what is hoped for soonest or waits for longest first; no date comes last."""
    lines = chain(
        (Wait(wait.label, wait.who, wait.url, wait.since, wait.until) for wait in waiting),
        (_to_rate(rating) for rating in to_rate),
        (Wait(decision.label, decision.detail, decision.url) for decision in decisions),
    )
    return sorted(lines, key=lambda wait: wait.until or wait.since or date.max)


def _to_rate(rating) -> Wait:
    label = _("A level to confirm") if rating.to_confirm else _("An objective to rate")
    return Wait(f"{label} : {rating.objective}", str(rating.objective.project), rating.to)
