"""What people do in a project, each deed with its entry in the journal."""

from levain.projects.services.actions import AlreadyDone, add_action, finish_action
from levain.projects.services.commitments import make_commitment, tell_commitment
from levain.projects.services.journey import add_step
from levain.projects.services.logbook import edit_entry, write_entry
from levain.projects.services.project import NoSeatLeft, advisers, open_project, publish_page, role_in, team

__all__ = [
    "AlreadyDone",
    "NoSeatLeft",
    "add_action",
    "add_step",
    "advisers",
    "edit_entry",
    "finish_action",
    "make_commitment",
    "open_project",
    "publish_page",
    "role_in",
    "team",
    "tell_commitment",
    "write_entry",
]
