"""What every change of a cohort's framework goes through: the lock, the reason, the framework kept as it was."""

import hashlib
import json
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.models import (
    Criterion,
    EvaluationQuestion,
    Framework,
    FrameworkEdition,
    Indicator,
    LogicLink,
    LogicNode,
    MaturityAnswer,
    Measure,
    QuestionAnswer,
    Rating,
)
from levain.foundation import journal
from levain.foundation.versions import ChangedSince
from levain.people.models import User

Part = Criterion | LogicNode | Indicator | EvaluationQuestion
P = TypeVar("P", bound=Criterion | LogicNode | Indicator | EvaluationQuestion)
WORDS: dict[type, tuple[str, ...]] = {
    Criterion: ("label", "gloss", "source"),
    LogicNode: ("text", "kind", "directness"),
    Indicator: ("label", "unit", "kind", "impact", "better", "criterion_id", "source", "moments", "method"),
    EvaluationQuestion: ("text", "about", "criterion_id", "methods"),
}


class FrameworkReadOnly(Exception):
    """Only the team of the cohort changes its framework; the starter does not change."""


class ChangeUnexplained(Exception):
    """Once it is in use, a change of the framework says why."""


class LinkRefused(Exception):
    """A link goes to the same step or to a later one, and no chain comes back."""


class InUse(Exception):
    """Something was measured or answered with it: it stays."""


class TakenOff(Exception):
    """Somebody took it off meanwhile."""


def is_used(framework: Framework) -> bool:
    """Whether somebody has rated, measured or answered with it: four queries at most."""
    cohort = framework.cohort_id
    return (
        Rating.objects.filter(objective__project__cohort=cohort).exists()
        or MaturityAnswer.objects.filter(project__cohort=cohort).exists()
        or Measure.objects.filter(followed__project__cohort=cohort, followed__indicator__isnull=False).exists()
        or QuestionAnswer.objects.filter(question__framework=framework).exists()
    )


def as_opened(part: Part) -> str:
    """What a form was opened on: the words that two people may change at once."""
    told = [getattr(part, name) for name in WORDS[type(part)]]
    if isinstance(part, EvaluationQuestion):
        told.append(sorted(part.indicators.values_list("pk", flat=True)))
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


def held_as_opened(part: P, opened: str) -> P:
    """The part of today, with its framework locked; refused when its form was opened on other words."""
    Framework.objects.select_for_update().get(pk=part.framework_id)
    now = _today(part)
    if opened != as_opened(now):
        raise ChangedSince(now)
    return now


@transaction.atomic
def drop_part(part: Part, *, by: User, reason: str = "") -> None:
    """Take it off; what answers, questions, projects or indicators lean on stays."""
    held = opened_to_change(part.framework, by, reason)
    now = _today(part)
    record("framework.changed", held, by, dropped=now.code)
    try:
        now.delete()
    except ProtectedError as error:
        if isinstance(now, EvaluationQuestion):
            raise InUse(_("Something was answered with this question: it stays.")) from error
        raise InUse(_("Questions, indicators or projects lean on it: it stays.")) from error


def _today(part: P) -> P:
    found = type(part).objects.filter(pk=part.pk, framework=part.framework_id)
    if now := cast(P | None, found.first()):
        return now
    raise TakenOff(_("It was taken off in the meantime."))
