"""The steps of an application: the subjects of its form, who fills each, what waits in it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from levain.people.models import RoleCode
from levain.questionnaires.models import Question, Section
from levain.questionnaires.services import Sheet, missing
from levain.questionnaires.services.reading import blank
from levain.selection.models import Application

ALONE = "-"
AUTHORITY = RoleCode.LOCAL_AUTHORITY.value


@dataclass
class Step:
    """One subject; `mine` when the reader answers something of it, `parts` says whose answers it holds."""

    code: str
    section: Section | None
    title: str
    number: int
    parts: set[str]
    mine: bool
    answered: int
    missing: int
    remarks: int = 0

    @property
    def state(self) -> str:
        if not self.missing:
            return "done"
        return "begun" if self.answered else "empty"


def steps_of(application: Application, sheet: Sheet, parts: set[str]) -> list[Step]:
    """The subjects that hold questions, in order; each with what still waits for an answer."""
    waiting = Counter(code_of(sheet, one.question) for one in missing(sheet.response, sheet=sheet))
    given = Counter(
        code_of(sheet, sheet.asked.by_code[code])
        for (code, _row), answer in sheet.answers.items()
        if code in sheet.asked.by_code and not blank(answer.value)
    )
    remarks = Counter(application.comments.filter(settled_at=None).values_list("section", flat=True))
    found: list[Step] = []
    for section in sheet.asked.sections:
        questions = sheet.asked.of_section(section)
        if not questions or (section is not None and not sheet.holds(section.condition)):
            continue
        code = section.code if section else ALONE
        found.append(
            Step(
                code=code,
                section=section,
                title=section.title_shown if section else _("Questions"),
                number=len(found) + 1,
                parts=parts_of(sheet, questions),
                mine=any(one.is_for(parts) for one in questions),
                answered=given[code],
                missing=waiting[code],
                remarks=remarks[code],
            )
        )
    return found


def parts_of(sheet: Sheet, questions: list[Question]) -> set[str]:
    return {question.part for question in questions if question.part and question.part != Question.BOTH}


def code_of(sheet: Sheet, question: Question) -> str:
    """The step in which a question stands, blocks included."""
    outer = sheet.asked.by_code[sheet.asked.block_of.get(question.code, question.code)]
    return outer.section.code if outer.section_id else ALONE


def last_written(sheet: Sheet, step: str) -> Any:
    """The last answer that somebody gave in a step: who, and when."""
    dated = [
        answer
        for (code, _row), answer in sheet.answers.items()
        if answer.at and code in sheet.asked.by_code and code_of(sheet, sheet.asked.by_code[code]) == step
    ]
    return max(dated, key=lambda answer: answer.at, default=None)


def lacking(sheet: Sheet, found: list[Step]) -> list[dict[str, Any]]:
    """What stands in the way of the deposit, each with the step where it is answered."""
    by_code = {step.code: step for step in found}
    return [
        {
            "question": one.question,
            "why": one.why,
            "step": step,
            "anchor": anchor(one.question, one.row),
            "of_authority": one.question.part == AUTHORITY,
        }
        for one in missing(sheet.response, sheet=sheet)
        if (step := by_code.get(code_of(sheet, one.question)))
    ]


def anchor(question: Question, row: int) -> str:
    """Where the field of a question stands on the page of its step."""
    return f"id_r-{question.code}" + (f"-{row}" if row else "")
