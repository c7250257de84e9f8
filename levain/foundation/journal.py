"""One entry for each deed, in the same transaction; whoever must know gets a notice from the same entry."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from levain.foundation import answers, kinds
from levain.foundation.models import JournalEntry, Kind, Notice, Rhythm


def record(
    verb: str,
    *,
    on: models.Model,
    by: Any,
    role: str = "",
    place: models.Model | None = None,
    changes: dict[str, Any] | None = None,
    tell: Iterable[Any] = (),
    at_once: bool = False,
    hold: bool = False,
) -> JournalEntry:
    """Record that `by` did `verb` on an object, and put a notice in the outbox of each person to `tell`.

    `changes` holds field names with short coded values or digests, never what people wrote. `at_once`: someone is
    waited for, or must know today. `hold`: the notices wait until a person releases them.
    """
    if not within_a_deed():
        raise RuntimeError("journal.record belongs in the transaction of the deed it records")
    entry = JournalEntry.objects.create(verb=verb, object=on, actor=by, role=role, place=place, changes=changes or {})
    tell_of(entry, tell, at_once=at_once, hold=hold)
    answers.close_after(entry)
    return entry


def within_a_deed() -> bool:
    """Whether a transaction is open: what is recorded goes with what was done, or not at all."""
    return transaction.get_connection().in_atomic_block


def tell_of(entry: JournalEntry, tell: Iterable[Any], *, at_once: bool = False, hold: bool = False) -> None:
    """Put an entry in the outbox of people, each at her own rhythm; nobody is told of her own deed."""
    people = {person.pk: person for person in tell if person.pk != entry.actor_id}
    if not people:
        return
    kind = kinds.kinds_for(entry.verb, entry.object, entry.place, people.values(), asked=at_once)
    rhythm = kinds.rhythms_for(kind)
    if at_once:
        rhythm |= {pk: Rhythm.NOW for pk in people if kind[pk] != Kind.ANSWER and rhythm[pk] != Rhythm.NEVER}
    Notice.objects.bulk_create(
        Notice(
            entry=entry,
            recipient=person,
            kind=kind[pk],
            rhythm=rhythm[pk],
            state=_state(rhythm[pk], hold),
        )
        for pk, person in people.items()
    )


def _state(rhythm: str, hold: bool) -> str:
    if hold:
        return Notice.State.HELD
    return Notice.State.SHOWN if rhythm == Rhythm.NEVER else Notice.State.WAITING
