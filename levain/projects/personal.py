"""What this package keeps of people."""

from levain.foundation.personal import FOLLOWERS, NEIGHBOURS, NOT_PERSONAL, TRACE, WORDS, declare
from levain.projects.models import Action, Commitment, Follower, LogbookEntry, NeighbourMessage, PrivateLink, Project

declare(NOT_PERSONAL, Project, "name")
declare(WORDS, Project, "pitch", "story")
declare(TRACE, Action, "owner")
declare(TRACE, Commitment, "by")
declare(TRACE, LogbookEntry, "author")
declare(WORDS, LogbookEntry, "text")
declare(NEIGHBOURS, NeighbourMessage, "name", "email", "text", "answer")
declare(TRACE, NeighbourMessage, "answered_by")
declare(FOLLOWERS, Follower, "email")
declare(WORDS, PrivateLink, "name")
declare(TRACE, PrivateLink, "made_by")
