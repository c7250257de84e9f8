"""Who may enter a project, read what is written in it, and write in it."""

from levain.projects.rules.access import (
    READS,
    THE_COLLECTIVE,
    WRITES,
    audiences_read,
    can_open_space,
    can_read_public_page,
    codes,
    in_cohort,
    readable,
)
from levain.projects.rules.actions import can_add_action, can_finish_action, can_read_actions
from levain.projects.rules.logbook import (
    can_confirm_entry,
    can_edit_entry,
    can_read_entry,
    can_read_versions,
    can_withdraw_entry,
    can_write_for_someone,
    can_write_logbook,
)
from levain.projects.rules.neighbours import (
    can_answer_message,
    can_follow,
    can_read_message,
    can_read_messages,
    can_write_to_team,
)
from levain.projects.rules.public_page import (
    can_compose_page,
    can_read_photo,
    can_see_page_state,
    can_withdraw_page,
)
from levain.projects.rules.team import can_invite, roles_invited

__all__ = [
    "can_confirm_entry",
    "can_read_versions",
    "can_withdraw_entry",
    "can_write_for_someone",
    "READS",
    "THE_COLLECTIVE",
    "WRITES",
    "audiences_read",
    "can_add_action",
    "can_answer_message",
    "can_compose_page",
    "can_edit_entry",
    "can_finish_action",
    "can_follow",
    "can_invite",
    "can_open_space",
    "can_read_actions",
    "can_read_entry",
    "can_read_message",
    "can_read_messages",
    "can_read_photo",
    "can_read_public_page",
    "can_see_page_state",
    "can_withdraw_page",
    "can_write_logbook",
    "can_write_to_team",
    "codes",
    "in_cohort",
    "readable",
    "roles_invited",
]
