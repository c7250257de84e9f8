"""What was said becomes something that lives on, and keeps the passage it came from."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.services import cite_as_evidence
from levain.evaluation.models import Expectation
from levain.evaluation.services import write_expectation
from levain.foundation import passages, registry
from levain.foundation.audiences import Audience
from levain.foundation.models import Origin
from levain.people.models import RoleCode, User
from levain.projects import services as projects
from levain.projects.models import Action, Commitment, Project
from levain.seminars.models import Contribution, Side
from levain.support.models import Need, Obstacle
from levain.support.services.needs import state_need
from levain.support.services.obstacles import name_obstacle


class AlreadyTurned(Exception):
    """These words already became the same thing; `made` is what they became."""

    def __init__(self, made: models.Model):
        super().__init__(_("These words were already turned: here is what they became."))
        self.made = made


def _action(project, by, title, owner, due, obj, field):
    return projects.add_action(project, by=by, title=title, owner=owner, due=due)


def _commitment(project, by, title, owner, due, obj, field):
    return projects.make_commitment(project, by=by, text=title, due=due, **_promised_by(obj, project, owner))


def _promised_by(obj: models.Model, project: Project, owner: User | None) -> dict[str, Any]:
    """The person named; else, of what was said in a seminar, who said it or the organisation she spoke for."""
    if owner is not None or not isinstance(obj, Contribution):
        return {"person": owner}
    if obj.author or obj.organisation:
        return {"person": obj.author, "organisation": None if obj.author else obj.organisation}
    carriers: dict[str, Any] = {Side.BEARER: project.collective, Side.LOCAL_AUTHORITY: project.local_authority}
    return {"organisation": carriers.get(obj.side) if obj.named else None}


def _need(project, by, title, owner, due, obj, field):
    audience = _audience(obj)
    return state_need(project, by=by, on_behalf_of=owner, in_my_words=title, wanted_by=due, audience=audience)


def _obstacle(project, by, title, owner, due, obj, field):
    return name_obstacle(project, by=by, kind=Obstacle.Kind.OTHER, text=title, audience=_audience(obj))


def _audience(obj) -> str:
    """What was said to the collective alone stays there; the rest is the project's business."""
    kept_close = getattr(obj, "audience", "") == Audience.COLLECTIVE
    return Audience.COLLECTIVE if kept_close else Audience.PROJECT


def _objective(project, by, title, owner, due, obj, field):
    said = registry.of(obj)
    side = said.speaker(obj, field).side if said and said.speaker else ""
    return write_expectation(project, voice=VOICES.get(side, "inhabitants"), text=title, by=by)


VOICES = {RoleCode.LOCAL_AUTHORITY: "authority", RoleCode.STATE_SERVICE: "state"}
TURNS: dict[str, tuple[Any, type[models.Model], Callable[..., models.Model]]] = {
    "action": (_("an action"), Action, _action),
    "need": (_("a need"), Need, _need),
    "obstacle": (_("an obstacle"), Obstacle, _obstacle),
    "commitment": (_("a commitment"), Commitment, _commitment),
    "objective": (_("what a side expects, for an objective"), Expectation, _objective),
}
# Kept for what it shows rather than for what is to be done; asked of `can_cite`.
EVIDENCE = "evidence"


@transaction.atomic
def turn(
    obj: models.Model,
    field: str,
    quote: str,
    *,
    into: str,
    by: User,
    project: Project,
    title: str,
    owner: User | None = None,
    due: date | None = None,
) -> models.Model:
    """What was said (`quote`, in a field of `obj`) becomes something that lives on and keeps its origin.

    Raises AlreadyTurned when these words became the same kind of thing before, passages.NotFound when they do
    not stand in the text, passages.NotCitable when the text cannot be quoted.
    """
    if into == EVIDENCE:
        return cite_as_evidence(obj, field, quote, by=by)
    _label, model, make = TURNS[into]
    type(obj)._base_manager.select_for_update().get(pk=obj.pk)
    _refuse_twice(obj, field, quote, model, project)
    passage = passages.cite(obj, field, quote, by=by)
    made = make(project, by, title, owner, due, obj, field)
    kept, new = Origin.objects.get_or_create(
        object_type=ContentType.objects.get_for_model(made), object_id=made.pk, defaults={"passage": passage}
    )
    if not new:
        raise AlreadyTurned(kept.object or made)
    return made


def _refuse_twice(obj: models.Model, field: str, quote: str, model: type[models.Model], project: Project) -> None:
    """What was said of several projects may become something in each of them, once."""
    same = Origin.objects.filter(
        object_type=ContentType.objects.get_for_model(model),
        passage__object_type=ContentType.objects.get_for_model(obj),
        passage__object_id=obj.pk,
        passage__field=field,
        passage__quote=passages.plain(quote),
    )
    for origin in same:
        if origin.object and origin.object.project_id == project.pk:
            raise AlreadyTurned(origin.object)
