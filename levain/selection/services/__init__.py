"""What is done in a call, by subject."""

from levain.selection.services.calls import (
    TooManyRetained,
    WeightsDoNotSum,
    announce_call,
    decide,
    receive_application,
)
from levain.selection.services.jury import Member, PhaseSkipped, members, move_phase, seat, set_jury
from levain.selection.services.reviews import (
    Given,
    Received,
    ReviewClosed,
    ReviewIncomplete,
    receive_reviews,
    reopen_review,
    save_review,
    submit_review,
)
from levain.selection.services.conflicts import (
    ProposalsUnanswered,
    ReasonMissing,
    ConflictStands,
    clear,
    declare_all,
    declare_conflict,
    lift_conflict,
)

__all__ = [
    "Given",
    "Member",
    "PhaseSkipped",
    "ProposalsUnanswered",
    "ReasonMissing",
    "Received",
    "ReviewClosed",
    "ReviewIncomplete",
    "ConflictStands",
    "TooManyRetained",
    "WeightsDoNotSum",
    "announce_call",
    "clear",
    "decide",
    "declare_all",
    "declare_conflict",
    "lift_conflict",
    "members",
    "move_phase",
    "receive_application",
    "receive_reviews",
    "reopen_review",
    "save_review",
    "seat",
    "set_jury",
    "submit_review",
]
