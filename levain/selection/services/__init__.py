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
from levain.selection.services.ties import (
    ProposalsUnanswered,
    ReasonMissing,
    TieStands,
    clear,
    declare_all,
    declare_tie,
    lift_tie,
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
    "TieStands",
    "TooManyRetained",
    "WeightsDoNotSum",
    "announce_call",
    "clear",
    "decide",
    "declare_all",
    "declare_tie",
    "lift_tie",
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
