"""Answers as people read them: on a page, in a document, in a table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation.models import Document
from levain.questionnaires.models import Answer, Question, Response, Section
from levain.questionnaires.services.filling import documents_of, files_of
from levain.questionnaires.services.reading import Sheet, blank
from levain.territories.models import Territory

Kind = Question.Kind


@dataclass
class Told:
    """A question with its answer: the words to read, the files, who wrote it and when (unless it is anonymous)."""

    question: Question
    row: int
    value: Any
    words: str
    by: Any = None
    at: Any = None
    files: list[Document] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        return not blank(self.value)


@dataclass
class ToldBlock:
    """A repeated block: one list of answers for each row."""

    question: Question
    rows: list[list[Told]]

    @property
    def answered(self) -> bool:
        return bool(self.rows)


@dataclass
class ToldSection:
    section: Section | None
    title: str
    told: list[Told | ToldBlock]


@dataclass
class Known:
    """What the words of answers need, read once: communes and files."""

    communes: dict[str, str]
    files: dict[int, Document]


def told(response: Response, parts: set[str] | None = None, *, sheet: Sheet | None = None) -> list[ToldSection]:
    """What a reader sees: each section, each question that is asked, its answer in words, who wrote it and when."""
    sheet = sheet or Sheet.of(response)
    known = read_ahead([sheet])
    sections = []
    for section in sheet.asked.sections:
        if section is not None and not sheet.holds(section.condition):
            continue
        questions = [one for one in sheet.asked.of_section(section) if one.is_for(parts)]
        rows = [_told(sheet, one, parts, known) for one in questions if sheet.is_asked(one)]
        if rows:
            sections.append(ToldSection(section, section.title_shown if section else "", rows))
    return sections


def set_aside(response: Response, parts: set[str] | None = None, *, sheet: Sheet | None = None) -> list[Told]:
    """Answers kept though their question disappeared, or changed so much that they no longer fit."""
    sheet = sheet or Sheet.of(response)
    kept = [(answer.aside, answer) for answer in sheet.aside if answer.aside and answer.aside.is_for(parts)]
    known = read_ahead([sheet]) if kept else Known({}, {})
    return [_answered(question, answer.row, answer, response.lists, known) for question, answer in kept]


def _told(sheet: Sheet, question: Question, parts, known: Known) -> Told | ToldBlock:
    if question.kind != Kind.BLOCK:
        return _one(sheet, question, 0, known)
    inner = [one for one in sheet.asked.inner_of[question.pk] if one.is_for(parts)]
    rows = [
        [_one(sheet, one, row, known) for one in inner if sheet.is_asked(one, row)] for row in sheet.rows(question)
    ]
    return ToldBlock(question, rows)


def _one(sheet: Sheet, question: Question, row: int, known: Known) -> Told:
    return _answered(question, row, sheet.answers.get((question.code, row)), sheet.response.lists, known)


def _answered(question: Question, row: int, answer: Answer | None, lists: dict, known: Known) -> Told:
    value = answer.value if answer else None
    return Told(
        question,
        row,
        value,
        words(question, value, lists, known),
        answer.by if answer else None,
        answer.at if answer else None,
        _files(question, value, known),
    )


def read_ahead(sheets: Iterable[Sheet]) -> Known:
    """Communes and files of many responses, in two queries at most."""
    sheets = list(sheets)
    codes, with_files = set(), set()
    for sheet in sheets:
        kinds = {question.code: question.kind for question in sheet.asked.questions}
        for answer in [*sheet.answers.values(), *sheet.aside]:
            kind = answer.aside.kind if answer.aside else kinds.get(answer.code)
            if kind == Kind.COMMUNE and isinstance(answer.value, str):
                codes.add(answer.value)
            elif kind == Kind.FILE and answer.value:
                with_files.add(sheet.response.pk)
    found = Territory.objects.communes().filter(code__in=codes) if codes else []
    kept = documents_of(with_files) if with_files else {}
    return Known({commune.code: commune.label for commune in found}, kept)


def shown(question: Question, value: Any, response: Response) -> str:
    """One answer in words, when it is read alone."""
    communes = Territory.objects.communes().filter(code=value) if question.kind == Kind.COMMUNE else []
    files = files_of(response) if question.kind == Kind.FILE else {}
    return words(question, value, response.lists, Known({one.code: one.label for one in communes}, files))


def words(question: Question, value: Any, lists: dict, known: Known) -> str:
    """An answer as a sentence or a list; what no longer fits its question is shown as it was kept."""
    if question.kind == Kind.CONSENT:
        return _("Yes") if value else _("No")
    if blank(value):
        return ""
    try:
        return WORDS[Kind(question.kind)](question, value, lists, known)
    except (TypeError, ValueError, AttributeError):
        return str(value)


def _number(question, value, lists, known):
    said = number_format(value, use_l10n=True, force_grouping=True)
    return f"{said}\u00a0{question.unit}" if question.unit else said


def _choices(question, value, lists, known):
    labels = {option.code: option.label for option in question.offered(lists)}
    return ", ".join(labels.get(code, code) for code in (value if isinstance(value, list) else [value]))


def _scale(question, value, lists, known):
    return _point(question, value)


def _point(question, value):
    if value == "none":
        return _("No opinion")
    label = dict(question.points()).get(value, "")
    if label:
        return label
    low, high = question.points()[0], question.points()[-1]
    return _("%(point)s, from %(low)s to %(high)s") % {
        "point": value,
        "low": f"{low[0]} ({low[1]})" if low[1] else low[0],
        "high": f"{high[0]} ({high[1]})" if high[1] else high[0],
    }


def _matrix(question, value, lists, known):
    lines = {line.code: line.label for line in question.asked_lines(lists)}
    said = [f"{lines.get(code, code)}\u00a0: {_point(question, point)}" for code, point in value.items()]
    return "\n".join(said)


def _file_names(question, value, lists, known):
    return ", ".join(file.name for file in _files(question, value, known))


def _files(question: Question, value: Any, known: Known) -> list[Document]:
    if question.kind != Kind.FILE or not isinstance(value, list):
        return []
    return [known.files[pk] for pk in value if pk in known.files]


WORDS = {
    Kind.TEXT: lambda question, value, lists, known: str(value),
    Kind.LONG_TEXT: lambda question, value, lists, known: str(value),
    Kind.NUMBER: _number,
    Kind.DATE: lambda question, value, lists, known: in_words(date.fromisoformat(value)),
    Kind.CHOICE: _choices,
    Kind.CHOICES: _choices,
    Kind.SCALE: _scale,
    Kind.MATRIX: _matrix,
    Kind.FILE: _file_names,
    Kind.COMMUNE: lambda question, value, lists, known: known.communes.get(value, str(value)),
    Kind.BLOCK: lambda question, value, lists, known: "",
}


def who_and_when(answer: Answer) -> str:
    """The person and the hour, or "Somebody" when nothing of her is kept."""
    if answer.by is None or answer.at is None:
        return _("Somebody")
    return _("%(who)s, at %(hour)s,") % {"who": answer.by, "hour": in_words(answer.at, "H:i")}
