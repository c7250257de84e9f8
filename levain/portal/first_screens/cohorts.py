"""The cohort that those who follow several projects look at first, its projects, and what its report still misses."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.panels import missing as missing_from_the_chain
from levain.evaluation.panels import moment_due
from levain.portal.figures import last_recorded, with_figures, with_unrated
from levain.programmes.models import Cohort, Phase, Programme
from levain.projects.models import Project

PROJECTS = 10
AT_A_GLANCE = ("last_note", "last_contact", "needs_open", "in_the_way", "settled")


@dataclass
class Missing:
    """Something the report misses: how many, and the way to each; `to` when one page lists them."""

    label: str
    count: int
    to: str = ""
    places: list[tuple[str, str]] = field(default_factory=list)


def of_hat(hat) -> QuerySet[Cohort]:
    return Cohort.objects.filter(Q(pk__in=hat.scopes(Cohort)) | Q(programme__in=hat.scopes(Programme)))


def current(cohorts: QuerySet[Cohort], day: date | None = None) -> Cohort | None:
    """The cohort that runs, or the latest; with the name of its phase."""
    day = day or timezone.localdate()
    phase = Phase.objects.filter(cohort=OuterRef("pk"), starts__lte=day, ends__gte=day)
    named = cohorts.select_related("programme").annotate(phase=Subquery(phase.values("name_during")[:1]))
    return named.filter(starts__lte=day).order_by("-starts", "-pk").first() or named.order_by("starts").first()


def at_a_glance(cohort: Cohort) -> list[Project]:
    projects = with_figures(cohort.projects.order_by("name"), *AT_A_GLANCE)
    found = list(with_unrated(projects, moment_due(cohort))[:PROJECTS])
    for project in found:
        project.cohort = cohort
        project.last = last_recorded(project)
    return found


def missing(cohort: Cohort, projects: list[Project]) -> list[Missing]:
    """What the next report needs and does not have, each with its list."""
    without = [project for project in projects if not project.settled]
    unrated = [project for project in projects if project.settled and project.unrated]
    silent = [project for project in projects if project.last is None]
    found = [
        _places(_("Projects without an agreed objective"), without, "evaluation:objectives"),
        _places(_("Projects whose inhabitants have objectives to rate"), unrated, "evaluation:objectives"),
        _places(_("Projects of which nothing is recorded"), silent, "projects:logbook"),
        *(Missing(one.label, one.count, one.url) for one in missing_from_the_chain(cohort)),
    ]
    return [one for one in found if one.count]


def _places(label: str, projects: list[Project], page: str) -> Missing:
    places = [(project.name, reverse(page, args=[project.slug])) for project in projects]
    return Missing(label, len(places), places=places)
