"""Who is signed in, with the roles she holds: both in the one query that every page asks anyway."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from levain.people.models import Held, Role, User


class WithRoles(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The person of a session; whoever holds no role is read alone."""
        held = list(Role.objects.in_force().filter(user_id=user_id, user__is_active=True).select_related("user"))
        person = held[0].user if held else super().get_user(user_id)
        if person is None:
            return None
        person.__dict__["roles_held"] = tuple(
            Held(role.code, role.scope_type_id, role.scope_id, role.organisation_id) for role in held
        )
        return person
