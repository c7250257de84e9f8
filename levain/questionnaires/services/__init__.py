"""Compose and publish questionnaires, answer them, read and hand out the answers."""

from levain.questionnaires.services.building import build
from levain.questionnaires.services.display import Told, ToldBlock, ToldSection, set_aside, told
from levain.questionnaires.services.filling import (
    Clash,
    Closed,
    Incomplete,
    Missing,
    NotPublished,
    Saved,
    close,
    missing,
    reopen,
    save_step,
    start,
)
from levain.questionnaires.services.loading import SHIPPED, load_questionnaires
from levain.questionnaires.services.moving import AnotherQuestionnaire, move
from levain.questionnaires.services.publishing import NothingToAsk, move_drafts, publish
from levain.questionnaires.services.reading import Asked, Sheet

__all__ = [
    "SHIPPED",
    "AnotherQuestionnaire",
    "Asked",
    "Clash",
    "Closed",
    "Incomplete",
    "Missing",
    "NotPublished",
    "NothingToAsk",
    "Saved",
    "Sheet",
    "Told",
    "ToldBlock",
    "ToldSection",
    "build",
    "close",
    "load_questionnaires",
    "missing",
    "move",
    "move_drafts",
    "publish",
    "reopen",
    "save_step",
    "set_aside",
    "start",
    "told",
]
