"""Bring in the questionnaires of a framework."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from levain.questionnaires.models import Question, Questionnaire, Revision
from levain.questionnaires.services.publishing import publish

KIND = {
    "text": Question.Kind.LONG_TEXT,
    "number": Question.Kind.NUMBER,
    "choice": Question.Kind.CHOICE,
    "multi": Question.Kind.CHOICES,
    "scale": Question.Kind.SCALE,
}
# What people write freely, or say of themselves, may name or describe them.
PERSONAL_LISTS = {"age", "housing"}


# What comes with the software is of the same day in every house: sessions that go from one to another agree.
SHIPPED = datetime(2026, 11, 1, tzinfo=UTC)


@transaction.atomic
def load_questionnaires(framework: dict[str, Any]) -> list[Questionnaire]:
    """Publish the questionnaires of a framework; a changed text makes a new revision, the same text none."""
    loaded = []
    for position, told in enumerate(framework["questionnaires"], 1):
        questions = [
            _question(row, place, framework["scales"], framework["choice_lists"])
            for place, row in enumerate(told["questions"], 1)
        ]
        loaded.append(_load_one(told, position, questions))
    return loaded


def _load_one(told: dict[str, Any], position: int, questions: list[dict]) -> Questionnaire:
    moments = told["moment"] if isinstance(told["moment"], list) else [told["moment"]]
    questionnaire, _created = Questionnaire.objects.update_or_create(
        slug=told["id"],
        defaults={
            "title": told["title_fr"],
            "audience": told["audience"],
            "moments": moments,
            "position": position,
        },
    )
    promise = {
        "intro": told["intro_fr"],
        "anonymous": told["anonymous"],
        "duration_min": told["duration_min"],
    }
    digest = sha256(json.dumps([promise, questions], sort_keys=True).encode()).hexdigest()
    newest = questionnaire.revisions.first()
    # What the team composed since is newer than the file, and stays.
    if not questionnaire.revisions.filter(digest=digest).exists():
        revision = Revision.objects.create(
            questionnaire=questionnaire,
            number=newest.number + 1 if newest else 1,
            digest=digest,
            created_at=SHIPPED,
            **promise,
        )
        Question.objects.bulk_create(Question(revision=revision, **row) for row in questions)
        publish(revision, at=SHIPPED)
    return questionnaire


def _question(row: dict[str, Any], position: int, scales: dict, lists: dict) -> dict[str, Any]:
    kind = KIND[row["type"]]
    if kind == Question.Kind.SCALE and "repeat_over" in row:
        kind = Question.Kind.MATRIX
    return {
        "position": position,
        "code": row["id"],
        "kind": kind,
        "text": row["text_fr"],
        "required": row["required"],
        "options": lists[row["options"]] if "options" in row else [],
        "options_from": row.get("options_from", ""),
        "scale": scales[row["scale"]] if "scale" in row else {},
        "repeat_over": row.get("repeat_over", ""),
        "moments": row.get("moments", []),
        "unit": row.get("unit", ""),
        "min": row.get("min"),
        "max": row.get("max"),
        "personal_data": kind == Question.Kind.LONG_TEXT or row.get("options") in PERSONAL_LISTS,
        "indicator": row.get("indicator", ""),
    }
