"""What is read out of a file: pieces of text with their place, within limits, or the reason why it cannot be read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

MOST_PIECES = 20_000
MOST_SIGNS = 5_000_000
MOST_PAGES = 2_000
LONGEST = 2_000
HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]")


class Unreadable(Exception):
    """The file gives no text; its argument is the code of the reason."""


@dataclass(frozen=True)
class Piece:
    """A paragraph: its words, the page or the second where it stands, the title above it, the voice that says it."""

    text: str
    page: int | None = None
    second: int | None = None
    under: str = ""
    voice: str = ""


@dataclass(frozen=True)
class Progress:
    """How far the reading has come."""

    done: int
    total: int


def plain(text: str) -> str:
    """Without signs that cannot be shown; runs of spaces count as one."""
    return re.sub(
        r"\s+", " ", re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]", "", text)
    ).strip()


def within_limits(read: Iterable[Piece | Progress]) -> Iterator[Piece | Progress]:
    """Clean pieces, none too long; too many of them, or too many signs, refuse the file."""
    pieces = signs = 0
    for one in read:
        if isinstance(one, Progress):
            yield one
            continue
        text = plain(one.text)
        if signs + len(text) > MOST_SIGNS:
            raise Unreadable("too_long")
        for part in cut(text):
            pieces, signs = pieces + 1, signs + len(part)
            if pieces > MOST_PIECES or signs > MOST_SIGNS:
                raise Unreadable("too_long")
            yield replace(one, text=part, under=plain(one.under)[:200], voice=plain(one.voice)[:120])
    if not pieces:
        raise Unreadable("no_text")


def cut(text: str) -> Iterator[str]:
    """A text in parts that a page can show, cut after a sentence where there is one, else between two words."""
    at = 0
    while len(text) - at > LONGEST:
        half, end = at + LONGEST // 2, at + LONGEST
        place = max(text.rfind(sign, half, end) for sign in (". ", "! ", "? ", "… "))
        place = place + 1 if place > 0 else text.rfind(" ", half, end)
        place = place if place > 0 else end
        yield text[at:place].strip()
        at = place
    if rest := text[at:].strip():
        yield rest
