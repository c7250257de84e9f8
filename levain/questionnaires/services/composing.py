"""Compose a questionnaire: its sections and questions, in a draft revision that several may work on."""

import re
from difflib import SequenceMatcher
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.questionnaires.models import Immutable, Question, Questionnaire, Revision, Section
from levain.questionnaires.models.question import option_code

COPIED_SECTION = ("position", "code", "condition", "translations", "title", "intro")
COPIED_QUESTION = [
    field.name
    for field in Question._meta.concrete_fields
    if field.name not in ("id", "revision", "section", "block", "version")
]
SIMILAR = 0.6


class TitleTaken(Exception):
    """Two questionnaires do not bear the same title."""


@transaction.atomic
def begin(*, title: str, audience: str, by: User, **promise: Any) -> Questionnaire:
    """Begin a questionnaire with an empty first version; sent twice, it is one."""
    found, created = Questionnaire.objects.get_or_create(
        slug=slugify(title)[:50] or "questionnaire",
        defaults={"title": title, "audience": audience, "position": Questionnaire.objects.count() + 1},
    )
    if not created:
        if found.title == title and not Question.objects.filter(revision__questionnaire=found).exists():
            return found
        raise TitleTaken(_("Another questionnaire bears this title. Give this one another."))
    Revision.objects.create(questionnaire=found, number=1, **promise)
    journal.record("questionnaire.begun", on=found, by=by)
    return found


@transaction.atomic
def open_draft(questionnaire: Questionnaire, *, by: User) -> Revision:
    """The version being composed; when there is none, a copy of the last published one."""
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    draft = questionnaire.revisions.filter(published_at=None).first()
    if draft:
        return draft
    last = questionnaire.revisions.first()
    draft = Revision.objects.create(
        questionnaire=questionnaire,
        number=last.number + 1 if last else 1,
        **(
            {name: getattr(last, name) for name in ("language", "intro", "translations", "anonymous", "duration_min")}
            if last
            else {}
        ),
    )
    if last:
        _copy(last, draft)
    journal.record("questionnaire.reopened", on=questionnaire, by=by, changes={"number": draft.number})
    return draft


def _copy(last: Revision, draft: Revision) -> None:
    sections = {
        section.pk: Section.objects.create(
            revision=draft, **{name: getattr(section, name) for name in COPIED_SECTION}
        )
        for section in last.sections.all()
    }
    made: dict[int, Question] = {}
    for question in last.questions.all():
        made[question.pk] = Question.objects.create(
            revision=draft,
            section=sections.get(question.section_id or 0),
            block=made.get(question.block_id or 0),
            **{name: getattr(question, name) for name in COPIED_QUESTION},
        )


@transaction.atomic
def reword(revision: Revision, *, version: int, title: str, audience: str, by: User, **promise: Any) -> None:
    """Change what stands above the questions: the title, what is promised, how long it takes."""
    save_over(revision, version, **promise)
    Questionnaire.objects.filter(pk=revision.questionnaire_id).update(title=title, audience=audience)
    journal.record("questionnaire.reworded", on=revision.questionnaire, by=by)


@transaction.atomic
def write_section(
    revision: Revision, section: Section | None, *, by: User, version: int | None = None, code: str = "", **said: Any
) -> Section:
    """Add a section (`code` is the one its form offered: sent twice, it is one) or change it."""
    _still_a_draft(revision)
    if section is not None:
        save_over(section, version or 0, **said)
    else:
        place = _last(revision.sections) + 1
        section, _created = revision.sections.get_or_create(code=code, defaults={"position": place, **said})
        _gather_the_lonely(revision, section)
    _touched(revision, by)
    return section


def _gather_the_lonely(revision: Revision, section: Section) -> None:
    """The first section takes the questions that stood in none."""
    if revision.sections.count() == 1:
        revision.questions.filter(section=None).update(section=section)


@transaction.atomic
def add_question(
    revision: Revision, *, code: str, kind: str, text: str, home: Section | Question | None, by: User
) -> Question:
    """Add a question at the end of its section or of its block; sent twice, it is one."""
    _still_a_draft(revision)
    block = home if isinstance(home, Question) else None
    section = home.section if isinstance(home, Question) else home
    question, created = revision.questions.get_or_create(
        code=code,
        defaults={
            "kind": kind,
            "text": text,
            "section": section,
            "block": block,
            "position": _last(revision.questions) + 1,
            "scale": {"min": 1, "max": 5} if kind in (Question.Kind.SCALE, Question.Kind.MATRIX) else {},
        },
    )
    if created:
        _number_again(revision)
        _touched(revision, by)
    return question


@transaction.atomic
def write_question(question: Question, *, version: int, by: User, **said: Any) -> None:
    """Change a question; its code stays, so that its answers follow from one version to the next."""
    _still_a_draft(question.revision)
    moved = "section" in said and said["section"] != question.section
    save_over(question, version, **said)
    if moved:
        question.inner.update(section=question.section)
    _number_again(question.revision)
    _touched(question.revision, by)


