"""M-IPA, importance and performance: what matters and is not reached yet.

Each objective stands at its importance and its performance; two axes part it into four quarters. Source: Martilla and
James (1977), Journal of Marketing 41(1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

FEWEST_OBJECTIVES = 4
A_MEAN_FROM = 10
MEAN, MIDPOINT = "mean", "midpoint"
ACT, KEEP, LOW, REDIRECT = "act_first", "keep_up", "low_priority", "redirect"
# Where all importances are equal, only performance parts the objectives.
NOT_REACHED, REACHED = "not_reached", "reached"


@dataclass(frozen=True)
class Grid:
    """A quarter for each objective, None where it lacks a value; no quarter with fewer than four objectives."""

    quarters: tuple[str | None, ...]
    importance_axis: float | None
    performance_axis: float | None
    n: int
    why_not: str = ""


def summary(ratings: Sequence[float | None]) -> float | None:
    """What a group says of one objective: the median under ten answers, the mean from ten; None for no answer."""
    given = [one for one in ratings if one is not None]
    if not given:
        return None
    return fmean(given) if len(given) >= A_MEAN_FROM else float(median(given))


def grid(
    importance: Sequence[float | None],
    performance: Sequence[float | None],
    axes: str = MEAN,
    scale: tuple[float, float] = (1, 5),
) -> Grid:
    """Part the objectives; a value on an axis counts as above it."""
    pairs = list(zip(importance, performance, strict=True))
    whole = [(i, p) for i, p in pairs if i is not None and p is not None]
    nothing = tuple(None for _pair in pairs)
    if len(whole) < FEWEST_OBJECTIVES:
        return Grid(nothing, None, None, len(whole), "fewer than four objectives: read the table")
    across, up = _axes(whole, axes, scale)
    quarters = tuple(None if i is None or p is None else _quarter(i, p, across, up) for i, p in pairs)
    return Grid(quarters, across, up, len(whole))


def _axes(whole: list[tuple[float, float]], axes: str, scale: tuple[float, float]) -> tuple[float | None, float]:
    importances, performances = [i for i, _p in whole], [p for _i, p in whole]
    across: float | None
    if axes == MIDPOINT:
        across = up = sum(scale) / 2
    elif axes == MEAN:
        across, up = fmean(importances), fmean(performances)
    else:
        raise ValueError('axes are "mean" or "midpoint"')
    return (across if len(set(importances)) > 1 else None), up


def _quarter(importance: float, performance: float, across: float | None, up: float) -> str:
    if across is None:
        return REACHED if performance >= up else NOT_REACHED
    if importance >= across:
        return KEEP if performance >= up else ACT
    return REDIRECT if performance >= up else LOW


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"importance": [one number an objective, null when missing], "performance": […], "axes": "mean" or "midpoint",
    "scale": [1, 5]} → {"quarters", "importance_axis", "performance_axis", "n", "why_not"}."""
    scale = tuple(data.get("scale", (1, 5)))
    return vars(grid(data["importance"], data["performance"], data.get("axes", MEAN), scale))  # type: ignore[arg-type]
