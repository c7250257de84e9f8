"""A response as a whole: its questions, what was answered, and what its conditions ask now."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from levain.questionnaires import conditions
from levain.questionnaires.models import Answer, Question, Response, Revision, Section

Place = tuple[str, int]


class Asked:
    """The sections and questions of a revision, with their conditions read once; at a moment, those asked then."""

    def __init__(self, revision: Revision, moment: str = ""):
        self.revision = revision
        self.sections: list[Section | None] = list(revision.sections.all())
        self.questions = [one for one in revision.questions.all() if one.is_asked_at(moment)]
        by_pk = {section.pk: section for section in self.sections if section}
        for question in self.questions:
            question.revision = revision
            if question.section_id:
                question.section = by_pk[question.section_id]
        if not self.sections or any(not question.section_id for question in self.outer):
            self.sections.insert(0, None)
        self.by_code = {question.code: question for question in self.questions}
        self.inner_of: dict[int, list[Question]] = defaultdict(list)
        for question in self.questions:
            if question.block_id:
                self.inner_of[question.block_id].append(question)
        self.block_of = {
            inner.code: question.code for question in self.questions for inner in self.inner_of[question.pk]
        }
        self._trees: dict[str, conditions.Tree | None] = {}

    @property
    def outer(self) -> list[Question]:
        """The questions that stand in no block, blocks included."""
        return [question for question in self.questions if not question.block_id]

    def of_section(self, section: Section | None) -> list[Question]:
        pk = section.pk if section else None
        return [question for question in self.outer if question.section_id == pk]

    def tree(self, source: str) -> conditions.Tree | None:
        """A condition that cannot be read asks the question: nobody must lose one because of a mistake."""
        if source not in self._trees:
            try:
                self._trees[source] = conditions.parse(source)
            except conditions.Unreadable:
                self._trees[source] = None
        return self._trees[source]


@dataclass
class Sheet:
    """What was answered, by code and row; `typed` holds what a form brings and is not kept yet."""

    response: Response
    asked: Asked
    answers: dict[Place, Answer]
    aside: list[Answer]
    typed: dict[Place, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, response: Response, asked: Asked | None = None) -> "Sheet":
        answers, aside = {}, []
        for answer in response.answers.select_related("by", "aside"):
            if answer.aside_id:
                aside.append(answer)
            else:
                answers[answer.code, answer.row] = answer
        return cls(response, asked or Asked(response.revision), answers, aside)

    def value(self, code: str, row: int = 0) -> Any:
        if (code, row) in self.typed:
            return self.typed[code, row]
        answer = self.answers.get((code, row))
        return answer.value if answer else None

    def rows(self, block: Question) -> list[int]:
        """The rows of a block that hold something, in the order they were begun."""
        inner = {question.code for question in self.asked.inner_of[block.pk]}
        places = {(code, row) for code, row in [*self.answers, *self.typed] if code in inner}
        return sorted({row for code, row in places if not blank(self.value(code, row))})

    def holds(self, source: str, row: int = 0, **given) -> bool:
        """Whether a condition holds for a question of this row."""
        return conditions.holds(self.asked.tree(source), lambda code: self.seen_from(row, code), **given)

    def seen_from(self, row: int, code: str) -> Any:
        """What a condition sees: the answer of its own row in a block, the only answer outside; nothing not asked."""
        question = self.asked.by_code.get(code)
        if question is None:
            return None
        return self.value(code, row if question.block_id else 0)

    def is_asked(self, question: Question, row: int = 0) -> bool:
        """Whether the conditions of the question, of its section and of its block hold."""
        section = question.section if question.section_id else None
        block = self.asked.by_code.get(self.asked.block_of.get(question.code, ""))
        return (
            self.holds(question.condition, row)
            and (section is None or self.holds(section.condition))
            and (block is None or self.holds(block.condition))
        )

    def places(self, question: Question) -> Iterator[Place]:
        """Where a question is answered: once, or in each row of its block."""
        if not question.block_id:
            yield question.code, 0
            return
        block = self.asked.by_code[self.asked.block_of[question.code]]
        for row in self.rows(block):
            yield question.code, row


def blank(value: Any) -> bool:
    """Nothing was answered: empty, or a box that was not ticked. Zero is an answer."""
    return value is None or value is False or value in ("", [], {})
