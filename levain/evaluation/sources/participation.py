"""M-PART from the logbook: who came, who came for the first time, how many hours were given."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.formulas.participation import METHOD, Event, participation
from levain.foundation.audiences import Audience
from levain.programmes.models import Cohort
from levain.projects.models import LogbookEntry, Project

SHARED = (Audience.PROJECT, Audience.COHORT, Audience.PUBLIC)


def figures(cohort: Cohort, projects: list[Project]) -> Iterator[Figure]:
    """One query for any number of projects: the same events as on the project's own page."""
    known = {project.pk: project for project in projects}
    told = LogbookEntry.objects.standing().filter(
        project__in=known, kind=LogbookEntry.Kind.EVENT, audience__in=SHARED
    )
    told = told.filter(Q(said_by=None) | Q(confirmed_at__isnull=False)).order_by("happened_on", "pk")
    events = defaultdict(list)
    for event in told.only("pk", "project", "people", "first_timers", "hours", "happened_on"):
        events[event.project_id].append(event)
    for pk, found in events.items():
        yield from _of_project(known[pk], found)


def _of_project(project: Project, events: list[LogbookEntry]) -> Iterator[Figure]:
    found = participation(Event(event.people, event.first_timers, event.hours) for event in events)
    common = {"method": METHOD, "subject": project.name, "project": project, "invited": None}

    def rows(*names: str) -> list[Row]:
        counted = [event for event in events if all(getattr(event, name) is not None for name in names)]
        return [
            Row(reverse("projects:entry", args=[project.slug, event.pk]), event.happened_on.isoformat())
            for event in counted
        ]

    if found.presences.value is not None:
        yield Figure(
            f"{project.slug}-presences",
            label=_("People, event after event"),
            value=found.presences.value,
            unit=_("presences"),
            n=found.presences.n,
            rows=rows("people"),
            parameters={"missing": found.presences.missing, "different_between": list(found.different or ())},
            places=0,
            **common,
        )
    if found.first_timers.n:
        yield Figure(
            f"{project.slug}-premieres-fois",
            label=_("There for the first time"),
            value=found.first_timers.k,
            unit=_("people"),
            n=found.first_timers.n,
            rows=rows("people", "first_timers"),
            parameters={"events": found.first_timers.events, "missing": found.first_timers.missing},
            places=0,
            **common,
        )
    if found.hours.value is not None:
        yield Figure(
            f"{project.slug}-heures",
            label=_("Hours given"),
            value=found.hours.value,
            unit=_("hours"),
            n=found.hours.n,
            rows=rows("hours"),
            parameters={"missing": found.hours.missing},
            places=0,
            **common,
        )
