"""What the pages that gather the strands show of this one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from levain.evaluation import rules, side_by_side
from levain.evaluation.models import Moment, Objective, Rating
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project, ProjectTerritory
from levain.territories.models import Territory

MIDDLE_AFTER = timedelta(days=150)
END_BEFORE = timedelta(days=31)


@dataclass(frozen=True)
class ToRate:
    """An objective that waits for a side's level, or a level typed for it that waits for its yes."""

    objective: Objective
    moment: Moment
    voice: str
    to: str
    to_confirm: Rating | None = None


def project_panel(project: Project, user) -> dict | None:
    """The settled objectives with their latest levels, for `evaluation/panel.html`; None when she may not read."""
    if not rules.can_read_objectives(user, project):
        return None
    found = Objective.objects.filter(project=project).settled().with_ratings()
    for objective in found:
        objective.project = project
    return {
        "project": project,
        "rows": side_by_side.rows(user, found),
        "may_write": rules.can_write_objectives(user, project),
    }


def moment_due(cohort: Cohort, day: date | None = None) -> Moment | None:
    """The moment at which objectives are rated on this day: none before the cohort starts."""
    day = day or timezone.localdate()
    if day < cohort.starts:
        return None
    if day >= cohort.ends - END_BEFORE:
        return Moment.END
    return Moment.MIDDLE if day >= cohort.starts + MIDDLE_AFTER else Moment.START


def to_rate(user, day: date | None = None) -> list[ToRate]:
    """What waits for the levels of the sides she speaks for, in all her projects: two queries."""
    voices = _voices_by_project(user)
    found = Objective.objects.filter(project__in=voices).settled().select_related("project__cohort").with_ratings()
    return [
        one
        for objective in found
        for one in waits_for_levels(
            objective, voices[objective.project_id], moment_due(objective.project.cohort, day)
        )
    ]


def to_rate_in(project: Project, voice: str, day: date | None = None) -> list[ToRate]:
    """What waits for the level of one side in one project: one query."""
    moment = moment_due(project.cohort, day)
    hers = Rating.objects.filter(objective=OuterRef("pk"), voice=voice)
    found = (
        Objective.objects.filter(project=project)
        .settled()
        .annotate(
            given=Exists(hers.filter(moment=moment or "")),
            typed_for_her=Subquery(hers.filter(rated_by=None).values("moment")[:1]),
        )
    )
    waiting = []
    for objective in found:
        objective.project = project
        if objective.typed_for_her:
            typed = Rating(objective=objective, moment=objective.typed_for_her, voice=voice)
            waiting.append(ToRate(objective, Moment(typed.moment), voice, objective.get_absolute_url(), typed))
        if moment and not objective.given:
            waiting.append(ToRate(objective, moment, voice, rating_page(objective, moment, voice)))
    return waiting


def rating_page(objective: Objective, moment: Moment, voice: str) -> str:
    return reverse("evaluation:rate", args=[objective.pk, moment.path]) + f"?voix={voice}"


def waits_for_levels(objective: Objective, voices: Iterable[str], moment: Moment | None) -> list[ToRate]:
    """What an objective waits for from these voices: a yes to what was typed, a level at a moment."""
    waiting = []
    for voice in voices:
        unconfirmed = [r for r in objective.ratings.all() if r.voice == voice and not r.confirmed]
        waiting += [ToRate(objective, Moment(r.moment), voice, objective.get_absolute_url(), r) for r in unconfirmed]
        if moment and not objective.rating(moment, voice):
            waiting.append(ToRate(objective, moment, voice, rating_page(objective, moment, voice)))
    return waiting


def _voices_by_project(user) -> dict[int, list[str]]:
    speaks: dict[int, list[str]] = {}
    for voice, roles in rules.SPEAKS.items():
        projects = set(user.scopes(Project, *roles))
        covered = user.scopes(Territory, *roles) if RoleCode.STATE_SERVICE in roles else []
        if covered:
            links = ProjectTerritory.objects.filter(territory__outer_links__outer__in=covered)
            projects |= set(links.values_list("project", flat=True))
        for project in projects:
            speaks.setdefault(project, []).append(voice)
    return speaks
