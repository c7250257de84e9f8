"""Which sides have not given their level: read by the reminders at each tick."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.evaluation import rules
from levain.evaluation.models import Measure, Moment, Objective, Rating, Voice
from levain.evaluation.panels import END_BEFORE, MIDDLE_AFTER, moment_due
from levain.foundation import answers, reminders
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.holders import Holders
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project, ProjectTerritory
from levain.projects.services import team
from levain.territories.models import Territory


def began(cohort: Cohort, moment: Moment) -> date:
    """The day from which levels are asked for at this moment."""
    return {
        Moment.START: cohort.starts,
        Moment.MIDDLE: cohort.starts + MIDDLE_AFTER,
        Moment.END: cohort.ends - END_BEFORE,
    }[moment]


def to_rate(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """One reminder a project for each side whose level is missing at the moment of its cohort."""
    today = timezone.localtime(now).date()
    missing = _missing(today, ids)
    land = _land({project.pk for project, _voice in missing})
    holders = Holders(*{code for codes in rules.SPEAKS.values() for code in codes})
    for (project, voice), since in missing.items():
        for code in rules.SPEAKS[voice]:
            scopes = [(Project, project.pk)]
            if code == RoleCode.STATE_SERVICE:
                scopes += [(Territory, territory) for territory in land[project.pk]]
            for person in holders.on_ids(scopes, code=code):
                yield Pending(person, project, since)


def _missing(today: date, ids: Ids) -> dict[tuple[Project, Voice], date]:
    """Since when each side is waited for, by project."""
    running = Objective.objects.settled().filter(project__cohort__starts__lte=today, project__cohort__ends__gte=today)
    missing: dict[tuple[Project, Voice], date] = {}
    for objective in (
        among(running, ids, "project").select_related("project__cohort__programme").prefetch_related("ratings")
    ):
        moment = moment_due(objective.project.cohort, today)
        for voice in Voice:
            if moment and not objective.rating(moment, voice):
                since = max(began(objective.project.cohort, moment), objective.agreed_on)
                key = objective.project, voice
                missing[key] = min(since, missing.get(key, since))
    return missing


def _land(projects: set[int]) -> dict[int, set[int]]:
    """The territories that contain each project."""
    land: dict[int, set[int]] = defaultdict(set)
    links = ProjectTerritory.objects.filter(project__in=projects)
    for project, territory in links.values_list("project_id", "territory__outer_links__outer"):
        land[project].add(territory)
    return land


def _their_side(rating: Rating) -> set[int]:
    """Those who may say that a level typed for their side is the one it gave."""
    return {person.pk for person in team(rating.objective.project, *rules.SPEAKS[Voice(rating.voice)])}


def say() -> None:
    answers.wait_for(
        **{
            "rating.typed": Q(rated_by=None),
            "measure.proposed": Q(state=Measure.State.PROPOSED),
            "measure.reviewed": Q(state=Measure.State.REVIEWED),
            "measure.returned": Q(state=Measure.State.RETURNED),
        }
    )
    answers.ask(_their_side, "rating.typed")
    reminders.register(
        "level",
        due=to_rate,
        sentence=_("Reminder: the objectives of %(place)s wait for your level"),
        spacing=Spacing(after=(14,), then_every=21, at_most=3),
    )
