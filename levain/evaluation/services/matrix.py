"""The evaluation questions of a cohort's framework and their answers, and its logic model."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.models import (
    EvaluationQuestion,
    Framework,
    Indicator,
    IndicatorPlace,
    LogicLink,
    LogicNode,
    QuestionAnswer,
)
from levain.evaluation.services.framework_change import (
    FrameworkReadOnly,
    LinkRefused,
    held_as_opened,
    opened_to_change,
    record,
)
from levain.formulas import logic_model
from levain.foundation.versions import save_over
from levain.people.models import User


@transaction.atomic
def write_question(
    framework: Framework,
    *,
    by: User,
    criterion,
    text: str,
    about: str,
    methods: Iterable[str] = (),
    indicators: Iterable[Indicator] = (),
    question: EvaluationQuestion | None = None,
    opened: str = "",
    reason: str = "",
) -> EvaluationQuestion:
    """Add a question to the matrix, or change one; `opened` is what the form was opened on."""
    if question is not None:
        question = held_as_opened(question, opened)
    held = opened_to_change(framework, by, reason)
    if question is None:
        prefix = "QP" if about == EvaluationQuestion.About.PROJECTS else "QA"
        taken = set(held.questions.values_list("code", flat=True))
        code = next(f"{prefix}{n}" for n in range(1, 1000) if f"{prefix}{n}" not in taken)
        question = EvaluationQuestion(framework=held, code=code, position=len(taken) + 1)
    question.criterion, question.text, question.about = criterion, text.strip(), about
    question.methods = list(methods)
    question.save()
    question.indicators.set(indicators)
    record("framework.changed", held, by, question=question.code)
    return question


@transaction.atomic
def answer_question(question: EvaluationQuestion, *, text: str, by: User, version: int = 0) -> None:
    """What the evaluation answers: it is not a change of the framework."""
    if not (verdict := rules.can_edit_framework(by, question.framework)):
        raise FrameworkReadOnly(verdict.reason)
    said = {"text": text.strip(), "answered_by": by, "answered_on": timezone.localdate()}
    known = QuestionAnswer.objects.select_for_update().filter(question=question).first()
    if known is None:
        QuestionAnswer.objects.create(question=question, **said)
    else:
        save_over(known, version, **said)
    record("framework.answered", question.framework, by, question=question.code)


@transaction.atomic
def link(source: LogicNode, target: LogicNode, *, by: User, assumption: str = "", reason: str = "") -> LogicLink:
    """Hold that one thing leads to another; refused when it goes back or round."""
    held = opened_to_change(source.framework, by, reason)
    nodes = dict(held.logicnodes.values_list("code", "kind"))
    links = list(LogicLink.objects.filter(source__framework=held).values_list("source__code", "target__code"))
    if target.framework_id != held.pk or target == source:
        raise LinkRefused(_("Choose two different boxes of this model."))
    report = logic_model.check(nodes, {*links, (source.code, target.code)}, {})
    if not report.sound:
        raise LinkRefused(_("A link goes to the same step or to a later one, and no chain comes back."))
    made, _new = LogicLink.objects.update_or_create(
        source=source, target=target, defaults={"assumption": assumption.strip()}
    )
    record("framework.changed", held, by, link=f"{source.code}-{target.code}")
    return made


@transaction.atomic
def unlink(made: LogicLink, *, by: User, reason: str = "") -> None:
    held = opened_to_change(made.source.framework, by, reason)
    record("framework.changed", held, by, unlinked=f"{made.source.code}-{made.target.code}")
    made.delete()


@transaction.atomic
def place_indicator(indicator: Indicator, node: LogicNode | None, *, by: User, reason: str = "") -> None:
    """Say which box of the logic model an indicator looks at; None takes it off."""
    held = opened_to_change(indicator.framework, by, reason)
    if node is None:
        IndicatorPlace.objects.filter(indicator=indicator).delete()
    else:
        IndicatorPlace.objects.update_or_create(indicator=indicator, defaults={"node": node})
    record("framework.changed", held, by, placed=indicator.code)
