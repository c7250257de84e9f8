"""Strand 3: the objectives of a project in several voices, and the framework that says what is evaluated and how."""

from levain.evaluation.models.framework import (
    Criterion,
    EvaluationQuestion,
    Framework,
    Indicator,
    LogicLink,
    LogicNode,
    MaturityDescriptor,
    MaturityDimension,
    MaturityLevel,
)
from levain.evaluation.models.objectives import (
    Level,
    Moment,
    Objective,
    Rank,
    Rating,
    Voice,
)

__all__ = [
    "Criterion",
    "EvaluationQuestion",
    "Framework",
    "Indicator",
    "Level",
    "LogicLink",
    "LogicNode",
    "MaturityDescriptor",
    "MaturityDimension",
    "MaturityLevel",
    "Moment",
    "Objective",
    "Rank",
    "Rating",
    "Voice",
]
