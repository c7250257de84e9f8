"""Values brought in from a spreadsheet: first a trial that says row by row what would happen, then all or nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.evaluation.models import Followed, Measure
from levain.evaluation.services.indicators import counts_for, propose
from levain.foundation.imports import ImportReport, enough
from levain.people.models import User
from levain.projects.models import Project

MOST_ROWS = 2_000
NAMES = {
    "project": ("projet", "project"),
    "indicator": ("indicateur", "indicator"),
    "on": ("date", "relevé le", "taken_on"),
    "value": ("valeur", "value"),
    "words": ("mots", "words"),
    "source": ("source",),
    "proof": ("preuve", "proof"),
}


@dataclass(frozen=True)
class Line:
    """One row that can be written."""

    followed: Followed
    on: date
    value: Decimal | None
    words: str
    source: str
    proof: str


@transaction.atomic
def bring(rows: list[list[str]], projects: list[Project], *, by: User, dry_run: bool = True) -> ImportReport:
    """Propose a value for each row. One row in error and nothing is written; the same file again adds nothing."""
    report = ImportReport(dry_run=dry_run)
    lines = _read(rows, projects, report)
    known = {
        (each.followed_id, each.taken_on, each.value, each.words)
        for each in Measure.objects.filter(followed__in={line.followed.pk for line in lines})
    }
    for line in lines:
        key = (line.followed.pk, line.on, line.value, line.words)
        if key in known:
            report.unchanged += 1
            continue
        known.add(key)
        report.created += 1
        report.notes.append(_told(line, len(projects) > 1))
        if report.written:
            propose(
                line.followed,
                by=by,
                taken_on=line.on,
                value=line.value,
                words=line.words,
                source=line.source,
                proof=line.proof,
            )
    return report


def _told(line: Line, many: bool) -> str:
    """A row as it was understood: a comma, a day and a month are read before anyone says yes."""
    followed = line.followed
    value = line.words
    if line.value is not None:
        number = line.value.normalize()
        value = number_format(number, max(0, -int(number.as_tuple().exponent)), use_l10n=True, force_grouping=True)
        value = f"{value} {followed.unit}".strip()
    what = f"{followed.project} · {followed.label}" if many else followed.label
    return _("%(what)s, %(day)s: %(value)s") % {"what": what, "day": in_words(line.on), "value": value}


def _read(rows: list[list[str]], projects: list[Project], report: ImportReport) -> list[Line]:
    if not rows:
        report.errors.append(_("The sheet is empty."))
        return []
    if len(rows) > MOST_ROWS:
        report.errors.append(_("The sheet has more than %(n)d rows: cut it in parts.") % {"n": MOST_ROWS})
        return []
    columns = _columns(rows[0])
    wanted = {"indicator", "on", "source"} | ({"project"} if len(projects) > 1 else set())
    if missing := wanted - set(columns):
        names = ", ".join(sorted(NAMES[name][0] for name in missing))
        read = ", ".join(title.strip() for title in rows[0] if title.strip())[:200]
        report.errors.append(
            _("These columns are missing: %(names)s. The first row reads: %(read)s.") % {"names": names, "read": read}
        )
        return []
    followed = _followed(projects)
    lines = []
    for place, row in enumerate(rows[1:], 2):
        told = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        if not any(told.values()):
            continue
        try:
            lines.append(_line(told, projects, followed))
        except ValueError as error:
            report.errors.append(_("Row %(n)d: %(why)s") % {"n": place, "why": error})
            if enough(report.errors):
                break
    return [] if report.errors else lines


def _columns(header: list[str]) -> dict[str, int]:
    titles = [title.strip().lower() for title in header]
    return {name: titles.index(known) for name, all_known in NAMES.items() for known in all_known if known in titles}


def _followed(projects: list[Project]) -> dict[tuple[int, str], Followed]:
    """The indicators of these projects by their code, and by their label: two queries."""
    found = Followed.objects.filter(project__in=projects, retired_on=None).select_related("indicator")
    known = {}
    places = {project.pk: project for project in projects}
    for each in found.prefetch_related("levels"):
        each.project = places[each.project_id]
        for name in (each.label, each.indicator.code if each.indicator else ""):
            if name:
                known[each.project_id, name.strip().lower()] = each
    return known


def _line(told: dict[str, str], projects: list[Project], known: dict[tuple[int, str], Followed]) -> Line:
    project = _project(told.get("project", ""), projects)
    followed = known.get((project.pk, told["indicator"].lower()))
    if followed is None:
        raise ValueError(
            _("“%(what)s” is not followed by %(project)s.") % {"what": told["indicator"], "project": project}
        )
    value = _number(told.get("value", ""))
    words = told.get("words", "")
    if value is None and not words:
        raise ValueError(_("a value is missing."))
    if not counts_for(followed, value):
        raise ValueError(_("%(value)s is not one of the levels of this indicator.") % {"value": value})
    if not told["source"]:
        raise ValueError(_("the source is missing."))
    for text, longest in ((told["source"], 300), (told.get("proof", ""), 300), (words, 2000)):
        if len(text) > longest:
            raise ValueError(_("a cell is too long (%(n)d signs at most).") % {"n": longest})
    return Line(followed, _day(told["on"]), value, words, told["source"], told.get("proof", ""))


def _project(name: str, projects: list[Project]) -> Project:
    if len(projects) == 1 and not name:
        return projects[0]
    found = next((each for each in projects if name.lower() in (each.slug, each.name.lower())), None)
    if found is None:
        raise ValueError(_("no project is called “%(name)s” here.") % {"name": name})
    return found


def _number(text: str) -> Decimal | None:
    clean = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".").replace("−", "-")
    if not clean:
        return None
    if clean.lower() in ("oui", "yes"):
        return Decimal(1)
    if clean.lower() in ("non", "no"):
        return Decimal(0)
    try:
        number = Decimal(clean)
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) >= Decimal(10) ** 11:
        raise ValueError(_("“%(text)s” is not a number.") % {"text": text}) from None
    return number.quantize(Decimal("0.001"))


def _day(text: str) -> date:
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text[:10])
    except (ValueError, TypeError):
        raise ValueError(_("“%(text)s” is not a date: write 2021-06-30 or 30/06/2021.") % {"text": text}) from None


def as_rows(project: Project) -> list[list[Any]]:
    """The sheet to fill in: one row for each indicator followed."""
    header = [NAMES[name][0] for name in ("indicator", "on", "value", "words", "source", "proof")]
    rows: list[list[Any]] = [header]
    for each in Followed.objects.filter(project=project, retired_on=None).select_related("indicator"):
        rows.append([each.indicator.code if each.indicator else each.label, "", "", "", each.source, ""])
    return rows
