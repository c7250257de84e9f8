"""What this package keeps of those who read, object, are written to and answer."""

from levain.capitalisation.models import (
    Candidate,
    FollowUp,
    LeadAnswer,
    Objection,
    Reader,
    Remark,
    Rereading,
    Sending,
)
from levain.foundation.personal import READERS, TRACE, WORDS, declare

declare(TRACE, FollowUp, "by")
declare(WORDS, FollowUp, "text", "proof", "address")
declare(TRACE, LeadAnswer, "recorded_by")
declare(READERS, LeadAnswer, "text", "by")
declare(READERS, Sending, "to", "email", "person", "words")
declare(TRACE, Sending, "by")
declare(WORDS, Objection, "text", "answer", "by")
declare(TRACE, Objection, "written_by")
declare(WORDS, Rereading, "words")
declare(TRACE, Rereading, "opened_by")
declare(READERS, Reader, "user", "name", "email")
declare(READERS, Remark, "name", "text", "by")
declare(WORDS, Remark, "answer")
declare(TRACE, Remark, "answered_by")
declare(TRACE, Candidate, "by")
declare(WORDS, Candidate, "reason")
