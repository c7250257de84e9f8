"""What would break if a draft revision were published, and what it changes for those who have begun to answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from levain.questionnaires import conditions
from levain.questionnaires.models import Answer, Question, Response, Revision, Section
from levain.questionnaires.services.moving import fitting
from levain.questionnaires.services.reading import Asked

Kind = Question.Kind
# Words of a question that asks something of a person.
ASKS_OF_SOMEONE = re.compile(
    r"\b(nom|prénom|téléphone|courriel|mail|e-mail|adresse|âge|naissance|name|phone|address|age)\b", re.IGNORECASE
)
ASKS_OF_THE_PROJECT = re.compile(
    r"\b(nom|name)\b.*\b(projet|project|groupe|group|association|commune)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a section or a question (None: with the whole); `blocking` forbids to publish."""

    part: Section | Question | None
    words: str
    blocking: bool = True


@dataclass
class Changes:
    """What a draft changes from the published version, and what becomes of the answers already begun."""

    added: list[Question] = field(default_factory=list)
    removed: list[Question] = field(default_factory=list)
    reworded: list[tuple[Question, Question]] = field(default_factory=list)
    drafts: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)

    @property
    def set_aside_in_all(self) -> int:
        return sum(self.set_aside.values())


def problems(revision: Revision, asked: Asked | None = None) -> list[Problem]:
    """Everything that would break, in the order of the questions; then what deserves a second look."""
    asked = asked or Asked(revision)
    if not asked.questions:
        return [Problem(None, _("Add a question before you publish."))]
    found = [one for section in asked.sections if section for one in _of_section(section, asked)]
    for question in asked.questions:
        found += _of_condition(question, asked)
        found += _of_kind(question, asked)
        found += _of_words(question)
    found += _twice(asked)
    return sorted(found, key=lambda problem: not problem.blocking)


def _of_section(section: Section, asked: Asked) -> Iterator[Problem]:
    if not asked.of_section(section):
        yield Problem(section, _("This section holds no question: it is an empty page."))
    yield from _of_condition(section, asked)


def _of_condition(part: Section | Question, asked: Asked) -> Iterator[Problem]:
    for source in filter(None, (part.condition, getattr(part, "constraint", ""), getattr(part, "choice_filter", ""))):
        try:
            tree = conditions.parse(source)
        except conditions.Unreadable as error:
            yield Problem(part, str(error))
            continue
        for code in sorted(conditions.asked(tree)):
            yield from _of_reference(part, code, asked, itself_too=source == part.condition)
        yield from _of_values(part, tree, asked)


def _of_reference(part: Section | Question, code: str, asked: Asked, *, itself_too: bool) -> Iterator[Problem]:
    question = asked.by_code.get(code)
    if question is None:
        yield Problem(part, _("Its condition looks at a question that was removed (%(code)s).") % {"code": code})
        return
    named = {"question": question.text}
    if question.block_id and getattr(part, "block_id", None) != question.block_id:
        yield Problem(part, _("Its condition looks at “%(question)s”, which is asked several times.") % named)
    if itself_too and not _comes_before(question, part, asked):
        yield Problem(part, _("Its condition looks at “%(question)s”, which is asked later.") % named)


def _comes_before(question: Question, part: Section | Question, asked: Asked) -> bool:
    if isinstance(part, Question):
        return question.position < part.position
    ranks = {section.pk: rank for rank, section in enumerate(asked.sections) if section}
    return not question.section_id or ranks[question.section_id] < ranks[part.pk]


def _of_values(part: Section | Question, tree: conditions.Tree | None, asked: Asked) -> Iterator[Problem]:
    """A choice that a condition waits for and that is no longer offered: the question would never be asked."""
    for code, value in _compared(tree):
        question = asked.by_code.get(code)
        if question is None or question.kind not in (Kind.CHOICE, Kind.CHOICES) or question.options_from or not value:
            continue
        if value not in {option.code for option in question.offered()}:
            said = _("Its condition waits for “%(answer)s”, which “%(question)s” no longer offers.")
            yield Problem(part, said % {"answer": value, "question": question.text})


