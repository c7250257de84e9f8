"""M-ICC, intraclass correlation: how far a mark, or the mean mark of k judges, tells one target from another.

Two-way mean squares: between targets (BMS), between judges (JMS), residual (EMS), within targets (WMS).
Source: Shrout and Fleiss (1979), Psychological Bulletin 86: 420-428; intervals: McGraw and Wong (1996).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

FORMS = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")
CONFIDENCE = 0.95


@dataclass(frozen=True)
class MeanSquares:
    """n targets by k judges, every mark given."""

    n: int
    k: int
    bms: float
    jms: float
    ems: float
    wms: float

    @property
    def typical_error(self) -> float:
        """√(EMS / k): by how much the mean of k judges is usually off."""
        return sqrt(self.ems / self.k)


def mean_squares(marks: Sequence[Sequence[float]]) -> MeanSquares | None:
    """Of marks[target][judge]; None under two targets or two judges. A missing mark is refused: take alpha then."""
    n, k = len(marks), len(marks[0]) if marks else 0
    if any(len(row) != k or None in row for row in marks):
        raise ValueError("every judge marks every target; with missing marks, take M-ALPHA")
    if n < 2 or k < 2:
        return None
    mean = sum(map(sum, marks)) / (n * k)
    rows = [sum(row) / k for row in marks]
    columns = [sum(row[judge] for row in marks) / n for judge in range(k)]
    between = k * sum((one - mean) ** 2 for one in rows)
    judges = n * sum((one - mean) ** 2 for one in columns)
    within = sum((mark - of_row) ** 2 for row, of_row in zip(marks, rows, strict=True) for mark in row)
    residual = sum(
        (mark - of_row - of_column + mean) ** 2
        for row, of_row in zip(marks, rows, strict=True)
        for mark, of_column in zip(row, columns, strict=True)
    )
    return MeanSquares(
        n, k, between / (n - 1), judges / (k - 1), residual / ((n - 1) * (k - 1)), within / (n * (k - 1))
    )


def icc(squares: MeanSquares, form: str = "2,k") -> float | None:
    """One of the six; below 0 it is given as computed, and reads as 0. None when the targets do not differ."""
    n, k, b, j, e, w = squares.n, squares.k, squares.bms, squares.jms, squares.ems, squares.wms
    if form not in FORMS:
        raise ValueError(f"a form is one of {FORMS}")
    if b == 0:
        return None
    below = {
        "1,1": b + (k - 1) * w,
        "2,1": b + (k - 1) * e + k * (j - e) / n,
        "3,1": b + (k - 1) * e,
        "1,k": b,
        "2,k": b + (j - e) / n,
        "3,k": b,
    }[form]
    return (b - (w if form[0] == "1" else e)) / below if below else None


def spearman_brown(r: float, judges: float) -> float | None:
    """What the correlation of one judge becomes for the mean of so many."""
    below = 1 + (judges - 1) * r
    return judges * r / below if below else None


def interval(squares: MeanSquares, form: str = "2,k") -> tuple[float, float] | None:
    """The 95 % interval by F quantiles; None without residual, or where the correlation has none."""
    found = icc(squares, form)
    if found is None or squares.ems <= 0 or squares.wms <= 0:
        return None
    low, high = _agreement(squares) if form[0] == "2" else _consistency(squares, one_way=form[0] == "1")
    if form[2] == "1":
        return low, high
    wide_low, wide_high = spearman_brown(low, squares.k), spearman_brown(high, squares.k)
    return None if wide_low is None or wide_high is None else (wide_low, wide_high)


def _consistency(squares: MeanSquares, *, one_way: bool) -> tuple[float, float]:
    n, k = squares.n, squares.k
    free = n * (k - 1) if one_way else (n - 1) * (k - 1)
    ratio = squares.bms / (squares.wms if one_way else squares.ems)
    low, high = ratio / _f(n - 1, free), ratio * _f(free, n - 1)
    return (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)


def _agreement(squares: MeanSquares) -> tuple[float, float]:
    n, k, b, j, e = squares.n, squares.k, squares.bms, squares.jms, squares.ems
    one = icc(squares, "2,1") or 0.0
    judged, rest = j / e, n * (1 + (k - 1) * one) - k * one
    above = (k - 1) * (n - 1) * (k * one * judged + rest) ** 2
    free = above / ((n - 1) * (k * one * judged) ** 2 + rest**2)
    upper, lower = _f(n - 1, free), _f(free, n - 1)
    shared = k * j + (k * n - k - n) * e
    return n * (b - upper * e) / (upper * shared + n * b), n * (lower * b - e) / (shared + n * lower * b)


def _f(first: float, second: float) -> float:
    from scipy.special import fdtri

    return float(fdtri(first, second, (1 + CONFIDENCE) / 2))


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"marks": [[each judge's mark of target 1], …]}, every mark given
    → {"n", "k", "bms", "jms", "ems", "wms", "typical_error", "icc": {form: value},
    "intervals": {form: [low, high]}}."""
    squares = mean_squares(data["marks"])
    if squares is None:
        return {"n": len(data["marks"]), "icc": None, "why_not": "fewer than two targets or two judges"}
    return vars(squares) | {
        "typical_error": squares.typical_error,
        "icc": {form: icc(squares, form) for form in FORMS},
        "intervals": {form: interval(squares, form) for form in FORMS},
    }
