"""Whom to turn to in a demonstration: said by the package that knows its fictional people."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Contact(NamedTuple):
    name: str
    role: str


_sources: list[Callable[[], Iterable[Contact]]] = []


def register(source: Callable[[], Iterable[Contact]]) -> None:
    """Called from an app's `ready`."""
    _sources.append(source)


def people() -> list[Contact]:
    return [contact for source in _sources for contact in source()]
