"""The starting point of a project: answered together, handed in, and read again with the signals it raises."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in
from levain.questionnaires.models import Answer, Questionnaire, Response, Revision
from levain.questionnaires.services import SHIPPED, Sheet, building, filling, publishing
from levain.support import diagnosis


@transaction.atomic
def load_diagnosis() -> Questionnaire:
    """Publish the shipped questions once; what the team composes afterwards stays."""
    told = diagnosis.shipped()["questionnaire"]
    found, new = Questionnaire.objects.get_or_create(
        slug=told["id"], defaults={"title": told["title"], "audience": told["audience"], "moments": ["start"]}
    )
    if new:
        revision = Revision.objects.create(
            questionnaire=found,
            number=1,
            intro=told["intro"],
            duration_min=told["minutes"],
            created_at=SHIPPED,
        )
        building.build(revision, diagnosis.shipped()["sections"])
        publishing.publish(revision, at=SHIPPED)
    return found


def revision_asked() -> Revision | None:
    """The published revision that a project begins with today."""
    slug = diagnosis.shipped()["questionnaire"]["id"]
    return (
        Revision.objects.filter(questionnaire__slug=slug, published_at__isnull=False)
        .select_related("questionnaire")
        .first()
    )


def response_of(project: Project) -> Response | None:
    """What a project answered last, whoever wrote in it; what it handed in before stays as it was."""
    return responses_of(project).first()


def responses_of(project: Project) -> QuerySet[Response]:
    """All of them, the last first."""
    slug = diagnosis.shipped()["questionnaire"]["id"]
    found = Response.objects.about(project).filter(revision__questionnaire__slug=slug)
    return found.select_related("revision__questionnaire").order_by("-pk")


@transaction.atomic
def begin(project: Project, *, by: User) -> Response:
    """Begin, or find what somebody began."""
    Project.objects.select_for_update().get(pk=project.pk)
    found = response_of(project)
    if found:
        return found
    revision = revision_asked() or load_diagnosis().revisions.get()
    response = filling.start(revision, subject=project)
    _record("diagnosis.begun", project, by)
    return response


@transaction.atomic
def hand_in(response: Response, project: Project, *, by: User) -> list[diagnosis.Signal]:
    """Close it, whatever is left out, and tell the advisers; handed in twice, it is told once."""
    was_closed = Response.objects.select_for_update().get(pk=response.pk).closed
    filling.close(response, by=by, even_incomplete=True)
    found = diagnosis.raised(Sheet.of(response))
    if not was_closed:
        told: dict[str, Any] = {"signals": len(found)}
        others = [one for one in advisers(project) if one != by]
        _record("diagnosis.handed_in", project, by, changes=told, tell=others)
    return found


@transaction.atomic
def take_up_again(project: Project, *, by: User) -> Response:
    """Begin again from the last answers, which stay as they were handed in; twice is once."""
    last = begin(project, by=by)
    if not last.closed:
        return last
    revision = revision_asked() or last.revision
    again = filling.start(revision, subject=project)
    asked = set(revision.questions.values_list("code", flat=True))
    Answer.objects.bulk_create(
        Answer(response=again, code=one.code, row=one.row, value=one.value, by=one.by, at=one.at)
        for one in last.answers.filter(aside=None, code__in=asked)
    )
    _record("diagnosis.reopened", project, by)
    return again


@transaction.atomic
def let_go(project: Project, *, by: User) -> None:
    """Drop what was begun again, and go back to what was handed in; the first is never dropped."""
    found = list(responses_of(project)[:2])
    if len(found) == 2 and not found[0].closed:
        found[0].answers.all().delete()
        found[0].delete()
        _record("diagnosis.let_go", project, by)


def _record(verb: str, project: Project, by: User, **said: Any) -> None:
    journal.record(verb, on=project, by=by, role=role_in(by, project), place=project, **said)
