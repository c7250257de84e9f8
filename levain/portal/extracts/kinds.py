"""Each list that may be taken out: its rows, and its columns with those that name people apart."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models import Evidence, PolicyLead
from levain.capitalisation.voices_state import agreement, followed
from levain.evaluation.models import Measure
from levain.foundation.sheets import Column
from levain.people.models import Role, RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.selection import rules as selection_rules
from levain.selection.models import Application, Call
from levain.seminars.models import Registration
from levain.support.models import Contact, Need


@dataclass(frozen=True)
class Cell:
    """A column and how a row fills it; `personal` when it names somebody: taken only when asked for."""

    column: Column
    read: Callable[[Any], Any]
    personal: bool = False

    @property
    def name(self) -> str:
        return self.column.name


@dataclass(frozen=True)
class Kind:
    """`rows(user, cohort)` narrows what the database can; each row is asked to its own rule again when written."""

    code: str
    title: Any
    rows: Callable[[Any, Cohort], QuerySet]
    cells: tuple[Cell, ...]

    def chosen(self, names: Iterable[str]) -> list[Cell]:
        """The cells of these names, in the order of the list; unknown names are left out."""
        wanted = set(names)
        return [cell for cell in self.cells if cell.name in wanted]

    @property
    def plain(self) -> list[str]:
        return [cell.name for cell in self.cells if not cell.personal]


def _cell(name: str, kind: str, title: Any, read: Any = None, *, personal: bool = False, unit: str = "") -> Cell:
    return Cell(Column(name, kind, title, unit), read or (lambda row: getattr(row, name)), personal)


def _bearers(project: Project) -> str:
    held = Role.objects.in_force().on(project).filter(code=RoleCode.BEARER)
    return ", ".join(sorted(role.user.name for role in held.select_related("user")))


def _codes(things: Iterable[Any], of: str = "pk") -> str:
    return ", ".join(str(getattr(one, of)) for one in things)


_PROJECT = _cell("project", "string", _("Project"), lambda row: row.project.slug if row.project else "")

PROJECTS = Kind(
    "projets",
    _("Projects"),
    lambda user, cohort: (
        Project.objects.followed_by(user)
        .filter(cohort=cohort)
        .select_related("cohort__programme", "collective", "local_authority")
        .prefetch_related("communes")
    ),
    (
        _cell("slug", "string", _("Address")),
        _cell("name", "string", _("Name")),
        _cell("pitch", "string", _("In a few words")),
        _cell("stage", "string", _("Stage"), lambda row: row.get_stage_display()),
        _cell("themes", "string", _("Themes"), lambda row: ", ".join(row.themes)),
        _cell("communes", "string", _("Communes (INSEE)"), lambda row: _codes(row.communes.all(), "code")),
        _cell("collective", "string", _("Collective"), lambda row: str(row.collective)),
        _cell("local_authority", "string", _("Local authority"), lambda row: str(row.local_authority)),
        _cell("published", "boolean", _("Has a public page")),
        _cell("bearers", "string", _("Bearers"), _bearers, personal=True),
    ),
)

NEEDS = Kind(
    "besoins",
    _("Needs"),
    lambda user, cohort: (
        Need.objects.visible_to(user)
        .filter(project__cohort=cohort)
        .select_related("project__cohort__programme", "stated_by", "qualified_by")
        .order_by("pk")
    ),
    (
        _cell("number", "integer", _("Its number"), lambda row: row.pk),
        _PROJECT,
        _cell("stated_on", "date", _("Stated on")),
        _cell("state", "string", _("State"), lambda row: row.get_state_display()),
        _cell("theme", "string", _("Theme")),
        _cell("in_my_words", "string", _("What the project wants to do")),
        _cell("blocks", "string", _("What blocks")),
        _cell("unblock", "string", _("What would unblock it")),
        _cell("wanted_by", "date", _("Wanted by")),
        _cell("adviser_words", "string", _("In the adviser's words")),
        _cell("outcome", "string", _("What came of it")),
        _cell("outcome_on", "date", _("Closed on")),
        _cell("met", "string", _("Met"), lambda row: row.get_met_display()),
        _cell("stated_by", "string", _("Stated by"), lambda row: row.stated_by.name, personal=True),
    ),
)

CONTACTS = Kind(
    "contacts",
    _("Calls, visits and mails"),
    lambda user, cohort: (
        Contact.objects.visible_to(user)
        .filter(project__cohort=cohort)
        .select_related("project__cohort__programme", "by")
        .order_by("pk")
    ),
    (
        _PROJECT,
        _cell("happened_on", "date", _("Day")),
        _cell("kind", "string", _("Kind of contact"), lambda row: row.get_kind_display()),
        _cell("text", "string", _("What was said")),
        _cell("next", "string", _("What comes next")),
        _cell("by", "string", _("Recorded by"), lambda row: row.by.name, personal=True),
        _cell("with_whom", "string", _("With whom"), personal=True),
    ),
)


def _applications(user: Any, cohort: Cohort) -> QuerySet:
    ids = Q(pk__in=[])
    for call in Call.objects.filter(cohort=cohort).select_related("cohort__programme"):
        if selection_rules.can_read_applications(user, call):
            ids |= Q(pk__in=selection_rules.readable_by(user, call).values("pk"))
    found = Application.objects.filter(ids).exclude(state=Application.State.DRAFT)
    return found.select_related("call__cohort__programme", "commune").order_by("pk")


APPLICATIONS = Kind(
    "candidatures",
    _("Applications"),
    _applications,
    (
        _cell("reference", "string", _("Reference")),
        _cell("call", "string", _("Call"), lambda row: row.call.slug),
        _cell("title", "string", _("Title")),
        _cell("summary", "string", _("In a few words")),
        _cell("commune", "string", _("Commune (INSEE)"), lambda row: row.commune.code if row.commune else ""),
        _cell("place", "string", _("Place")),
        _cell("collective", "string", _("Collective")),
        _cell("local_authority", "string", _("Local authority")),
        _cell("themes", "string", _("Themes"), lambda row: ", ".join(row.themes)),
        _cell("deposited_on", "date", _("Deposited on"), lambda row: row.deposited_at and row.deposited_at.date()),
    ),
)

REGISTRATIONS = Kind(
    "inscriptions",
    _("Registrations to seminars"),
    lambda user, cohort: (
        Registration.objects.filter(seminar__cohort=cohort)
        .select_related("seminar__cohort__programme", "user", "project")
        .order_by("seminar__starts", "pk")
    ),
    (
        _cell("seminar", "string", _("Seminar"), lambda row: row.seminar.slug),
        _cell("side", "string", _("Whose side it is"), lambda row: row.get_side_display()),
        _PROJECT,
        _cell("state", "string", _("State"), lambda row: row.get_state_display()),
        _cell("remote", "boolean", _("From afar")),
        _cell("name", "string", _("Name"), lambda row: row.user.name if row.user else row.name, personal=True),
    ),
)

INDICATORS = Kind(
    "indicateurs",
    _("Values of indicators"),
    lambda user, cohort: (
        Measure.objects.filter(followed__project__cohort=cohort)
        .select_related("followed__project__cohort__programme", "followed__indicator", "proposed_by")
        .order_by("pk")
    ),
    (
        _cell("project", "string", _("Project"), lambda row: row.followed.project.slug),
        _cell("indicator", "string", _("Indicator"), lambda row: row.followed.label),
        _cell("unit", "string", _("Unit"), lambda row: row.followed.unit),
        _cell("baseline", "number", _("Where it started"), lambda row: row.followed.baseline),
        _cell("target", "number", _("Where it aims"), lambda row: row.followed.target),
        _cell("taken_on", "date", _("Taken on")),
        _cell("value", "number", _("Value")),
        _cell("words", "string", _("In words")),
        _cell("source", "string", _("Source")),
        _cell("state", "string", _("State"), lambda row: row.get_state_display()),
        _cell("proposed_by", "string", _("Given by"), lambda row: row.proposed_by.name, personal=True),
    ),
)

EVIDENCE = Kind(
    "preuves",
    _("Evidence"),
    lambda user, cohort: (
        followed(Evidence.objects.visible_to(user))
        .filter(cohort=cohort)
        .select_related("passage__object_type", "project__cohort__programme", "cohort__programme")
        .prefetch_related("codes", "findings")
        .order_by("number")
    ),
    (
        _cell("number", "integer", _("Its number")),
        _PROJECT,
        _cell("side", "string", _("Whose side it is"), lambda row: row.get_side_display()),
        _cell("said_on", "date", _("Day")),
        _cell("consent", "string", _("Agreement"), agreement),
        _cell("words", "string", _("Words"), lambda row: row.words if row.publishable else ""),
        _cell("codes", "string", _("Codes"), lambda row: _codes(row.codes.all(), "slug")),
        _cell("findings", "string", _("Findings"), lambda row: _codes(row.findings.all(), "number")),
        _cell("speaker", "string", _("Name shown"), lambda row: _named(row), personal=True),
    ),
)


def _named(row: Evidence) -> str:
    """Whoever refused, withdrew, or spoke without a name is not named beside her passage."""
    return row.speaker if row.publishable and row.consent != Evidence.Consent.ANONYMOUS else ""


LEADS = Kind(
    "pistes",
    _("Policy leads"),
    lambda user, cohort: (
        PolicyLead.objects.visible_to(user)
        .filter(cohort=cohort)
        .select_related("cohort__programme", "showing__cohort")
        .prefetch_related("lessons")
        .order_by("number")
    ),
    (
        _cell("number", "integer", _("Its number")),
        _cell("title", "string", _("Title")),
        _cell("scope", "string", _("What it concerns"), lambda row: row.get_scope_display()),
        _cell("kind", "string", _("Decision asked"), lambda row: row.get_kind_display()),
        _cell("addressee", "string", _("To")),
        _cell("text", "string", _("What is proposed")),
        _cell("first_step", "string", _("First step")),
        _cell("effort", "string", _("Effort"), lambda row: row.get_effort_display()),
        _cell("state", "string", _("State"), lambda row: row.get_state_display()),
        _cell("lessons", "string", _("Lessons"), lambda row: _codes(row.lessons.all(), "number")),
        _cell("answer", "string", _("Answer"), lambda row: row.get_answer_display()),
        _cell("answered_on", "date", _("Day of the answer")),
        _cell("answer_text", "string", _("What was answered")),
        _cell("public_address", "string", _("Public address"), lambda row: _public(row)),
        _cell("answered_by", "string", _("Who answered"), personal=True),
    ),
)


def _public(lead: PolicyLead) -> str:
    shown = getattr(lead, "showing", None)
    return settings.SITE_URL + shown.get_absolute_url() if shown and not shown.withdrawn_on else ""


KINDS = {
    kind.code: kind for kind in (PROJECTS, NEEDS, CONTACTS, APPLICATIONS, REGISTRATIONS, INDICATORS, EVIDENCE, LEADS)
}
