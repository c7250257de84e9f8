"""What a project still lacks, from what it costs and what pays for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Balance:
    """Sums in euros. What is refused counts nowhere; what is wished is not yet asked for."""

    expenses: Decimal
    obtained: Decimal
    asked: Decimal
    wished: Decimal

    @property
    def missing(self) -> Decimal:
        """What no resource obtained covers yet; never below nothing."""
        return max(NOTHING, self.expenses - self.obtained)

    @property
    def missing_if_asked_comes(self) -> Decimal:
        return max(NOTHING, self.expenses - self.obtained - self.asked)

    @property
    def left_over(self) -> Decimal:
        return max(NOTHING, self.obtained - self.expenses)


def balance(lines: Iterable[tuple[str, Decimal]]) -> Balance:
    """Add up lines given as (state, amount)."""
    sums: dict[str, Decimal] = {}
    for state, amount in lines:
        sums[state] = sums.get(state, NOTHING) + amount
    return Balance(
        expenses=sums.get("planned", NOTHING) + sums.get("spent", NOTHING),
        obtained=sums.get("obtained", NOTHING),
        asked=sums.get("asked", NOTHING),
        wished=sums.get("wished", NOTHING),
    )
