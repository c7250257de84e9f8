"""In a demonstration house, and only there, the sign-in page lists its fictional people to click."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from levain.design.contacts import Contact
from levain.people import services
from levain.people.models import Role, RoleCode, User


@dataclass
class Group:
    """A role in words, the one person to try first, and the others who hold it."""

    role: str
    first: User
    place: str
    others: list[tuple[User, str]] = field(default_factory=list)


AT_MOST = 80


def accounts() -> list[Group]:
    """The fictional people grouped by role, in the order of the roles; each person stands under her first role."""
    held = Role.objects.in_force().prefetch_related("scope").order_by("pk")
    people = User.objects.filter(fictional=True, is_active=True).order_by("pk")[:AT_MOST]
    groups: dict[str, Group] = {}
    order = list(RoleCode.values)
    for person in people.prefetch_related(Prefetch("roles", held, to_attr="held")):
        if not person.held:
            continue
        # Of two roles alike, the latest: an application is behind the project it became.
        role = min(person.held, key=lambda role: (order.index(role.code), -role.pk))
        place = services.place_name(role.scope)
        if role.code in groups:
            groups[role.code].others.append((person, place))
        else:
            groups[role.code] = Group(role.get_code_display(), person, place)
    return [groups[code] for code in order if code in groups]


def who_answers() -> list[Contact]:
    """The one person of each role that answers questions, on the page where one looks for somebody to ask."""
    asked = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.ADMINISTRATOR)
    held = Role.objects.in_force().filter(code__in=asked, user__fictional=True, user__is_active=True)
    first: dict[str, Contact] = {}
    for role in held.select_related("user").order_by("pk"):
        first.setdefault(role.code, Contact(str(role.user), role.get_code_display()))
    return [first[code] for code in asked if code in first]
