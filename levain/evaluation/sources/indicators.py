"""What each project's indicators say, and what is added over a cohort: only values that were approved."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import Followed, Indicator, Measure
from levain.evaluation.periods import EVER, Period
from levain.programmes.models import Cohort
from levain.projects.models import Project


@dataclass(frozen=True)
class Line:
    """An indicator in one project: its values that count, in the order of their days."""

    followed: Followed
    counted: list[Measure]

    @property
    def last(self) -> Measure | None:
        return self.counted[-1] if self.counted else None


@dataclass(frozen=True)
class Shared:
    """An indicator of the framework in the projects that follow it."""

    indicator: Indicator
    lines: list[Line]

    @property
    def told(self) -> list[Line]:
        return [line for line in self.lines if line.last and line.last.value is not None]

    @property
    def adds_up(self) -> bool:
        return len(self.told) > 1 and all(line.followed.adds_up for line in self.told)

    @property
    def total(self) -> Decimal | None:
        """Only what may be added is; a share or a median of several projects means nothing."""
        return sum((line.last.value for line in self.told), Decimal()) if self.adds_up else None


def lines(projects: list[Project], period: Period = EVER) -> list[Line]:
    """The indicators of these projects with what counts, taken in the period: three queries for all of them."""
    known = {project.pk: project for project in projects}
    found = Followed.objects.filter(project__in=known, retired_on=None).select_related("indicator")
    rows = []
    for followed in found.prefetch_related("levels", "measures").order_by("indicator__position", "pk"):
        followed.project = known[followed.project_id]
        counted = [
            measure for measure in followed.measures.all() if measure.counted and period.holds(measure.taken_on)
        ]
        for measure in counted:
            measure.followed = followed
        rows.append(Line(followed, counted))
    return rows


def shared(all_lines: list[Line]) -> list[Shared]:
    """By indicator of the framework, in its order; those of one project alone are left to its own pages."""
    grouped: dict[Indicator, list[Line]] = defaultdict(list)
    for line in all_lines:
        if line.followed.indicator:
            grouped[line.followed.indicator].append(line)
    return [Shared(indicator, rows) for indicator, rows in grouped.items()]


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """The last value that counts of each indicator of each project."""
    for line in lines(projects, period):
        followed, last = line.followed, line.last
        if followed.kind == Followed.Kind.WORDS or (last and last.value is None):
            continue
        yield Figure(
            code=f"suivi-{followed.pk}",
            method=followed.method,
            subject=followed.project.name,
            label=followed.label,
            value=float(last.value) if last else None,
            unit=followed.unit,
            n=len(line.counted),
            rows=[Row(each.get_absolute_url(), in_words(each.taken_on)) for each in line.counted],
            parameters={
                "indicator": followed.indicator.code if followed.indicator else None,
                "baseline": _number(followed.baseline),
                "target": _number(followed.target),
                "taken_on": last.taken_on.isoformat() if last else None,
                "source": last.source if last else followed.source,
            },
            why_not="" if last else _no_value(period),
            beyond=_from_before([line], period),
            places=0 if last and last.value == last.value.to_integral() else 1,
            project=followed.project,
        )


def totals(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """What is added over the projects of a cohort; each total opens the value of each project."""
    for one in shared(lines(projects, period)):
        if one.total is None:
            continue
        yield Figure(
            code=f"total-{one.indicator.code}".lower(),
            method=one.indicator.method,
            subject=cohort.name,
            label=one.indicator.label,
            value=float(one.total),
            unit=one.indicator.unit,
            n=len(one.told),
            invited=len(one.lines),
            rows=[Row(line.last.get_absolute_url(), line.followed.project.name) for line in one.told],
            parameters={"aggregated_from": [line.followed.project.slug for line in one.told]},
            places=0 if one.total == one.total.to_integral() else 1,
            beyond=_from_before(one.told, period),
        )


def _no_value(period: Period) -> str:
    return _("No value of the period was approved.") if period else _("No value was approved yet.")


def _from_before(told: list[Line], period: Period) -> str:
    """A value that adds up days from before the period says so: it cannot be cut."""
    days = [line.last.since for line in told if line.last and line.last.since]
    if period.since and days and min(days) < period.since:
        return _("It adds up since %(day)s, before the period begins.") % {"day": in_words(min(days))}
    return ""


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
