"""Deeds by which one strand feeds another; each keeps where it came from."""

from levain.chain.services.opening import opening_of
from levain.chain.services.orienting import Orientation, orient, prepare_letters
from levain.chain.services.releasing import release_decisions
from levain.chain.services.turning import TURNS, AlreadyTurned, turn

__all__ = [
    "TURNS",
    "AlreadyTurned",
    "Orientation",
    "opening_of",
    "orient",
    "prepare_letters",
    "release_decisions",
    "turn",
]
