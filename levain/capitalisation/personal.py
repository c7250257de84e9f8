"""What this package keeps of people."""

from levain.capitalisation import outside_personal as outside_personal
from levain.capitalisation import voices_personal as voices_personal
from levain.capitalisation.models import (
    Code,
    CodeChange,
    Coding,
    Edition,
    Evidence,
    Figure,
    Finding,
    FormerCoding,
    FormerPassage,
    Lesson,
    Memo,
    Paragraph,
    PolicyLead,
    PracticeSheet,
    Report,
    SheetEdition,
    SheetReading,
    Showing,
)
from levain.foundation.personal import NOT_PERSONAL, TRACE, WORDS, declare

declare(NOT_PERSONAL, Code, "definition", "include", "exclude")
declare(WORDS, Code, "example")
declare(TRACE, Code, "created_by")
declare(TRACE, CodeChange, "by", "undone_by")
declare(WORDS, CodeChange, "why")
declare(TRACE, Coding, "by")
declare(TRACE, FormerCoding, "by", "ended_by")
declare(TRACE, FormerPassage, "by")
declare(TRACE, Memo, "created_by")
declare(WORDS, Memo, "text")
declare(TRACE, Evidence, "created_by", "speaker_user", "held_by")
declare(WORDS, Evidence, "wording")
declare(TRACE, Finding, "created_by")
declare(WORDS, Finding, "text", "limitations_why", "coherence_why", "adequacy_why", "relevance_why", "why")
declare(TRACE, Lesson, "created_by")
declare(WORDS, Lesson, "context", "mechanism", "effect", "for_whom", "circumstances")
declare(TRACE, PolicyLead, "created_by")
declare(WORDS, PolicyLead, "text", "first_step", "answer_text")
declare(TRACE, Figure, "created_by")
declare(WORDS, Report, "intro")
declare(TRACE, Report, "created_by")
declare(WORDS, Paragraph, "text")
declare(TRACE, Paragraph, "written_by", "confirmed_by")
declare(TRACE, Edition, "published_by")
declare(TRACE, PracticeSheet, "created_by")
declare(WORDS, PracticeSheet, "context", "problem", "action", "effects", "obstacles", "levers", "conditions")
declare(TRACE, SheetReading, "by")
declare(WORDS, SheetReading, "words")
declare(TRACE, SheetEdition, "published_by")
declare(TRACE, Showing, "published_by")
