"""M-USAGE: the median footprint of what inhabitants told at each moment, never of fewer than eleven."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import Moment, UsageAnswer, UsageFactor, UsageRound
from levain.evaluation.periods import EVER, Period
from levain.evaluation.services.usages import factors, table, usage_of
from levain.formulas import anonymity
from levain.formulas.usages import METHOD, RANGE, Group, footprint, group, overlap
from levain.programmes.models import Cohort
from levain.projects.models import Project

FLOOR = anonymity.INHABITANTS
PARTS = ("transport", "housing", "meals")


@dataclass(frozen=True)
class At:
    """What inhabitants told at one moment: the group, its parts, the totals in no order."""

    asked: UsageRound
    answers: int
    group: Group
    parts: dict[str, float | None]
    totals: list[float]
    official: dict[str, float]
    official_n: int

    @property
    def shown(self) -> bool:
        return self.group.median is not None

    @property
    def path(self) -> str:
        return self.asked.path

    @property
    def reasons(self) -> str:
        if not self.asked.is_over():
            return _("Results are shown once it is closed: before, each new answer could be told apart.")
        return _("Fewer than eleven whole answers: nothing is shown.")


@dataclass(frozen=True)
class Pairs:
    """Those who wrote the same words twice: how many fell, stayed within the range, rose."""

    n: int
    fell: int
    level: int
    rose: int


@dataclass(frozen=True)
class Told:
    moments: list[At]
    pairs: Pairs | None

    @property
    def overlap(self) -> bool | None:
        """Whether the first and last ranges overlap."""
        if len(self.moments) < 2:
            return None
        return overlap(self.moments[0].group, self.moments[-1].group)


def told(projects: list[Project]) -> dict[int, Told]:
    """What each project's inhabitants told: three queries for any number of projects."""
    rounds = list(UsageRound.objects.filter(project__in=[project.pk for project in projects]))
    if not rounds:
        return {}
    by_round: dict[int, list[UsageAnswer]] = defaultdict(list)
    for answer in UsageAnswer.objects.filter(round__in=[each.pk for each in rounds]):
        by_round[answer.round_id].append(answer)
    rows = table()
    known = {project.pk: project for project in projects}
    found: dict[int, list[UsageRound]] = defaultdict(list)
    for each in rounds:
        each.project = known[each.project_id]
        found[each.project_id].append(each)
    order = list(Moment)
    return {
        pk: _told(sorted(each, key=lambda one: order.index(Moment(one.moment))), by_round, rows)
        for pk, each in found.items()
    }


def _told(rounds: list[UsageRound], by_round: dict[int, list[UsageAnswer]], rows: list[UsageFactor]) -> Told:
    used = factors(rows)
    moments, totals_by_pair = [], []
    for asked in rounds:
        answers = by_round[asked.pk]
        over = asked.is_over()
        computed = [(answer, footprint(usage_of(answer.said), used)) for answer in answers]
        whole = [(answer, one) for answer, one in computed if over and one.total is not None and not one.partial]
        found = group([one.total for _answer, one in whole], len(computed) - len(whole), FLOOR)
        parts = {part: group([one.part(part) for _a, one in whole], floor=FLOOR).median for part in PARTS}
        official = [answer.official for answer in answers if over and len(answer.official) == 5]
        shown = len(official) >= FLOOR
        moments.append(
            At(
                asked,
                len(answers),
                found,
                parts,
                sorted(round(one.total) for _answer, one in whole) if found.median is not None else [],
                {name: _median([one[name] for one in official]) for name in official[0]} if shown else {},
                len(official),
            )
        )
        totals_by_pair.append({answer.pair: one.total for answer, one in whole if answer.pair})
    return Told(moments, _pairs(totals_by_pair))


def _median(values: list[float]) -> float | None:
    return group(values, floor=1).median


def _pairs(by_pair: list[dict[str, float]]) -> Pairs | None:
    """Over eleven pairs at least; a change smaller than the range of one answer is no change."""
    if len(by_pair) < 2:
        return None
    both = [(by_pair[0][pair], by_pair[-1][pair]) for pair in by_pair[0].keys() & by_pair[-1].keys()]
    if len(both) < FLOOR:
        return None
    fell = sum(after < before * (1 - RANGE) for before, after in both)
    rose = sum(after > before * (1 + RANGE) for before, after in both)
    if 0 < fell < 3 or 0 < rose < 3:
        # Very few in a cell would point at a household: the two are then told together with the others.
        return None
    return Pairs(len(both), fell, len(both) - fell - rose, rose)


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Of a period: the rounds that closed inside it, whole."""
    known = {project.pk: project for project in projects}
    dates = None
    for pk, one in told(projects).items():
        project = known[pk]
        for at in one.moments:
            if not period.holds(at.asked.closes):
                continue
            dates = dates or _dates()
            address = reverse("evaluation:usage_rows", args=[project.slug, at.path])
            yield Figure(
                code=f"{project.slug}-{at.asked.moment}",
                method=METHOD,
                subject=project.name,
                label=_("Carbon of usages, %(moment)s") % {"moment": Moment(at.asked.moment).label.lower()},
                value=at.group.median,
                unit=_("kgCO2e a person a year, median"),
                n=at.group.n if at.shown else 0,
                invited=at.asked.handed_out,
                rows=[Row(f"{address}#reponse-{place}") for place in range(1, len(at.totals) + 1)],
                parameters={
                    "range": list(at.group.range or ()),
                    "partial": at.group.partial if at.shown else None,
                    "factors": dates,
                    "floor": FLOOR,
                },
                interval=at.group.range,
                why_not="" if at.shown else at.reasons,
                places=0,
                project=project,
                promise="anonymous",
            )


def _dates() -> str:
    """The dates of the table used: what was computed with another table is another figure."""
    found = {row.source_date for row in table()}
    return f"{min(found).isoformat()}/{max(found).isoformat()}" if found else ""
