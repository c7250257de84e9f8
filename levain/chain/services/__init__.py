"""Deeds by which one strand feeds another; each keeps where it came from."""

from levain.chain.services.following import Followed, follow_promises, to_follow
from levain.chain.services.opening import opening_of
from levain.chain.services.orienting import Orientation, orient, prepare_letters
from levain.chain.services.releasing import release_decisions
from levain.chain.services.turning import EVIDENCE, TURNS, AlreadyTurned, turn

__all__ = [
    "EVIDENCE",
    "TURNS",
    "AlreadyTurned",
    "Followed",
    "Orientation",
    "follow_promises",
    "opening_of",
    "orient",
    "prepare_letters",
    "release_decisions",
    "to_follow",
    "turn",
]
