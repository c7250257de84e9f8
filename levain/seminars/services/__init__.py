"""The deeds of a seminar: prepare it, gather people, keep what was said."""

from levain.seminars.services.activities import AlreadyAnswered, edit_activity, move_activity, remove_activity
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
from levain.seminars.services.sorting import (
    NothingChosen,
    back_to_inbox,
    gather,
    merge,
    part,
    pin,
    rename_group,
    sort,
    take_out,
)
from levain.seminars.services.tables import TooManyTables, edit_table, remove_table, set_tables
from levain.seminars.services.typing_in import type_in
from levain.seminars.values import Unfit

__all__ = [
    "AlreadyAnswered",
    "NotYet",
    "NothingChosen",
    "NothingSaid",
    "SeminarOver",
    "TooManyTables",
    "Unfit",
    "add_activity",
    "add_agenda_item",
    "back_to_inbox",
    "cancel",
    "contribute",
    "create_seminar",
    "decline",
    "edit_activity",
    "edit_agenda_item",
    "edit_contribution",
    "edit_seminar",
    "edit_table",
    "gather",
    "hide_contribution",
    "mark_attendance",
    "mark_attended",
    "merge",
    "move_activity",
    "move_agenda_item",
    "note_export",
    "part",
    "pin",
    "register",
    "remove_activity",
    "remove_table",
    "rename_group",
    "set_tables",
    "show_contribution",
    "sort",
    "take_out",
    "type_in",
    "write_minutes",
]
