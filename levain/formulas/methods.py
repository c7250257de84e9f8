"""The methods by their ids, tried from the command line: `levain method M-ALPHA < data.json`.

Each file that computes one holds `from_json(data)`, whose docstring gives the shapes that go in and come out.
"""

from importlib import import_module
from types import ModuleType
from typing import Any

METHODS = {
    "M-ALPHA": "krippendorff_alpha",
    "M-ANON": "anonymity",
    "M-CONS": "consensus",
    "M-EVID": "evidence_strength",
    "M-GAP": "divergence",
    "M-GAS": "goal_attainment",
    "M-ICC": "intraclass",
    "M-IPA": "importance_performance",
    "M-KAPPA": "kappa",
    "M-KENDALL": "kendall_w",
    "M-LOGIC": "logic_model",
    "M-MATUR": "maturity",
    "M-MILP": "best_set",
    "M-MWV": "approval",
    "M-PART": "participation",
    "M-RESP": "response",
    "M-SMAA": "smaa",
    "M-SNA": "networks",
    "M-USAGE": "usages",
    "M-WILCOX": "paired",
    "M-WILSON": "proportions",
    "M-WSUM": "weighted_sum",
}


class UnknownMethod(LookupError):
    """No method has this id."""


class WrongShape(ValueError):
    """What was given is not what the method reads."""


def of(code: str) -> ModuleType:
    name = METHODS.get(code.upper())
    if name is None:
        raise UnknownMethod(f"{code} is not a method. Methods: {', '.join(METHODS)}")
    return import_module(f"levain.formulas.{name}")


def shape(code: str) -> str:
    """What the method reads and gives, in words."""
    return " ".join((of(code).from_json.__doc__ or "").split())


def about(code: str) -> str:
    return (of(code).__doc__ or "").strip().splitlines()[0]


def compute(code: str, data: Any) -> dict[str, Any]:
    """The answer of a method, with its id; what is badly shaped is said as such."""
    if not isinstance(data, dict):
        raise WrongShape(shape(code))
    try:
        return {"method": code.upper(), **of(code).from_json(data)}
    except (KeyError, TypeError, AttributeError, IndexError) as problem:
        raise WrongShape(f"{type(problem).__name__}: {problem}. Expected: {shape(code)}") from problem
