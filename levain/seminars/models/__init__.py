from levain.seminars.models.boards import Group, Place, Table
from levain.seminars.models.people import ANONYMOUS, SPEAKERS, Contribution, Registration, Side
from levain.seminars.models.seminars import Activity, AgendaItem, Minutes, Seminar

__all__ = [
    "ANONYMOUS",
    "SPEAKERS",
    "Activity",
    "AgendaItem",
    "Contribution",
    "Group",
    "Minutes",
    "Place",
    "Registration",
    "Seminar",
    "Side",
    "Table",
]
