"""The deeds of a seminar: prepare it, gather people, keep what was said."""

from levain.seminars.services.contributions import (
    NothingSaid,
    contribute,
    edit_contribution,
    hide_contribution,
    show_contribution,
)
from levain.seminars.services.minutes import write_minutes
from levain.seminars.services.preparation import (
    add_activity,
    add_agenda_item,
    create_seminar,
    edit_agenda_item,
    edit_seminar,
    move_agenda_item,
)
from levain.seminars.services.registrations import (
    NotYet,
    SeminarOver,
    cancel,
    decline,
    mark_attendance,
    mark_attended,
    note_export,
    register,
)
from levain.seminars.values import Unfit

__all__ = [
    "NotYet",
    "NothingSaid",
    "SeminarOver",
    "Unfit",
    "add_activity",
    "add_agenda_item",
    "cancel",
    "contribute",
    "create_seminar",
    "decline",
    "edit_agenda_item",
    "edit_contribution",
    "edit_seminar",
    "hide_contribution",
    "mark_attendance",
    "mark_attended",
    "move_agenda_item",
    "note_export",
    "register",
    "show_contribution",
    "write_minutes",
]
