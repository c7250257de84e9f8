"""The State services of every department and region, made by rule: what everybody knows, to be corrected by hand."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction

from levain.territories.models import Containment, Territory

from .models import Organisation

Kind = Territory.Kind

# How French says "of" each department; the Prefecture's usage where it departs from INSEE's article.
OF = {
    "de l'": "01 02 03 07 09 10 11 12 27 34 36 38 60 61 89 91",
    "de la ": ("16 17 19 21 23 24 26 2A 2B 31 33 42 43 44 48 50 51 52 53 55 57 58 70 72 73 74 76 80 85 86 87 93"),
    "des ": "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
    "du ": "14 15 18 25 29 30 32 39 45 46 56 59 62 63 67 68 69 81 83 90 94 95",
    "d'": "28 35 37",
    "de ": "41 47 49 54 71 75 77 82 84 971 972 973 974 976",
}
ARTICLES = {code: article for article, codes in OF.items() for code in codes.split()}

# The Eure has its DDTM too, for the estuary of the Seine.
ON_THE_COAST = "06 11 13 14 17 22 27 29 2A 2B 30 33 34 35 40 44 50 56 59 62 64 66 76 80 83 85"
COAST = frozenset(ON_THE_COAST.split())
PARIS_AND_AROUND = frozenset({"75", "92", "93", "94"})
OVERSEAS = {"971": "DEAL", "972": "DEAL", "973": "DGTM", "974": "DEAL", "976": "DEAL"}
ILE_DE_FRANCE = "11"


class Service(NamedTuple):
    code: str
    name: str
    covers: tuple[Territory, ...]


def of(department: Territory) -> str:
    """« de l'Ain », « des Deux-Sèvres », « du Cantal »."""
    return f"{ARTICLES[department.code]}{department.name}"


def in_department(department: Territory, region: Territory | None) -> Service:
    code, where = department.code, of(department)
    if code in OVERSEAS:
        covers = (department, region) if region else (department,)
        return Service(OVERSEAS[code], f"{OVERSEAS[code]} {where}", covers)
    if code in PARIS_AND_AROUND:
        return Service("UD DRIEAT", f"Unité départementale de la DRIEAT {where}", (department,))
    service = "DDTM" if code in COAST else "DDT"
    return Service(service, f"{service} {where}", (department,))


def in_region(region: Territory) -> Service:
    service = "DRIEAT" if region.code == ILE_DE_FRANCE else "DREAL"
    return Service(service, f"{service} {region.name}", (region,))


def by_rule() -> Iterator[Service]:
    """One service a department; one more a region in metropolitan France, where the two are not the same place."""
    departments = Territory.objects.filter(kind=Kind.DEPARTMENT, code__in=ARTICLES).order_by("code")
    links = Containment.objects.filter(inner__in=departments, outer__kind=Kind.REGION).select_related("outer")
    above = {link.inner_id: link.outer for link in links}
    metropolitan = {}
    for department in departments:
        region = above.get(department.pk)
        yield in_department(department, region)
        if region and department.code not in OVERSEAS:
            metropolitan[region.code] = region
    for _code, region in sorted(metropolitan.items()):
        yield in_region(region)


@transaction.atomic
def make_state_services() -> int:
    """Add those the house lacks; what somebody corrected since (a name, a territory more) stays as corrected."""
    known = set(
        Organisation.objects.filter(kind=Organisation.Kind.STATE_SERVICE).values_list("service", "territories__pk")
    )
    missing = [service for service in by_rule() if (service.code, service.covers[0].pk) not in known]
    made = Organisation.objects.bulk_create(
        Organisation(
            name=service.name,
            kind=Organisation.Kind.STATE_SERVICE,
            service=service.code,
            general_knowledge=True,
        )
        for service in missing
    )
    covers = Organisation.territories.through
    covers.objects.bulk_create(
        covers(organisation=organisation, territory=territory)
        for organisation, service in zip(made, missing, strict=True)
        for territory in service.covers
    )
    return len(made)
