"""What this package keeps of people in its indicators and effects."""

from levain.evaluation.models import (
    BarometerWave,
    CharterAnswer,
    Effect,
    EmergenceAsk,
    Followed,
    FollowedLevel,
    Measure,
    MissedInitiative,
    PlaceGiven,
    PopulationShare,
    Proof,
    Rival,
    UsageFactor,
    UsageRound,
)
from levain.foundation.personal import CALLED_BACK, NOT_PERSONAL, TRACE, WORDS, declare

declare(NOT_PERSONAL, Followed, "definition")
declare(TRACE, Followed, "author")
declare(NOT_PERSONAL, FollowedLevel, "text")
declare(WORDS, Measure, "words", "returned_because")
declare(TRACE, Measure, "proposed_by", "reviewed_by", "decided_by")
declare(
    WORDS,
    Effect,
    "text",
    "question",
    "theory",
    "risks",
    "story",
    "weak_links",
    "disagreements",
    "to_find",
    "revised",
    "lowered_because",
)
declare(TRACE, Effect, "verdict_by", "lowered_by", "written_by")
declare(WORDS, Rival, "because")
declare(WORDS, Proof, "text")
declare(TRACE, Proof, "added_by")
declare(NOT_PERSONAL, UsageFactor, "label")
declare(TRACE, UsageRound, "opened_by")
declare(TRACE, BarometerWave, "opened_by")
declare(TRACE, EmergenceAsk, "asked_by")
declare(CALLED_BACK, EmergenceAsk, "name", "email", "helped", "hindered")
declare(WORDS, MissedInitiative, "what", "words")
declare(TRACE, PopulationShare, "entered_by")
declare(TRACE, PlaceGiven, "told_by")
declare(TRACE, CharterAnswer, "told_by")
declare(WORDS, CharterAnswer, "proof")
