"""What passes from someone who leaves to whoever takes over: each package says what it holds for a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from levain.foundation import registry, sentences
from levain.people.models import User


@dataclass(frozen=True)
class Piece:
    """One thing to hand over; `pass_on(receiver, by)` does it. What opens rights passes last."""

    obj: models.Model
    pass_on: Callable[[User, User], None]
    last: bool = False

    @property
    def kind(self) -> Any:
        return kind_of(type(self.obj))

    def title_for(self, reader: User) -> str:
        """What it is, if the reader may read it: handing over opens nothing."""
        return title_for(reader, self.obj)


Finder = Callable[[User, User], Iterable[Piece]]
_finders: dict[type[models.Model], tuple[Any, Finder]] = {}


def register(model: type[models.Model], kind: Any, finder: Finder) -> None:
    """Called from an app's `ready`: `finder(giver, by)` gives what this person may hand over for the other."""
    _finders[model] = (kind, finder)


def kind_of(model: type[models.Model]) -> Any:
    """The words for several things of this class."""
    return _finders[model][0]


def pieces(giver: User, by: User) -> list[Piece]:
    """Everything that would pass, in the order in which it passes."""
    found = [piece for _kind, finder in _finders.values() for piece in finder(giver, by)]
    return sorted(found, key=lambda piece: piece.last)


def title_for(reader: User, obj: models.Model) -> str:
    if not registry.may_see(reader, obj):
        return ""
    place = registry.of(obj).place(obj)
    where = sentences.title(place) if place is not None and place != obj else ""
    return ", ".join(filter(None, (sentences.title(obj), where)))
