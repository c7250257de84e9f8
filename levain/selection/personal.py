"""What this package keeps of people."""

from levain.foundation.personal import CALLED_BACK, FILES, NOT_PERSONAL, TRACE, declare
from levain.selection.models import (
    Application,
    ApplicationComment,
    Argument,
    Call,
    Check,
    ClosingMoved,
    Conflict,
    CorrectionRequest,
    DecisionLetter,
    Declaration,
    Deliberation,
    DiversityRule,
    EvaluationConsent,
    LetterTemplate,
    Meeting,
    Opinion,
    PhaseMove,
    Presence,
    Receiving,
    Remark,
    Review,
    Score,
    SignOff,
)

declare(NOT_PERSONAL, Call, "short", "contact")
declare(NOT_PERSONAL, ClosingMoved, "reason")
declare(TRACE, ClosingMoved, "by")
declare(FILES, Application, "summary", "reason")
declare(TRACE, Application, "typed_by")
declare(FILES, ApplicationComment, "text")
declare(TRACE, ApplicationComment, "by")
declare(FILES, Conflict, "reason", "withdrawal_reason")
declare(TRACE, Conflict, "juror", "declared_by", "withdrawn_by")
declare(TRACE, Declaration, "juror")
declare(TRACE, Review, "juror")
declare(FILES, Review, "reopened_because")
declare(FILES, PhaseMove, "reason")
declare(TRACE, PhaseMove, "by")
declare(FILES, Argument, "text")
declare(TRACE, Argument, "author")
declare(FILES, Score, "reason")
declare(FILES, Remark, "text")
declare(FILES, Check, "note")
declare(TRACE, Check, "checked_by")
declare(FILES, CorrectionRequest, "reason", "answer")
declare(TRACE, CorrectionRequest, "asked_by", "answered_by")
declare(FILES, Opinion, "text")
declare(TRACE, Opinion, "given_by")
declare(CALLED_BACK, EvaluationConsent, "name", "email", "person")
declare(NOT_PERSONAL, LetterTemplate, "body")
declare(FILES, DecisionLetter, "text")
declare(TRACE, DecisionLetter, "read_by")
declare(NOT_PERSONAL, Meeting, "place")
declare(FILES, Meeting, "conflicts_reminded", "proceedings")
declare(TRACE, Presence, "juror")
declare(FILES, Deliberation, "reason", "deliberation", "dissent")
declare(TRACE, Deliberation, "decided_by")
declare(FILES, SignOff, "note")
declare(TRACE, SignOff, "by")
declare(FILES, DiversityRule, "reason")
declare(TRACE, DiversityRule, "declared_by")
declare(TRACE, Receiving, "read_by")
