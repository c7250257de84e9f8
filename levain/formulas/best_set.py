"""M-MILP, the best set under declared constraints, by integer programming: maximise Σ V x, x 0 or 1, Σ x ≤ seats.

Each rule asks that at least, or at most, so many of a group be chosen. The answer gives what the rules cost together,
what each costs (what would be regained without it), the other sets worth as much, and, when no set keeps the rules,
the fewest of them that cannot be kept together. Solved by HiGHS through scipy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ALTERNATIVES = 10
EQUAL = 1e-9
# The solver may stop one millionth away from the best: values are made large enough for that to part no two sets.
SCALE = 1e4


@dataclass(frozen=True)
class Rule:
    """Among `members`, at least and at most so many are chosen; None where there is no bound."""

    label: str
    members: frozenset[str]
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class BestSet:
    """`prices` and `conflict` are by the places of the rules; a conflict is the fewest that cannot all be kept."""

    chosen: tuple[str, ...] | None
    total: float | None
    free_total: float
    free_set: tuple[str, ...]
    prices: tuple[float | None, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    conflict: tuple[int, ...] = ()
    enough_to_drop: tuple[int, ...] = field(default=())

    @property
    def price(self) -> float | None:
        return None if self.total is None else max(0.0, self.free_total - self.total)


def best_set(
    values: Mapping[str, float],
    seats: int,
    rules: Sequence[Rule] = (),
    *,
    costs: Mapping[str, float] | None = None,
    capacity: float | None = None,
) -> BestSet:
    """The set of greatest total value; with `costs`, their sum stays within `capacity`.

    A value of 0 or less is never worth a seat: fewer than `seats` may then be chosen.
    """
    problem = _Problem(values, seats, costs, capacity)
    free = problem.best(())
    if free is None:
        raise ValueError("no set fits, even without a rule")
    free_total = problem.total(free)
    chosen = problem.best(rules)
    if chosen is None:
        conflict = _conflict(problem, rules)
        enough = tuple(place for place in conflict if problem.best(_without(rules, place)) is not None)
        return BestSet(None, None, free_total, free, conflict=conflict, enough_to_drop=enough)
    total = problem.total(chosen)
    prices = []
    for place in range(len(rules)):
        without = problem.best(_without(rules, place))
        prices.append(None if without is None else max(0.0, problem.total(without) - total))
    return BestSet(chosen, total, free_total, free, tuple(prices), problem.others(rules, chosen))


class _Problem:
    def __init__(self, values: Mapping[str, float], seats: int, costs: Mapping | None, capacity: float | None):
        self.names = list(values)
        self.values = values
        self.seats = seats
        self.costs = costs
        self.capacity = capacity

    def total(self, chosen: Sequence[str]) -> float:
        return sum(self.values[name] for name in chosen)

    def best(self, rules: Sequence[Rule], not_these: Sequence[Sequence[str]] = ()) -> tuple[str, ...] | None:
        """The best set that keeps the rules and holds none of the sets named; None when there is none."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        if not self.names:
            return () if all(not rule.at_least for rule in rules) else None
        rows, lows, highs = [[1.0] * len(self.names)], [0.0], [float(self.seats)]
        for rule in rules:
            rows.append([float(name in rule.members) for name in self.names])
            lows.append(float(rule.at_least or 0))
            highs.append(np.inf if rule.at_most is None else float(rule.at_most))
        for others in not_these:
            rows.append([float(name in others) for name in self.names])
            lows.append(0.0)
            highs.append(len(others) - 1.0)
        if self.costs is not None and self.capacity is not None:
            rows.append([float(self.costs[name]) for name in self.names])
            lows.append(0.0)
            highs.append(float(self.capacity))
        if any(low > high for low, high in zip(lows, highs, strict=True)):
            return None
        found = milp(
            c=[-SCALE * self.values[name] for name in self.names],
            constraints=LinearConstraint(np.array(rows), lows, highs),
            integrality=np.ones(len(self.names)),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        return tuple(name for name, taken in zip(self.names, found.x, strict=True) if taken > 0.5)

    def others(self, rules: Sequence[Rule], chosen: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """The other sets worth as much, each found by leaving out those already found; ten at most."""
        known, best = [chosen], self.total(chosen)
        while chosen and len(known) <= ALTERNATIVES:
            found = self.best(rules, known)
            if not found or self.total(found) < best - EQUAL:
                break
            known.append(found)
        return tuple(known[1:])


def _without(rules: Sequence[Rule], place: int) -> list[Rule]:
    return [rule for index, rule in enumerate(rules) if index != place]


def _conflict(problem: _Problem, rules: Sequence[Rule]) -> tuple[int, ...]:
    """The places of rules that cannot be kept together, none of which can be left out of that: drop one by one."""
    kept = list(range(len(rules)))
    for place in range(len(rules)):
        fewer = [index for index in kept if index != place]
        if problem.best([rules[index] for index in fewer]) is None:
            kept = fewer
    return tuple(kept)


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"values": {candidate: value}, "seats": 5, "rules": [{"label", "members": [candidates], "at_least",
    "at_most"}], "costs": {candidate: cost}, "capacity": most they may cost}
    → {"chosen", "total", "price", "prices", "alternatives", "conflict": [labels], "enough_to_drop", "free_set",
    "free_total"}."""
    rules = [
        Rule(said["label"], frozenset(said["members"]), said.get("at_least"), said.get("at_most"))
        for said in data.get("rules", [])
    ]
    found = best_set(data["values"], data["seats"], rules, costs=data.get("costs"), capacity=data.get("capacity"))
    return vars(found) | {
        "price": found.price,
        "prices": dict(zip([rule.label for rule in rules], found.prices, strict=False)),
        "conflict": [rules[place].label for place in found.conflict],
        "enough_to_drop": [rules[place].label for place in found.enough_to_drop],
    }
