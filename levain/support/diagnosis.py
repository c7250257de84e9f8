"""The signals that the answers of a diagnosis raise, each with the draft of a need; a signal is never a mark."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from levain.foundation import yaml_files
from levain.questionnaires import conditions
from levain.questionnaires.services import Sheet

SHIPPED = Path(__file__).parent / "data" / "diagnosis.yaml"


@dataclass(frozen=True)
class Signal:
    """Something to talk about: the condition that raises it, how it is said, and a need in the project's words."""

    code: str
    when: str
    words: str
    need: dict[str, str]

    @property
    def initial(self) -> dict[str, str]:
        return {"in_my_words": self.need["text"], "blocks": self.need.get("blocks", "")}

    @property
    def looks_at(self) -> set[str]:
        """The codes of the questions it stands on."""
        return conditions.asked(conditions.parse(self.when))


@cache
def shipped() -> dict[str, Any]:
    return yaml_files.read(SHIPPED)


@cache
def signals() -> tuple[Signal, ...]:
    return tuple(Signal(**said) for said in shipped()["signals"])


def raised(sheet: Sheet) -> list[Signal]:
    """Those that the answers raise; one whose questions are not asked, or no longer, is silent."""
    asked = {code for code, question in sheet.asked.by_code.items() if sheet.is_asked(question)}
    return [one for one in signals() if one.looks_at <= asked and sheet.holds(one.when)]


def find(code: str) -> Signal | None:
    return next((one for one in signals() if one.code == code), None)
