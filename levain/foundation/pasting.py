"""Words pasted from elsewhere, found in a text although their spaces, quotation marks and apostrophes differ."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple

APOSTROPHES = dict.fromkeys("’‘ʼ‛′`´", "'")
DASHES = dict.fromkeys("‐‑‒–—―−", "-")
MARKS = dict.fromkeys("«»“”„‟‹›″", '"')
ALIKE = {**APOSTROPHES, **DASHES, **MARKS, "…": "..."}
LEAST = 2
ALIKE_ENOUGH = 0.5


class Place(NamedTuple):
    start: int
    end: int


def places(text: str, quote: str) -> list[Place]:
    """Where the words stand in a text of single spaces: the very same signs first, else signs that read alike."""
    words = re.sub(r"\s+", " ", quote).strip()
    if not words:
        return []
    exact = [Place(found.start(), found.end()) for found in re.finditer(re.escape(words), text)]
    return exact or _alike(text, words)


def _alike(text: str, words: str) -> list[Place]:
    folded, at = _folded(text)
    wanted, _places = _folded(words)
    wanted = wanted.removesuffix("...").removeprefix("...") if len(wanted) > 8 else wanted
    if len(wanted) < LEAST:
        return []
    found = (match.start() for match in re.finditer(re.escape(wanted), folded))
    return [Place(at[start], at[start + len(wanted) - 1] + 1) for start in found]


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without what differs from one keyboard to the next, and where each sign that is left stood."""
    signs: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        if sign.isspace() or unicodedata.category(sign) == "Cf":
            continue
        for one in ALIKE.get(sign) or unicodedata.normalize("NFKC", sign).casefold():
            signs.append(one)
            at.append(place)
    return "".join(signs), at


class Sentence(NamedTuple):
    start: int
    end: int


END = re.compile(r"(?:[.!?…]+[»”\"')\]]*(?:\s[»”])?)(?=\s|$)")


def sentences(text: str) -> list[Sentence]:
    """A text of single spaces cut into sentences; what ends no sentence goes with the last one."""
    found: list[Sentence] = []
    start = 0
    for end in END.finditer(text):
        found.append(Sentence(start, end.end()))
        start = end.end() + 1
    if start < len(text):
        found.append(Sentence(start, len(text)))
    return found


def nearest(text: str, quote: str) -> Place | None:
    """What a text says today where it used to say these words; None when nothing there is like them."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    said, wanted = [text[start:end] for start, end in words], quote.split()
    blocks = SequenceMatcher(None, wanted, said, autojunk=False).get_matching_blocks()
    longest = max(blocks, key=lambda block: block.size)
    if not longest.size:
        return None
    room = len(wanted) // 2 + 1
    low, high = longest.b - longest.a - room, longest.b - longest.a + len(wanted) + room
    near = [block for block in blocks if block.size and low <= block.b and block.b + block.size <= high]
    first = max(0, near[0].b - near[0].a)
    last = min(len(said), near[-1].b + len(wanted) - near[-1].a)
    alike = SequenceMatcher(None, wanted, said[first:last], autojunk=False).ratio()
    return Place(words[first][0], words[last - 1][1]) if alike >= ALIKE_ENOUGH else None
