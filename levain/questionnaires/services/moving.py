"""Move a draft to a later revision: what still fits stays, what does not is set aside and shown."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.questionnaires.models import Answer, Question, Response, Revision
from levain.questionnaires.services.filling import Closed, NotPublished
from levain.questionnaires.services.reading import Asked, Sheet, blank

Kind = Question.Kind
# Kinds whose answers read as answers of the other.
ALIKE = [{Kind.TEXT, Kind.LONG_TEXT}]


class AnotherQuestionnaire(Exception):
    """Answers go from one revision to another of the same questionnaire."""


@transaction.atomic
def move(response: Response, revision: Revision, *, asked: Asked | None = None) -> None:
    """Go on with another revision of the same questionnaire, without losing an answer."""
    held = Response.objects.select_for_update().select_related("revision").get(pk=response.pk)
    if held.closed:
        raise Closed
    if revision.questionnaire_id != held.revision.questionnaire_id:
        raise AnotherQuestionnaire(_("These answers belong to another questionnaire."))
    if not revision.published_at:
        raise NotPublished(_("This version is not published yet: nobody can answer it."))
    if held.revision_id != revision.pk:
        _carry(held, Asked(held.revision), asked or Asked(revision))
        held.revision = revision
        held.version += 1
        held.changed_at = None if held.anonymous else timezone.now()
        held.save()
    response.refresh_from_db()


def _carry(held: Response, before: Asked, after: Asked) -> None:
    sheet = Sheet.of(held, before)
    for (code, _row), answer in sheet.answers.items():
        then, now = before.by_code.get(code), after.by_code.get(code)
        if then is None or blank(answer.value):
            continue
        fits = fitting(then, now, answer.value, held, before, after)
        if fits != answer.value:
            _set_aside(answer, then, fits)
    _bring_back(held, sheet.aside, before, after)


def fitting(then: Question, now: Question | None, value: Any, held: Response, before: Asked, after: Asked) -> Any:
    """What of an answer fits the question as it is now asked; None when nothing does."""
    if now is None or not alike(then, now) or before.block_of.get(then.code) != after.block_of.get(now.code):
        return None
    if now.kind in (Kind.CHOICE, Kind.CHOICES):
        offered = {option.code for option in now.offered(held.lists)}
        kept = [code for code in (value if isinstance(value, list) else [value]) if code in offered]
        return (kept or None) if now.kind == Kind.CHOICES else (kept[0] if kept else None)
    if now.kind in (Kind.SCALE, Kind.MATRIX):
        return _on_the_scale(now, value, held)
    return value


def alike(then: Question, now: Question) -> bool:
    return then.kind == now.kind or any({then.kind, now.kind} <= kinds for kinds in ALIKE)


def _on_the_scale(now: Question, value: Any, held: Response) -> Any:
    points = {point for point, _words in now.points()} | ({"none"} if now.has_no_opinion else set())
    if now.kind == Kind.SCALE:
        return value if value in points else None
    lines = {line.code for line in now.asked_lines(held.lists)}
    return {line: point for line, point in value.items() if line in lines and point in points} or None


def _set_aside(answer: Answer, then: Question, fits: Any) -> None:
    """Keep the whole answer with the question it was given to; what still fits goes on beside it."""
    Answer.objects.filter(pk=answer.pk).update(aside=then)
    if not blank(fits):
        Answer.objects.create(
            response_id=answer.response_id,
            code=answer.code,
            row=answer.row,
            value=fits,
            by=answer.by,
            at=answer.at,
            version=answer.version + 1,
        )


def _bring_back(held: Response, aside: list[Answer], before: Asked, after: Asked) -> None:
    """A question asked again finds the answer that was set aside, unless another was given since."""
    taken = set(held.answers.filter(aside=None).exclude(value=None).values_list("code", "row"))
    for answer in aside:
        now = after.by_code.get(answer.code)
        if answer.aside is None or now is None or (answer.code, answer.row) in taken:
            continue
        home = Asked(answer.aside.revision)
        if fitting(home.by_code[answer.code], now, answer.value, held, home, after) == answer.value:
            held.answers.filter(code=answer.code, row=answer.row, aside=None).delete()
            Answer.objects.filter(pk=answer.pk).update(aside=None)
            taken.add((answer.code, answer.row))
