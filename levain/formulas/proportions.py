"""M-WILSON, the interval of a proportion counted on a sample (Wilson, 1927; Newcombe, 1998, methods 3 and 10).

When everybody was asked and everybody answered, it is a census: there is nothing to bound, and no interval.
"""

from math import sqrt
from typing import Any, NamedTuple

Z = 1.959964

Interval = tuple[float, float]


class Counted(NamedTuple):
    """`k` of `n` answers, out of `population` when it is known."""

    k: int
    n: int
    population: int | None = None

    @property
    def share(self) -> float | None:
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.k, self.n, population=self.population)


def wilson(k: int, n: int, z: float = Z, *, population: int | None = None) -> Interval | None:
    """The bounds of k out of n, within [0, 1]; None when nobody was counted, or everybody.

    Of a known population, n is replaced by n (N - 1) / (N - n): what is known of a part of it is better known.
    """
    if not 0 <= k <= n:
        raise ValueError("k is counted among the n")
    if n == 0 or (population is not None and n >= population):
        return None
    size = n if population is None else n * (population - 1) / (population - n)
    p, spread = k / n, 1 + z * z / size
    centre = (p + z * z / (2 * size)) / spread
    half = z * sqrt(p * (1 - p) / size + z * z / (4 * size * size)) / spread
    # At both ends the bound is exact; floating point would miss it by a hair.
    low = 0.0 if k == 0 else max(0.0, centre - half)
    high = 1.0 if k == n else min(1.0, centre + half)
    return low, high


def difference(first: Counted, second: Counted, z: float = Z) -> tuple[float, Interval] | None:
    """The difference of two shares that other people answered, and its bounds; None when one counts nobody."""
    if not first.n or not second.n:
        return None
    p1, p2 = first.k / first.n, second.k / second.n
    l1, u1 = wilson(first.k, first.n, z, population=first.population) or (p1, p1)
    l2, u2 = wilson(second.k, second.n, z, population=second.population) or (p2, p2)
    apart = p1 - p2
    low = apart - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
    high = apart + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
    return apart, (max(-1.0, low), min(1.0, high))


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"k": 15, "n": 148, "population": null, "other": {"k", "n"}} → {"k", "n", "value", "interval": [low, high],
    "difference": {"value", "interval"}}; the difference with `other` when it is given."""
    counted = Counted(data["k"], data["n"], data.get("population"))
    found: dict[str, Any] = {"k": counted.k, "n": counted.n, "value": counted.share, "interval": counted.interval}
    if "other" in data:
        other = Counted(data["other"]["k"], data["other"]["n"], data["other"].get("population"))
        apart = difference(counted, other)
        found["difference"] = {"value": apart[0], "interval": apart[1]} if apart else None
    return found
