"""What a report is about: a whole cohort, or some of its projects, a period, a territory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from levain.capitalisation.models import Report
from levain.evaluation.periods import Period
from levain.projects.models import Project
from levain.territories.models import Territory


@dataclass(frozen=True)
class Scope:
    """`projects` are those chosen, by id; None when the report is about all of them."""

    projects: set[int] | None = None
    territory: Territory | None = None
    since: date | None = None
    until: date | None = None

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)

    @property
    def whole(self) -> bool:
        return self.projects is None and not self.period

    @property
    def of_projects(self) -> Q:
        return Q() if self.projects is None else Q(pk__in=self.projects)

    @cached_property
    def slugs(self) -> frozenset[str] | None:
        """Those chosen, as every house names them; None when the report is about all of them. One query."""
        if self.projects is None:
            return None
        return frozenset(Project.objects.filter(pk__in=self.projects).values_list("slug", flat=True))

    @property
    def evidence(self) -> Q:
        """What was said by or of these projects, in this time; what bears no date is of no period."""
        kept = Q() if self.projects is None else Q(project__in=self.projects)
        return kept & self.period.within("said_on")


def scope_of(report: Report, chosen: Iterable[int] | None = None) -> Scope:
    """`chosen` are the projects of the report, when they are already known; else one query, one more for a place."""
    if chosen is None:
        chosen = report.projects.values_list("pk", flat=True)
    projects: set[int] | None = set(chosen) or None
    if report.territory_id:
        inside = Project.objects.filter(cohort=report.cohort_id)
        inside = inside.filter(communes__in=Territory.objects.within(report.territory_id).values("pk"))
        there = set(inside.values_list("pk", flat=True))
        projects = there if projects is None else projects & there
    return Scope(projects, report.territory if report.territory_id else None, report.since, report.until)
