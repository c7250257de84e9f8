"""Who asked to be erased: a list beside the database, so that a restore cannot bring anybody back.

It says nobody's name or address: a key, and a digest over an address and the microsecond it was first known.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

FOLDER = "erased"

_erasers: list[Callable[[Any], None]] = []


def erases(deed: Callable[[Any], None]) -> Callable[[Any], None]:
    """Register how a person is erased; it must do nothing to who is erased already."""
    if deed not in _erasers:
        _erasers.append(deed)
    return deed


def forget(person: Any) -> None:
    """Erase somebody in every package: what each of them says it keeps of her.

    The upper packages first, while her name and her address are still known; those who know them, last.
    """
    for erase in reversed(_erasers):
        erase(person)


def remember(person: Any) -> None:
    """Put a person on the list once her erasure is kept; call it while her address is still known."""
    digest = _digest(person)
    said = json.dumps({"person": person.pk, "digest": digest}).encode()
    name = f"{FOLDER}/{person.pk}-{digest[:16]}.json"

    def write() -> None:
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(said))

    transaction.on_commit(write)


def _digest(person: Any) -> str:
    return sha256(f"{person.email.lower()}|{person.date_joined.isoformat()}".encode()).hexdigest()


def names() -> list[str]:
    """The files of the list."""
    try:
        return [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return []


def replay() -> int:
    """Erase again whoever is on the list and came back; how many."""
    again = 0
    for name in names():
        with default_storage.open(name) as kept:
            said = json.loads(kept.read())
        person = get_user_model().objects.filter(pk=said["person"]).first()
        if person is not None and _digest(person) == said["digest"]:
            forget(person)
            again += 1
    return again
