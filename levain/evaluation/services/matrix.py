"""Change the framework of a cohort; once it is in use, the framework as it was is kept, with the reason."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.models import (
    EvaluationQuestion,
    Framework,
    FrameworkEdition,
    Indicator,
    IndicatorPlace,
    LogicLink,
    LogicNode,
    MaturityAnswer,
    Measure,
    QuestionAnswer,
    Rating,
)
from levain.formulas import logic_model
from levain.foundation import journal
from levain.foundation.versions import ChangedSince, save_over
from levain.people.models import User


class FrameworkReadOnly(Exception):
    """Only the team of the cohort changes its framework; the starter does not change."""


class ChangeUnexplained(Exception):
    """Once it is in use, a change of the framework says why."""


class LinkRefused(Exception):
    """A link goes to the same step or to a later one, and no chain comes back."""


class InUse(Exception):
    """Something was measured or answered with it: it stays."""


def is_used(framework: Framework) -> bool:
    """Whether somebody has rated, measured or answered with it: four queries at most."""
    cohort = framework.cohort_id
    return (
        Rating.objects.filter(objective__project__cohort=cohort).exists()
        or MaturityAnswer.objects.filter(project__cohort=cohort).exists()
        or Measure.objects.filter(followed__project__cohort=cohort, followed__indicator__isnull=False).exists()
        or QuestionAnswer.objects.filter(question__framework=framework).exists()
    )


def as_opened(question: EvaluationQuestion) -> str:
    """What a form was opened on: the words that two people may change at once."""
    held = sorted(question.indicators.values_list("pk", flat=True))
    told = [question.text, question.about, question.criterion_id, question.methods, held]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def content_of(framework: Framework) -> dict[str, Any]:
    """What an edition keeps: the questions, their indicators and answers, and the logic model."""
    questions = framework.questions.select_related("criterion", "answer").prefetch_related("indicators")
    return {
        "questions": [
            {
                "code": one.code,
                "criterion": one.criterion.label,
                "text": one.text,
                "methods": one.methods,
                "indicators": [indicator.code for indicator in one.indicators.all()],
                "answer": one.answer.text if hasattr(one, "answer") else "",
            }
            for one in questions
        ],
        "criteria": list(framework.criteria.values("code", "label", "gloss", "source")),
        "indicators": [
            {"code": one.code, "label": one.label, "unit": one.unit, "source": one.source, "method": one.method}
            for one in framework.indicators.all()
        ],
        "nodes": list(framework.logicnodes.values("code", "kind", "directness", "text")),
        "links": [
            {"from": one.source.code, "to": one.target.code, "assumption": one.assumption}
            for one in LogicLink.objects.filter(source__framework=framework).select_related("source", "target")
        ],
        "places": dict(framework.indicators.values_list("code", "place__node__code")),
    }


def opened_to_change(framework: Framework, by: User, reason: str) -> Framework:
    """The framework, locked and ready to change; what it was is kept when it is in use."""
    held = Framework.objects.select_for_update().get(pk=framework.pk)
    if not (verdict := rules.can_edit_framework(by, held)):
        raise FrameworkReadOnly(verdict.reason)
    if is_used(held):
        if not reason.strip():
            raise ChangeUnexplained(_("The framework is in use: say why it changes. What it was is kept."))
        last = FrameworkEdition.objects.filter(framework=held).aggregate(last=Max("number"))["last"] or 0
        FrameworkEdition.objects.create(
            framework=held, number=last + 1, content=content_of(held), reason=reason.strip()[:500], closed_by=by
        )
        held.version = f"1.{last + 1}"
        held.save(update_fields=["version"])
    return held


def record(verb: str, framework: Framework, by: User, **changes) -> None:
    journal.record(verb, on=framework, by=by, place=framework.cohort, changes=changes)


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
        Framework.objects.select_for_update().get(pk=framework.pk)
        question = EvaluationQuestion.objects.select_related("criterion").get(pk=question.pk)
        if opened != as_opened(question):
            raise ChangedSince(question)
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
def drop_question(question: EvaluationQuestion, *, by: User, reason: str = "") -> None:
    held = opened_to_change(question.framework, by, reason)
    record("framework.changed", held, by, dropped=question.code)
    try:
        question.delete()
    except ProtectedError as error:
        raise InUse(_("Something was answered with this question: it stays.")) from error


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
