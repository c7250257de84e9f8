"""What this package keeps of people."""

from levain.foundation.personal import FOLLOWERS, NEIGHBOURS, NOT_PERSONAL, TRACE, WORDS, declare
from levain.projects.models import (
    Action,
    Commitment,
    Follower,
    HandOver,
    LogbookEntry,
    NeighbourMessage,
    PrivateLink,
    Project,
)

declare(NOT_PERSONAL, Project, "name")
declare(WORDS, Project, "pitch", "story")
declare(TRACE, Action, "owner")
declare(TRACE, Commitment, "by", "written_by", "told_by")
declare(WORDS, Commitment, "reason")
declare(TRACE, LogbookEntry, "author", "said_by")
declare(WORDS, LogbookEntry, "text")
declare(NEIGHBOURS, NeighbourMessage, "name", "email", "text", "answer")
declare(TRACE, NeighbourMessage, "answered_by")
declare(FOLLOWERS, Follower, "email")
declare(WORDS, PrivateLink, "name")
declare(TRACE, PrivateLink, "made_by")
declare(TRACE, HandOver, "giver", "receiver", "by")
declare(WORDS, HandOver, "note")
