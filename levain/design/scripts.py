"""Small scripts that upper packages need on any page: the shell loads each only when it is of use."""

from collections.abc import Callable

_offers: list[tuple[str, Callable]] = []


def add(path: str, *, when: Callable) -> None:
    """`path` is that of a static file; `when(request)` says whether this page needs it."""
    _offers.append((path, when))


def wanted(request) -> list[str]:
    return [path for path, when in _offers if when(request)]
