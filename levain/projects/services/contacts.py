"""The people of a session invited one by one, or from the spreadsheet in which they were kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import typed
from levain.foundation.imports import ImportReport, enough
from levain.foundation.sheets import Column
from levain.people import services as people
from levain.people.models import Invitation, Organisation, Role, RoleCode, User
from levain.programmes.models import Cohort
from levain.projects.models import IN_THE_PROJECT
from levain.territories.folding import fold
from levain.territories.models import Territory

MOST_ROWS = 300
NAMES = {
    "email": ("courriel", "adresse", "mail", "e-mail", "email"),
    "name": ("nom", "prenom et nom", "name"),
    "role": ("role",),
    "where": ("ou", "projet", "where", "project"),
}
# How people name the roles in their own lists.
SAID: dict[str, tuple[str, ...]] = {
    RoleCode.BEARER: ("porteur", "porteuse", "project bearer"),
    RoleCode.MEMBER: ("membre", "member"),
    RoleCode.OBSERVER: ("observateur", "observatrice", "observer"),
    RoleCode.LOCAL_AUTHORITY: ("mairie", "elu", "elue", "local authority"),
    RoleCode.EXPERT: ("expert", "experte"),
    RoleCode.PARTNER: ("partner",),
    RoleCode.STATE_SERVICE: ("etat", "ddt", "ddtm", "dreal", "state service"),
    RoleCode.ADVISER: ("accompagnateur", "accompagnatrice", "adviser"),
    RoleCode.EVALUATOR: ("evaluateur", "evaluatrice", "evaluator"),
    RoleCode.FACILITATOR: ("animateur", "animatrice", "facilitator"),
    RoleCode.PROGRAMME_LEAD: ("national team",),
    RoleCode.ADMINISTRATOR: ("administrateur", "administratrice", "administrator"),
}

COLUMNS = (
    Column("nom", "string", gettext_lazy("Name")),
    Column("courriel", "string", gettext_lazy("Mail address")),
    Column("rôle", "string", gettext_lazy("Role")),
    Column("où", "string", gettext_lazy("Project, or department of a State service")),
)


@dataclass(frozen=True)
class Contact:
    """Somebody to invite: to which role, held for what, in which organisation."""

    email: str
    name: str
    code: str
    scope: models.Model
    organisation: Organisation | None = None

    @property
    def key(self) -> tuple[str, str, int, int]:
        return self.email, self.code, ContentType.objects.get_for_model(self.scope).pk, self.scope.pk

    @property
    def role(self) -> str:
        return str(RoleCode(self.code).label)

    @property
    def place(self) -> str:
        return people.place_name(self.scope)


class Places:
    """What a role of a session may be held for, found by the words people use; three queries, whatever the number."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        projects = cohort.projects.filter(left_on=None).select_related("collective", "local_authority")
        self.projects = {fold(name): project for project in projects for name in (project.slug, project.name)}
        kinds = (Territory.Kind.DEPARTMENT, Territory.Kind.REGION)
        found = Territory.objects.filter(kind__in=kinds).order_by("-kind")
        self.territories = {fold(name): place for place in found for name in (place.code, place.name)}
        bodies = Organisation.objects.filter(kind=Organisation.Kind.STATE_SERVICE, territories__kind__in=kinds)
        self.services = {place: body for place, body in _pairs(bodies)}

    def scope(self, code: str, where: str) -> models.Model:
        """What the role is held for; ValueError says what is wrong, in words for the person."""
        if code in IN_THE_PROJECT:
            return self._named(self.projects, where, _("“%(where)s” is no project of this session."))
        if code == RoleCode.STATE_SERVICE:
            return self._named(self.territories, where, _("“%(where)s” is no department and no region."))
        return self.cohort.programme if code in (RoleCode.PROGRAMME_LEAD, RoleCode.ADMINISTRATOR) else self.cohort

    def _named(self, known: dict[str, Any], where: str, unknown: str) -> Any:
        if not where:
            raise ValueError(_("say which project, or which department for a State service."))
        if fold(where) not in known:
            raise ValueError(unknown % {"where": where[:60]})
        return known[fold(where)]

    def organisation(self, code: str, scope: Any) -> Organisation | None:
        """The organisation a role goes with by itself."""
        if code in (RoleCode.BEARER, RoleCode.MEMBER):
            return scope.collective
        if code == RoleCode.LOCAL_AUTHORITY:
            return scope.local_authority
        return self.services.get(scope.pk) if code == RoleCode.STATE_SERVICE else None


