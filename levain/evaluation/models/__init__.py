"""Strand 3: the objectives of a project in several voices, and the framework that says what is evaluated and how."""

from levain.evaluation.models.accelerator import (
    BarometerAnswer,
    BarometerWave,
    EmergenceAsk,
    MissedInitiative,
)
from levain.evaluation.models.agreements import (
    GapAgreement,
    PersonalView,
    Signature,
)
from levain.evaluation.models.expectations import (
    Crossing,
    Expectation,
    HandedIn,
)
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
from levain.evaluation.models.impacts import (
    CausalLink,
    Effect,
    Proof,
    Rival,
)
from levain.evaluation.models.indicators import (
    Followed,
    FollowedLevel,
    Measure,
)
from levain.evaluation.models.matrix import (
    FrameworkEdition,
    IndicatorPlace,
    QuestionAnswer,
)
from levain.evaluation.models.maturity import (
    Look,
    MaturityAgreement,
    MaturityAnswer,
    MaturityProof,
)
from levain.evaluation.models.objectives import (
    Level,
    Moment,
    Objective,
    Rank,
    Rating,
    Voice,
)
from levain.evaluation.models.representation import CHARTER, CharterAnswer, Place, PlaceGiven, PopulationShare
from levain.evaluation.models.surveys import (
    Invitee,
    Seal,
    Survey,
)
from levain.evaluation.models.ties import (
    RosterMember,
    RosterSheet,
    RosterWave,
    Tie,
)
from levain.evaluation.models.usages import (
    UsageAnswer,
    UsageFactor,
    UsageRound,
)

__all__ = [
    "CHARTER",
    "BarometerAnswer",
    "BarometerWave",
    "CausalLink",
    "CharterAnswer",
    "Criterion",
    "Crossing",
    "Effect",
    "EmergenceAsk",
    "EvaluationQuestion",
    "Expectation",
    "Followed",
    "FollowedLevel",
    "Framework",
    "FrameworkEdition",
    "GapAgreement",
    "HandedIn",
    "Indicator",
    "IndicatorPlace",
    "Invitee",
    "Level",
    "LogicLink",
    "LogicNode",
    "Look",
    "MaturityAgreement",
    "MaturityAnswer",
    "MaturityDescriptor",
    "MaturityDimension",
    "MaturityLevel",
    "MaturityProof",
    "Measure",
    "MissedInitiative",
    "Moment",
    "Objective",
    "PersonalView",
    "Place",
    "PlaceGiven",
    "PopulationShare",
    "Proof",
    "QuestionAnswer",
    "Rank",
    "Rating",
    "Rival",
    "RosterMember",
    "RosterSheet",
    "RosterWave",
    "Seal",
    "Signature",
    "Survey",
    "Tie",
    "UsageAnswer",
    "UsageFactor",
    "UsageRound",
    "Voice",
]
