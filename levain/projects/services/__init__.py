"""What people do in a project, each deed with its entry in the journal."""

from levain.projects.services.actions import AlreadyDone, add_action, finish_action
from levain.projects.services.commitments import make_commitment, tell_commitment
from levain.projects.services.journey import add_step
from levain.projects.services.logbook import edit_entry, write_entry
from levain.projects.services.neighbours import (
    AlreadyAnswered,
    NothingSaid,
    answer_message,
    confirm_follow,
    confirm_message,
    follow,
    follower_of,
    forget_neighbours,
    leave_message,
    message_of,
    tell_followers,
    unfollow,
)
from levain.projects.services.project import NoSeatLeft, advisers, open_project, role_in, team
from levain.projects.services.public_page import (
    TooManyLinks,
    WithoutAgreement,
    compose_page,
    link_of,
    make_link,
    publish_page,
    purge_links,
    revoke_link,
    withdraw_page,
)

__all__ = [
    "AlreadyAnswered",
    "AlreadyDone",
    "NoSeatLeft",
    "NothingSaid",
    "TooManyLinks",
    "WithoutAgreement",
    "add_action",
    "add_step",
    "advisers",
    "answer_message",
    "compose_page",
    "confirm_follow",
    "confirm_message",
    "edit_entry",
    "finish_action",
    "follow",
    "follower_of",
    "forget_neighbours",
    "leave_message",
    "link_of",
    "make_commitment",
    "make_link",
    "message_of",
    "open_project",
    "publish_page",
    "purge_links",
    "revoke_link",
    "role_in",
    "team",
    "tell_commitment",
    "tell_followers",
    "unfollow",
    "withdraw_page",
    "write_entry",
]
