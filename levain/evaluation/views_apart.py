"""What each person of the two sides thinks of each objective, summed up by side (M-GAP, M-IPA), and what is missing.

Side A is the local authority with the State, side B the inhabitants. Under five answers a side says nothing, unless
each of its people has agreed to be read; and nothing is said while people may still answer.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.evaluation.models import Moment, Objective, PersonalView, Voice
from levain.formulas import divergence, importance_performance
from levain.formulas.divergence import FEWEST_A_SIDE, Gap, Priorities
from levain.formulas.importance_performance import Grid, summary

A, B = "a", "b"
SIDES = {Voice.AUTHORITY: A, Voice.STATE: A, Voice.INHABITANTS: B}
SIDE_NAMES = {A: _("the local authority and the State"), B: _("the inhabitants")}
IMPORTANCE, ATTAINMENT = "importance", "attainment"
SCALE = range(1, 6)
MAGNITUDES = {
    "negligible": _("negligible"),
    "small": _("small"),
    "medium": _("medium"),
    "large": _("large"),
}


@dataclass(frozen=True)
class Said:
    """What one side answers on one objective: as many as answered; the middle answer where it may be read."""

    ratings: tuple[int | None, ...]
    readable: bool
    enough: bool = False

    @property
    def spread(self) -> list[int]:
        """How many gave each mark, from 1 to 5: what the gap is computed from."""
        return [self.ratings.count(mark) for mark in SCALE] if self.enough else []

    @property
    def n(self) -> int:
        return sum(one is not None for one in self.ratings)

    @property
    def missing(self) -> int:
        return len(self.ratings) - self.n

    @property
    def middle(self) -> float | None:
        given = [one for one in self.ratings if one is not None]
        return float(median(given)) if given and self.readable else None

    @property
    def summary(self) -> float | None:
        return summary(self.ratings) if self.readable else None


@dataclass(frozen=True)
class Line:
    """One objective: what each side says of its importance and of its attainment, and how far apart they are."""

    objective: Objective
    said: dict[tuple[str, str], Said]
    importance: Gap
    attainment: Gap
    quarters: dict[str, str | None]

    @property
    def cells(self) -> list[Said]:
        return [self.said[side, what] for what in (IMPORTANCE, ATTAINMENT) for side in (A, B)]

    @property
    def gaps(self) -> list[tuple[object, Gap, object]]:
        return [
            (_("importance"), self.importance, MAGNITUDES.get(self.importance.magnitude, "")),
            (_("attainment"), self.attainment, MAGNITUDES.get(self.attainment.magnitude, "")),
        ]


@dataclass(frozen=True)
class Apart:
    """All the objectives at one moment."""

    moment: Moment
    lines: list[Line]
    answered: dict[str, int]
    open_until: date | None
    grids: dict[str, Grid]
    priorities: Priorities

    @property
    def any(self) -> bool:
        return any(self.answered.values())

    @property
    def enough(self) -> bool:
        return all(count >= FEWEST_A_SIDE for count in self.answered.values())


def of(objectives: list[Objective], moment: Moment) -> Apart:
    """One query."""
    found = PersonalView.objects.filter(objective__in=objectives, moment=moment)
    return apart(objectives, moment, list(found))


def apart(objectives: list[Objective], moment: Moment, views: list[PersonalView]) -> Apart:
    """Computed from the views of one moment, in whatever order they come."""
    by_objective: dict[int, dict[str, list[PersonalView]]] = defaultdict(lambda: {A: [], B: []})
    people: dict[str, set[object]] = {A: set(), B: set()}
    for view in views:
        side = SIDES[Voice(view.voice)]
        by_objective[view.objective_id][side].append(view)
        people[side].add(view.person_id or view.sheet)
    closes = closing_day(views)
    is_open = closes is not None and timezone.localdate() <= closes
    said = [_said(by_objective[objective.pk], is_open) for objective in objectives]
    grids = {
        side: importance_performance.grid(
            [one[side, IMPORTANCE].summary for one in said], [one[side, ATTAINMENT].summary for one in said]
        )
        for side in (A, B)
    }
    lines = [
        Line(
            objective,
            one,
            _gap(one, IMPORTANCE, is_open),
            _gap(one, ATTAINMENT, is_open),
            {side: grids[side].quarters[place] for side in (A, B)},
        )
        for place, (objective, one) in enumerate(zip(objectives, said, strict=True))
    ]
    order = divergence.priorities(
        [one[A, IMPORTANCE].summary for one in said], [one[B, IMPORTANCE].summary for one in said]
    )
    answered = {side: len(who) for side, who in people.items()}
    return Apart(moment, lines, answered, closes if is_open else None, grids, order)


def closing_day(views: Iterable[PersonalView]) -> date | None:
    """The last day to answer; none before the first answer."""
    first = min((view.given_on for view in views), default=None)
    return first + PersonalView.OPEN_FOR if first else None


def _said(of_sides: dict[str, list[PersonalView]], is_open: bool) -> dict[tuple[str, str], Said]:
    said = {}
    for side, views in of_sides.items():
        for what in (IMPORTANCE, ATTAINMENT):
            ratings = tuple(sorted((getattr(view, what) for view in views), key=lambda one: (one is None, one)))
            given = sum(one is not None for one in ratings)
            agreed = bool(views) and all(view.shown_under_the_floor for view in views)
            enough = not is_open and given >= FEWEST_A_SIDE
            said[side, what] = Said(ratings, enough or agreed, enough)
    return said


def _gap(said: dict[tuple[str, str], Said], what: str, is_open: bool) -> Gap:
    found = divergence.gap(said[A, what].ratings, said[B, what].ratings)
    return replace(found, delta=None, distance=None, why_not="still open") if is_open else found
