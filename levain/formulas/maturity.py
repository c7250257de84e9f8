"""M-MATUR, from a small initiative to a territorial project: levels that are reached, never averaged.

A level is reached when every sentence of it and of the levels below is ticked, each with at least one piece of
evidence. Our own synthesis, not a validated instrument; its logic is that of the Societal Readiness Levels.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LOWEST, HIGHEST = 0, 5
EVERY_DIMENSION_FROM, SOME_DIMENSIONS_FROM = 3, 4
SOME_DIMENSIONS = ("gouvernance", "changement_echelle")


@dataclass(frozen=True)
class Sentence:
    """A descriptor of a level: whether it is held to be true, and how many pieces of evidence say so."""

    ticked: bool
    proofs: int = 0

    @property
    def holds(self) -> bool:
        return self.ticked and self.proofs > 0


def reached(levels: Mapping[int, Iterable[Sentence]]) -> int:
    """The highest level whose sentences, and those of all levels below it, hold; 0 when the first does not."""
    level = LOWEST
    for following in range(LOWEST + 1, HIGHEST + 1):
        sentences = list(levels.get(following, ()))
        if not sentences or not all(sentence.holds for sentence in sentences):
            break
        level = following
    return level


@dataclass(frozen=True)
class Profile:
    """The levels of the six dimensions at one moment, and what they say together without a mean."""

    levels: dict[str, int | None]
    lowest: tuple[str, ...]
    territorial: bool
    lacking: tuple[str, ...]

    @property
    def n(self) -> int:
        return sum(level is not None for level in self.levels.values())


def profile(
    levels: Mapping[str, int | None],
    some: Sequence[str] = SOME_DIMENSIONS,
    every_from: int = EVERY_DIMENSION_FROM,
    some_from: int = SOME_DIMENSIONS_FROM,
) -> Profile:
    """`lowest` names the dimensions to work on, all of those that share the lowest level; `lacking`, those that keep
    it from being a territorial project (one without a level lacks)."""
    told = {name: level for name, level in levels.items() if level is not None}
    if any(level not in range(LOWEST, HIGHEST + 1) for level in told.values()):
        raise ValueError("a level is a whole number from 0 to 5")
    floor = min(told.values(), default=None)
    lowest = tuple(name for name, level in told.items() if level == floor and level < HIGHEST)
    asked = {name: some_from if name in some else every_from for name in (*levels, *some)}
    lacking = tuple(name for name, least in asked.items() if told.get(name, LOWEST) < least)
    return Profile(dict(levels), lowest, bool(levels) and not lacking, lacking)


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"levels": {dimension: 0 to 5, null when missing}, "some": [dimensions from level 4]} → {"levels", "lowest",
    "territorial", "lacking", "n"}; or {"sentences": {"1": [[ticked, number of proofs], …], "2": …}} → {"value"}."""
    if "sentences" in data:
        told = {int(level): [Sentence(*one) for one in given] for level, given in data["sentences"].items()}
        return {"value": reached(told)}
    found = profile(data["levels"], data.get("some", SOME_DIMENSIONS))
    return vars(found) | {"n": found.n}
