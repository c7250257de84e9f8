"""M-WILCOX, what changed for the same respondents from one moment to another (Wilcoxon, 1945; Kerby, 2014).

With five pairs no test can conclude: the smallest possible two-sided p is 0.0625. Under six pairs that changed
none is given, and the page shows each trajectory.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt
from statistics import median
from typing import Any

# Fewer pairs that changed give no p (rule R3); above the second number the distribution is taken as normal.
FEWEST, EXACT = 6, 60
# Differences of decimals that differ by less are the same difference.
PRECISION = 9

Pair = tuple[float | None, float | None]


@dataclass(frozen=True)
class Change:
    """`n` pairs, `missing` others lack a moment; r is the matched-pairs rank-biserial correlation, from -1 to 1."""

    n: int
    missing: int
    up: int
    same: int
    down: int
    t_plus: float
    t_minus: float
    shift: float | None
    p_greater: float | None
    p_two_sided: float | None

    @property
    def r(self) -> float | None:
        whole = self.t_plus + self.t_minus
        return (self.t_plus - self.t_minus) / whole if whole else None


def change(pairs: Sequence[Pair]) -> Change:
    """Each pair is (before, after); one that lacks a moment is counted apart, and nothing is put in its place."""
    whole = [round(after - before, PRECISION) for before, after in pairs if before is not None and after is not None]
    moved = [one for one in whole if one]
    ranks = average_ranks([abs(one) for one in moved])
    t_plus = sum(rank for one, rank in zip(moved, ranks, strict=True) if one > 0)
    t_minus = sum(rank for one, rank in zip(moved, ranks, strict=True) if one < 0)
    greater, two_sided = _probabilities(ranks, t_plus) if len(moved) >= FEWEST else (None, None)
    return Change(
        n=len(whole),
        missing=len(pairs) - len(whole),
        up=sum(one > 0 for one in whole),
        same=len(whole) - len(moved),
        down=sum(one < 0 for one in whole),
        t_plus=t_plus,
        t_minus=t_minus,
        shift=hodges_lehmann(moved),
        p_greater=greater,
        p_two_sided=two_sided,
    )


def average_ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, from 1; equal values share the mean of their ranks."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def hodges_lehmann(differences: Sequence[float]) -> float | None:
    """The median of the means of every two differences, each with itself too."""
    if not differences:
        return None
    return median((a + b) / 2 for place, a in enumerate(differences) for b in differences[place:])


def _probabilities(ranks: list[float], t_plus: float) -> tuple[float, float]:
    """Of as large a T+ by chance, and of one as far from the middle; every sign is as likely as the other."""
    if len(ranks) > EXACT:
        return _normal(ranks, t_plus)
    # Ranks are halves at worst: twice a rank is a whole number.
    ways: Counter[int] = Counter({0: 1})
    for rank in ranks:
        step = round(2 * rank)
        ways = ways + Counter({total + step: count for total, count in ways.items()})
    seen, every = round(2 * t_plus), 2 ** len(ranks)
    greater = sum(count for total, count in ways.items() if total >= seen) / every
    less = sum(count for total, count in ways.items() if total <= seen) / every
    return greater, min(1.0, 2 * min(greater, less))


def _normal(ranks: list[float], t_plus: float) -> tuple[float, float]:
    spread = sqrt(sum(rank * rank for rank in ranks) / 4)
    z = (t_plus - sum(ranks) / 2) / spread
    greater = (1 - erf(z / sqrt(2))) / 2
    return greater, min(1.0, 2 * min(greater, 1 - greater))


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"before": [numbers, null when missing], "after": [numbers, in the same order]} → {"value": r, "n", "missing",
    "up", "same", "down", "t_plus", "t_minus", "shift", "p_greater", "p_two_sided", "why_no_p"}."""
    found = change(list(zip(data["before"], data["after"], strict=True)))
    few = found.up + found.down < FEWEST
    return {"value": found.r, **vars(found), "why_no_p": "too few pairs for a test" if few else None}
