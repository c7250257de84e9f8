"""A codebook brought in from a spreadsheet: a trial says row by row what would happen, then all or nothing."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.capitalisation.models import Code
from levain.capitalisation.services.codes import (
    CodeInItself,
    LabelTaken,
    OtherCodebook,
    add_code,
    book,
    check_label,
    hold,
    revise_code,
)
from levain.foundation.imports import ImportReport, enough
from levain.foundation.sheets import STARTS
from levain.foundation.typed import HIDDEN
from levain.people.models import User
from levain.programmes.models import Cohort

MOST_ROWS = 1_000
NAMES = {
    "slug": ("code", "slug", "id"),
    "parent": ("sous", "parent", "sous le code"),
    "label": ("nom", "label", "name"),
    "definition": ("definition", "définition"),
    "include": ("comprend", "include", "inclut"),
    "exclude": ("exclut", "exclude"),
    "example": ("exemple", "example"),
}
WORDS = ("label", "definition", "include", "exclude", "example")


@transaction.atomic
def bring_codes(rows: list[list[str]], cohort: Cohort, *, by: User, dry_run: bool = True) -> ImportReport:
    """Write the codes of a table, each under the one it names. One row in error and nothing is written."""
    report = ImportReport(dry_run=dry_run)
    hold(cohort)
    lines = _read(rows, report)
    waiting = _in_order(lines, set(book(cohort).values_list("slug", flat=True)), report)
    known = {code.slug: code for code in book(cohort)}
    for number, line in waiting:
        if enough(report.errors):
            break
        _write(number, line, known, cohort, by, report)
    if report.errors or dry_run:
        transaction.set_rollback(True)
    return report


def _read(rows: list[list[str]], report: ImportReport) -> list[tuple[int, dict[str, str]]]:
    head = [_bare(cell).casefold() for cell in rows[0]] if rows else []
    at = {name: head.index(one) for name, words in NAMES.items() for one in words if one in head}
    if "label" not in at:
        report.errors.append(_("No column “nom”: the first row gives the names of the columns."))
        return []
    if len(rows) > MOST_ROWS + 1:
        report.errors.append(_("More than %(n)d rows.") % {"n": MOST_ROWS})
        return []
    lines = []
    for number, row in enumerate(rows[1:], start=2):
        line = {name: _bare(row[place]) if place < len(row) else "" for name, place in at.items()}
        if any(line.values()):
            lines.append((number, line))
    return lines


def _bare(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a cell."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS) else text


def _in_order(lines, known: set[str], report: ImportReport) -> list[tuple[int, dict[str, str]]]:
    """Each code after the one it stands under, whatever the order of the rows; circles and twins are refused."""
    slugs: dict[str, int] = {}
    for number, line in lines:
        line["slug"] = line.get("slug") or slugify(line["label"])
        if line["slug"] in slugs:
            said = {"row": number, "code": line["slug"], "first": slugs[line["slug"]]}
            report.errors.append(_("Row %(row)d: “%(code)s” is on row %(first)d already.") % said)
        slugs.setdefault(line["slug"], number)
    placed, left = set(known) - set(slugs), lines
    found: list[tuple[int, dict[str, str]]] = []
    while left:
        ready = [(number, line) for number, line in left if not line.get("parent") or line["parent"] in placed]
        if not ready:
            break
        found += ready
        placed |= {line["slug"] for _number, line in ready}
        left = [one for one in left if one not in ready]
    for number, line in left:
        missing = line["parent"] not in slugs and line["parent"] not in known
        wrong = (
            _("Row %(row)d: “%(code)s” is no code.") if missing else _("Row %(row)d: under “%(code)s”, in a circle.")
        )
        report.errors.append(wrong % {"row": number, "code": line["parent"]})
    return found


def _write(number: int, line: dict[str, str], known: dict[str, Code], cohort, by, report: ImportReport) -> None:
    wrong = _wrong(line)
    if wrong:
        report.errors.append(_("Row %(row)d: %(wrong)s") % {"row": number, "wrong": wrong})
        return
    said: dict[str, Any] = {name: line[name] for name in WORDS if name in line}
    if "parent" in line:
        said["parent"] = known.get(line["parent"])
    code = known.get(line["slug"])
    try:
        if code is None:
            check_label(cohort, None, said.get("parent"), said["label"])
            known[line["slug"]] = add_code(cohort, line["slug"], said.pop("label"), by=by, **said)
            report.created += 1
        elif all(getattr(code, name) == value for name, value in said.items()):
            report.unchanged += 1
        else:
            revise_code(code, code.version, by=by, **said)
            report.updated += 1
    except (CodeInItself, OtherCodebook, LabelTaken) as refusal:
        report.errors.append(_("Row %(row)d: %(wrong)s") % {"row": number, "wrong": refusal})


def _wrong(line: dict[str, str]) -> str:
    if not line["label"]:
        return _("a code has a name.")
    for name in ("slug", *WORDS):
        text = line.get(name, "")
        longest = getattr(Code._meta.get_field(name), "max_length", 0)
        if len(text) > longest:
            return _("“%(column)s” is longer than %(n)d signs.") % {"column": NAMES[name][0], "n": longest}
        if any(sign in HIDDEN for sign in text):
            return _("“%(column)s” holds signs that cannot be shown.") % {"column": NAMES[name][0]}
    return ""
