"""The plans and decisions a project may want to enter, with plain words on each."""

from pathlib import Path
from typing import NamedTuple

from levain.foundation import yaml_files

SOURCE = Path(__file__).parent / "data" / "plans.yaml"


class Plan(NamedTuple):
    """`what` it is, `who` decides it, `how` a project of inhabitants gets in, and the text that founds it."""

    code: str
    name: str
    what: str
    who: str
    how: str
    source: str


def _read() -> dict[str, Plan]:
    told = yaml_files.read(SOURCE)
    return {said["code"]: Plan(**said) for said in told["plans"]}


PLANS = _read()


def named(codes: list[str]) -> list[Plan]:
    """These plans, in the order of the list; a code that left it is passed over."""
    return [plan for code, plan in PLANS.items() if code in codes]
