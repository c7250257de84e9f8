"""Who holds a role on what, read once for many objects: what a reminder asks before it knows whom to tell."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models

from levain.people.models import Held, Role, User


class Holders:
    """The active people who hold these codes today, by scope: one query, made when the first is asked."""

    def __init__(self, *codes: str):
        self.codes = codes
        self._by_scope: dict[tuple[int, int, str], list[User]] | None = None

    def on(self, *scopes: models.Model, code: str = "") -> list[User]:
        """Those who hold the code (any of them by default) on one of these scopes, each once."""
        return self.on_ids([(type(scope), scope.pk) for scope in scopes], code=code)

    def on_ids(self, scopes: Iterable[tuple[type[models.Model], int]], *, code: str = "") -> list[User]:
        codes = [code] if code else self.codes
        kinds = [(ContentType.objects.get_for_model(model).pk, pk) for model, pk in scopes]
        found = [person for kind in kinds for one in codes for person in self._read().get((*kind, str(one)), ())]
        return list({person.pk: person for person in found}.values())

    def _read(self) -> dict[tuple[int, int, str], list[User]]:
        if self._by_scope is None:
            self._by_scope = defaultdict(list)
            people: dict[int, User] = {}
            held = Role.objects.in_force().filter(code__in=self.codes, user__is_active=True)
            for role in held.select_related("user").order_by("pk"):
                person = people.setdefault(role.user_id, role.user)
                self._by_scope[role.scope_type_id, role.scope_id, str(role.code)].append(person)
        return self._by_scope


def read_roles_ahead(people: Iterable[User]) -> None:
    """Give each of these people the roles she holds today, in one query for all."""
    # The person of a request is wrapped: what she remembers is inside.
    people = [getattr(person, "_wrapped", person) for person in people]
    unread = [person for person in people if "roles_held" not in vars(person)]
    held: dict[int, list[Held]] = defaultdict(list)
    if unread:
        rows = Role.objects.in_force().filter(user__in={person.pk for person in unread})
        for user, *row in rows.values_list("user_id", "code", "scope_type_id", "scope_id", "organisation_id"):
            held[user].append(Held(*row))
    for person in unread:
        person.__dict__["roles_held"] = tuple(held[person.pk])
