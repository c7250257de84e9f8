"""Which commune somebody means, from what she typed."""

import re
from typing import NamedTuple

from django.db.models import Q

from .folding import fold
from .models import LONGEST_QUESTION, PLACES, Territory

NUMBER = r"\d{5}|2[AB]\d{3}|\d{3}|\d{2}|2[AB]"
WITH_NUMBER = re.compile(rf"(?P<name>.*[^\W\d].*?)[\s,(-]+(?P<where>{NUMBER})[\s)]*", re.IGNORECASE)
WITH_DEPARTMENT = re.compile(r"(?P<name>.+?)\s*(?:\(|,)\s*(?P<where>[^(),]+?)\s*\)?")
MOST_LISTED = 50


class Meant(NamedTuple):
    """The communes that may be meant, and whether they bear that very name."""

    communes: list[Territory]
    named_so: bool = True


def meant_by(text: str) -> Meant:
    """One commune when the text is clear; several when it needs a department; none when nothing looks like it."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_QUESTION:
        return Meant([])
    if re.fullmatch(r"\d{5}|2[AB]\d{3}", text, re.IGNORECASE):
        return Meant(today(Q(code=text.upper()) | has_postcode(text)))
    readings = [(text, Q()), *((name, place) for name, place in split(text) if fold(name))]
    for name, place in readings:
        if communes := bearing(name, place):
            return Meant(communes)
    for name, place in readings:
        if communes := today(Q(folded__startswith=fold(name)) & place) if fold(name) else []:
            return Meant(communes, named_so=False)
    return Meant([])


def bearing(name: str, place: Q) -> list[Territory]:
    """Communes of that name; the one written with the same accents is meant rather than its neighbours."""
    places = list(among(Q(folded=fold(name)) & place))
    literal = [each for each in places if each.name.casefold() == name.casefold()]
    return distinct(literal or places)


def split(text: str):
    """« Melle (79) », « Melle 79500 », « Melle, Deux-Sèvres »: a name, and what tells where it is."""
    if match := WITH_NUMBER.fullmatch(text):
        where = match["where"].upper()
        codes = Q(code=where) | Q(successor__code=where) | has_postcode(where)
        yield match["name"], codes if len(where) == 5 else in_department(where)
    elif match := WITH_DEPARTMENT.fullmatch(text):
        departments = Territory.objects.filter(kind=Territory.Kind.DEPARTMENT, folded=fold(match["where"]))
        for code in departments.values_list("code", flat=True):
            yield match["name"], in_department(code)


def in_department(code: str) -> Q:
    return Q(kind=Territory.Kind.COMMUNE, code__startswith=code) | Q(successor__code__startswith=code)


def has_postcode(code: str) -> Q:
    return Q(postcodes__contains=code) | Q(successor__postcodes__contains=code)


def among(condition: Q):
    places = Territory.objects.filter(condition, kind__in=PLACES).select_related("successor")
    return places.order_by("-population", "code")[:MOST_LISTED]


def today(condition: Q) -> list[Territory]:
    return distinct(among(condition))


def distinct(places) -> list[Territory]:
    """Each commune of today once, the most populated first."""
    communes = {place.current.pk: place.current for place in places}
    return sorted(communes.values(), key=lambda commune: -(commune.population or 0))
