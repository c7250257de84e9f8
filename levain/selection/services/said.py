"""What an application says, by what it is about: read from its form, or from what was received elsewhere."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from levain.foundation import journal
from levain.people.models import User
from levain.questionnaires.models import Question
from levain.questionnaires.services import Asked, Sheet
from levain.selection.models import Application, Call
from levain.selection.services.answers import READ, response_of

WORDS = (Question.Kind.TEXT, Question.Kind.LONG_TEXT)
# What the team says of its form (`Call.read_from`), beyond what lists show.
ABOUT: dict[str, Any] = {
    "story": _("How it began"),
    "need": _("What they cannot do alone: their first need"),
    "tried": _("What they have tried"),
    "hoped": _("What the inhabitants hope for: their voice in the first objective"),
    "authority_hopes": _("What the local authority hopes for: its voice in the first objective"),
}
NAMES: dict[str, Any] = {
    "title": _("Name of the project"),
    "summary": _("The project in a few words"),
    "commune": _("Its commune"),
    "themes": _("Its themes"),
    "collective": _("Name of the group"),
    "local_authority": _("Name of the local authority"),
    "consent": _("Agrees to be called for the evaluation"),
    **ABOUT,
}


def fitting(name: str, asked: Asked) -> list[Question]:
    """The questions that can give this."""
    kinds = READ.get(name, WORDS)
    return [one for one in asked.outer if one.kind in kinds]


@transaction.atomic
def set_read_from(call: Call, given: Mapping[str, str], *, by: User) -> None:
    """Say which question gives each thing; what was read of the files before stays as it was read."""
    call.read_from = {name: code for name, code in given.items() if name in NAMES and code}
    call.save(update_fields=["read_from"])
    journal.record("call.read_from", on=call, by=by, place=call.cohort)


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
