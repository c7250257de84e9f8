"""The keys by which a program reads in somebody's name: one of her roles, for a time, shown once, closed at will."""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import AccessKey, Role, User, token_digest
from levain.people.services import place_name

MOST_KEYS = 10
LONGEST = timedelta(days=365)
READ_AGAIN = timedelta(hours=1)


class TooManyKeys(Exception):
    """A person holds a few keys, each for a known use."""


class ClosedMeanwhile(Exception):
    """The form had made a key, which was closed or has ended since."""


@transaction.atomic
def open_key(role: Role, *, name: str, days: int, token: UUID | None = None) -> str:
    """Give the key of a role that its holder holds today, once: the house keeps a digest only.

    The same form sent twice is one key, told again: it is drawn from the form and from the secret of the house.
    """
    person = User.objects.select_for_update().get(pk=role.user_id)
    secret = _drawn_from(token, person) if token else secrets.token_urlsafe(32)
    if made := person.access_keys.filter(digest=token_digest(secret)).first():
        if made.is_open:
            return secret
        raise ClosedMeanwhile(_("This key was made, and it is closed now. Open the page again to make another."))
    if person.access_keys.filter(closed_at=None, expires_at__gt=timezone.now()).count() >= MOST_KEYS:
        raise TooManyKeys(_("You already hold %(n)d keys. Close one first.") % {"n": MOST_KEYS})
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


def _drawn_from(token: UUID, person: User) -> str:
    drawn = salted_hmac("levain.people.keys", f"{person.pk} {token}", algorithm="sha256").digest()
    return urlsafe_b64encode(drawn).decode().rstrip("=")


@transaction.atomic
def close_key(key: AccessKey) -> None:
    """From now on it opens nothing; twice is once."""
    held = AccessKey.objects.select_for_update().get(pk=key.pk)
    if held.closed_at is None:
        AccessKey.objects.filter(pk=held.pk).update(closed_at=timezone.now())
        journal.record("key.closed", on=held.person, by=held.person, place=held.scope, changes={"key": held.pk})


_places: set[type[models.Model]] = set()


def opens(*places: type[models.Model]) -> None:
    """Called when a package starts: a role held on one of these lets a program read something."""
    _places.update(places)


def roles_of(person: User) -> dict[int, tuple[Role, str]]:
    """Her roles of today that open something to a program, each in words; the latest of those that read alike."""
    kinds = ContentType.objects.get_for_models(*_places).values()
    held = person.roles.in_force().filter(scope_type__in=kinds).prefetch_related("scope").order_by("since", "pk")
    told = {" · ".join(_words(role)): role for role in held}
    return {role.pk: (role, words) for words, role in told.items()}


def _words(role: Role) -> list[str]:
    place = place_name(role.scope)
    return [str(role.get_code_display()), place] if place else [str(role.get_code_display())]


def _role_of(key: AccessKey) -> tuple:
    """The role it was made for, as its holder holds it today."""
    named = (key.code, key.scope_type_id, key.scope_id)
    return tuple(one for one in key.person.roles_held if (one.code, one.scope_type, one.scope_id) == named)


def is_held(key: AccessKey) -> bool:
    """Whether its holder still has the role it reads in: without it, the key opens nothing."""
    return bool(_role_of(key))


def reader(secret: str, now: datetime) -> User | None:
    """Who reads with this key, holding the one role it was made for, while she still holds it; else None."""
    keys = AccessKey.objects.filter(digest=token_digest(secret), closed_at=None, expires_at__gt=now)
    key = keys.filter(person__is_active=True).select_related("person").first()
    if key is None:
        return None
    held = _role_of(key)
    if not held:
        return None
    person = key.person
    person.__dict__["roles_held"] = held
    if key.read_at is None or key.read_at < now - READ_AGAIN:
        AccessKey.objects.filter(pk=key.pk).update(read_at=now)
    return person
