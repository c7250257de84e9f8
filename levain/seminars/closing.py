"""The closing questionnaire of a seminar: the questions of the version that was published when it was prepared."""

from typing import Any

from django.utils.translation import gettext as _

from levain.questionnaires.forms import fields as asking
from levain.questionnaires.models import Question, Revision
from levain.seminars.models import Activity

WORDS = {Question.Kind.TEXT, Question.Kind.LONG_TEXT}
CHOSEN = {Question.Kind.SCALE, Question.Kind.CHOICE, Question.Kind.CHOICES, Question.Kind.NUMBER}


class Unfit(Exception):
    """This answer does not belong to this activity."""


def questions(activity: Activity) -> list[Question]:
    """Those that can be answered in a room: words, numbers, choices and scales; one query."""
    named, number = activity.setup.get("questionnaire"), activity.setup.get("revision")
    if not named:
        return []
    every = Question.objects.filter(
        revision__questionnaire__slug=named, revision__number=number, block=None, kind__in=WORDS | CHOSEN
    ).select_related("revision")
    return list(every)


def of_revision(revision: Revision) -> list[dict]:
    """The questions answered in one's own words: each answer stands apart from the sheet, in its column."""
    asked = revision.questions.filter(block=None, kind__in=WORDS)
    return [{"id": question.code[:60], "label": question.text} for question in asked]


def typed(question: Question, sign: str):
    """The value of a question from what is printed beside its answers: a level, a number, the rank of a choice."""
    if not (sign.isascii() and sign.isdigit() and len(sign) < 6):
        raise Unfit(_("Type numbers, or “-” where there is no answer."))
    number = int(sign)
    if question.kind == Question.Kind.SCALE and number not in dict(question.points()):
        raise Unfit(_("“%(question)s” has no level %(n)s.") % {"question": question.text_shown, "n": number})
    if question.kind in (Question.Kind.CHOICE, Question.Kind.CHOICES):
        offered = question.offered()
        if not 1 <= number <= len(offered):
            raise Unfit(_("“%(question)s” has no answer %(n)s.") % {"question": question.text_shown, "n": number})
        code = offered[number - 1].code
        return [code] if question.kind == Question.Kind.CHOICES else code
    return number


def fits(activity: Activity, value: Any) -> bool:
    """Whether a sheet answers the questions of this questionnaire, each as it is asked."""
    by_code = {question.code: question for question in questions(activity)}
    return isinstance(value, dict) and all(
        code in by_code and _answers(by_code[code], given) for code, given in value.items()
    )


def _answers(question: Question, given: Any) -> bool:
    if question.kind == Question.Kind.SCALE:
        none = question.has_no_opinion and given == asking.NO_OPINION
        return none or (given in dict(question.points()) and not isinstance(given, bool))
    if question.kind == Question.Kind.NUMBER:
        return isinstance(given, int | float) and not isinstance(given, bool)
    codes = {option.code for option in question.offered()}
    if question.kind == Question.Kind.CHOICES:
        return isinstance(given, list) and set(given) <= codes
    return given in codes


def words(question: Question, given: Any) -> str:
    """An answer as it is read: the level with its words, the choice, the number."""
    if question.kind == Question.Kind.SCALE:
        level = dict(question.points()).get(given, "")
        return f"{given} ({level})" if level else str(given)
    if question.kind in (Question.Kind.CHOICE, Question.Kind.CHOICES):
        return {option.code: option.label for option in question.offered()}.get(given, str(given))
    return str(given)
