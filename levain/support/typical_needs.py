"""Needs that come back from one project to the next: a start for whoever looks for her words."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from levain.foundation import yaml_files
from levain.support.vocabularies import STAGES

SHIPPED = Path(__file__).parent / "data" / "typical_needs.yaml"


@dataclass(frozen=True)
class TypicalNeed:
    id: str
    label: str
    text: str
    blocks: str = ""
    unblock: str = ""

    @property
    def initial(self) -> dict[str, str]:
        return {"in_my_words": self.text, "blocks": self.blocks, "unblock": self.unblock}


@cache
def by_stage() -> dict[str, tuple[TypicalNeed, ...]]:
    read = yaml_files.read(SHIPPED)
    return {stage: tuple(TypicalNeed(**said) for said in read[stage]) for stage in STAGES}


def from_stage(stage: str) -> list[tuple[str, tuple[TypicalNeed, ...]]]:
    """The stages by their names, the project's own first."""
    kept = by_stage()
    order = sorted(kept, key=lambda one: one != stage)
    return [(str(STAGES[one]), kept[one]) for one in order]


def find(name: str) -> TypicalNeed | None:
    return next((need for needs in by_stage().values() for need in needs if need.id == name), None)
