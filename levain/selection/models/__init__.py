"""The call: what is asked, who answered, who read, and what was decided with which reasons."""

from levain.selection.models.application import Application, ApplicationComment, StateChanged
from levain.selection.models.call import Call, ClosingMoved, Criterion
from levain.selection.models.review import Conflict, Remark, Review, Score

__all__ = [
    "Application",
    "ApplicationComment",
    "Call",
    "ClosingMoved",
    "Conflict",
    "Criterion",
    "Remark",
    "Review",
    "Score",
    "StateChanged",
]
