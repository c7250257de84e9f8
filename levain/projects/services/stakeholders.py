"""Draw the map of those whom a project concerns."""

from uuid import UUID

from django.db import transaction

from levain.people.models import User
from levain.projects.models import Project, Stakeholder
from levain.projects.services.records import change, once, record, retire


@transaction.atomic
def add_stakeholder(project: Project, *, by: User, token: UUID | None = None, **said) -> Stakeholder:
    """Put someone on the map; the same `token` twice is one line."""
    stakeholder, new = once(Stakeholder, token, owned={"project": project, "entered_by": by}, **said)
    if new:
        record("stakeholder.added", stakeholder, by, changes={"place": stakeholder.place})
    return stakeholder


@transaction.atomic
def edit_stakeholder(stakeholder: Stakeholder, *, by: User, version: int, **changes) -> None:
    change("stakeholder.edited", stakeholder, by=by, version=version, **changes)


@transaction.atomic
def retire_stakeholder(stakeholder: Stakeholder, *, by: User, back: bool = False) -> None:
    retire("stakeholder.retired", stakeholder, by=by, back=back)
