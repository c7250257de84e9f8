"""A person takes her words back: upper packages say beforehand what stands on them, and mask it when she has."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from levain.foundation import passages

Uses = Callable[[models.Model], Iterable[str]]
Withdrawn = Callable[..., None]

_uses: list[Uses] = []
_told: list[Withdrawn] = []


def register(*, uses: Uses | None = None, withdrawn: Withdrawn | None = None) -> None:
    """Called from an app's `ready`. `uses(obj)` gives sentences for the person; `withdrawn(obj, by=user)` masks."""
    if uses and uses not in _uses:
        _uses.append(uses)
    if withdrawn and withdrawn not in _told:
        _told.append(withdrawn)


def uses(obj: models.Model) -> list[str]:
    """What was made of an object's words, each in a sentence."""
    return [sentence for asked in _uses for sentence in asked(obj)]


def withdraw(obj: models.Model, *, by: Any) -> None:
    """Mask the words wherever they were quoted; the digests stay. Belongs in the transaction of the service."""
    for told in _told:
        told(obj, by=by)
    passages.blank(obj)
