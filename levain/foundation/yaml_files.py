"""YAML files: those that the house ships, and those that people send, which may be hostile."""

from pathlib import Path
from typing import Any

import yaml

# The safe loader, in C where it was built.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 10


def read(path: Path) -> Any:
    """What a shipped file holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506


def read_sent(text: str) -> Any:
    """What a text sent by somebody holds; ValueError on what is not plain YAML.

    References, by which one page holds more than a memory, and lists in lists in lists are refused before reading.
    """
    try:
        depth = 0
        for event in yaml.parse(text, Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
                raise ValueError("a reference, or lists in lists in lists")
        return yaml.load(text, Loader)  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError("not YAML") from error