def _pairs(bodies: models.QuerySet[Organisation]) -> Iterator[tuple[int, Organisation]]:
    for body in bodies.distinct().prefetch_related("territories").order_by("-pk"):
        for place in body.territories.all():
            yield place.pk, body


def sheet_to_fill(cohort: Cohort) -> list[tuple[str, str, str, str]]:
    """Rows to complete: for each project, who bears it and who speaks for its local authority."""
    codes = (RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY)
    projects = cohort.projects.filter(left_on=None).order_by("name").values_list("name", flat=True)
    return [("", "", str(code.label), name) for name in projects for code in codes]


@transaction.atomic
def bring_contacts(
    rows: list[list[str]], cohort: Cohort, *, offered: list[str], by: User, dry_run: bool = True
) -> tuple[ImportReport, list[Contact]]:
    """Invite each person of a list. One row in error and nobody is written to; who was asked is not asked twice.

    `offered` holds the roles beside the projects that this person may give.
    """
    report = ImportReport(dry_run=dry_run)
    lines = _read(rows, cohort, [*IN_THE_PROJECT, *offered], report)
    known = _known(lines)
    new = [line for line in lines if line.key not in known]
    report.created, report.unchanged = len(new), len(lines) - len(new)
    if report.written:
        for one in new:
            people.invite(
                one.email, one.code, one.scope, by=by, organisation=one.organisation, name=one.name, in_a_row=True
            )
    return report, new


def _read(rows: list[list[str]], cohort: Cohort, codes: list[str], report: ImportReport) -> list[Contact]:
    heads = [fold(cell) for cell in rows[0]] if rows else []
    at = {name: heads.index(one) for name, words in NAMES.items() for one in map(fold, words) if one in heads}
    if missing := [word for name, word in (("email", "courriel"), ("role", "rôle")) if name not in at]:
        report.errors.append(_("A column is missing: %(names)s.") % {"names": ", ".join(missing)})
        return []
    if len(rows) > MOST_ROWS + 1:
        report.errors.append(_("More than %(n)d rows.") % {"n": MOST_ROWS})
        return []
    places = Places(cohort)
    found: dict[tuple[str, str, int, int], Contact] = {}
    for number, row in enumerate(rows[1:], start=2):
        told = {name: row[place].strip() if place < len(row) else "" for name, place in at.items()}
        if not (told["email"] or told.get("name")) or enough(report.errors):
            continue
        try:
            one = _contact(told, places, codes)
        except ValueError as error:
            report.errors.append(_("Row %(row)d: %(wrong)s") % {"row": number, "wrong": error})
        else:
            found.setdefault(one.key, one)
    return list(found.values())


def _contact(told: dict[str, str], places: Places, codes: list[str]) -> Contact:
    try:
        email = typed.address(told["email"])
    except ValidationError as error:
        raise ValueError(_("“%(address)s” is no mail address.") % {"address": told["email"][:60]}) from error
    code = _role(told["role"], codes)
    scope = places.scope(code, told.get("where", ""))
    return Contact(email, typed.one_line(told.get("name", ""))[:120], code, scope, places.organisation(code, scope))


def _role(said: str, codes: list[str]) -> str:
    for code in codes:
        if fold(said) in {fold(word) for word in (code, str(RoleCode(code).label), *SAID[code])}:
            return code
    labels = ", ".join(str(RoleCode(code).label) for code in codes)
    raise ValueError(_("“%(role)s” is not one of these roles: %(labels)s.") % {"role": said[:60], "labels": labels})


def _known(lines: list[Contact]) -> set[tuple[str, str, int, int]]:
    """Who holds the role already, or was asked and may still answer: two queries."""
    emails = {line.email for line in lines}
    held = Role.objects.in_force().filter(Q(until=None), user__email__in=emails)
    asked = Invitation.objects.open().filter(email__in=emails)
    fields = ("code", "scope_type", "scope_id")
    return {*held.values_list("user__email", *fields), *asked.values_list("email", *fields)}
