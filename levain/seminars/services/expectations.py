"""What people expect of a seminar, asked before the day by a questionnaire, and read by the team that prepares it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from levain.foundation import yaml_files
from levain.questionnaires.models import Question, Questionnaire, Response, Revision
from levain.questionnaires.services import building, filling, loading, publishing
from levain.questionnaires.services.display import shown
from levain.questionnaires.services.reading import blank
from levain.seminars import offered
from levain.seminars.models import Gathering, Registration, Seminar

SHIPPED = Path(__file__).parents[1] / "data" / "expectations.yaml"
LISTED = {Question.Kind.CHOICE, Question.Kind.CHOICES, Question.Kind.SCALE}


@cache
def shipped() -> dict[str, Any]:
    return yaml_files.read(SHIPPED)


@transaction.atomic
def load_expectations() -> Questionnaire:
    """Publish the questions of the house once; what the team composes afterwards stays."""
    said = shipped()["questionnaire"]
    found, new = Questionnaire.objects.get_or_create(
        slug=said["id"], defaults={"title": said["title"], "audience": said["audience"]}
    )
    if new:
        revision = Revision.objects.create(
            questionnaire=found,
            number=1,
            intro=said["intro"],
            duration_min=said["minutes"],
            created_at=loading.SHIPPED,
        )
        building.build(revision, shipped()["sections"])
        publishing.publish(revision, at=loading.SHIPPED)
    return found


def questionnaires(gathering: Gathering) -> QuerySet[Questionnaire]:
    """Those a facilitator may choose besides the one of the house: under one's name, for the team answers each."""
    found = offered.questionnaires(offered.BEFORE, kept=gathering.expectations_id, anonymous=False)
    if gathering.expectations_id is None:
        found = found.exclude(slug=shipped()["questionnaire"]["id"])
    return found.order_by("title")


def revision_asked(gathering: Gathering) -> Revision | None:
    """The newest published version of the questionnaire chosen, or of the one of the house."""
    chosen = {"questionnaire": gathering.expectations_id} if gathering.expectations_id else {}
    chosen = chosen or {"questionnaire__slug": shipped()["questionnaire"]["id"]}
    published = Revision.objects.filter(published_at__isnull=False, anonymous=False, **chosen)
    return published.select_related("questionnaire").first()


def response_of(registration: Registration) -> Response | None:
    return Response.objects.about(registration).select_related("revision__questionnaire").order_by("-pk").first()


@transaction.atomic
def begin(registration: Registration, gathering: Gathering) -> Response:
    """Begin, or find what she began."""
    Registration.objects.select_for_update().get(pk=registration.pk)
    found = response_of(registration)
    if found:
        return found
    revision = revision_asked(gathering)
    if revision is None:
        load_expectations()
        revision = revision_asked(gathering)
    assert revision is not None
    return filling.start(revision, subject=registration, respondent=registration.user)


def responses_to(seminar: Seminar) -> QuerySet[Response]:
    """Those of the people who come; who no longer comes is no longer asked what she expected."""
    comes = seminar.registrations.exclude(state=Registration.State.DECLINED)
    return Response.objects.filter(
        subject_type__app_label="seminars", subject_type__model="registration", subject_id__in=comes.values("pk")
    )


def told(seminar: Seminar) -> int:
    """How many have answered something: one query."""
    return responses_to(seminar).filter(answers__isnull=False).distinct().count()


@dataclass
class Gathered:
    """One question, whichever version asked it: its choices counted, its words each under who wrote them."""

    text: str
    counted: list[tuple[str, int]] = field(default_factory=list)
    said: list[tuple[Registration, str]] = field(default_factory=list)


def gathered(seminar: Seminar) -> tuple[int, list[Gathered]]:
    """How many answered, and the answers by question: a fixed number of queries."""
    responses = list(responses_to(seminar).prefetch_related("answers"))
    people = seminar.registrations.select_related("user", "project").in_bulk([each.subject_id for each in responses])
    questions = Question.objects.filter(revision__in={each.revision_id for each in responses}, block=None)
    asked = {
        (each.revision_id, each.code): each for each in questions.select_related("revision").order_by("position")
    }
    found: dict[str, Gathered] = {code: Gathered(each.text_shown) for (_of, code), each in asked.items()}
    counts: dict[str, Counter] = {code: Counter() for code in found}
    for response in responses:
        for answer in response.answers.all():
            question = asked.get((response.revision_id, answer.code))
            if question is None or answer.aside_id or blank(answer.value):
                continue
            if question.kind in LISTED:
                counts[answer.code].update(_chosen(question, answer.value))
            else:
                said = shown(question, answer.value, response)
                found[answer.code].said.append((people[response.subject_id], said))
    for code, each in found.items():
        each.counted = counts[code].most_common()
    answered = sum(any(not blank(answer.value) for answer in each.answers.all()) for each in responses)
    return answered, [each for each in found.values() if each.said or each.counted]


def _chosen(question: Question, value: Any) -> list[str]:
    labels = {option.code: option.label for option in question.offered()}
    return [labels.get(one, str(one)) for one in (value if isinstance(value, list) else [value])]
