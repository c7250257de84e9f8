"""The part of a text that answers a search, its words marked, and the sentences that hold them."""

import re
from dataclasses import dataclass

from levain.formulas import french
from levain.foundation.asked_words import Asked

WIDTH = 320
LONGEST_QUOTE = 400
READ = 40_000
_END = re.compile(r"[.!?…](?=\s|$)")


@dataclass(frozen=True)
class Snippet:
    """Pieces of text, each marked or not; `quote` is what one would keep, from `start` in the text."""

    pieces: list[tuple[str, bool]]
    quote: str = ""
    start: int = 0


def of(text: str, asked: Asked) -> Snippet:
    """Where the most of the words wanted stand together; the beginning of the text when none does."""
    hits = _hits(text, asked) if asked else []
    if not hits:
        cut = text[:WIDTH] if len(text) <= WIDTH else text[:WIDTH].rpartition(" ")[0] + " …"
        return Snippet([(cut, False)])
    best = max(range(len(hits)), key=lambda place: (len(_together(hits, place)), -place))
    begin, end = _around(text, hits[best][0])
    first, last = _sentences(text, hits[best][0])
    return Snippet(_pieces(text, begin, end, hits), text[first:last], first)


def _hits(text: str, asked: Asked) -> list[tuple[int, int, str]]:
    """Where the words stand, and those of a phrase where they follow one another."""
    said = list(french.placed(text[:READ]))
    wanted = {token for word in asked.words for token in word}
    met = {place for place, (_start, _end, token) in enumerate(said) if token in wanted}
    for phrase in asked.phrases:
        long = len(phrase)
        for place in range(len(said) - long + 1):
            if all(said[place + step][2] in word for step, word in enumerate(phrase)):
                met.update(range(place, place + long))
    return [said[place] for place in sorted(met)]


def _together(hits: list[tuple[int, int, str]], place: int) -> set[str]:
    """The different words met within a snippet that begins there."""
    return {token for start, _end, token in hits[place : place + 30] if start - hits[place][0] < WIDTH * 0.7}


def _around(text: str, hit: int) -> tuple[int, int]:
    begin = max(0, hit - WIDTH // 4)
    begin = 0 if begin < 20 else text.find(" ", begin, hit) + 1 or hit
    end = min(len(text), begin + WIDTH)
    return begin, end if end == len(text) else max(text.rfind(" ", hit, end), hit) if " " in text[hit:end] else end


def _pieces(text: str, begin: int, end: int, hits: list[tuple[int, int, str]]) -> list[tuple[str, bool]]:
    pieces, place = [("… ", False)] if begin else [], begin
    for start, stop, _token in hits:
        if begin <= start and stop <= end:
            pieces += [(text[place:start], False), (text[start:stop], True)]
            place = stop
    pieces.append((text[place:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _sentences(text: str, hit: int) -> tuple[int, int]:
    """The sentence of a word, whole when it is not too long."""
    ends = [0, *(end.end() for end in _END.finditer(text, max(0, hit - LONGEST_QUOTE), hit + LONGEST_QUOTE))]
    first = max((end for end in ends if end <= hit), default=0)
    first += len(text[first:hit]) - len(text[first:hit].lstrip())
    last = min((end for end in ends if end > hit), default=len(text))
    if last - first > LONGEST_QUOTE:
        begin, end = _around(text, hit)
        return begin, end
    return first, last
