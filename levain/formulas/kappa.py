"""M-KAPPA, Cohen's kappa: two coders, the same items, beyond the agreement of chance. κ = (po − pe) / (1 − pe).

Source: Cohen (1960), Educational and Psychological Measurement 20: 37-46. For more coders or absent codes: M-ALPHA.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kappa:
    """`observed` (po) and `expected` (pe) shares of agreement over n items; no value when chance explains all."""

    value: float | None
    observed: float | None
    expected: float | None
    n: int


def kappa_of_table(table: Sequence[Sequence[int]]) -> Kappa:
    """Of table[code of the first coder][code of the second], the codes in the same order both ways."""
    n, codes = sum(map(sum, table)), range(len(table))
    if any(len(row) != len(table) for row in table):
        raise ValueError("both coders have the same codes: the table is square")
    if n == 0:
        return Kappa(None, None, None, 0)
    agreed = sum(table[code][code] for code in codes)
    # Kept whole until the end: pe is exactly 1 when both coders give one code to everything.
    by_chance = sum(sum(table[code]) * sum(row[code] for row in table) for code in codes)
    value = None if by_chance == n * n else (agreed * n - by_chance) / (n * n - by_chance)
    return Kappa(value, agreed / n, by_chance / (n * n), n)


def kappa(first: Sequence[Hashable | None], second: Sequence[Hashable | None]) -> Kappa:
    """Of two lists of codes; an item that lacks one of its two codes leaves."""
    pairs = [pair for pair in zip(first, second, strict=True) if None not in pair]
    codes = sorted({code for pair in pairs for code in pair}, key=str)
    table = [[pairs.count((one, other)) for other in codes] for one in codes]
    return kappa_of_table(table)


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"table": [[counts]]} or {"first": [codes], "second": [codes]} → {"value", "observed", "expected", "n"}."""
    return vars(kappa_of_table(data["table"]) if "table" in data else kappa(data["first"], data["second"]))
