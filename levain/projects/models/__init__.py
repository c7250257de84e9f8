"""A project from its selection to what comes after."""

from levain.projects.models.actions import BY_DATES, Action
from levain.projects.models.commitments import Commitment
from levain.projects.models.conversations import Circle, Conversation, Message, Reading
from levain.projects.models.journey import Step
from levain.projects.models.logbook import LogbookEntry
from levain.projects.models.neighbours import Follower, NeighbourMessage
from levain.projects.models.project import ACROSS_PROJECTS, IN_THE_PROJECT, Project, ProjectQuerySet, ProjectTerritory
from levain.projects.models.public_page import PrivateLink, PublicPage, ShownLine
from levain.projects.models.relay import HandOver

__all__ = [
    "ACROSS_PROJECTS",
    "Action",
    "BY_DATES",
    "Circle",
    "Commitment",
    "Conversation",
    "Follower",
    "HandOver",
    "IN_THE_PROJECT",
    "LogbookEntry",
    "Message",
    "NeighbourMessage",
    "PrivateLink",
    "Project",
    "ProjectQuerySet",
    "ProjectTerritory",
    "PublicPage",
    "Reading",
    "ShownLine",
    "Step",
]
