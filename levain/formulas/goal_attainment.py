"""M-GAS, goal attainment scaling (Kiresuk and Sherman, 1968): one score for objectives that are not alike.

T = 50 + 10 Σ(w·x) / √((1 − ρ) Σw² + ρ (Σw)²), with ρ = 0.3; 50 reads as "as expected, on average".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any

RHO = 0.3
LOWEST, HIGHEST = -2, 2


@dataclass(frozen=True)
class Term:
    """What one objective brings: its level, its weight, and their product."""

    level: int
    weight: float

    @property
    def product(self) -> float:
        return self.weight * self.level


@dataclass(frozen=True)
class Terms:
    """Everything the score is made of, so that a page can show it and a reader redo it."""

    of_objectives: tuple[Term, ...]
    rho: float

    @property
    def n(self) -> int:
        return len(self.of_objectives)

    @property
    def free(self) -> float:
        """1 − ρ, the share of the spread that objectives do not have in common."""
        return 1 - self.rho

    @property
    def weighted_sum(self) -> float:
        return sum(term.product for term in self.of_objectives)

    @property
    def sum_of_squares(self) -> float:
        return sum(term.weight**2 for term in self.of_objectives)

    @property
    def square_of_sum(self) -> float:
        return sum(term.weight for term in self.of_objectives) ** 2

    @property
    def denominator(self) -> float:
        return sqrt(self.free * self.sum_of_squares + self.rho * self.square_of_sum)

    @property
    def score(self) -> float:
        return 50 + 10 * self.weighted_sum / self.denominator


@dataclass(frozen=True)
class Change:
    """From one moment to another, over the k objectives rated at both; None where there is none."""

    before: Terms | None
    after: Terms | None

    @property
    def k(self) -> int:
        return self.before.n if self.before else 0

    @property
    def difference(self) -> float | None:
        return self.after.score - self.before.score if self.before and self.after else None


def terms(levels: Sequence[int | None], weights: Sequence[float], rho: float = RHO) -> Terms | None:
    """The terms of the score; a missing level or a weight of 0 drops its objective. None when nothing is left."""
    if not 0 <= rho < 1:
        raise ValueError("rho must lie in [0, 1)")
    pairs = list(zip(levels, weights, strict=True))
    for level, weight in pairs:
        if level is not None and level not in range(LOWEST, HIGHEST + 1):
            raise ValueError("a level is a whole number from -2 to +2")
        if not isfinite(weight) or weight < 0:
            raise ValueError("a weight is a number, 0 or more")
    counted = tuple(Term(level, weight) for level, weight in pairs if level is not None and weight > 0)
    return Terms(counted, rho) if counted else None


def t_score(levels: Sequence[int | None], weights: Sequence[float], rho: float = RHO) -> float | None:
    """The goal attainment score, or None when no objective is rated or all weights are 0."""
    found = terms(levels, weights, rho)
    return found.score if found else None


def change(
    before: Sequence[int | None], after: Sequence[int | None], weights: Sequence[float], rho: float = RHO
) -> Change:
    """Both scores over the same objectives: one that lacks a level at either moment leaves both."""
    common = [None not in pair for pair in zip(before, after, strict=True)]
    kept_before = [level if both else None for level, both in zip(before, common, strict=True)]
    kept_after = [level if both else None for level, both in zip(after, common, strict=True)]
    return Change(terms(kept_before, weights, rho), terms(kept_after, weights, rho))


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"levels": [-2 to 2, null when missing], "weights": [numbers], "before": [levels], "rho": 0.3}
    → {"value", "n", "terms": [{"level", "weight", "product"}], "denominator", "change", "k"}; weights are 1 by
    default."""
    levels, rho = data["levels"], data.get("rho", RHO)
    weights = data.get("weights") or [1] * len(levels)
    found = terms(levels, weights, rho)
    moved = change(data["before"], levels, weights, rho) if "before" in data else None
    return {
        "value": found.score if found else None,
        "n": found.n if found else 0,
        "terms": [vars(term) | {"product": term.product} for term in found.of_objectives] if found else [],
        "denominator": found.denominator if found else None,
        "change": moved.difference if moved else None,
        "k": moved.k if moved else None,
    }
