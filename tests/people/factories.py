import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from levain.people.models import Organisation, Role, User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    name = factory.Sequence(lambda n: f"Personne {n}")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = Organisation.Kind.ASSOCIATION


def give_role(user, code, on, organisation=None, **dates):
    """The role, held today unless dates say otherwise; what the person knew of her rights is forgotten."""
    role = Role.objects.create(
        user=user,
        code=code,
        scope=on,
        organisation=organisation,
        since=dates.get("since", timezone.localdate()),
        until=dates.get("until"),
    )
    for known in ("roles_held", "_codes_by_project", "_cohorts_by_project"):
        user.__dict__.pop(known, None)
    return role


def someone(code, on, **fields):
    """A new person who holds this role."""
    user = UserFactory(**fields)
    give_role(user, code, on)
    return user
