"""What this package keeps of people."""

from levain.foundation.personal import FOLLOWERS, NEIGHBOURS, NOT_PERSONAL, TRACE, WORDS, declare
from levain.projects.models import (
    Action,
    Commitment,
    Conversation,
    Follower,
    HandOver,
    LogbookEntry,
    Message,
    NeighbourMessage,
    PrivateLink,
    Project,
    Reading,
)

declare(NOT_PERSONAL, Project, "name")
declare(WORDS, Project, "pitch", "story")
declare(TRACE, Action, "owner")
declare(TRACE, Commitment, "by", "written_by", "told_by")
declare(WORDS, Commitment, "reason")
declare(TRACE, Conversation, "started_by")
declare(TRACE, Message, "author")
declare(WORDS, Message, "text")
declare(TRACE, Reading, "person")
declare(TRACE, LogbookEntry, "author", "said_by")
declare(WORDS, LogbookEntry, "text")
declare(NEIGHBOURS, NeighbourMessage, "name", "email", "text", "answer")
declare(TRACE, NeighbourMessage, "answered_by")
declare(FOLLOWERS, Follower, "email")
declare(WORDS, PrivateLink, "name")
declare(TRACE, PrivateLink, "made_by")
declare(TRACE, HandOver, "giver", "receiver", "by")
declare(WORDS, HandOver, "note")
