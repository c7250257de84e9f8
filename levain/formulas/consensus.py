"""M-CONS, agreement inside one group: "3 for everybody" is not "half 1, half 5" (van der Eijk, 2001).

The distribution is peeled in layers of its smallest count; A is the mean of the layers' agreement, by their weight,
from -1 (two opposite camps) to 1 (all alike). Companion: the consensus of Tastle and Wierman (2007), from 0 to 1.
"""

from collections.abc import Sequence
from itertools import combinations
from math import log2
from typing import Any

# Under so many answers only the dots are shown; with fewer points nothing is defined.
FEWEST, FEWEST_POINTS = 5, 3


def agreement(counts: Sequence[int]) -> float | None:
    """Van der Eijk's A of the answers given to each point of an ordered scale; None when nothing can be told."""
    _check(counts)
    points, people = len(counts), sum(counts)
    if points < FEWEST_POINTS or not people:
        return None
    left, total = list(counts), 0.0
    while any(left):
        layer = min(count for count in left if count)
        pattern = [bool(count) for count in left]
        total += _of_layer(pattern) * layer * sum(pattern) / people
        left = [count - layer if count else 0 for count in left]
    return total


def _of_layer(pattern: Sequence[bool]) -> float:
    """Of points chosen alike: one summit is agreement, a hollow between two is its contrary."""
    points, ones = len(pattern), sum(pattern)
    if ones == 1:
        return 1.0
    one_summit = hollow = 0
    for a, b, c in combinations(pattern, 3):
        one_summit += b and a != c
        hollow += a and c and not b
    if not one_summit + hollow:
        return 0.0
    unimodality = ((points - 2) * one_summit - (points - 1) * hollow) / ((points - 2) * (one_summit + hollow))
    return unimodality * (1 - (ones - 1) / (points - 1))


def polarisation(counts: Sequence[int]) -> float | None:
    """The same from the other end: 0, all alike; 1, two opposite camps."""
    found = agreement(counts)
    return None if found is None else (1 - found) / 2


def consensus(counts: Sequence[int]) -> float | None:
    """Tastle and Wierman's C, the points being 1, 2, 3…"""
    _check(counts)
    people = sum(counts)
    if len(counts) < FEWEST_POINTS or not people:
        return None
    shares = [count / people for count in counts]
    mean = sum(share * point for point, share in enumerate(shares))
    width = len(counts) - 1
    return 1 + sum(share * log2(1 - abs(point - mean) / width) for point, share in enumerate(shares) if share)


def _check(counts: Sequence[int]) -> None:
    if any(count < 0 for count in counts):
        raise ValueError("a count is 0 or more")


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"counts": [answers given to each point of the scale, in order]} → {"value": A, "n", "polarisation",
    "consensus", "why_not"}; under five answers only the dots are shown."""
    counts = data["counts"]
    few = sum(counts) < FEWEST
    return {
        "value": None if few else agreement(counts),
        "n": sum(counts),
        "polarisation": None if few else polarisation(counts),
        "consensus": None if few else consensus(counts),
        "why_not": "fewer than five answers" if few else None,
    }
