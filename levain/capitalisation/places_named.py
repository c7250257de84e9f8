"""Places that words name: those of the projects, whole or by half, and any commune, department or region."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from levain.territories.folding import fold
from levain.territories.models import Territory

WORD = re.compile(r"[^\W_]+")
LINKS = {"de", "du", "des", "d", "la", "le", "les", "l", "lez", "sur", "sous", "en", "et", "au", "aux", "a", "par"}
# Words that are a commune's name somewhere, and nearly always mean something else.
NOT_A_PLACE = {"ville", "etat", "region", "commune", "mairie", "maire", "prefecture", "departement", "france"}
LONGEST, SURE, FIRST, MOST = 6, 8, 6, 400
KNOWN_KINDS = (
    Territory.Kind.COMMUNE,
    Territory.Kind.FORMER,
    Territory.Kind.EPCI,
    Territory.Kind.DEPARTMENT,
    Territory.Kind.REGION,
)


class Run(NamedTuple):
    """Some words that follow one another: how they compare, as they stand, and whether they look like a name."""

    folded: str
    words: str
    place: tuple[int, int]
    capital: bool
    proper: bool


def halves(name: str) -> set[str]:
    """By what a place is called for short: Plombières for Plombières-les-Bains, each half of Vallouise-Pelvoux."""
    words = fold(name).split()
    head: list[str] = []
    for word in words:
        if word in LINKS and head:
            break
        head += [] if word in LINKS else [word]
    if not head or head == words:
        head = head if len(words) > 1 else []
    if head and head[0].startswith("saint"):
        return {" ".join(head[:2])}
    return {word for word in head if len(word) > 4 and word not in NOT_A_PLACE}


def named(text: str, places: Iterable[str]) -> list[str]:
    """The places named, in the words of the text; one query for those of the whole country."""
    wholes = {fold(name) for name in places}
    short = {half for name in places for half in halves(name)}
    runs = list(_runs(text))
    wanted = {run.folded for run in runs if run.proper} - NOT_A_PLACE
    country = set(Territory.objects.filter(folded__in=wanted, kind__in=KNOWN_KINDS).values_list("folded", flat=True))
    found = [
        run
        for run in runs
        if run.folded in wholes
        or (run.folded in short and (run.capital or len(run.folded) >= SURE))
        or (run.proper and run.folded in country)
    ]
    return list(dict.fromkeys(run.words for run in found if not any(_inside(run, other) for other in found)))


def _inside(run: Run, other: Run) -> bool:
    return run.place != other.place and other.place[0] <= run.place[0] and run.place[1] <= other.place[1]


def _runs(text: str) -> Iterator[Run]:
    words = [(word, fold(word[0])) for word in WORD.finditer(text)][:MOST]
    for at, (first, _folded) in enumerate(words):
        capital, opens = first[0][:1].isupper(), _opens(text, first.start())
        for last in range(at + 1, min(len(words), at + LONGEST) + 1):
            stretch = words[at:last]
            folded = " ".join(plain for _word, plain in stretch if plain)
            proper = capital and all(word[0][:1].isupper() or plain in LINKS for word, plain in stretch)
            proper = proper and not (opens and last == at + 1 and len(folded) < FIRST)
            end = stretch[-1][0].end()
            yield Run(folded, text[first.start() : end], (first.start(), end), capital, proper)


def _opens(text: str, place: int) -> bool:
    """Whether a word begins a sentence, where any word has a capital."""
    before = text[:place].rstrip(" \u00a0\u202f«“\"'(—–-")
    return not before or before[-1] in ".!?…:;\n"
