"""What coincides between a juror and a file, proposed as a conflict: the person says whether it is one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from levain.people.models import Affiliation, Organisation, Role, User
from levain.selection.models import Application
from levain.territories.folding import fold
from levain.territories.models import Containment, Territory

ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
# Where anybody may have an address: a common domain says nothing.
ANYBODY = frozenset(
    {
        "gmail.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "hotmail.com",
        "hotmail.fr",
        "outlook.com",
        "outlook.fr",
        "yahoo.com",
        "yahoo.fr",
        "sfr.fr",
        "live.fr",
        "icloud.com",
        "bbox.fr",
        "neuf.fr",
        "protonmail.com",
        "proton.me",
        "numericable.fr",
    }
)
RESERVED = ("invalid", "test", "example", "localhost")
# A whole region or the country coincides with too much to say anything.
NEAR = (
    Territory.Kind.COMMUNE,
    Territory.Kind.FORMER,
    Territory.Kind.EPCI,
    Territory.Kind.DEPARTMENT,
    Territory.Kind.PERIMETER,
)


@dataclass
class Around:
    """What is known of a juror that may coincide: names of organisations, territories, address."""

    user: User
    organisations: dict[str, str] = field(default_factory=dict)
    territories: dict[int, str] = field(default_factory=dict)


def proposed(jurors: Iterable[User], applications: Iterable[Application]) -> dict[tuple[int, int], list[str]]:
    """For each pair (juror, file) that something binds, what: a fixed number of queries, whatever the numbers."""
    around, files = _around(list(jurors)), list(applications)
    places = {pk for one in around for pk in one.territories}
    inside = _inside(places, files)
    contacts = _contacts(files)
    found: dict[tuple[int, int], list[str]] = {}
    for one in around:
        for application in files:
            known = contacts[application.pk]
            if reasons := [*_names(one, application), *_places(one, application, inside), *_addresses(one, known)]:
                found[one.user.pk, application.pk] = reasons
    return found


def _around(jurors: list[User]) -> list[Around]:
    found = {juror.pk: Around(juror) for juror in jurors}
    members = Affiliation.objects.filter(user__in=found, until=None).values_list("user", "organisation")
    held = Role.objects.in_force().filter(user__in=found)
    territory = ContentType.objects.get_for_model(Territory).pk
    belongs, scopes = defaultdict(set), defaultdict(set)
    for user, organisation in members:
        belongs[organisation].add(user)
    for user, organisation, kind, scope in held.values_list("user", "organisation", "scope_type", "scope_id"):
        if organisation:
            belongs[organisation].add(user)
        if kind == territory:
            scopes[scope].add(user)
    for body in Organisation.objects.filter(pk__in=belongs).prefetch_related("territories"):
        for user in belongs[body.pk]:
            found[user].organisations[fold(body.name)] = body.name
            found[user].territories |= _near(body.territories.all())
    for place in Territory.objects.filter(pk__in=scopes):
        for user in scopes[place.pk]:
            found[user].territories |= _near([place])
    return list(found.values())


def _near(territories: Iterable[Territory]) -> dict[int, str]:
    return {place.pk: place.name for place in territories if place.kind in NEAR}


def _inside(places: set[int], files: list[Application]) -> set[tuple[int, int]]:
    """The pairs (territory, commune) of which one contains the other."""
    communes = {application.commune_id for application in files if application.commune_id}
    if not (places and communes):
        return set()
    found = Containment.objects.filter(outer__in=places)
    if len(communes) < 500:
        found = found.filter(inner__in=communes)
    return {pair for pair in found.values_list("outer", "inner") if pair[1] in communes}


def _names(one: Around, application: Application) -> Iterator[str]:
    for name in (application.collective, application.local_authority):
        if name and (known := one.organisations.get(fold(name))):
            yield _("You belong to %(organisation)s.") % {"organisation": known}


def _places(one: Around, application: Application, inside: set[tuple[int, int]]) -> Iterator[str]:
    for pk, name in one.territories.items():
        if (pk, application.commune_id) in inside:
            yield _("You act for this territory: %(place)s.") % {"place": name}


def _contacts(files: list[Application]) -> dict[int, dict[str, str]]:
    """The addresses known of each file, by domain: those who carry it, and those written in its answers."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    kind = ContentType.objects.get_for_model(Application)
    held = Role.objects.filter(scope_type=kind, scope_id__in=[application.pk for application in files])
    for pk, address in held.values_list("scope_id", "user__email"):
        found[pk][address.lower()] = address.rpartition("@")[2].lower()
    for application in files:
        for match in ADDRESS.finditer(_text(application.answers)):
            found[application.pk][match[0].lower()] = match[1].lower()
    return found


def _text(answers: Any) -> str:
    if isinstance(answers, dict):
        return " ".join(_text(one) for one in answers.values())
    if isinstance(answers, list):
        return " ".join(_text(one) for one in answers)
    return answers if isinstance(answers, str) else ""


def _addresses(one: Around, contacts: dict[str, str]) -> Iterator[str]:
    hers = one.user.email.lower()
    domain = hers.rpartition("@")[2]
    if hers in contacts:
        yield _("Your own address is in this file.")
    elif _tells(domain) and domain in contacts.values():
        yield _("Somebody of this file has an address like yours: @%(domain)s.") % {"domain": domain}


def _tells(domain: str) -> bool:
    names = domain.split(".")
    return domain not in ANYBODY and names[-1] not in RESERVED and names[0] not in RESERVED
