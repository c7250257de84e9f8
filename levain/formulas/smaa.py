"""M-SMAA, stochastic weights: what becomes of the order when the weights could have been others.

Many weightings are drawn, the candidates ranked under each, and one counts how often each holds a place. It shows how
firm an order is; it never decides. Source: Lahdelma and Salminen (2001), Operations Research 49: 444-454; Tervonen
and Figueira (2008). A share of N draws is off by at most 1.96 √(0.25 / N): one point for 10,000 draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

DRAWS, SEED = 10_000, 2020
AT_ONCE = 2_000
EQUAL = 1e-9


@dataclass(frozen=True)
class Acceptability:
    """`of_ranks[i, r]`: share of the draws where i holds rank r + 1; `top[i]`: where it is among the first seats.

    `central[i]`: the mean of the weightings that put i first, None when none does. `pairwise[i, k]`: where i is
    above k.
    """

    of_ranks: np.ndarray
    top: np.ndarray
    central: list[np.ndarray | None]
    draws: int
    seed: int | None
    pairwise: np.ndarray | None = None

    @property
    def error(self) -> float:
        """The most that a share can be off by, at 95 %."""
        return 1.96 * (0.25 / self.draws) ** 0.5


def weightings(
    criteria: int,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    around: Sequence[float] | None = None,
    band: float | None = None,
    order_of: Sequence[float] | None = None,
) -> np.ndarray:
    """Weightings drawn alike among all those of sum 1: all; those within `band` of the weights `around`; or those
    that keep the order of published weights `order_of`, where equal weights may go either way."""
    random = np.random.default_rng(seed)
    if band is not None and around is not None:
        return _within(random, np.asarray(around, dtype=float), band, draws)
    drawn = random.dirichlet(np.ones(criteria), draws)
    return drawn if order_of is None else _in_order(random, drawn, np.asarray(order_of, dtype=float))


def _within(random: np.random.Generator, centre: np.ndarray, band: float, draws: int) -> np.ndarray:
    """All weights but the last are drawn in their bands; the last is what is left, if it lies in its own."""
    if band < 0:
        raise ValueError("a band is 0 or more")
    if band == 0 or len(centre) == 1:
        return np.tile(centre, (draws, 1))
    kept: list[np.ndarray] = []
    while sum(map(len, kept)) < draws:
        free = centre[:-1] + random.uniform(-band, band, (draws, len(centre) - 1))
        last = 1 - free.sum(axis=1, keepdims=True)
        drawn = np.hstack([free, last])
        kept.append(drawn[(np.abs(last[:, 0] - centre[-1]) <= band) & (drawn >= 0).all(axis=1)])
    return np.vstack(kept)[:draws]


def _in_order(random: np.random.Generator, drawn: np.ndarray, published: np.ndarray) -> np.ndarray:
    """The largest weight drawn goes to the criterion of the largest published weight, and so on."""
    largest_first = -np.sort(-drawn, axis=1)
    order = np.argsort(-published, kind="stable")
    placed = np.empty_like(drawn)
    placed[:, order] = largest_first
    for weight in np.unique(published):
        same = np.flatnonzero(published == weight)
        placed[:, same] = random.permuted(placed[:, same], axis=1)
    return placed


def acceptability(
    values: Sequence[Sequence[float]],
    weights: np.ndarray,
    *,
    seats: int = 5,
    errors: Sequence[Sequence[float]] | None = None,
    seed: int | None = None,
    pairwise: bool = False,
) -> Acceptability:
    """How each candidate of values[candidate][criterion], in [0, 1], fares under each weighting; ties share places.

    With `errors`, the standard error of each value, the values are drawn too, within [0, 1].
    """
    given = np.asarray(values, dtype=float)
    many = len(given)
    ranks, top, first = np.zeros((many, many + 1)), np.zeros(many), np.zeros(many)
    centre, above = np.zeros((many, weights.shape[1])), np.zeros((many, many)) if pairwise else None
    random = np.random.default_rng(seed)
    for start in range(0, len(weights), AT_ONCE):
        part = weights[start : start + AT_ONCE]
        totals = part @ given.T if errors is None else _drawn_totals(random, given, np.asarray(errors), part)
        order = np.argsort(-totals, axis=1, kind="stable")
        begins, ends = _places(np.take_along_axis(totals, order, axis=1))
        shared = 1 / (ends - begins + 1)
        np.add.at(ranks.reshape(-1), (order * (many + 1) + begins).reshape(-1), shared.reshape(-1))
        np.subtract.at(ranks.reshape(-1), (order * (many + 1) + ends + 1).reshape(-1), shared.reshape(-1))
        seated = np.clip((seats - begins) * shared, 0, 1)
        top += np.bincount(order.reshape(-1), seated.reshape(-1), many)
        leads = np.where(begins == 0, shared, 0)
        of_first = np.zeros_like(totals)
        np.put_along_axis(of_first, order, leads, axis=1)
        first += of_first.sum(axis=0)
        centre += of_first.T @ part
        if above is not None:
            above += _above(totals)
    draws = len(weights)
    return Acceptability(
        of_ranks=np.cumsum(ranks, axis=1)[:, :many] / draws,
        top=top / draws,
        central=[centre[one] / first[one] if first[one] > 0 else None for one in range(many)],
        draws=draws,
        seed=seed,
        pairwise=None if above is None else above / draws,
    )


def _drawn_totals(random: np.random.Generator, values: np.ndarray, errors: np.ndarray, weights: np.ndarray):
    drawn = values + errors * random.standard_normal((len(weights), *values.shape))
    return np.einsum("dnc,dc->dn", np.clip(drawn, 0, 1), weights)


def _places(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last place that each holds with those equal to it, in rows ordered from the best."""
    many = ordered.shape[1]
    places = np.broadcast_to(np.arange(many), ordered.shape)
    parted = ordered[:, :-1] - ordered[:, 1:] > EQUAL
    edge = np.ones((len(ordered), 1), dtype=bool)
    begins = np.maximum.accumulate(np.where(np.hstack([edge, parted]), places, 0), axis=1)
    last = np.where(np.hstack([parted, edge]), places, many - 1)
    return begins, np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]


