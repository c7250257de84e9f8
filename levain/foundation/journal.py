"""One entry for each deed, in the same transaction; whoever must know gets a notice from the same entry."""

from typing import Any

from django.db import models, transaction

from levain.foundation.models import JournalEntry, Notice


def record(
    verb: str,
    *,
    on: models.Model,
    by: Any,
    role: str = "",
    place: models.Model | None = None,
    changes: dict[str, Any] | None = None,
    tell=(),
    at_once: bool = False,
    hold: bool = False,
) -> JournalEntry:
    """Record that `by` did `verb` on an object, and put a notice in the outbox of each person to `tell`.

    `changes` holds field names with short coded values or digests, never what people wrote.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("journal.record belongs in the transaction of the deed it records")
    entry = JournalEntry.objects.create(verb=verb, object=on, actor=by, role=role, place=place, changes=changes or {})
    state = Notice.State.HELD if hold else Notice.State.WAITING
    people = {person.pk: person for person in tell if person != by}
    Notice.objects.bulk_create(
        Notice(entry=entry, recipient=person, at_once=at_once, state=state) for person in people.values()
    )
    return entry
