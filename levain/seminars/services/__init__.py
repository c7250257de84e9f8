"""The deeds of a seminar: prepare it, gather people, keep what was said."""

from levain.seminars.services.activities import AlreadyAnswered, edit_activity, move_activity, remove_activity
from levain.seminars.services.attendance import (
    NotYet,
    WrongCode,
    mark_attendance,
    mark_attended,
    note_export,
    open_code,
    say_here,
)
from levain.seminars.services.contributions import (
    NothingSaid,
    contribute,
    edit_contribution,
    hide_contribution,
    show_contribution,
)
from levain.seminars.services.gathering import (
    AlreadyCalledOff,
    agree_to_photos,
    call_off,
    cars,
    hold_again,
    keep_seats,
    prepare_gathering,
)
from levain.seminars.services.minutes import write_minutes
from levain.seminars.services.preparation import (
    add_activity,
    add_agenda_item,
    create_seminar,
    edit_agenda_item,
    edit_seminar,
    move_agenda_item,
    remove_agenda_item,
    set_durations,
)
from levain.seminars.services.registrations import (
    RegistrationClosed,
    RoomFull,
    SeminarOver,
    cancel,
    decline,
    register,
)
from levain.seminars.services.seats import gathering_of
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
    "AlreadyCalledOff",
    "NotYet",
    "NothingChosen",
    "NothingSaid",
    "RegistrationClosed",
    "RoomFull",
    "SeminarOver",
    "TooManyTables",
    "Unfit",
    "WrongCode",
    "add_activity",
    "add_agenda_item",
    "agree_to_photos",
    "back_to_inbox",
    "call_off",
    "cancel",
    "cars",
    "contribute",
    "create_seminar",
    "decline",
    "edit_activity",
    "edit_agenda_item",
    "edit_contribution",
    "edit_seminar",
    "edit_table",
    "gather",
    "gathering_of",
    "hide_contribution",
    "hold_again",
    "keep_seats",
    "mark_attendance",
    "mark_attended",
    "merge",
    "move_activity",
    "move_agenda_item",
    "note_export",
    "open_code",
    "part",
    "pin",
    "prepare_gathering",
    "register",
    "remove_activity",
    "remove_agenda_item",
    "remove_table",
    "rename_group",
    "say_here",
    "set_durations",
    "set_tables",
    "show_contribution",
    "sort",
    "take_out",
    "type_in",
    "write_minutes",
]
