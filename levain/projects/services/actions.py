"""Write down what is to be done, and finish it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Action, Project
from levain.projects.services.project import role_in


class AlreadyDone(Exception):
    """The action was finished before."""


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
    journal.record(
        "action.added",
        on=action,
        by=by,
        role=role_in(by, project),
        place=project,
        tell=[owner] if owner else [],
    )
    return action


@transaction.atomic
def finish_action(action: Action, *, by: User, on: date | None = None) -> None:
    """Mark it done, once even when two people click together."""
    day = on or timezone.localdate()
    if not Action.objects.filter(pk=action.pk, done__isnull=True).update(done=day):
        raise AlreadyDone(_("This action was already done."))
    action.done = day
    journal.record("action.finished", on=action, by=by, role=role_in(by, action.project), place=action.project)
