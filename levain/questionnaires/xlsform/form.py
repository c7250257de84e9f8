"""A form read from its workbook: title, languages, sections and questions, as `services.building` takes them."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.foundation.workbooks import Rows
from levain.questionnaires.xlsform.choices import Choices
from levain.questionnaires.xlsform.kinds import type_of
from levain.questionnaires.xlsform.names import Names
from levain.questionnaires.xlsform.remarks import Remarks
from levain.questionnaires.xlsform.sheet import Row, language_code, languages, rows
from levain.questionnaires.xlsform.survey import Survey

SHEETS = {"survey", "choices", "settings"}
SETTINGS = {"form_title", "form_id", "version", "default_language", "levain_intro", "levain_anonymous", "style"}
SETTINGS |= {"levain_audience", "levain_minutes"}


@dataclass
class Form:
    """What a workbook asks; `remarks` says what is refused and what is lost."""

    title: str = ""
    slug: str = ""
    language: str = "fr"
    promise: dict[str, Any] = field(default_factory=dict)
    audience: str = ""
    sections: list[dict[str, Any]] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)


def read_form(sheets: dict[str, Rows], name: str = "") -> Form:
    """Read the three sheets; `name` (of the file) stands for the title and identifier that a form does not give."""
    form = Form()
    by_name = {title.strip().lower(): sheet for title, sheet in sheets.items()}
    if not by_name.get("survey"):
        form.remarks.refuse("survey", 0, _("this workbook has no sheet called “survey”: it is not an XLSForm."))
        return form
    for other in sorted(set(by_name) - SHEETS):
        if by_name[other]:
            form.remarks.lose(other, 0, _("this sheet is not read."))
    settings = next(rows(by_name.get("settings", [])), Row(2, {}))
    _read_settings(form, settings, by_name["survey"], name)
    _read_questions(form, by_name)
    return form


def _read_settings(form: Form, told: Row, survey: Rows, name: str) -> None:
    found = languages(survey)
    said = language_code(told.get("default_language")) if told.get("default_language") else ""
    form.language = said or (found[0] if found else "fr")
    form.title = (told.text("form_title", form.language) or name)[:200]
    form.slug = slugify(told.get("form_id") or form.title)[:50]
    if not form.title or not form.slug:
        form.remarks.refuse("settings", told.at, _("the form has no title and no identifier."))
    form.audience = told.get("levain_audience")[:60]
    minutes = told.get("levain_minutes")
    form.promise = {
        "intro": told.get("levain_intro"),
        "anonymous": told.get("levain_anonymous").lower() in ("yes", "true", "1"),
        "duration_min": int(minutes) if minutes.isdigit() else None,
    }
    for heading in told.cells:
        if heading.name not in SETTINGS:
            form.remarks.lose("settings", told.at, _("“%(name)s” is not used here.") % {"name": heading.name})


def _read_questions(form: Form, sheets: dict[str, Rows]) -> None:
    told = [(row, type_of(row.get("type"), row.get("appearance"))) for row in rows(sheets["survey"])]
    for row, kind in told:
        if kind is None:
            said = row.get("type") or "—"
            form.remarks.refuse("survey", row.at, _("“%(type)s” is no type of question.") % {"type": said[:60]})
    choices = Choices(sheets.get("choices", []), form.language, form.remarks)
    names = Names(told, form.remarks)
    form.sections = Survey(choices, names, form.language, form.remarks).read(told, form.title)
    if not any(section["questions"] for section in form.sections) and not form.remarks.errors:
        form.remarks.refuse("survey", 0, _("this form asks nothing."))
