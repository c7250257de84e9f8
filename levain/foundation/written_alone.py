"""A part taken out of a document, to be read alone."""

from typing import Any

from levain.foundation.written import Document, Reference, Text, from_json, to_json


def standing_alone(document: Document, first: int, last: int, after: str = "") -> Document:
    """From one block to another left out: what they name is elsewhere, so that their references are words.

    `after` is put after each, as what a reference would say of where it leads.
    """
    plain = to_json(document)
    return from_json({**plain, "blocks": _unlinked(plain["blocks"][first:last], after)})


def _unlinked(thing: Any, after: str) -> Any:
    if isinstance(thing, list):
        return [_unlinked(one, after) for one in thing]
    if not isinstance(thing, dict):
        return thing
    if thing.get("kind") == Reference.kind:
        return {"kind": Text.kind, "text": thing["label"] + after}
    return {name: _unlinked(value, after) for name, value in thing.items()}
