"""A project from its selection to what comes after."""

from levain.projects.models.actions import Action, Commitment
from levain.projects.models.journey import Step
from levain.projects.models.logbook import LogbookEntry
from levain.projects.models.project import ACROSS_PROJECTS, IN_THE_PROJECT, Project, ProjectQuerySet, ProjectTerritory

__all__ = [
    "ACROSS_PROJECTS",
    "Action",
    "Commitment",
    "IN_THE_PROJECT",
    "LogbookEntry",
    "Project",
    "ProjectQuerySet",
    "ProjectTerritory",
    "Step",
]
