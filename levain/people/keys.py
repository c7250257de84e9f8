"""The keys by which a program reads in somebody's name: one of her roles, for a time, shown once, closed at will."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import AccessKey, Role, User, token_digest
from levain.people.services import place_name

MOST_KEYS = 10
LONGEST = timedelta(days=365)
READ_AGAIN = timedelta(hours=1)


class TooManyKeys(Exception):
    """A person holds a few keys, each for a known use."""


@transaction.atomic
def open_key(role: Role, *, name: str, days: int) -> str:
    """Give the key of a role that its holder holds today, once: the house keeps a digest only."""
    person = User.objects.select_for_update().get(pk=role.user_id)
    if person.access_keys.filter(closed_at=None, expires_at__gt=timezone.now()).count() >= MOST_KEYS:
        raise TooManyKeys(_("You already hold %(n)d keys. Close one first.") % {"n": MOST_KEYS})
    secret = secrets.token_urlsafe(32)
    key = AccessKey.objects.create(
        person=person,
        name=name,
        code=role.code,
        scope_type_id=role.scope_type_id,
        scope_id=role.scope_id,
        digest=token_digest(secret),
        expires_at=timezone.now() + min(timedelta(days=days), LONGEST),
    )
    journal.record("key.opened", on=person, by=person, place=role.scope, changes={"key": key.pk, "code": role.code})
    return secret


@transaction.atomic
def close_key(key: AccessKey) -> None:
    """From now on it opens nothing; twice is once."""
    held = AccessKey.objects.select_for_update().get(pk=key.pk)
    if held.closed_at is None:
        AccessKey.objects.filter(pk=held.pk).update(closed_at=timezone.now())
        journal.record("key.closed", on=held.person, by=held.person, place=held.scope, changes={"key": held.pk})


def roles_of(person: User) -> dict[int, tuple[Role, str]]:
    """The roles she holds today, each in words: those a key may be made for."""
    held = person.roles.in_force().prefetch_related("scope").order_by("since", "pk")
    return {role.pk: (role, " · ".join(_words(role))) for role in held}


def _words(role: Role) -> list[str]:
    place = place_name(role.scope)
    return [str(role.get_code_display()), place] if place else [str(role.get_code_display())]


def reader(secret: str, now: datetime) -> User | None:
    """Who reads with this key, holding the one role it was made for, while she still holds it; else None."""
    keys = AccessKey.objects.filter(digest=token_digest(secret), closed_at=None, expires_at__gt=now)
    key = keys.filter(person__is_active=True).select_related("person").first()
    if key is None:
        return None
    person = key.person
    named = (key.code, key.scope_type_id, key.scope_id)
    held = tuple(one for one in person.roles_held if (one.code, one.scope_type, one.scope_id) == named)
    if not held:
        return None
    person.__dict__["roles_held"] = held
    if key.read_at is None or key.read_at < now - READ_AGAIN:
        AccessKey.objects.filter(pk=key.pk).update(read_at=now)
    return person
