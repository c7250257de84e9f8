"""What this package keeps of people."""

from levain.evaluation.models import EvaluationQuestion, Framework, Level, Objective, Rating
from levain.foundation.personal import NOT_PERSONAL, TRACE, WORDS, declare

declare(NOT_PERSONAL, Framework, "note", "maturity_note")
declare(NOT_PERSONAL, EvaluationQuestion, "about")
declare(
    WORDS,
    Objective,
    "written_by_inhabitants",
    "written_by_authority",
    "written_by_state",
    "agreed",
    "withdrawn_because",
)
declare(WORDS, Level, "text")
declare(WORDS, Rating, "reason")
declare(TRACE, Rating, "rated_by", "typed_by")
