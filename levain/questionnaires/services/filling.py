"""Answer a revision: each answer is kept on its own, so that people write together and nobody loses a word."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levain.foundation import documents, files
from levain.foundation.models import Document
from levain.people.models import User
from levain.questionnaires.models import Answer, Question, Response, Revision
from levain.questionnaires.services.reading import Place, Sheet, blank

MOST_ROWS = 50


class NotPublished(Exception):
    """People answer a published revision alone."""


class Closed(Exception):
    """A closed response no longer changes."""

    def __init__(self):
        super().__init__(_("These answers were handed in: they no longer change."))


class Incomplete(Exception):
    """Something that must be answered is not; `missing` says what."""

    def __init__(self, missing: list["Missing"]):
        super().__init__(_("Some questions still wait for an answer."))
        self.missing = missing


@dataclass(frozen=True)
class Clash:
    """Somebody answered the same question since the page was opened: both wordings are shown."""

    question: Question
    row: int
    mine: Any
    theirs: Answer | None


@dataclass
class Saved:
    """What a step kept, what it could not keep without overwriting somebody, and the files that were refused."""

    kept: list[Place] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    refused: dict[Place, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return not (self.clashes or self.refused)


@dataclass(frozen=True)
class Missing:
    """A question that must be answered before the response is closed, or whose answer does not stand."""

    question: Question
    row: int
    why: str


@dataclass
class Deed:
    """What a form asks to keep at one place, with the answer it had shown."""

    question: Question
    row: int
    value: Any
    known: tuple[int, str]
    uploads: list = field(default_factory=list)
    removed: list[int] = field(default_factory=list)


def mark(value: Any) -> str:
    """A short mark of a value: it tells whether a field was touched since it was shown."""
    if blank(value):
        return ""
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


@transaction.atomic
def start(
    revision: Revision,
    *,
    subject: models.Model | None = None,
    respondent: User | None = None,
    lists: dict[str, list] | None = None,
    anonymous: bool = False,
) -> Response:
    """Begin to answer; an anonymous revision, or an anonymous asking of it, keeps nobody, whoever begins."""
    anonymous = anonymous or revision.anonymous
    if not revision.published_at:
        raise NotPublished(_("This version is not published yet: nobody can answer it."))
    return Response.objects.create(
        revision=revision,
        subject=subject,
        respondent=None if anonymous else respondent,
        anonymous=anonymous,
        language=(get_language() or revision.language)[:10],
        lists=lists or {},
    )


@transaction.atomic
def save_step(response: Response, form: Any, *, by: User | None, correcting: bool = False) -> Saved:
    """Keep what a form holds that stands, question by question; `form` is a StepForm that was asked to validate.

    An answer that was not touched is left alone; one that somebody else changed meanwhile is not overwritten.
    `correcting`: answers handed in may be mended, those of the form alone, and stay handed in.
    """
    held = _held(response, even_closed=correcting)
    saved = Saved()
    now_kept = {(answer.code, answer.row): answer for answer in held.answers.filter(aside=None).select_related("by")}
    for deed in form.deeds():
        _save(held, deed, now_kept, saved, by=by)
    for deed in form.left_over():
        _keep_aside(held, deed, saved, by=by)
    if saved.kept:
        _changed(held)
    response.version, response.changed_at = held.version, held.changed_at
    return saved


def _held(response: Response, *, even_closed: bool = False) -> Response:
    """The response, kept from others until the transaction ends."""
    held = Response.objects.select_for_update().get(pk=response.pk)
    if held.closed and not even_closed:
        raise Closed
    return held


def _save(held: Response, deed: Deed, kept: dict[Place, Answer], saved: Saved, *, by: User | None) -> None:
    place = deed.question.code, deed.row
    current = kept.get(place)
    if deed.question.kind == Question.Kind.FILE:
        deed = _with_files(held, deed, current, saved, by=by)
    elif mark(deed.value) == deed.known[1]:
        return
    there = current.value if current else None
    if mark(deed.value) == mark(there):
        return
    if deed.question.kind != Question.Kind.FILE and (current.version if current else 0) != deed.known[0]:
        saved.clashes.append(Clash(deed.question, deed.row, deed.value, current))
        return
    kept[place] = _write(held, deed, current, by=by)
    saved.kept.append(place)


def _write(held: Response, deed: Deed, current: Answer | None, *, by: User | None) -> Answer:
    answer = current or Answer(response=held, code=deed.question.code, row=deed.row, version=0)
    answer.value = None if blank(deed.value) else deed.value
    answer.version += 1
    if not held.anonymous:
        answer.by, answer.at = by, timezone.now()
    answer.save()
    return answer


def _keep_aside(held: Response, deed: Deed, saved: Saved, *, by: User | None) -> None:
    """Keep what was typed on a page opened before its question disappeared, over what was set aside of it."""
    answer, _created = held.answers.get_or_create(code=deed.question.code, row=deed.row, aside=deed.question)
    answer.value = deed.value
    answer.version += 1
    if not held.anonymous:
        answer.by, answer.at = by, timezone.now()
    answer.save()
    saved.kept.append((deed.question.code, deed.row))


def _with_files(held: Response, deed: Deed, current: Answer | None, saved: Saved, *, by: User | None) -> Deed:
    """Add the files given and take off those removed: what somebody else added meanwhile stays."""
    there = list(current.value) if current and current.value else []
    removed = [pk for pk in deed.removed if pk in there]
    documents.of(held).filter(pk__in=removed).delete()
    there = [pk for pk in there if pk not in removed]
    for upload in deed.uploads:
        try:
            document = documents.attach(held, upload, by=None if held.anonymous else by)
        except files.Unacceptable as error:
            saved.refused[deed.question.code, deed.row] = str(error)
        else:
            there.append(document.pk)
    deed.value = there
    return deed


def _changed(held: Response) -> None:
    held.version += 1
    held.changed_at = None if held.anonymous else timezone.now()
    held.save(update_fields=["version", "changed_at"])


def missing(response: Response, parts: set[str] | None = None, *, sheet: Sheet | None = None) -> list[Missing]:
    """What still waits for an answer, in the order of the questions; conditions that do not hold ask nothing."""
    sheet = sheet or Sheet.of(response)
    found = []
    for question in sheet.asked.questions:
        if not question.is_for(parts):
            continue
        if question.kind == Question.Kind.BLOCK:
            found += _missing_rows(sheet, question)
            continue
        found += [
            Missing(question, row, why)
            for code, row in sheet.places(question)
            if sheet.is_asked(question, row) and (why := _why(sheet, question, sheet.value(code, row), row))
        ]
    return found


def _missing_rows(sheet: Sheet, block: Question) -> list[Missing]:
    least = int(block.min or (1 if block.required else 0))
    lacking = least - len(sheet.rows(block))
    if lacking <= 0 or not sheet.is_asked(block):
        return []
    return [Missing(block, 0, _("Give %(n)d at least.") % {"n": least})]


def _why(sheet: Sheet, question: Question, value: Any, row: int) -> str:
    if question.required and (blank(value) or _unfinished(sheet, question, value)):
        return _("This question must be answered.")
    if not blank(value) and question.constraint and not sheet.holds(question.constraint, row, itself=value):
        return question.constraint_shown or _("This answer does not fit with the others.")
    return ""


def _unfinished(sheet: Sheet, question: Question, value: Any) -> bool:
    """A matrix has one answer a line."""
    if question.kind != Question.Kind.MATRIX:
        return False
    return any(line.code not in value for line in question.asked_lines(sheet.response.lists))


@transaction.atomic
def close(response: Response, *, by: User | None, even_incomplete: bool = False) -> None:
    """Hand the answers in, once whatever happens; what its conditions no longer ask is not kept."""
    held = Response.objects.select_for_update().get(pk=response.pk)
    if not held.closed:
        sheet = Sheet.of(held)
        lacking = [] if even_incomplete else missing(held, sheet=sheet)
        if lacking:
            raise Incomplete(lacking)
        _drop_what_is_not_asked(held, sheet)
        held.state = Response.State.CLOSED
        held.closed_on = timezone.localdate()
        held.closed_at = None if held.anonymous else timezone.now()
        held.version += 1
        held.save()
    response.refresh_from_db()


def _drop_what_is_not_asked(held: Response, sheet: Sheet) -> None:
    gone = [
        answer
        for (code, row), answer in sheet.answers.items()
        if (question := sheet.asked.by_code.get(code)) and not sheet.is_asked(question, row)
    ]
    pks = [pk for answer in gone if _holds_files(sheet, answer) for pk in answer.value or []]
    documents.of(held).filter(pk__in=pks).delete()
    Answer.objects.filter(pk__in=[answer.pk for answer in gone]).delete()


def _holds_files(sheet: Sheet, answer: Answer) -> bool:
    return sheet.asked.by_code[answer.code].kind == Question.Kind.FILE


@transaction.atomic
def reopen(response: Response, *, by: User | None) -> None:
    """Let the answers be corrected again: somebody asked for it."""
    held = Response.objects.select_for_update().get(pk=response.pk)
    if held.closed:
        held.state, held.closed_on, held.closed_at = Response.State.DRAFT, None, None
        held.version += 1
        held.save()
    response.refresh_from_db()


def files_of(response: Response) -> dict[int, Document]:
    """The files of a response, by their number, in one query."""
    return {document.pk: document for document in documents.of(response)}


def documents_of(responses: Iterable[int]) -> dict[int, Document]:
    """The files of many responses, by their number, in one query."""
    kind = ContentType.objects.get_for_model(Response)
    return {one.pk: one for one in Document.objects.filter(object_type=kind, object_id__in=responses)}
