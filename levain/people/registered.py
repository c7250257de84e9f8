"""What this package says of its objects to the rest of the house."""

from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import gettext_lazy as _

from levain.design import contacts
from levain.foundation import erasures, registry, work
from levain.people import demonstration, erasing, rules, services
from levain.people.models import Invitation, Role, User


def say() -> None:
    contacts.register(demonstration.who_answers)
    registry.register(User, visible=rules.can_see_person, title=str)
    registry.register(Role, visible=rules.can_see_role, title=str, place=lambda role: role.scope)
    registry.register(
        Invitation, visible=rules.can_see_invitation, title=str, place=lambda invitation: invitation.scope
    )
    registry.word(
        **{
            "role.given": _("%(actor)s opened a role: %(object)s"),
            "role.ended": _("%(actor)s ended a role: %(object)s"),
            "invitation.sent": _("%(actor)s invited someone: %(object)s"),
            "invitation.sent_again": _("%(actor)s sent an invitation again: %(object)s"),
            "invitation.accepted": _("%(actor)s accepted the invitation"),
            "invitation.withdrawn": _("%(actor)s withdrew an invitation: %(object)s"),
            "key.opened": _("%(actor)s made a key for a program"),
            "key.closed": _("%(actor)s closed the key of a program"),
            "sessions.closed": _("%(actor)s closed all open sessions"),
            "account.closed": _("%(actor)s closed an account: %(object)s"),
            "account.erased": _("%(actor)s erased an account"),
        }
    )
    erasures.erases(erasing.forget)
    work.every_tick(services.purge_invitations)
    work.every_tick(forget_sessions)


def forget_sessions(now) -> None:
    """Remove the sessions that have expired."""
    SessionStore.clear_expired()
