"""M-ALPHA, Krippendorff's alpha: how far raters agree beyond chance, with absent values and any number of raters.

α = 1 − Do/De over the coincidence matrix o[c, k] = Σ over units of (ordered pairs c, k) / (values of the unit − 1):
Do = Σ o[c, k] δ²(c, k) / n and De = Σ n_c n_k δ²(c, k) / (n (n − 1)). The distance δ² is that of the levels:
nominal, ordinal, interval or ratio. From 0.800: reliable; from 0.667: tentative; below: do not rely on it.
Source: Krippendorff, Content Analysis; Hayes and Krippendorff (2007).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

NOMINAL, ORDINAL, INTERVAL, RATIO = LEVELS = ("nominal", "ordinal", "interval", "ratio")
RELIABLE, TENTATIVE = 0.8, 0.667
RESAMPLES, SEED, UNITS_FOR_AN_INTERVAL = 1000, 2020, 10

NO_VARIATION, TOO_FEW = "no variation", "too few values"


@dataclass(frozen=True)
class Alpha:
    """`n` values that can be compared, in `units` units of `raters` raters; `why_not` says why there is no value."""

    value: float | None
    level: str
    n: int
    units: int
    raters: int
    interval: tuple[float, float] | None = None
    seed: int | None = None
    why_not: str = ""

    @property
    def reading(self) -> str:
        if self.value is None:
            return ""
        return "reliable" if self.value >= RELIABLE else "tentative" if self.value >= TENTATIVE else "low"


def alpha(
    values: Sequence[Sequence[Hashable | None]], level: str = ORDINAL, *, bootstrap: bool = False, seed: int = SEED
) -> Alpha:
    """Agreement over values[rater][unit], None where a rater gave nothing; units with fewer than two values leave.

    All values alike have no variation, so no agreement can be told: None, not 1. The interval is the middle 95 % of
    1,000 resamples of units, drawn from the seed, and only told for ten units or more.
    """
    if level not in LEVELS:
        raise ValueError(f"a level is one of {', '.join(LEVELS)}")
    counts, found = counted(values, level)
    raters = sum(any(value is not None for value in of_rater) for of_rater in values)
    told: dict[str, Any] = {"level": level, "n": int(counts.sum()), "units": len(counts), "raters": raters}
    if raters < 2 or len(counts) < 2:
        return Alpha(None, why_not=TOO_FEW, **told)
    value = _of(_coincidences(counts, np.ones(len(counts))), found, level)
    if value is None:
        return Alpha(None, why_not=NO_VARIATION, **told)
    interval = None
    if bootstrap and len(counts) >= UNITS_FOR_AN_INTERVAL:
        interval = _interval(counts, found, level, seed)
    return Alpha(value, interval=interval, seed=seed if interval else None, **told)


def counted(values: Sequence[Sequence[Any]], level: str) -> tuple[np.ndarray, np.ndarray]:
    """How often each value stands in each unit of two values or more, and the values in order."""
    given = {value for of_rater in values for value in of_rater if value is not None}
    ordered = sorted(given, key=str) if level == NOMINAL else sorted(given)
    if level == RATIO and ordered and ordered[0] < 0:
        raise ValueError("a ratio has no negative value")
    place = {value: index for index, value in enumerate(ordered)}
    counts = np.zeros((max((len(of_rater) for of_rater in values), default=0), len(ordered)))
    for of_rater in values:
        for unit, value in enumerate(of_rater):
            if value is not None:
                counts[unit, place[value]] += 1
    numbers = np.arange(len(ordered), dtype=float) if level == NOMINAL else np.array(ordered, dtype=float)
    return counts[counts.sum(axis=1) >= 2], numbers


def _coincidences(counts: np.ndarray, times: np.ndarray) -> np.ndarray:
    """The coincidence matrix when each unit is counted so many times."""
    shares = times / (counts.sum(axis=1) - 1)
    return (counts.T * shares) @ counts - np.diag(shares @ counts)


def _of(coincidences: np.ndarray, values: np.ndarray, level: str) -> float | None:
    totals = coincidences.sum(axis=1)
    n = totals.sum()
    distance = _distance(values, totals, level)
    expected = totals @ distance @ totals
    if expected <= 0 or n <= 1:
        return None
    return float(1 - (n - 1) * (coincidences * distance).sum() / expected)


def _distance(values: np.ndarray, totals: np.ndarray, level: str) -> np.ndarray:
    """δ² of each pair; between two ordered levels, it counts the values that lie between them."""
    if level == NOMINAL:
        return 1 - np.eye(len(values))
    if level == ORDINAL:
        values = np.cumsum(totals) - totals / 2
    apart = values[:, None] - values[None, :]
    if level == RATIO:
        sums = values[:, None] + values[None, :]
        apart = np.divide(apart, sums, out=np.zeros_like(apart), where=sums > 0)
    return apart**2


def _interval(counts: np.ndarray, values: np.ndarray, level: str, seed: int) -> tuple[float, float] | None:
    drawn = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), RESAMPLES)
    found = [_of(_coincidences(counts, times), values, level) for times in drawn]
    kept = [value for value in found if value is not None]
    if not kept:
        return None
    low, high = np.percentile(kept, [2.5, 97.5])
    return float(low), float(high)


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"values": [[rater 1's value of each unit, null when absent], …], "level": "ordinal", "bootstrap": true,
    "seed": 2020} → {"value", "level", "n", "units", "raters", "interval", "seed", "reading", "why_not"}."""
    level, seed = data.get("level", ORDINAL), data.get("seed", SEED)
    found = alpha(data["values"], level, bootstrap=data.get("bootstrap", True), seed=seed)
    return vars(found) | {"reading": found.reading}
