"""Where the links of a written document lead: its words are frozen, the addresses of pages are not."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from levain.foundation.written import Document, Link, Text, every_run, from_json, to_json


def addressed(document: Document, house: str) -> Document:
    """The same, its pages of the house with their whole address: for a file that leaves it."""
    if not any(isinstance(run, Link) and run.in_the_house for run in every_run(document.blocks)):
        return document
    return from_json(_led(to_json(document), lambda url: house + url if Link(url, "").in_the_house else url))


def led(plain: dict[str, Any], addresses: Mapping[str, str]) -> dict[str, Any]:
    """The document of these plain values with each link where it leads today; one that leads nowhere is words."""
    return _led(plain, lambda url: addresses.get(url, url)) if addresses else plain


def urls(plain: Any) -> Iterator[str]:
    """The address of each link, wherever it stands."""
    if isinstance(plain, list):
        for one in plain:
            yield from urls(one)
    elif isinstance(plain, dict):
        if plain.get("kind") == Link.kind:
            yield plain["url"]
        yield from urls(list(plain.values()))


def _led(thing: Any, to: Callable[[str], str]) -> Any:
    if isinstance(thing, list):
        return [_led(one, to) for one in thing]
    if not isinstance(thing, dict):
        return thing
    if thing.get("kind") == Link.kind:
        url = to(thing["url"])
        return thing | {"url": url} if url else {"kind": Text.kind, "text": thing["label"]}
    return {name: _led(value, to) for name, value in thing.items()}
