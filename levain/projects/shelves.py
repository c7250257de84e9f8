"""What a message may carry: each package says what it keeps of a project, and who may see it is asked every time."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.foundation.registry import Gesture
from levain.projects.models import Message, Project
from levain.projects.rules.conversations import can_talk_about

# A list to choose from, and not an inventory: the latest of each.
OFFERED = 12


@dataclass(frozen=True)
class Shelf:
    """`kept(user, project)`: what this person may read of it there, the latest first."""

    label: Any
    model: type[models.Model]
    kept: Callable[[Any, Project], Iterable[models.Model]]


@dataclass(frozen=True)
class Card:
    """What a message carries, as its reader may see it."""

    label: str
    title: str
    url: str


_shelves: list[Shelf] = []
TALK = Gesture(label=_("Talk about it"), url_name="projects:talk", rule=can_talk_about)


def add_shelf(label: Any, model: type[models.Model], kept: Callable[[Any, Project], Iterable[models.Model]]) -> None:
    """Called from an app's `ready`."""
    if any(shelf.model is model for shelf in _shelves):
        return
    _shelves.append(Shelf(label, model, kept))
    registry.add_gesture(model, TALK)


def choices(user: Any, project: Project) -> list[tuple[str, list[tuple[str, str]]]]:
    """What she may attach, shelf by shelf, for a list to choose from: one query a shelf."""
    offered = []
    for shelf in _shelves:
        things = [(code_of(thing), title_of(thing)) for thing in list(shelf.kept(user, project))[:OFFERED]]
        if things:
            offered.append((str(shelf.label), things))
    return offered


def code_of(thing: models.Model) -> str:
    return f"{ContentType.objects.get_for_model(thing).pk}-{thing.pk}"


def title_of(thing: models.Model) -> str:
    said = registry.of(thing)
    return Truncator(" ".join(str(said.title(thing) if said else thing).split())).chars(90)


def fetch(code: str) -> models.Model | None:
    """The thing of a code, if messages carry such things; whether one may see it is to be asked."""
    kind, _dash, pk = code.partition("-")
    if not (kind.isascii() and kind.isdigit() and pk.isascii() and pk.isdigit() and len(code) < 25):
        return None
    known = ContentType.objects.filter(pk=int(kind)).first()
    model = known.model_class() if known else None
    if model is None or not any(shelf.model is model for shelf in _shelves):
        return None
    return model._default_manager.select_related().filter(pk=int(pk)).first()


def find(user: Any, code: str) -> models.Model | None:
    """The same, if she may see it."""
    thing = fetch(code)
    return thing if thing is not None and registry.may_see(user, thing) else None


def card_of(user: Any, thing: models.Model | None) -> Card | None:
    """None for what she may not see, or is no longer there."""
    if thing is None or not registry.may_see(user, thing):
        return None
    label = next((str(shelf.label) for shelf in _shelves if shelf.model is type(thing)), "")
    url = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""
    return Card(label, title_of(thing), url)


def attach_cards(user: Any, messages: Iterable[Message]) -> None:
    """Give each message its `card`: one query for each kind of thing they carry."""
    wanted: dict[int, set[int]] = defaultdict(set)
    messages = list(messages)
    for message in messages:
        if message.carried_type_id and message.carried_id:
            wanted[message.carried_type_id].add(message.carried_id)
    found = {kind: _fetch(kind, ids) for kind, ids in wanted.items()}
    for message in messages:
        thing = found.get(message.carried_type_id or 0, {}).get(message.carried_id or 0)
        message.card = card_of(user, thing)  # type: ignore[attr-defined]


def _fetch(kind: int, ids: set[int]) -> dict[int, models.Model]:
    model = ContentType.objects.get_for_id(kind).model_class()
    return model._default_manager.select_related().in_bulk(ids) if model else {}
