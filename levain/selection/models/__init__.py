"""The call: what is asked, who answered, who read, and what was decided with which reasons."""

from levain.selection.models.admission import (
    Check,
    ChecklistItem,
    CorrectionRequest,
    EvaluationConsent,
    Opinion,
)
from levain.selection.models.application import Application, ApplicationComment, StateChanged
from levain.selection.models.call import Call, ClosingMoved, Criterion
from levain.selection.models.jury import Argument, Declaration, Jury, Mask, PhaseMove
from levain.selection.models.letters import DecisionLetter, LetterTemplate
from levain.selection.models.meeting import Deliberation, DiversityRule, Meeting, Presence, SignOff
from levain.selection.models.receiving import Receiving
from levain.selection.models.review import Conflict, Remark, Review, Score

__all__ = [
    "Application",
    "ApplicationComment",
    "Argument",
    "Call",
    "Check",
    "ChecklistItem",
    "ClosingMoved",
    "Conflict",
    "CorrectionRequest",
    "Criterion",
    "DecisionLetter",
    "Declaration",
    "Deliberation",
    "DiversityRule",
    "EvaluationConsent",
    "Jury",
    "LetterTemplate",
    "Mask",
    "Meeting",
    "Opinion",
    "PhaseMove",
    "Presence",
    "Receiving",
    "Remark",
    "Review",
    "Score",
    "SignOff",
    "StateChanged",
]
