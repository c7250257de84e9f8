"""M-USAGE, the carbon of a few usages of a household: an order of magnitude, with its range, never a ranking.

    E = Σ km of a mode × factor  +  factor of heating × m² / persons  +  52 × Σ meals of a kind × factor

in kg of CO2 equivalent a person a year. A car's factor is told for the vehicle and shared among those in it. Factors
are data, with their source and their date: ADEME's Impact CO2 (MIT) and Agribalyse 3.2, as shipped in
`levain/evaluation/data/usage-factors.yaml`. The range of 20 % each way says "order of magnitude"; it is ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from statistics import median
from typing import Any

from levain.formulas import anonymity

METHOD, VERSION = "M-USAGE", 1
MEALS_A_WEEK, WEEKS = 14, 52
RANGE = 0.20
# Rule R8: nothing of a group of inhabitants under eleven.
FLOOR = anonymity.INHABITANTS


@dataclass(frozen=True)
class Usage:
    """What one person said: km a year by mode, how she heats, her meals of a week. None: not said."""

    km: Mapping[str, float] = field(default_factory=dict)
    occupants: float | None = None
    surface: float | None = None
    persons: float | None = None
    heating: str | None = None
    meals: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Factors:
    """kgCO2e: by km of each mode, by m² a year of each heating, by meal. `shared`: modes told for the vehicle."""

    km: Mapping[str, float]
    heating: Mapping[str, float]
    meals: Mapping[str, float]
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One term of the sum."""

    part: str
    code: str
    quantity: float
    factor: float
    value: float


@dataclass(frozen=True)
class Footprint:
    """The terms and their sum. `rescaled`: the meals did not make 14. `partial`: a part is not told."""

    lines: list[Line]
    rescaled: bool
    partial: list[str]

    def part(self, name: str) -> float:
        return fsum(line.value for line in self.lines if line.part == name)

    @property
    def total(self) -> float | None:
        return fsum(line.value for line in self.lines) if self.lines else None

    @property
    def range(self) -> tuple[float, float] | None:
        return None if self.total is None else (self.total * (1 - RANGE), self.total * (1 + RANGE))


def footprint(said: Usage, factors: Factors) -> Footprint:
    """The kgCO2e a year of what was said; a part that is not told is left out, and the total is said partial."""
    lines: list[Line] = []
    partial: list[str] = []
    for name, terms in (
        ("transport", _km(said, factors)),
        ("housing", _heating(said, factors)),
        ("meals", _meals(said, factors)),
    ):
        lines += terms or []
        if terms is None:
            partial.append(name)
    week = fsum(said.meals.values())
    return Footprint(lines, bool(week) and abs(week - MEALS_A_WEEK) > 1e-9, partial)


def _known(code: str, table: Mapping[str, float]) -> float:
    if code not in table:
        raise ValueError(f"there is no factor for {code}")
    return table[code]


def _at_least(number: float, least: float, what: str) -> float:
    if not number >= least:
        raise ValueError(f"{what}: {least:g} or more")
    return number


def _km(said: Usage, factors: Factors) -> list[Line] | None:
    if not said.km:
        return None
    occupants = _at_least(said.occupants or 1, 1, "people in the car")
    lines = []
    for code, km in said.km.items():
        factor = _known(code, factors.km) / (occupants if code in factors.shared else 1)
        lines.append(Line("transport", code, _at_least(km, 0, "km"), factor, km * factor))
    return lines


def _heating(said: Usage, factors: Factors) -> list[Line] | None:
    if said.heating is None or said.surface is None or said.persons is None:
        return None
    each = _at_least(said.surface, 0, "m²") / _at_least(said.persons, 1, "persons")
    factor = _known(said.heating, factors.heating)
    return [Line("housing", said.heating, each, factor, each * factor)]


def _meals(said: Usage, factors: Factors) -> list[Line] | None:
    for number in said.meals.values():
        _at_least(number, 0, "meals")
    week = fsum(said.meals.values())
    if not week:
        return None
    lines = []
    for code, number in said.meals.items():
        year = WEEKS * number * MEALS_A_WEEK / week
        factor = _known(code, factors.meals)
        lines.append(Line("meals", code, year, factor, year * factor))
    return lines


@dataclass(frozen=True)
class Group:
    """What may be said of a group at one moment: the median of the whole answers, never of fewer than eleven."""

    n: int
    partial: int
    median: float | None

    @property
    def range(self) -> tuple[float, float] | None:
        return None if self.median is None else (self.median * (1 - RANGE), self.median * (1 + RANGE))


def group(totals: Sequence[float], partial: int = 0, floor: int = FLOOR) -> Group:
    """`totals` are those of whole answers; `partial` others were left out."""
    if len(totals) < floor:
        return Group(len(totals), partial, None)
    return Group(len(totals), partial, median(totals))


def overlap(before: Group, after: Group) -> bool | None:
    """Whether the two ranges overlap, which forbids saying that anything changed; None when one is not shown."""
    if before.range is None or after.range is None:
        return None
    return before.range[0] <= after.range[1] and after.range[0] <= before.range[1]


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"factors": {"km": {"car": 0.27}, "heating": {"gas": 17.8}, "meals": {"beef": 4.97}, "shared": ["car"]},
    "usages": [{"km": {"car": 8000}, "occupants": 1.6, "surface": 90, "persons": 2, "heating": "gas", "meals":
    {"beef": 3}}]} → {"usages": [{"value", "range", "transport", "housing", "meals", "rescaled", "partial"}],
    "median" (from eleven whole answers), "n"}.
    """
    told = data["factors"]
    factors = Factors(told["km"], told["heating"], told["meals"], frozenset(told.get("shared") or ()))
    found = [footprint(Usage(**row), factors) for row in data["usages"]]
    whole = [one.total for one in found if one.total is not None and not one.partial]
    return {
        "usages": [
            {
                "value": one.total,
                "range": one.range,
                **{part: one.part(part) for part in ("transport", "housing", "meals")},
                "rescaled": one.rescaled,
                "partial": one.partial,
            }
            for one in found
        ],
        "median": group(whole).median,
        "n": len(found),
    }
