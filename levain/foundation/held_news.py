"""News that commit the State wait until a person lets them go: read, released or dropped, with a trace.

Whoever keeps the outbox of a place decides only of what she may read herself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from levain.foundation import journal, registry, sentences
from levain.foundation.models import JournalEntry, Notice, Rhythm
from levain.foundation.outbox import AlreadyGone

HELD = Notice.State.HELD


@dataclass(frozen=True)
class Held:
    """An entry in words, as one who may read its object reads it, and those it would be told to."""

    entry: JournalEntry
    sentence: str
    words: str
    place: str
    link: str
    people: list[str]


def told_in(place: models.Model) -> QuerySet[JournalEntry]:
    """The entries of a place and of what stands in it."""
    here = Q(place_type=ContentType.objects.get_for_model(place), place_id=place.pk)
    for said in registry.everything():
        if said.within is not None:
            inside = said.within(place).order_by().values("pk")
            here |= Q(place_type=ContentType.objects.get_for_model(said.model), place_id__in=inside)
    return JournalEntry.objects.filter(here).select_related("actor")


def held_in(place: models.Model) -> QuerySet[JournalEntry]:
    """Those of which some notices are held, the oldest first."""
    return told_in(place).filter(pk__in=Notice.objects.filter(state=HELD).values("entry")).order_by("at", "pk")


def in_words(user: Any, entries: Iterable[JournalEntry]) -> list[Held]:
    """Those that she may read, in words."""
    entries = list(entries)
    sentences.attach(entries)
    registry.read_ahead([(user, entry.object) for entry in entries if entry.object])
    seen = [entry for entry in entries if may_read(user, entry)]
    people: dict[int, list[str]] = defaultdict(list)
    told = Notice.objects.filter(entry__in=seen, state=HELD).select_related("recipient").order_by("recipient__name")
    for notice in told:
        people[notice.entry_id].append(str(notice.recipient))
    return [
        Held(
            entry,
            sentences.tell(entry),
            registry.words_of(entry.verb, entry.object),
            sentences.title(entry.place),
            sentences.link(entry, user),
            people[entry.pk],
        )
        for entry in seen
    ]


def may_read(user: Any, entry: JournalEntry) -> bool:
    return entry.object is not None and bool(registry.may_see(user, entry.object))


@transaction.atomic
def release(entry: JournalEntry, *, by: Any, place: models.Model) -> int:
    """Let the news go, each at the rhythm of its reader; what was answered meanwhile asks nobody by mail."""
    held = _held(entry)
    held.filter(settled_at__isnull=False).update(state=Notice.State.SHOWN)
    held.filter(rhythm=Rhythm.NEVER).update(state=Notice.State.SHOWN)
    gone = held.update(state=Notice.State.WAITING)
    _record("news.released", entry, by, place)
    return gone


@transaction.atomic
def drop(entry: JournalEntry, *, by: Any, place: models.Model) -> None:
    """Nobody will be told; the deed itself is not undone."""
    _held(entry).update(state=Notice.State.DROPPED)
    _record("news.dropped", entry, by, place)


def _held(entry: JournalEntry) -> QuerySet[Notice]:
    held = Notice.objects.filter(entry=entry, state=HELD)
    if not held.select_for_update().exists():
        raise AlreadyGone(_("Somebody has already decided of this news."))
    return held


def _record(verb: str, entry: JournalEntry, by: Any, place: models.Model) -> None:
    journal.record(verb, on=place, by=by, place=place, changes={"entry": entry.pk})
