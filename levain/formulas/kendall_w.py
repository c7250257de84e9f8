"""M-KENDALL, Kendall's W: do raters put the items in the same order? 0: no common order; 1: the same one.

W = 12 S / (m² (n³ − n) − m T), S the squared deviations of the sums of ranks, T = Σ (t³ − t) over the ties of each
rater. Source: Kendall and Babington Smith (1939).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ITEMS, RATERS = "items", "raters"
FEWEST_FOR_P = 8


@dataclass(frozen=True)
class Concordance:
    """`left_out` are the positions of the items, or of the raters, that lacked a value."""

    w: float | None
    raters: int
    items: int
    left_out: tuple[int, ...] = ()
    why_not: str = ""

    @property
    def chi2(self) -> float | None:
        return None if self.w is None else self.raters * (self.items - 1) * self.w

    @property
    def df(self) -> int:
        return max(0, self.items - 1)

    @property
    def p(self) -> float | None:
        """By the chi-squared approximation; it is only worth telling for more than seven items."""
        from scipy.special import chdtrc

        return None if self.chi2 is None else float(chdtrc(self.df, self.chi2))

    @property
    def p_holds(self) -> bool:
        return self.w is not None and self.items >= FEWEST_FOR_P

    @property
    def mean_spearman(self) -> float | None:
        """The mean correlation of ranks between two raters."""
        if self.w is None or self.raters < 2:
            return None
        return (self.raters * self.w - 1) / (self.raters - 1)


def kendall_w(values: Sequence[Sequence[float | None]], drop: str = ITEMS) -> Concordance:
    """Concordance over values[rater][item], ranks or marks; equal values share the mean of their ranks.

    Where a value is missing, its item leaves (or its rater, with drop="raters"), and what is left is ranked anew.
    Fewer than three items or two raters, or raters who tie everything: None.
    """
    rows, left_out = complete(values, drop)
    m, n = len(rows), len(rows[0]) if rows else 0
    if n < 3 or m < 2:
        return Concordance(None, m, n, left_out, "too few items or raters")
    ranks = [mean_ranks(row) for row in rows]
    sums = [sum(of_item) for of_item in zip(*ranks, strict=True)]
    mean = sum(sums) / n
    deviations = sum((one - mean) ** 2 for one in sums)
    ties = sum(count**3 - count for row in rows for count in Counter(row).values())
    spread = m * m * (n**3 - n) - m * ties
    if spread == 0:
        return Concordance(None, m, n, left_out, "every rater ties everything")
    return Concordance(min(1.0, 12 * deviations / spread), m, n, left_out)


def complete(values: Sequence[Sequence[float | None]], drop: str) -> tuple[list[list[float]], tuple[int, ...]]:
    """The rows without the items, or without the raters, that lack a value; and which those are."""
    if drop == RATERS:
        left = tuple(index for index, row in enumerate(values) if None in row)
        return [list(row) for index, row in enumerate(values) if index not in left], left  # type: ignore[arg-type]
    width = len(values[0]) if values else 0
    left = tuple(item for item in range(width) if any(row[item] is None for row in values))
    gone = set(left)
    return [[value for item, value in enumerate(row) if item not in gone] for row in values], left  # type: ignore


def mean_ranks(row: Sequence[float]) -> list[float]:
    """From 1 for the smallest; equal values share the mean of the ranks they take up."""
    counts = Counter(row)
    first, below = {}, 0
    for value in sorted(counts):
        first[value] = below + (counts[value] + 1) / 2
        below += counts[value]
    return [first[value] for value in row]


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"values": [[rater 1's rank or mark of each item, null when absent], …], "drop": "items"}
    → {"w", "chi2", "df", "p", "p_holds", "mean_spearman", "raters", "items", "left_out", "why_not"}."""
    found = kendall_w(data["values"], data.get("drop", ITEMS))
    computed = ("chi2", "df", "p", "p_holds", "mean_spearman")
    return vars(found) | {name: getattr(found, name) for name in computed}
