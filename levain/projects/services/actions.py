"""Write down what is to be done, move it along the board, change it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Action, Project
from levain.projects.services.project import role_in

VERBS = {
    Action.Column.TO_DO: "action.put_back",
    Action.Column.UNDER_WAY: "action.begun",
    Action.Column.DONE: "action.finished",
}


class AlreadyDone(Exception):
    """The action was finished before."""


class AlreadyThere(Exception):
    """The action stands in this column, or somebody has moved it since it was read."""


@transaction.atomic
def add_action(
    project: Project, *, by: User, title: str, owner: User | None = None, due: date | None = None
) -> Action:
    """Write down something to do; the same thing for the same person and day, still to do, is written once."""
    Project.objects.select_for_update().get(pk=project.pk)
    same = project.actions.filter(title=title, owner=owner, due=due, done__isnull=True).first()
    if same:
        return same
    action = Action.objects.create(project=project, title=title, owner=owner, due=due)
    _record("action.added", action, by, tell=[owner] if owner else [])
    return action


@transaction.atomic
def finish_action(action: Action, *, by: User, on: date | None = None) -> None:
    """Mark it done, once even when two people click together."""
    day = on or timezone.localdate()
    if not Action.objects.filter(pk=action.pk, done__isnull=True).update(done=day):
        raise AlreadyDone(_("This action was already done."))
    action.done = day
    _record("action.finished", action, by)


@transaction.atomic
def move_action(action: Action, *, by: User, to: str, on: date | None = None) -> None:
    """Move it to another column, from the one where it was read; its owner knows if somebody else reopens it."""
    if to == Action.Column.DONE:
        finish_action(action, by=by, on=on)
        return
    if action.column == to:
        raise AlreadyThere(_("This action was already there."))
    reopened = action.done is not None
    begun = (on or timezone.localdate()) if to == Action.Column.UNDER_WAY else None
    stood = Action.objects.filter(pk=action.pk).in_column(action.column)
    if not stood.update(begun=begun, done=None):
        raise AlreadyThere(_("Somebody moved this action in the meantime: look where it stands now."))
    action.begun, action.done = begun, None
    tell = [action.owner] if reopened and action.owner else []
    _record("action.reopened" if reopened else VERBS[Action.Column(to)], action, by, tell=tell)


@transaction.atomic
def edit_action(action: Action, *, by: User, version: int, title: str, owner: User | None, due: date | None) -> None:
    """Change what is to be done, by whom or by when; whoever receives it is told."""
    before = action.owner
    changed = [name for name, value in (("title", title), ("due", due)) if getattr(action, name) != value]
    changed += ["owner"] if before != owner else []
    save_over(action, version, title=title, owner=owner, due=due)
    tell = [person for person in (owner, before) if person and before != owner]
    if changed:
        _record("action.changed", action, by, changes=dict.fromkeys(changed, "changed"), tell=tell)


def _record(verb: str, action: Action, by: User, **said: Any) -> None:
    journal.record(verb, on=action, by=by, role=role_in(by, action.project), place=action.project, **said)
