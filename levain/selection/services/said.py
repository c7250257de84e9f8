"""What an application says, by what it is about: read from its form, or from what was received elsewhere."""

from collections.abc import Mapping
from typing import Any

from levain.questionnaires.models import Question
from levain.questionnaires.services import Sheet
from levain.selection.models import Application
from levain.selection.services.answers import response_of

# What the team says of its form (`Call.read_from`), beyond what lists show.
ABOUT = ("story", "need", "tried", "hoped", "authority_hopes")
WORDS = (Question.Kind.TEXT, Question.Kind.LONG_TEXT)


def said_by(application: Application) -> dict[str, str]:
    """The words of an application on its beginnings, its need, what was tried, what each side hopes for."""
    found = application.call.read_from or {}
    codes = {name: found[name] for name in ABOUT if found.get(name)}
    values = _values(application)
    return {name: str(values.get(code) or "").strip() for name, code in codes.items()}


def every_word(application: Application) -> str:
    """All that was written freely, without what says something of people."""
    response = response_of(application)
    if response is None:
        return "\n".join(str(value) for value in (application.answers or {}).values() if isinstance(value, str))
    sheet = Sheet.of(response)
    told = []
    for (code, _row), answer in sheet.answers.items():
        question = sheet.asked.by_code.get(code)
        if question and question.kind in WORDS and not question.personal_data and isinstance(answer.value, str):
            told.append(answer.value)
    return "\n".join(told)


def _values(application: Application) -> Mapping[str, Any]:
    response = response_of(application)
    if response is None:
        return application.answers or {}
    return {code: answer.value for (code, row), answer in Sheet.of(response).answers.items() if not row}
