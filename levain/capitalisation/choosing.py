"""A text offered sentence by sentence: what a finger, a mouse or the keyboard presses, without any script."""

from dataclasses import dataclass

from levain.foundation import passages, pasting
from levain.foundation.pasting import Place

WINDOW = 60


@dataclass(frozen=True)
class Offered:
    """A sentence: its rank, its words, whether it is chosen, and whether it is kept already."""

    rank: int
    words: str
    chosen: bool
    kept: bool


@dataclass(frozen=True)
class Reading:
    """The sentences of a text that fit on a page, with the rank to read from before and after."""

    sentences: list[Offered]
    before: int | None
    after: int | None


def chosen_in(text: str, quote: str, start: int | None) -> Place | None:
    """Where the words typed so far stand, the nearest to where they were chosen."""
    found = pasting.places(text, quote)
    return min(found, key=lambda place: abs(place.start - (start or 0))) if found else None


def press(text: str, rank: int, chosen: Place | None) -> Place | None:
    """A first sentence is taken; another one stretches the choice up to it; one of those chosen begins again."""
    sentences = pasting.sentences(text)
    if not 0 <= rank < len(sentences):
        return chosen
    start, end = sentences[rank]
    if chosen is None or chosen.start <= start and end <= chosen.end:
        return Place(start, end)
    return Place(min(start, chosen.start), max(end, chosen.end))


def read(source: str, chosen: Place | None, kept: list[tuple[int, int]], window: int | None = None) -> Reading:
    """The window asked for, or the one that holds the first sentence chosen."""
    text = passages.plain(source)
    sentences = pasting.sentences(text)
    if window is None:
        first = next((rank for rank, one in enumerate(sentences) if chosen and one.end > chosen.start), 0)
        window = first // WINDOW * WINDOW
    shown = [
        Offered(
            rank,
            text[one.start : one.end],
            chosen is not None and one.start < chosen.end and chosen.start < one.end,
            any(one.start < end and start < one.end for start, end in kept),
        )
        for rank, one in enumerate(sentences)
        if window <= rank < window + WINDOW
    ]
    after = window + WINDOW
    return Reading(shown, max(0, window - WINDOW) if window else None, after if after < len(sentences) else None)
