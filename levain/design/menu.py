"""The main navigation: upper packages offer entries, the shell shows them in order."""

from collections.abc import Callable

Entry = dict
_offers: list[tuple[int, Callable]] = []


def add(offer: Callable, *, order: int = 100) -> None:
    """`offer(request)` returns a list of {label, url}; smaller orders come first."""
    _offers.append((order, offer))
    _offers.sort(key=lambda pair: pair[0])


def entries(request) -> list[Entry]:
    """What this person is offered; the entry with the longest address that contains the page is current."""
    found = [dict(entry) for _, offer in _offers for entry in offer(request)]
    if any(entry.get("current") for entry in found):
        return found
    inside = [entry for entry in found if contains(entry["url"], request.path)]
    if inside:
        max(inside, key=lambda entry: len(entry["url"]))["current"] = True
    return found


def contains(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(address.rstrip("/") + "/"))
