"""What this package keeps of people."""

from levain.foundation.personal import NOT_PERSONAL, TRACE, WORDS, declare
from levain.support.models import (
    Contact,
    Expert,
    Facilitation,
    Mission,
    MissionOffer,
    Need,
    Obstacle,
    PeerHelp,
    Proposal,
    ProposalStep,
    Referral,
    Support,
)

declare(NOT_PERSONAL, Support, "name", "what_it_gives", "conditions", "how_to_apply", "said", "source")
declare(TRACE, Need, "stated_by", "written_by", "carried_by", "qualified_by", "advised_by")
declare(WORDS, Need, "in_my_words", "blocks", "unblock", "tried", "adviser_words", "outcome")
declare(WORDS, Proposal, "why", "comment")
declare(TRACE, Proposal, "proposed_by", "followed_by", "answered_by")
declare(WORDS, Referral, "question", "reply")
declare(TRACE, Referral, "asked_by", "followed_by", "replied_by", "replied_name")
declare(WORDS, PeerHelp, "text")
declare(TRACE, PeerHelp, "by")
declare(WORDS, Obstacle, "text", "tried")
declare(TRACE, Obstacle, "recorded_by")
declare(TRACE, Contact, "by")
declare(WORDS, Contact, "text", "with_whom")
declare(TRACE, Expert, "user")
declare(WORDS, Expert, "can_do")
declare(WORDS, Mission, "brief", "deliverable", "appraisal_bearer", "appraisal_expert")
declare(TRACE, Mission, "expert")
declare(TRACE, MissionOffer, "expert")
declare(TRACE, Facilitation, "by")
declare(WORDS, Facilitation, "with_whom", "text", "unblocked")
declare(TRACE, ProposalStep, "by")
declare(WORDS, ProposalStep, "words")
