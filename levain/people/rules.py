"""Who may see a person, a role, an invitation, and close a key."""

from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import AccessKey, Invitation, Role, User


def can_see_person(user, person: User) -> Verdict:
    """Signed-in people work together: they see each other's names, never an address."""
    return GRANTED if user.is_authenticated else refused("")


def can_see_role(user, role: Role) -> Verdict:
    if user == role.user or user.pk == role.granted_by_id:
        return GRANTED
    return registry.may_see(user, role.scope) if role.scope else refused("")


def can_see_invitation(user, invitation: Invitation) -> Verdict:
    if user.pk == invitation.invited_by_id:
        return GRANTED
    return registry.may_see(user, invitation.scope) if invitation.scope else refused("")


def can_close_key(user, key: AccessKey) -> Verdict:
    return GRANTED if user.pk == key.person_id else refused(_("This key is not yours."))
