"""M-PART from the logbook: who came, who came for the first time, how many hours were given."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import Place, PlaceGiven
from levain.evaluation.periods import EVER, Period
from levain.formulas.participation import METHOD, Event, participation
from levain.foundation.audiences import Audience
from levain.programmes.models import Cohort
from levain.projects.models import LogbookEntry, Project

SHARED = (Audience.PROJECT, Audience.COHORT, Audience.PUBLIC)


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Two queries for any number of projects: the same events as on the project's own page."""
    known = {project.pk: project for project in projects}
    told = LogbookEntry.objects.standing().filter(
        period.within("happened_on"), project__in=known, kind=LogbookEntry.Kind.EVENT, audience__in=SHARED
    )
    told = told.filter(Q(said_by=None) | Q(confirmed_at__isnull=False)).order_by("happened_on", "pk")
    events = defaultdict(list)
    for event in told.only("pk", "project", "people", "first_timers", "hours", "happened_on"):
        events[event.project_id].append(event)
    places: dict[int, dict[int, Place]] = defaultdict(dict)
    given = PlaceGiven.objects.filter(entry__in=[event.pk for found in events.values() for event in found])
    for pk, entry, place in given.values_list("entry__project_id", "entry_id", "place"):
        places[pk][entry] = Place(place)
    for pk, found in events.items():
        yield from _of_project(known[pk], found)
        if places[pk]:
            yield _decided(known[pk], found, places[pk])


def _decided(project: Project, events: list[LogbookEntry], places: dict[int, Place]) -> Figure:
    """Of the events whose place is said, how many are decided with the inhabitants, or by them."""
    return Figure(
        f"{project.slug}-place",
        METHOD,
        subject=project.name,
        label=_("Events decided with the inhabitants, or by them"),
        value=float(sum(place.decides for place in places.values())),
        unit=_("events"),
        n=len(places),
        invited=len(events),
        rows=[
            Row(reverse("projects:entry", args=[project.slug, event.pk]), in_words(event.happened_on))
            for event in events
            if event.pk in places
        ],
        parameters={place.value: sum(one == place for one in places.values()) for place in Place},
        places=0,
        project=project,
    )


def _of_project(project: Project, events: list[LogbookEntry]) -> Iterator[Figure]:
    found = participation(Event(event.people, event.first_timers, event.hours) for event in events)
    common = {"method": METHOD, "subject": project.name, "project": project, "invited": None}

    def rows(*names: str) -> list[Row]:
        counted = [event for event in events if all(getattr(event, name) is not None for name in names)]
        return [
            Row(reverse("projects:entry", args=[project.slug, event.pk]), in_words(event.happened_on))
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
