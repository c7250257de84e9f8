"""M-MWV, approval ballots: each voter names whom she would accept, and k seats are filled.

Approval counts the voices; proportional approval (Thiele, 1895) counts 1 + 1/2 + … + 1/n for a voter who sees n of
hers chosen, so that no half of the voters takes every seat; Chamberlin and Courant count each voter once. Equal
shares (Peters and Skowron, 2020): each voter holds k/n, a candidate costs 1, and whoever asks least of each supporter
is taken. Source of the examples: Lackner and Skowron (2023).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb
from typing import Any

MOST_SETS = 200_000


@dataclass(frozen=True)
class Elected:
    """Every set that comes out, since a tie is a tie, and its score."""

    sets: tuple[frozenset[str], ...]
    score: Fraction


def harmonic(seen: int) -> Fraction:
    return sum((Fraction(1, place) for place in range(1, seen + 1)), Fraction(0))


RULES: dict[str, Callable[[int], Fraction]] = {
    "approval": Fraction,
    "pav": harmonic,
    "chamberlin_courant": lambda seen: Fraction(min(seen, 1)),
}


def elect(ballots: Sequence[Iterable[str]], seats: int, rule: str = "pav") -> Elected:
    """The sets of `seats` candidates of greatest score, all of them tried; refused beyond 200,000 sets."""
    given = [frozenset(ballot) for ballot in ballots]
    candidates = sorted(frozenset().union(*given))
    seats = min(seats, len(candidates))
    if comb(len(candidates), seats) > MOST_SETS:
        raise ValueError("too many candidates to try every set: take equal_shares")
    worth = [RULES[rule](seen) for seen in range(seats + 1)]
    best, found = Fraction(-1), []
    for chosen in map(frozenset, combinations(candidates, seats)):
        score = sum((worth[len(chosen & ballot)] for ballot in given), Fraction(0))
        if score > best:
            best, found = score, [chosen]
        elif score == best:
            found.append(chosen)
    return Elected(tuple(found), best)


def equal_shares(ballots: Sequence[Iterable[str]], seats: int) -> tuple[list[str], list[str]]:
    """Those bought by their supporters in order, then those that fill the seats left by number of voices.

    Between equals, the one with more voices, then the first by name: said, so that it can be found again.
    """
    given = [frozenset(ballot) for ballot in ballots]
    candidates = sorted(frozenset().union(*given)) if given else []
    voices = {one: sum(one in ballot for ballot in given) for one in candidates}
    purse = [Fraction(seats, len(given)) for _ballot in given]
    bought: list[str] = []
    while len(bought) < seats:
        asked = {one: _asked(one, given, purse) for one in candidates if one not in bought}
        payable = [(least, -voices[one], one) for one, least in asked.items() if least is not None]
        if not payable:
            break
        least, _voices, one = min(payable)
        bought.append(one)
        purse = [
            held - min(held, least) if one in ballot else held for held, ballot in zip(purse, given, strict=True)
        ]
    rest = sorted((one for one in candidates if one not in bought), key=lambda one: (-voices[one], one))
    return bought, rest[: seats - len(bought)]


def _asked(one: str, ballots: Sequence[frozenset[str]], purse: Sequence[Fraction]) -> Fraction | None:
    """The least that each supporter must be ready to pay for their purses to make 1; None when they cannot."""
    held = sorted(purse[voter] for voter, ballot in enumerate(ballots) if one in ballot)
    left = Fraction(1)
    for place, sum_held in enumerate(held):
        share = left / (len(held) - place)
        if share <= sum_held:
            return share
        left -= sum_held
    return None


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"ballots": [[candidates accepted], …], "seats": 5,
    "rule": "pav", "approval", "chamberlin_courant" or "equal_shares"}
    → {"sets": [[candidates], …], "score"}; for equal shares {"bought", "completed"}."""
    if data.get("rule") == "equal_shares":
        bought, completed = equal_shares(data["ballots"], data["seats"])
        return {"bought": bought, "completed": completed}
    found = elect(data["ballots"], data["seats"], data.get("rule", "pav"))
    return {"sets": [sorted(one) for one in found.sets], "score": float(found.score)}
