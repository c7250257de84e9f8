"""M-GAP, divergence of two groups: three measures of how apart they are, shown side by side and never added up.

Cliff's delta d = (#(a > b) − #(a < b)) / (n_A n_B); normalised earth mover's distance D = Σ |F_A − F_B| / (K − 1);
Kendall's tau-b between the orders of priority. Sources: Cliff (1993), Psychological Bulletin 114; Romano et al.
(2006) for the words of |d|.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Any

FEWEST_A_SIDE = 5
FEWEST_OBJECTIVES = 5
MAGNITUDES = ((0.147, "negligible"), (0.33, "small"), (0.474, "medium"))
Ratings = Sequence[float | None]


@dataclass(frozen=True)
class Gap:
    """How far group A is from group B on one objective; no measure with too few answers on either side."""

    delta: float | None
    distance: float | None
    n_a: int
    n_b: int
    missing_a: int
    missing_b: int
    why_not: str = ""

    @property
    def magnitude(self) -> str:
        return "" if self.delta is None else magnitude(self.delta)


def gap(a: Ratings, b: Ratings, lowest: int = 1, highest: int = 5, fewest: int = FEWEST_A_SIDE) -> Gap:
    """Both measures of one objective; a missing rating (None) leaves, and is counted."""
    given_a, given_b = _given(a, lowest, highest), _given(b, lowest, highest)
    counts = (len(given_a), len(given_b), len(a) - len(given_a), len(b) - len(given_b))
    if min(counts[:2]) < max(fewest, 1):
        return Gap(None, None, *counts, "too few answers on one side")
    return Gap(cliffs_delta(given_a, given_b), distance(given_a, given_b, lowest, highest), *counts)


def _given(ratings: Ratings, lowest: float, highest: float) -> list[float]:
    given = [one for one in ratings if one is not None]
    if any(not lowest <= one <= highest for one in given):
        raise ValueError(f"a rating lies from {lowest} to {highest}")
    return given


def cliffs_delta(a: Sequence[float], b: Sequence[float]) -> float:
    """From −1 to 1; above 0, group A rates higher."""
    ordered = sorted(b)
    higher = sum(bisect_left(ordered, one) for one in a)
    lower = sum(len(ordered) - bisect_right(ordered, one) for one in a)
    return (higher - lower) / (len(a) * len(b))


def magnitude(delta: float) -> str:
    return next((word for below, word in MAGNITUDES if abs(delta) < below), "large")


def distance(a: Sequence[int | float], b: Sequence[int | float], lowest: int, highest: int) -> float:
    """0: the two groups answer alike; 1: one is all at one end, the other all at the other end."""
    if highest <= lowest:
        raise ValueError("a scale has at least two steps")
    apart = sum(abs(_share_up_to(a, step) - _share_up_to(b, step)) for step in range(lowest, highest))
    return apart / (highest - lowest)


def _share_up_to(ratings: Sequence[float], step: int) -> float:
    return sum(one <= step for one in ratings) / len(ratings)


def tau_b(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The agreement of two orders, ties taken into account; None when one of them ties everything."""
    balance = untied_first = untied_second = 0
    for (x, y), (other_x, other_y) in combinations(zip(first, second, strict=True), 2):
        of_first, of_second = (x > other_x) - (x < other_x), (y > other_y) - (y < other_y)
        balance += of_first * of_second
        untied_first += of_first != 0
        untied_second += of_second != 0
    return balance / sqrt(untied_first * untied_second) if untied_first and untied_second else None


@dataclass(frozen=True)
class Priorities:
    """Whether two groups put the objectives in the same order; n is the number of objectives both have rated."""

    tau: float | None
    n: int
    why_not: str = ""


def priorities(a: Sequence[float | None], b: Sequence[float | None], fewest: int = FEWEST_OBJECTIVES) -> Priorities:
    """Tau-b between the mean importances that two groups give the same objectives."""
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    if len(pairs) < max(fewest, 2):
        return Priorities(None, len(pairs), "too few objectives")
    tau = tau_b([x for x, _y in pairs], [y for _x, y in pairs])
    return Priorities(tau, len(pairs), "" if tau is not None else "one group ranks all the objectives alike")


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"a": [ratings of group A, null when missing], "b": [those of group B], "lowest": 1, "highest": 5, "fewest": 5}
    → {"delta", "magnitude", "distance", "n_a", "n_b", "missing_a", "missing_b", "why_not"}; or
    {"importance_a": [mean of each objective], "importance_b": […]} → {"tau", "n", "why_not"}."""
    if "importance_a" in data:
        return vars(priorities(data["importance_a"], data["importance_b"], data.get("fewest", FEWEST_OBJECTIVES)))
    scale = (data.get("lowest", 1), data.get("highest", 5))
    found = gap(data["a"], data["b"], *scale, data.get("fewest", FEWEST_A_SIDE))
    return vars(found) | {"magnitude": found.magnitude}