def _above(totals: np.ndarray) -> np.ndarray:
    """How often each is above each other; equal counts for half, and nobody is above herself."""
    found = np.zeros((totals.shape[1], totals.shape[1]))
    for one in range(totals.shape[1]):
        apart = totals[:, [one]] - totals
        found[one] = (apart > EQUAL).sum(axis=0) + 0.5 * (np.abs(apart) <= EQUAL).sum(axis=0)
    np.fill_diagonal(found, 0)
    return found


def confidence(
    values: Sequence[Sequence[float]],
    errors: Sequence[Sequence[float]],
    central: Sequence[np.ndarray | None],
    *,
    draws: int = 1_000,
    seed: int = SEED,
) -> list[float | None]:
    """Share of drawn values under which each is first, with the weighting that suits it best."""
    found: list[float | None] = []
    for one, weighting in enumerate(central):
        if weighting is None:
            found.append(None)
            continue
        weights = np.tile(weighting, (draws, 1))
        fared = acceptability(values, weights, seats=1, errors=errors, seed=seed)
        found.append(float(fared.of_ranks[one, 0]))
    return found


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"values": [[candidate 1's value on each criterion, from 0 to 1], …], "seats": 5, "draws": 10000, "seed": 2020}
    with one of {"around": [weights], "band": 0.05}, {"order_of": [weights]}, {"weightings": [[…], …]}, or none,
    "errors": [[standard errors]] when values are uncertain, and "pairwise": true when wanted
    → {"top", "of_ranks", "central", "pairwise", "draws", "seed", "error"}."""
    seed = data.get("seed", SEED)
    if "weightings" in data:
        weights = np.asarray(data["weightings"], dtype=float)
    else:
        choices = {key: data[key] for key in ("around", "band", "order_of") if key in data}
        weights = weightings(len(data["values"][0]), draws=data.get("draws", DRAWS), seed=seed, **choices)
    found = acceptability(
        data["values"],
        weights,
        seats=data.get("seats", 5),
        errors=data.get("errors"),
        seed=seed,
        pairwise=data.get("pairwise", False),
    )
    return {
        "top": found.top.tolist(),
        "of_ranks": found.of_ranks.tolist(),
        "central": [None if one is None else one.tolist() for one in found.central],
        "pairwise": None if found.pairwise is None else found.pairwise.tolist(),
        "draws": found.draws,
        "seed": seed,
        "error": found.error,
    }
