"""How a house begins: the person who administers it, its programmes, and who runs each of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.foundation import journal, typed
from levain.foundation.versions import save_over
from levain.people import services as people
from levain.people.models import Role, RoleCode, User
from levain.programmes.models import ONLY, House, Programme

# What whoever founds a programme may take upon herself; in a small one the same person is several.
TAKEN = (RoleCode.PROGRAMME_LEAD, RoleCode.ADMINISTRATOR, RoleCode.ADVISER, RoleCode.EVALUATOR)
LONGEST_ADDRESS = 254


class AlreadyFounded(Exception):
    """The house has an administrator: it is not given to somebody else unless that is asked for."""


class ClosedAccount(Exception):
    """The account of this address was closed."""


def administrators() -> QuerySet[Role]:
    """Those who administer the whole house today."""
    held = Role.objects.in_force().on(House.this()).filter(code=RoleCode.ADMINISTRATOR, user__is_active=True)
    return held.select_related("user").order_by("pk")


@transaction.atomic
def found_house(email: str, name: str = "", *, also: bool = False) -> tuple[User, bool]:
    """Give the house to the person of an address; `also` adds her to those who administer it. The same address twice
    changes nothing. Returns her, and whether she was given it now."""
    if len(email) > LONGEST_ADDRESS:
        raise ValidationError(_("This mail address is not valid."))
    email, name = typed.address(email), typed.one_line(name)
    House.objects.get_or_create(pk=ONLY)
    House.objects.select_for_update().get(pk=ONLY)
    held = [role.user for role in administrators()]
    known = people.person_at(email)
    if known in held:
        return known, False
    if held and not also:
        said = {"who": ", ".join(one.email for one in held)}
        raise AlreadyFounded(_("This house is administered by %(who)s.") % said)
    if known and not known.is_active:
        raise ClosedAccount(_("The account of %(address)s is closed.") % {"address": email})
    user = known or people.make_person(email, name or name_in(email))
    people.give_role(user, RoleCode.ADMINISTRATOR, House.this(), by=None)
    return user, True


def name_in(email: str) -> str:
    """A name to begin with, which the person changes in her account: prenom.nom@… is Prenom Nom."""
    words = email.partition("@")[0].partition("+")[0].replace("_", ".").split(".")
    return " ".join(word.capitalize() for word in words if word) or email


def free_slug(name: str) -> str:
    """An address for a programme, made of its name."""
    begins = slugify(name)[:40].strip("-") or "dispositif"
    taken = set(Programme.objects.filter(slug__startswith=begins).values_list("slug", flat=True))
    return next(
        slug for n in range(1, len(taken) + 2) if (slug := begins if n == 1 else f"{begins}-{n}") not in taken
    )


@transaction.atomic
def found_programme(*, name: str, by: User, slug: str = "", token: UUID | None = None, **said: Any) -> Programme:
    """Begin a programme, which has nobody yet; the same token twice is one programme."""
    try:
        with transaction.atomic():
            programme = Programme.objects.create(slug=slug or free_slug(name), name=name, token=token, **said)
    except IntegrityError:
        if token is None or not (known := Programme.objects.filter(token=token).first()):
            raise
        return known
    journal.record("programme.founded", on=programme, by=by)
    return programme


@transaction.atomic
def begin_programme(
    *, by: User, roles: Iterable[str], token: UUID, lead: str = "", lead_name: str = "", **said: Any
) -> Programme:
    """Found a programme with those who run it: the roles its founder takes, and whoever she asks to lead it."""
    programme = Programme.objects.filter(token=token).first() or found_programme(by=by, token=token, **said)
    if Role.objects.on(programme).exists():
        return programme
    for code in roles:
        people.give_role(by, code, programme, by=by)
    if lead:
        people.invite(lead, RoleCode.PROGRAMME_LEAD, programme, by=by, name=lead_name)
    return programme


@transaction.atomic
def edit_programme(programme: Programme, *, by: User, version: int, **said: Any) -> None:
    save_over(programme, version, **said)
    journal.record("programme.edited", on=programme, by=by, changes={"fields": sorted(said)})
