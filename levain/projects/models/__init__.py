"""A project from its selection to what comes after."""

from levain.projects.models.actions import (
    BY_DATES,
    Action,
)
from levain.projects.models.budget import (
    BudgetLine,
)
from levain.projects.models.commitments import (
    Commitment,
)
from levain.projects.models.conversations import (
    Circle,
    Conversation,
    Message,
    Reading,
)
from levain.projects.models.engagements import (
    EngagementAnswer,
    EngagementSheet,
)
from levain.projects.models.helping import (
    Hand,
    HelpCall,
)
from levain.projects.models.horizon import (
    Afterwards,
    Horizon,
)
from levain.projects.models.journey import (
    Step,
)
from levain.projects.models.logbook import (
    LogbookEntry,
)
from levain.projects.models.moderation import (
    Flag,
    Hiding,
    Reason,
)
from levain.projects.models.neighbours import (
    Follower,
    NeighbourMessage,
)
from levain.projects.models.papers import (
    Paper,
)
from levain.projects.models.partners import (
    ContactPerson,
    Partner,
    Partnership,
    PartyKind,
)
from levain.projects.models.profiles import ANSWERS, ProfileCount, Question
from levain.projects.models.progress import (
    NoteRound,
    ProgressNote,
)
from levain.projects.models.project import (
    ACROSS_PROJECTS,
    IN_THE_PROJECT,
    Project,
    ProjectQuerySet,
    ProjectTerritory,
    in_any,
)
from levain.projects.models.public_page import (
    PrivateLink,
    PublicPage,
    ShownLine,
)
from levain.projects.models.relay import (
    HandOver,
)
from levain.projects.models.stakeholders import (
    Stakeholder,
)

__all__ = [
    "ANSWERS",
    "ProfileCount",
    "Question",
    "ACROSS_PROJECTS",
    "Action",
    "Afterwards",
    "BY_DATES",
    "BudgetLine",
    "Circle",
    "Commitment",
    "ContactPerson",
    "Conversation",
    "EngagementAnswer",
    "EngagementSheet",
    "Flag",
    "Follower",
    "Hand",
    "HandOver",
    "HelpCall",
    "Hiding",
    "Horizon",
    "IN_THE_PROJECT",
    "LogbookEntry",
    "Message",
    "NeighbourMessage",
    "NoteRound",
    "Paper",
    "Partner",
    "Partnership",
    "PartyKind",
    "PrivateLink",
    "ProgressNote",
    "Project",
    "ProjectQuerySet",
    "ProjectTerritory",
    "PublicPage",
    "Reading",
    "Reason",
    "ShownLine",
    "Stakeholder",
    "Step",
    "in_any",
]