@transaction.atomic
def write_part(part: Section | Question, *, version: int, by: User, **said: Any) -> None:
    """Change the condition or the translations of a section or of a question."""
    _still_a_draft(part.revision)
    save_over(part, version, **said)
    _touched(part.revision, by)


@transaction.atomic
def remove(part: Section | Question, *, by: User) -> None:
    """Remove a question, a block with its questions, or a section with all it holds, from the draft alone."""
    _still_a_draft(part.revision)
    part.delete()
    _number_again(part.revision)
    _touched(part.revision, by)


@transaction.atomic
def shift(part: Section | Question, by_one: int, *, by: User) -> None:
    """Move one place up (-1) or down (1); a question at the edge of its section passes into the next one."""
    _still_a_draft(part.revision)
    if isinstance(part, Section):
        _swap(list(part.revision.sections.all()), part, by_one)
    else:
        same = part.revision.questions.filter(section=part.section_id, block=part.block_id)
        if not _swap(list(same), part, by_one) and not part.block_id:
            _into_the_next_section(part, by_one)
    _number_again(part.revision)
    _touched(part.revision, by)


def _swap(rows: list, part: Any, by_one: int) -> bool:
    here = next(place for place, row in enumerate(rows) if row.pk == part.pk)
    there = here + by_one
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, 1):
        row.position = place
    type(part).objects.bulk_update(rows, ["position"])
    return True


def _into_the_next_section(question: Question, by_one: int) -> None:
    sections = list(question.revision.sections.all())
    here = next((place for place, row in enumerate(sections) if row.pk == question.section_id), None)
    if here is None or not 0 <= here + by_one < len(sections):
        return
    there = sections[here + by_one]
    edge = 0 if by_one > 0 else _last(question.revision.questions) + 1
    type(question).objects.filter(pk=question.pk).update(section=there, position=edge)
    question.inner.update(section=there)


def _number_again(revision: Revision) -> None:
    """Positions follow the order in which people read: by section, each block followed by its questions."""
    questions = list(revision.questions.all())
    sections = {None: 0} | {section.pk: place for place, section in enumerate(revision.sections.all(), 1)}
    outer = sorted((one for one in questions if not one.block_id), key=lambda one: sections[one.section_id])
    ordered = []
    for question in outer:
        ordered += [question, *(one for one in questions if one.block_id == question.pk)]
    for place, question in enumerate(ordered, 1):
        question.position = place
    revision.questions.bulk_update(ordered, ["position"])


def _last(rows: models.Manager) -> int:
    return rows.aggregate(last=models.Max("position"))["last"] or 0


def _still_a_draft(revision: Revision) -> None:
    """Hold the revision until the deed is done: nobody publishes it meanwhile."""
    if Revision.objects.select_for_update().get(pk=revision.pk).published_at:
        raise Immutable


def _touched(revision: Revision, by: User) -> None:
    journal.record("questionnaire.composed", on=revision.questionnaire, by=by, changes={"number": revision.number})


def free_code(questionnaire: Questionnaire, letter: str = "q") -> str:
    """A code that no version of the questionnaire used: the answers of one question never mix with another's."""
    table = Section if letter == "s" else Question
    used = table.objects.filter(revision__questionnaire=questionnaire, code__startswith=letter)
    numbers = [
        int(code[1:]) for code in used.values_list("code", flat=True) if re.fullmatch(r"[a-z][0-9]{1,6}", code)
    ]
    return f"{letter}{max(numbers, default=0) + 1:02}"


def as_written(lines: list[str], before: list) -> list[dict[str, Any]]:
    """Choices typed one a line: the code of a choice stays when it is moved, or slightly reworded."""
    old = [{"code": option_code(one), "label": one} if isinstance(one, str) else dict(one) for one in before]
    left = {one["label"]: one for one in old}
    known = {line: left.pop(line) for line in lines if line in left}
    taken = {one["code"] for one in old}
    written = []
    for place, line in enumerate(lines):
        row = known.get(line) or _reworded(line, old[place] if place < len(old) else None, left)
        if row is None:
            code = option_code(line) or f"o{place + 1}"
            while code in taken:
                code = f"{code[:26]}_{place + 1}"
            row = {"code": code, "label": line}
        taken.add(row["code"])
        written.append({**row, "label": line})
    return written


def _reworded(line: str, there: dict | None, left: dict[str, dict]) -> dict | None:
    """The choice that stood on this line, when the new words look like the old ones."""
    if there is None or there["label"] not in left:
        return None
    if SequenceMatcher(None, line.lower(), there["label"].lower()).ratio() < SIMILAR:
        return None
    return left.pop(there["label"])
