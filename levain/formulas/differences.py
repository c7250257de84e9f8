"""What changed from one text to the next, word by word (Ratcliff and Obershelp, as in Python's difflib)."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of words: `kept`, `added` or `removed`."""

    kind: str
    text: str


def differences(before: str, after: str) -> Iterator[Piece]:
    """The second text with what was removed and added, spaces included; joined without `removed`, it is the text."""
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    for deed, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if deed == "equal":
            yield Piece("kept", "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield Piece("removed", "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece("added", "".join(new[j1:j2]))
