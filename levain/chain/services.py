"""Deeds by which one strand feeds another; each keeps the passage it came from."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.evaluation.models import Objective
from levain.evaluation.services import write_expectation
from levain.foundation import journal, passages, registry
from levain.foundation.audiences import Audience
from levain.foundation.models import Origin
from levain.people.models import RoleCode, User
from levain.projects import services as projects
from levain.projects.models import Action, Commitment, Project
from levain.selection.models import Application, Call, StateChanged
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
    return projects.make_commitment(project, by=owner or by, text=title, due=due)


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
    "objective": (_("what a side expects, for an objective"), Objective, _objective),
}


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


@transaction.atomic
def release_decisions(
    call: Call, *, by: User, openings: dict[str, dict[str, Any]], on: date | None = None
) -> list[Project]:
    """Publish all the decisions of a call together and open the retained projects; repeatable.

    `openings` gives, for each retained application's reference, what `open_project` needs, with the texts of the
    objectives already known under `expectations` ({"inhabitants": …, "authority": …}). Everything is decided
    before anything is published: an application without decision stops it (StateChanged).
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    waiting = call.applications.filter(state__in=Application.UNDECIDED).count()
    if waiting:
        raise StateChanged(_("%(n)d applications still wait for a decision: decide them first.") % {"n": waiting})
    retained = call.applications.filter(state=Application.State.RETAINED).order_by("deposited_at")
    opened = [_open(application, call, by, openings) for application in retained]
    if not call.released_at:
        call.released_at = timezone.now() if on is None else timezone.make_aware(datetime.combine(on, time(12)))
        call.save(update_fields=["released_at"])
        journal.record("call.released", on=call, by=by, role="programme_lead", place=call.cohort)
    return opened


def _open(application: Application, call: Call, by: User, openings: dict[str, dict[str, Any]]) -> Project:
    if application.project:
        return application.project
    if application.reference not in openings:
        raise StateChanged(
            _("Nothing says how the project “%(title)s” opens: no decision has been published.")
            % {"title": application.title}
        )
    told = dict(openings[application.reference])
    expectations = told.pop("expectations", {})
    project = projects.open_project(call.cohort, by=by, **told)
    application.project = project
    application.save(update_fields=["project"])
    for voice, text in expectations.items():
        write_expectation(project, voice=voice, text=text, by=by)
    return project
