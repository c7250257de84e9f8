"""A journal entry in words, with the objects of many entries fetched together."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import registry
from levain.foundation.models import JournalEntry


def attach(entries: Iterable[JournalEntry]) -> None:
    """Fetch the objects and the places of all the entries: one query for each class, whatever their number."""
    wanted: dict[int, set[int]] = defaultdict(set)
    entries = list(entries)
    for entry in entries:
        wanted[entry.object_type_id].add(entry.object_id)
        if entry.place_type_id and entry.place_id:
            wanted[entry.place_type_id].add(entry.place_id)
    found = {kind: _fetch(kind, ids) for kind, ids in wanted.items()}
    for entry in entries:
        _keep(entry, "object", found[entry.object_type_id].get(entry.object_id))
        places = found.get(entry.place_type_id or 0, {})
        _keep(entry, "place", places.get(entry.place_id or 0))


def _fetch(kind: int, ids: set[int]) -> dict[int, models.Model]:
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is None:
        return {}
    # What an object cannot be without (its project, its cohort…) comes with it: the rules ask for it.
    said = registry.of(model)
    return model._default_manager.order_by().select_related(*(said.along if said else ())).in_bulk(ids)


def _keep(entry: JournalEntry, name: str, obj: models.Model | None) -> None:
    field: Any = JournalEntry._meta.get_field(name)
    field.set_cached_value(entry, obj)


def title(obj: models.Model | None) -> str:
    if obj is None:
        return ""
    said = registry.of(obj)
    return str(said.title(obj)) if said else str(obj)


def actor(entry: JournalEntry) -> str:
    if entry.actor_id:
        return str(entry.actor)
    return _("A person who has left") if entry.actor_erased else _("Levain")


def tell(entry: JournalEntry, clean: Callable[[str], str] = str) -> str:
    """The sentence of an entry; `clean` is applied to every word that people chose."""
    words: dict[str, Any] = {
        "actor": clean(actor(entry)),
        "object": clean(_told(entry.object)),
        "place": clean(title(entry.place)),
        "since": _day(entry, "since"),
        "until": _day(entry, "until"),
    }
    return str(registry.sentence(entry.verb)) % words


def _told(obj: models.Model | None) -> str:
    said = registry.of(obj) if obj is not None else None
    return str(said.told(obj)) if said and said.told else title(obj)


def _day(entry: JournalEntry, name: str) -> str:
    """A date that a reminder holds, in words."""
    said = entry.changes.get(name) if entry.verb.startswith("reminder.") else None
    return in_words(date.fromisoformat(said)) if said else ""


def link(entry: JournalEntry, user: Any) -> str:
    """The page of an entry's object, else of its place if it opens to her, else the first screen."""
    for obj in (entry.object, entry.place):
        opens = obj is not None and (obj is not entry.place or registry.may_see(user, obj))
        if not opens or not hasattr(obj, "get_absolute_url"):
            continue
        try:
            return obj.get_absolute_url()
        except NoReverseMatch:
            continue
    return "/espace/"
