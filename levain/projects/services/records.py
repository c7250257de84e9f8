"""What every record of a project's file shares: written once for a token, changed over a known version."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.services.project import role_in

Record = TypeVar("Record", bound=models.Model)


def once(model: type[Record], token: UUID | None, *, owned: dict[str, Any], **said: Any) -> tuple[Record, bool]:
    """The record of this token, or a new one; the token of someone else's record gives nothing of it away."""
    try:
        with transaction.atomic():
            return model._default_manager.create(token=token, **owned, **said), True
    except IntegrityError:
        written = model._default_manager.filter(token=token, **owned).first() if token else None
    if written:
        return written, False
    return model._default_manager.create(**owned, **said), True


def record(verb: str, obj: Any, by: User, **told: Any) -> None:
    """One entry of the journal, placed in the project of the object."""
    journal.record(verb, on=obj, by=by, role=role_in(by, obj.project), place=obj.project, **told)


def change(verb: str, obj: Any, *, by: User, version: int, **changes: Any) -> None:
    """Save over the version that was read; the journal keeps the names of what changed, never the words."""
    changed = sorted(name for name, value in changes.items() if getattr(obj, name) != value)
    save_over(obj, version, **changes)
    record(verb, obj, by, changes={"fields": changed})


def retire(verb: str, obj: Any, *, by: User, back: bool = False) -> None:
    """Take out of the lists, or bring back; nothing is lost, twice changes nothing."""
    if bool(obj.retired_on) != back:
        return
    obj.retired_on = None if back else timezone.localdate()
    obj.save()
    record(verb, obj, by, changes={"retired": not back})
