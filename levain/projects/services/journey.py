"""The steps of the year: set, done, undone, changed, removed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project, Step
from levain.projects.services.project import role_in


class StepChanged(Exception):
    """Somebody said it first."""


@transaction.atomic
def add_step(
    project: Project, *, by: User, title: str, due: date, done: date | None = None, token: UUID | None = None
) -> Step:
    said = {"project": project, "title": title, "due": due, "done": done}
    if token is None:
        step, new = Step.objects.create(**said), True
    else:
        step, new = Step.objects.get_or_create(token=token, project=project, defaults=said)
    if new:
        _record("step.added", step, by)
    return step


@transaction.atomic
def edit_step(step: Step, *, by: User, version: int, title: str, due: date) -> None:
    changed = [name for name, value in (("title", title), ("due", due)) if getattr(step, name) != value]
    save_over(step, version, title=title, due=due)
    if changed:
        _record("step.changed", step, by, changes=dict.fromkeys(changed, "changed"))


@transaction.atomic
def finish_step(step: Step, *, by: User, on: date | None = None) -> None:
    """Say that a step is done, once even when two people click together."""
    day = on or timezone.localdate()
    if not Step.objects.filter(pk=step.pk, done=None).update(done=day):
        raise StepChanged(_("This step was already done."))
    step.done = day
    _record("step.done", step, by)


@transaction.atomic
def undo_step(step: Step, *, by: User) -> None:
    """It was not done after all: the step waits again."""
    if not Step.objects.filter(pk=step.pk, done__isnull=False).update(done=None):
        raise StepChanged(_("This step already waits to be done."))
    step.done = None
    _record("step.undone", step, by)


@transaction.atomic
def remove_step(step: Step, *, by: User) -> None:
    """Take a step off the journey; the journal keeps that there was one."""
    project, number = step.project, step.pk
    deleted, _rows = Step.objects.filter(pk=number).delete()
    if deleted:
        journal.record(
            "step.removed",
            on=project,
            by=by,
            role=role_in(by, project),
            place=project,
            changes={"step": number},
        )


def _record(verb: str, step: Step, by: User, **said: Any) -> None:
    journal.record(verb, on=step, by=by, role=role_in(by, step.project), place=step.project, **said)
