from levain.seminars.models.aftermath import ActivityPhoto, AfterAction, MinutesSent
from levain.seminars.models.boards import Group, Place, Table
from levain.seminars.models.gathering import (
    Asked,
    Gathering,
    Invitation,
    Needs,
    PhotoConsent,
    ProjectSeats,
    SeminarTemplate,
)
from levain.seminars.models.live import CODE_LASTS, Device, Live, LiveEvent, Presence, Stage, Vote
from levain.seminars.models.people import ANONYMOUS, SPEAKERS, UNSAID, Contribution, Registration, Side
from levain.seminars.models.seminars import Activity, AgendaItem, Minutes, Seminar

__all__ = [
    "ANONYMOUS",
    "CODE_LASTS",
    "SPEAKERS",
    "UNSAID",
    "Activity",
    "ActivityPhoto",
    "AfterAction",
    "AgendaItem",
    "Asked",
    "Contribution",
    "Device",
    "Gathering",
    "Group",
    "Invitation",
    "Live",
    "LiveEvent",
    "Minutes",
    "Needs",
    "PhotoConsent",
    "MinutesSent",
    "Place",
    "Presence",
    "ProjectSeats",
    "Registration",
    "Seminar",
    "SeminarTemplate",
    "Side",
    "Stage",
    "Table",
    "Vote",
]
