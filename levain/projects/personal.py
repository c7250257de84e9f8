"""What this package keeps of people."""

from levain.foundation.personal import DIRECTORY, FOLLOWERS, NEIGHBOURS, NOT_PERSONAL, TRACE, WORDS, declare
from levain.projects.models import (
    Action,
    Afterwards,
    BudgetLine,
    Commitment,
    ContactPerson,
    Conversation,
    EngagementSheet,
    Flag,
    Follower,
    HandOver,
    HelpCall,
    Hiding,
    Horizon,
    LogbookEntry,
    Message,
    NeighbourMessage,
    NoteRound,
    Paper,
    Partner,
    Partnership,
    PrivateLink,
    ProgressNote,
    Project,
    Reading,
    Stakeholder,
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
declare(NEIGHBOURS, NeighbourMessage, "name", "public_name", "email", "text", "answer")
declare(NEIGHBOURS, Flag, "words", "email")
declare(TRACE, Flag, "settled_by")
declare(NEIGHBOURS, Hiding, "words", "appeal", "decision")
declare(TRACE, Hiding, "by", "decided_by")
declare(WORDS, HelpCall, "details")
declare(TRACE, HelpCall, "by")
declare(TRACE, NeighbourMessage, "answered_by")
declare(FOLLOWERS, Follower, "email")
declare(WORDS, PrivateLink, "name")
declare(TRACE, PrivateLink, "made_by")
declare(TRACE, HandOver, "giver", "receiver", "by")
declare(WORDS, HandOver, "note")
declare(DIRECTORY, ContactPerson, "name", "function", "phone", "mail", "helps_with", "agreement", "folded")
declare(TRACE, ContactPerson, "entered_by")
declare(NOT_PERSONAL, Partner, "name", "folded")
declare(WORDS, Partner, "helps_with")
declare(TRACE, Partner, "entered_by")
declare(TRACE, Partnership, "linked_by")
declare(NOT_PERSONAL, Stakeholder, "name")
declare(WORDS, Stakeholder, "wanted", "next_gesture")
declare(TRACE, Stakeholder, "entered_by")
declare(TRACE, BudgetLine, "entered_by")
declare(TRACE, Paper, "given_by")
declare(TRACE, NoteRound, "asked_by")
declare(WORDS, ProgressNote, "moved", "blocks", "next", "help", "skipped_because")
declare(TRACE, ProgressNote, "author")
declare(TRACE, EngagementSheet, "written_by")
declare(WORDS, Horizon, "ambition", "plans_how", "next_step")
declare(TRACE, Horizon, "written_by")
declare(WORDS, Afterwards, "agreement", "budget", "takes_over", "call_said")
declare(TRACE, Afterwards, "written_by")
