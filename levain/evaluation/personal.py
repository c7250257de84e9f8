"""What this package keeps of people."""

from levain.evaluation import impact_personal as impact_personal
from levain.evaluation.models import (
    Crossing,
    EvaluationQuestion,
    Expectation,
    Framework,
    FrameworkEdition,
    GapAgreement,
    HandedIn,
    Invitee,
    Level,
    MaturityAgreement,
    MaturityAnswer,
    MaturityProof,
    Objective,
    PersonalView,
    QuestionAnswer,
    Rating,
    RosterMember,
    RosterSheet,
    Signature,
)
from levain.foundation.personal import ACCOUNT, INVITATIONS, NOT_PERSONAL, TRACE, WORDS, declare

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
declare(WORDS, Expectation, "text")
declare(TRACE, Expectation, "written_by")
declare(WORDS, Crossing, "label", "note")
declare(TRACE, Crossing, "made_by")
declare(TRACE, HandedIn, "by")
declare(TRACE, Signature, "signed_by", "typed_by", "name_on_paper")
declare(WORDS, PersonalView, "person")
declare(TRACE, GapAgreement, "agreed_by")
declare(TRACE, MaturityAnswer, "given_by", "typed_by")
declare(WORDS, MaturityProof, "text")
declare(TRACE, MaturityProof, "added_by")
declare(WORDS, MaturityAgreement, "reason", "next_step")
declare(TRACE, MaturityAgreement, "agreed_by")
declare(WORDS, QuestionAnswer, "text")
declare(TRACE, QuestionAnswer, "answered_by")
declare(NOT_PERSONAL, FrameworkEdition, "content", "reason")
declare(TRACE, FrameworkEdition, "closed_by")
declare(TRACE, RosterSheet, "answered_by")
declare(ACCOUNT, RosterSheet, "name")
declare(NOT_PERSONAL, RosterMember, "name", "mailbox")

declare(ACCOUNT, Invitee, "person")
declare(INVITATIONS, Invitee, "address")
