"""The starting point of a project: answered together, handed in, and read again with the signals it raises."""

from typing import Any

from django.db import transaction

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in
from levain.questionnaires.models import Questionnaire, Response, Revision
from levain.questionnaires.services import Sheet, building, filling, publishing
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
            questionnaire=found, number=1, intro=told["intro"], duration_min=told["minutes"]
        )
        building.build(revision, diagnosis.shipped()["sections"])
        publishing.publish(revision)
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
    """The starting point of a project: one alone, whoever wrote in it."""
    slug = diagnosis.shipped()["questionnaire"]["id"]
    found = Response.objects.about(project).filter(revision__questionnaire__slug=slug)
    return found.select_related("revision__questionnaire").order_by("pk").first()


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
def take_up_again(response: Response, project: Project, *, by: User) -> None:
    """Open it again: the year goes on, and answers change."""
    filling.reopen(response, by=by)
    _record("diagnosis.reopened", project, by)


def _record(verb: str, project: Project, by: User, **said: Any) -> None:
    journal.record(verb, on=project, by=by, role=role_in(by, project), place=project, **said)
