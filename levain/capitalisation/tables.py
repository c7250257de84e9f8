"""The codebook and the quotations as tables: what leaves the house obeys what each person answered."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models import Code, Evidence, Report
from levain.capitalisation.quoting import quotation, who_of_the_project
from levain.capitalisation.services.codes import book
from levain.capitalisation.voices_shown import who_in
from levain.foundation import files, open_sheets, sheets
from levain.foundation.sheets import Column
from levain.programmes.models import Cohort

CODES = (
    Column("code", "string", _("Code: the name that stays")),
    Column("sous", "string", _("Code it stands under")),
    Column("nom", "string", _("Name of the code")),
    Column("definition", "string", _("What it means")),
    Column("comprend", "string", _("What it takes in")),
    Column("exclut", "string", _("What it leaves out")),
    Column("exemple", "string", _("An example")),
    Column("version", "integer", _("Version")),
)
QUOTATIONS = (
    Column("preuve", "integer", _("Number of the evidence")),
    Column("mots", "string", _("Words")),
    Column("qui", "string", _("Who")),
    Column("ou", "string", _("Where")),
    Column("quand", "string", _("When")),
    Column("codes", "string", _("Codes")),
    Column("constats", "string", _("Findings, with what the words do to each")),
    Column("empreinte", "string", _("Digest of the text that day")),
    Column("debut", "integer", _("First sign")),
    Column("fin", "integer", _("Sign after the last")),
)
# What is told otherwise, or without a name, gives no way back to the very words.
TRACEABLE = Evidence.Consent.AGREED


def codebook_rows(cohort: Cohort | None) -> Iterator[list[Any]]:
    """Every code in use, each after the one it stands under."""
    codes = {code.pk: code for code in book(cohort).filter(retired_at=None)}
    for code in sorted(codes.values(), key=lambda one: _trail(one, codes)):
        parent = codes.get(code.parent_id) if code.parent_id else None
        yield [
            code.slug,
            parent.slug if parent else "",
            code.label,
            code.definition,
            code.include,
            code.exclude,
            code.example,
            code.version,
        ]


def _trail(code: Code, codes: dict[int, Code]) -> list[str]:
    trail = [code.label.casefold()]
    while code.parent_id in codes:
        code = codes[code.parent_id]
        trail.insert(0, code.label.casefold())
    return trail


def quotation_rows(cohort: Cohort) -> Iterator[list[Any]]:
    """The words that may be published, named as the report of the session names them; nothing of the others."""
    held = Evidence.objects.filter(cohort=cohort, consent__in=Evidence.PUBLISHABLE)
    rows = list(
        held.exclude(hold=Evidence.Hold.ASIDE)
        .select_related("passage__object_type", "project")
        .prefetch_related("codes", "links__finding")
        .order_by("number")
    )
    who = _names(cohort, rows)
    for one in rows:
        shown = quotation(one, who[one.pk], [])
        exact = one.consent == TRACEABLE
        passage = one.passage
        yield [
            one.number,
            shown.text,
            shown.who,
            shown.where,
            shown.when,
            "; ".join(sorted(code.slug for code in one.codes.all())),
            "; ".join(f"{link.finding.number} ({link.get_stance_display()})" for link in one.links.all()),
            passage.digest if exact else "",
            passage.start if exact else None,
            passage.end if exact else None,
        ]


def _names(cohort: Cohort, rows: list[Evidence]) -> dict[int, str]:
    """As the report names them; before there is one, no name at all."""
    report = Report.objects.filter(cohort=cohort).select_related("cohort").first()
    return who_in(report, rows) if report else {one.pk: who_of_the_project(one) for one in rows}


def handed(
    name: str, form: str, title: str, columns: Iterable[Column], rows: Iterable[Iterable[Any]]
) -> HttpResponse:
    """A table in the form asked for; what would start a formula is text in both.

    People read quotations under the words of the page; a codebook keeps the names under which it is brought back.
    """
    columns = list(columns)
    if form == "csv":
        return sheets.as_file(f"{name}.csv", columns, rows)
    out = BytesIO()
    header = [column.name if columns == list(CODES) else str(column.title) for column in columns]
    open_sheets.write(out, title, header, rows)
    answer = HttpResponse(out.getvalue(), content_type=files.MEDIA["ods"])
    answer["Content-Disposition"] = f'attachment; filename="{name}.ods"'
    answer["Cache-Control"] = "private, no-store"
    return answer
