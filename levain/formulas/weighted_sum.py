"""M-WSUM, the weighted sum: V = Σ w × mean note, each term visible, so that anyone can add it up again.

Sums are fractions, not floats, so that what is equal on paper is equal here. Source: Fishburn (1967).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Number = int | float | Fraction


@dataclass(frozen=True)
class Line:
    """One candidate: the mean and the term of each criterion, their sum, its rank; `missing` criteria have no note.

    A candidate that lacks a criterion, or lies under a threshold (`below`), has no rank; nothing is guessed.
    """

    id: str
    means: Mapping[str, Fraction | None]
    terms: Mapping[str, Fraction]
    total: Fraction | None
    rank: int | None
    missing: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def score(self) -> float | None:
        return None if self.total is None else float(self.total)


def weighted_sum(
    notes: Mapping[str, Mapping[str, Sequence[Number | None]]],
    weights: Mapping[str, Number],
    thresholds: Mapping[str, Number] | None = None,
) -> list[Line]:
    """Lines of notes[candidate][criterion], the best first; equal sums share a rank. None is an abstention.

    Weights are 0 or more and sum to 1; without a criterion there is no sum. A threshold is the least mean of a
    criterion, looked at before the sum.
    """
    exact = {criterion: whole(weight) for criterion, weight in weights.items()}
    far = abs(sum(exact.values(), Fraction(0)) - 1) > Fraction(1, 10**6)
    if exact and (far or min(exact.values()) < 0):
        raise ValueError("weights are 0 or more and sum to 1")
    floors: dict[str, Fraction] = {criterion: whole(floor) for criterion, floor in (thresholds or {}).items()}
    lines = [_line(name, given, exact, floors) for name, given in notes.items()]
    totals = [line.total for line in lines if line.total is not None and not line.below]
    ranked = [
        line
        if line.total is None or line.below
        else Line(line.id, line.means, line.terms, line.total, 1 + sum(other > line.total for other in totals))
        for line in lines
    ]
    return sorted(ranked, key=lambda line: (line.rank is None, line.rank or 0))


def whole(number: Number) -> Fraction:
    """0.2 as people write it, one fifth, not the float nearest to it."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def mean(notes: Sequence[Number | None]) -> Fraction | None:
    """Of those who gave a note."""
    given = [whole(note) for note in notes if note is not None]
    return sum(given, Fraction(0)) / len(given) if given else None


def _line(name: str, given: Mapping[str, Sequence], weights: Mapping[str, Fraction], floors: Mapping) -> Line:
    means = {criterion: mean(given.get(criterion, ())) for criterion in weights}
    terms = {criterion: weights[criterion] * found for criterion, found in means.items() if found is not None}
    missing = tuple(criterion for criterion, found in means.items() if found is None)
    below = tuple(
        criterion
        for criterion, floor in floors.items()
        if (found := means.get(criterion)) is not None and found < floor
    )
    total = None if missing or not weights else sum(terms.values(), Fraction(0))
    return Line(name, means, terms, total, None, missing, below)


def gap_after(lines: Sequence[Line], seats: int) -> Fraction | None:
    """What parts the last seat from the first candidate without one; 0 when they are equal."""
    totals = [line.total for line in lines if line.rank is not None and line.total is not None]
    return totals[seats - 1] - totals[seats] if 0 < seats < len(totals) else None


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"weights": {criterion: weight}, "notes": {candidate: {criterion: [each rater's note, null: abstention]}},
    "thresholds": {criterion: least mean}, "seats": 5}
    → {"lines": [{"id", "score", "terms", "means", "rank", "missing", "below"}], "gap"}, best first."""
    lines = weighted_sum(data["notes"], data["weights"], data.get("thresholds"))
    gap = gap_after(lines, data.get("seats", 5))
    return {
        "lines": [
            {
                "id": line.id,
                "score": line.score,
                "terms": {criterion: float(term) for criterion, term in line.terms.items()},
                "means": {key: None if found is None else float(found) for key, found in line.means.items()},
                "rank": line.rank,
                "missing": line.missing,
                "below": line.below,
            }
            for line in lines
        ],
        "gap": None if gap is None else float(gap),
    }
