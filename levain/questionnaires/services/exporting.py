"""Answers across the revisions of a questionnaire, as one table: a column for each question ever asked.

A question keeps its column from one revision to the next, as long as it is answered in the same way.
Anonymous answers leave one by one: each column is shuffled on its own, so that no line is one person's sheet.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from levain.formulas import anonymity
from levain.foundation import journal, registry
from levain.foundation.sheets import Column
from levain.people.models import User
from levain.questionnaires.models import Answer, Question, Questionnaire, Response
from levain.questionnaires.rules import can_read_response
from levain.questionnaires.services.display import Known, read_ahead, words
from levain.questionnaires.services.reading import Asked, Sheet

Kind = Question.Kind
TYPES = {Kind.NUMBER: "number", Kind.DATE: "date", Kind.SCALE: "string", Kind.CONSENT: "string"}


class TooFew(Exception):
    """So few people answered that they could be recognised."""


@dataclass
class Table:
    columns: list[Column]
    lines: list[list[Any]]


@dataclass
class Cell:
    """A column to be: the question, its line in a matrix or its row in a block, and how its value is read."""

    name: str
    title: str
    type: str
    question: Question
    read: Callable[[Sheet, Question, Known], Any]


@dataclass
class Plan:
    """The columns of a questionnaire, from the newest question to those no longer asked."""

    cells: list[Cell] = field(default_factory=list)
    names: dict[tuple[str, str], str] = field(default_factory=dict)


def responses_read_by(user: User, questionnaire: Questionnaire) -> list[Response]:
    """The closed responses that this person may see now."""
    closed = Response.objects.filter(revision__questionnaire=questionnaire, state=Response.State.CLOSED)
    found = list(closed.select_related("revision__questionnaire").prefetch_related("subject").order_by("pk"))
    registry.read_ahead([(user, response.subject) for response in found if response.subject is not None])
    return [response for response in found if can_read_response(user, response)]


def table(questionnaire: Questionnaire, *, by: User, personal: bool = False) -> Table:
    """What was answered; columns that may hold personal data only when they are asked for."""
    responses = responses_read_by(by, questionnaire)
    anonymous = any(response.anonymous for response in responses)
    if anonymous and 0 < len(responses) < _floor(questionnaire):
        raise TooFew(
            _("Fewer than %(n)d people answered: the table would show who wrote what.") % {"n": _floor(questionnaire)}
        )
    sheets = sheets_of(responses)
    known = read_ahead(sheets)
    cells = [cell for cell in _plan(questionnaire, sheets).cells if personal or not cell.question.personal_data]
    answered = [[_value(cell, sheet, known) for cell in cells] for sheet in sheets]
    if anonymous:
        return Table([_column(cell) for cell in cells], _shuffled(answered))
    about = [*ABOUT]
    lines = [[*_about(sheet.response), *line] for sheet, line in zip(sheets, answered, strict=True)]
    return Table([*about, *(_column(cell) for cell in cells)], lines)


@transaction.atomic
def take_away(questionnaire: Questionnaire, *, by: User) -> Table:
    """The table with its personal columns; the journal keeps who took it."""
    found = table(questionnaire, by=by, personal=True)
    changes = {"personal": True, "rows": len(found.lines)}
    journal.record("questionnaire.exported", on=questionnaire, by=by, changes=changes)
    return found


def _floor(questionnaire: Questionnaire) -> int:
    """Under so few anonymous answers, nothing leaves: people of a small circle know who wrote what."""
    return anonymity.floor(inhabitants="habitant" in questionnaire.audience.lower())


def sheets_of(responses: Iterable[Response]) -> list[Sheet]:
    """The sheets of many responses, in one query and two for each revision."""
    responses = list(responses)
    asked = {response.revision_id: response.revision for response in responses}
    read = {pk: Asked(revision) for pk, revision in asked.items()}
    answers: dict[int, dict] = defaultdict(dict)
    for answer in Answer.objects.filter(response__in=responses, aside=None):
        answers[answer.response_id][answer.code, answer.row] = answer
    return [Sheet(one, read[one.revision_id], answers[one.pk], []) for one in responses]


ABOUT = [
    Column("response", "integer", "Response"),
    Column("version", "integer", "Version of the questionnaire"),
    Column("handed_in_on", "date", "Handed in on"),
    Column("language", "string", "Language of the answers"),
    Column("about", "string", "What the answers are about"),
]


def _about(response: Response) -> list[Any]:
    said = registry.of(response.subject) if response.subject is not None else None
    title = str(said.title(response.subject)) if said else ""
    return [response.pk, response.revision.number, response.closed_on, response.language, title]


def _plan(questionnaire: Questionnaire, sheets: list[Sheet]) -> Plan:
    """One column for a question answered in the same way, whatever the revision; newest first."""
    plan = Plan()
    most_rows = _most_rows(sheets)
    for revision in questionnaire.revisions.exclude(published_at=None).order_by("-number"):
        asked = Asked(revision)
        for question in asked.questions:
            key = question.code, _family(question)
            if question.kind == Kind.BLOCK or key in plan.names:
                continue
            taken = {code for code, _kind in plan.names}
            plan.names[key] = question.code if question.code not in taken else f"{question.code}_{question.kind}"
            for row in range(1, most_rows.get(question.code, 0) + 1) if question.block_id else [None]:
                plan.cells += _cells(question, plan.names[key], row)
    return plan


def _family(question: Question) -> str:
    kind = Kind.TEXT if question.kind == Kind.LONG_TEXT else question.kind
    return f"{kind}-{bool(question.block_id)}"


def _most_rows(sheets: list[Sheet]) -> dict[str, int]:
    most: dict[str, int] = {}
    for sheet in sheets:
        for block in sheet.asked.questions:
            if block.kind == Kind.BLOCK:
                rows = len(sheet.rows(block))
                for inner in sheet.asked.inner_of[block.pk]:
                    most[inner.code] = max(most.get(inner.code, 1), rows)
    return most


def _cells(question: Question, name: str, row: int | None) -> Iterator[Cell]:
    start = f"{name}_{row}" if row else name
    title = f"{question.text} ({row})" if row else question.text
    if question.kind == Kind.MATRIX:
        for line in question.asked_lines():
            yield Cell(
                f"{start}_{line.code}", f"{title} – {line.label}", "string", question, _of_line(line.code, row)
            )
        if not question.repeat_over:
            return
    if question.kind == Kind.COMMUNE:
        yield Cell(f"{start}_insee", title, "string", question, _raw(row))
    yield Cell(start, title, TYPES.get(Kind(question.kind), "string"), question, _plain(row))


def _place(sheet: Sheet, question: Question, row: int | None) -> tuple[Question, Any]:
    """The question as it was asked in that revision, and its value there; nothing when it was asked otherwise."""
    asked = sheet.asked.by_code.get(question.code)
    if asked is None or _family(asked) != _family(question):
        return question, None
    number = 0
    if row:
        rows = sheet.rows(sheet.asked.by_code[sheet.asked.block_of[asked.code]])
        if row > len(rows):
            return asked, None
        number = rows[row - 1]
    return asked, sheet.value(asked.code, number) if sheet.is_asked(asked, number) else None


def _raw(row):
    return lambda sheet, question, known: _place(sheet, question, row)[1]


def _of_line(line, row):
    def read(sheet, question, known):
        asked, value = _place(sheet, question, row)
        point = value.get(line) if isinstance(value, dict) else None
        return None if point is None else words(_as_scale(asked), point, {}, known)

    return read


def _as_scale(question: Question) -> Question:
    return Question(kind=Kind.SCALE, scale=question.scale, translations=question.translations)


def _plain(row):
    def read(sheet, question, known):
        asked, value = _place(sheet, question, row)
        if value is None or asked.kind == Kind.NUMBER:
            return value
        if asked.kind == Kind.DATE:
            return date.fromisoformat(value)
        if asked.kind == Kind.CONSENT:
            return bool(value)
        return words(asked, value, sheet.response.lists, known)

    return read


def _value(cell: Cell, sheet: Sheet, known: Known) -> Any:
    return cell.read(sheet, cell.question, known)


def _column(cell: Cell) -> Column:
    return Column(cell.name, cell.type, cell.title, unit=cell.question.unit)


def _shuffled(lines: list[list[Any]]) -> list[list[Any]]:
    """Each column in an order of its own: what two questions were answered by one person cannot be put together."""
    columns = [list(column) for column in zip(*lines, strict=True)]
    for column in columns:
        random.SystemRandom().shuffle(column)
    return [list(line) for line in zip(*columns, strict=True)]
