"""Make the whole of a draft revision from plain data: a file, another house, a story."""

from typing import Any

from django.db import transaction

from levain.questionnaires.models import Question, Revision, Section


@transaction.atomic
def build(revision: Revision, sections: list[dict[str, Any]]) -> None:
    """Add sections to a draft: [{"code", "title", …, "questions": [{"code", "kind", "text", …, "inner": […]}]}].

    Every other name is a field of Section or Question. A section without code is none: its questions stand alone.
    """
    place = revision.questions.count()
    for rank, told in enumerate(sections, revision.sections.count() + 1):
        told = dict(told)
        questions = told.pop("questions", [])
        section = Section.objects.create(revision=revision, position=rank, **told) if told.get("code") else None
        for question in questions:
            place = _add(revision, section, None, question, place)


def _add(revision: Revision, section: Section | None, block: Question | None, told: dict, place: int) -> int:
    told = dict(told)
    inner = told.pop("inner", [])
    made = Question.objects.create(revision=revision, section=section, block=block, position=place + 1, **told)
    place += 1
    for one in inner:
        place = _add(revision, section, made, one, place)
    return place