def _compared(tree: conditions.Tree | None) -> Iterator[tuple[str, str]]:
    if not isinstance(tree, list) or not tree:
        return
    if tree[0] in ("=", "!=", "selected") and tree[1][0] == "ref" and tree[2][0] == "text":
        yield tree[1][1], tree[2][1]
    for side in tree[1:]:
        yield from _compared(side)


def _of_kind(question: Question, asked: Asked) -> Iterator[Problem]:
    if question.kind in (Kind.CHOICE, Kind.CHOICES) and not question.options_from:
        labels = [option.label.strip().lower() for option in question.offered()]
        if len(labels) < 2:
            yield Problem(question, _("Give it two choices at least."))
        if len(set(labels)) < len(labels):
            yield Problem(question, _("Two of its choices are the same."))
    if question.kind in (Kind.SCALE, Kind.MATRIX):
        yield from _of_scale(question)
    if question.kind == Kind.MATRIX and not question.repeat_over and not question.lines:
        yield Problem(question, _("Give it a line at least."))
    if question.kind == Kind.BLOCK and not asked.inner_of[question.pk]:
        yield Problem(question, _("No question repeats in it."))
    if question.kind == Kind.BLOCK and question.block_id:
        yield Problem(question, _("A block cannot stand in another block."))


def _of_scale(question: Question) -> Iterator[Problem]:
    low, high = question.scale.get("min", 1), question.scale.get("max", 5)
    labels = question.scale.get("labels") or question.scale.get("labels_fr") or []
    if not low < high <= low + 10:
        yield Problem(question, _("A scale has from 2 to 11 points."))
    elif len(labels) not in (0, 2, high - low + 1):
        yield Problem(question, _("Name the two ends of the scale, or each of its points."))


def _of_words(question: Question) -> Iterator[Problem]:
    if question.personal_data or question.kind not in (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE):
        return
    if ASKS_OF_SOMEONE.search(question.text) and not ASKS_OF_THE_PROJECT.search(question.text):
        yield Problem(question, _("It seems to ask for personal data, and does not say so."), blocking=False)


def _twice(asked: Asked) -> Iterator[Problem]:
    seen: dict[str, Question] = {}
    for question in asked.questions:
        first = seen.setdefault(" ".join(question.text.lower().split()), question)
        if first is not question:
            yield Problem(
                question, _("The same question is asked twice."), blocking=first.block_id == question.block_id
            )


def changes(revision: Revision, published: Revision | None, asked: Asked | None = None) -> Changes:
    """What the draft adds, removes and rewords, and how many answers begun would be set aside, by question."""
    asked = asked or Asked(revision)
    if published is None:
        return Changes(added=list(asked.questions))
    before = Asked(published)
    found = Changes(
        added=[one for one in asked.questions if one.code not in before.by_code],
        removed=[one for one in before.questions if one.code not in asked.by_code],
        reworded=[
            (before.by_code[one.code], one)
            for one in asked.questions
            if one.code in before.by_code and _says(one) != _says(before.by_code[one.code])
        ],
    )
    drafts = Response.objects.drafts().filter(revision=published)
    found.drafts = drafts.count()
    for answer in (
        Answer.objects.filter(response__in=drafts, aside=None).exclude(value=None).select_related("response")
    ):
        then = before.by_code.get(answer.code)
        if then and fitting(then, asked.by_code.get(answer.code), answer.value, answer.response, before, asked) != (
            answer.value
        ):
            found.set_aside[then.text] = found.set_aside.get(then.text, 0) + 1
    return found


def _says(question: Question) -> tuple:
    return (
        question.text,
        question.kind,
        question.help,
        question.required,
        [(option.code, option.label) for option in question.offered()],
        question.scale,
        question.condition,
    )
