"""What a jury's sheet is made of, as plain data: the files, the criteria, and who noted what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class File:
    """A file before the jury, as the figures know it."""

    id: str
    pk: int
    title: str
    key: str = ""
    place: str = ""
    region: str = ""
    setting: str = ""
    themes: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class Readings:
    """`levels[juror][file][criterion]`: a level, or None for an abstention; what nobody read is not there."""

    criteria: Sequence[dict[str, Any]]
    files: Sequence[File]
    seats: int
    levels: dict[int, dict[str, dict[str, int | None]]] = field(default_factory=dict)

    @property
    def weights(self) -> dict[str, Any]:
        return {one["id"]: one["weight"] for one in self.criteria}

    @property
    def thresholds(self) -> dict[str, Any]:
        return {one["id"]: one["least"] for one in self.criteria if one["least"] is not None}

    def notes(self) -> dict[str, dict[str, list[int | None]]]:
        """notes[file][criterion], for the mean."""
        found: dict[str, dict[str, list[int | None]]] = {one.id: {} for one in self.files}
        for of_juror in self.levels.values():
            for name, given in of_juror.items():
                for code, level in given.items():
                    found[name].setdefault(code, []).append(level)
        return found

    def own_totals(self, juror: int) -> dict[str, float]:
        """What each file weighs for one juror, where she noted every criterion."""
        weights = {code: float(weight) for code, weight in self.weights.items()}
        return {
            name: sum(weights[code] * level for code, level in given.items() if level is not None)
            for name, given in self.levels[juror].items()
            if all(given.get(code) is not None for code in weights)
        }
