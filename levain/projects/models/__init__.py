"""A project from its selection to what comes after."""

from levain.projects.models.actions import Action, Commitment
from levain.projects.models.journey import Step
from levain.projects.models.logbook import LogbookEntry
from levain.projects.models.neighbours import Follower, NeighbourMessage
from levain.projects.models.project import ACROSS_PROJECTS, IN_THE_PROJECT, Project, ProjectQuerySet, ProjectTerritory
from levain.projects.models.public_page import PrivateLink, PublicPage, ShownLine

__all__ = [
    "ACROSS_PROJECTS",
    "Action",
    "Commitment",
    "Follower",
    "IN_THE_PROJECT",
    "LogbookEntry",
    "NeighbourMessage",
    "PrivateLink",
    "Project",
    "ProjectQuerySet",
    "ProjectTerritory",
    "PublicPage",
    "ShownLine",
    "Step",
]
