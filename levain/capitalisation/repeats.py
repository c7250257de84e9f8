"""Whether a text says again somebody's words: runs of them that nobody else would say, not turns of phrase."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from levain.formulas import french

# An accent written apart from its letter, or a sign that does not show, cuts no word.
UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# Letters of other alphabets that a reader takes for ours, and letters that are two of ours.
ALIKE = str.maketrans(
    "авгԁеһіјкӏмопԛрсѕтуԝхѵАВСЕНІЈКМОРЅТУХԚԜαβεηικνορτυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɑɡ",
    "abrdehijklmonqpcstywxvABCEHIJKMOPSTYXQWabenikvoptuxyABEZHIKMNOPTYXiag",
) | str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "’": "'", "ʼ": "'"})
WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f{UNSEEN}](?=\w|[\u0300-\u036f{UNSEEN}])|[\u0300-\u036f])*")
HIDDEN = re.compile(f"[{UNSEEN}]")
# A run of so many words kept as they were is a quotation when it holds so many that tell; a long one, in any case.
RUN, TELLING, LONG = 5, 2, 12
SHORTEST, LETTERS = 4, 4
# A word of so many passages of a session, or of this share of them, is anybody's there.
FEW, SHARE = 4, 0.02
# Said of any project, in any town hall: beside the words that say nothing by themselves, these tell nobody.
EVERYDAY = frozenset(
    french.token(word) for word in Path(__file__).with_name("everyday_words.txt").read_text().split()
)
Run = tuple[str, ...]
Runs = Mapping[Run, bool]


def letters(text: str) -> str:
    """The text as a reader sees it, in plain letters: with its accents and capitals, without what is not seen."""
    return text if text.isascii() else HIDDEN.sub("", unicodedata.normalize("NFKC", text)).translate(ALIKE)


def fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", letters(word).casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """Each word folded, an elided article apart: “l’atelier” and “un atelier” hold the same word."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=50_000)
def everyday(word: str) -> bool:
    made = french.token(word)
    return len(word) < LETTERS or not made or made in EVERYDAY


def counted(quotes: Iterable[str]) -> Counter[str]:
    """In how many of these passages each word stands; under "", how many there are."""
    found: Counter[str] = Counter()
    for quote in quotes:
        found.update({*words_of(quote), ""})
    return found


def tells(run: Iterable[str], common: Counter[str] | None = None, least: int = TELLING) -> bool:
    """Whether these words are hers: enough of them are neither everybody's nor of many passages of the session."""
    often = max(FEW, SHARE * common[""]) if common else FEW
    return sum(not everyday(word) and (common is None or common[word] < often) for word in set(run)) >= least


def runs_of(quote: str, common: Counter[str] | None = None) -> Runs:
    """The runs of words of a passage, each with whether it tells; a passage too short is known whole."""
    words = words_of(quote)
    if SHORTEST <= len(words) < RUN and tells(words, common, least=1):
        return {tuple(words): True}
    return {run: tells(run, common) for run in _runs(words, RUN)}


def _runs(words: list[str], size: int) -> Iterable[Run]:
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def said_in(texts: Iterable[str], sizes: Iterable[int]) -> set[Run]:
    """Every run of these sizes that these texts hold."""
    sizes = set(sizes)
    return {run for text in texts for size in sizes for run in _runs(words_of(text), size)}


def spans(text: str, runs: Runs) -> list[tuple[int, int]]:
    """Where a text says a passage again, whatever the capitals, the accents and the signs.

    A stretch of the passage counts whole when one of its runs tells, or when it is long.
    """
    found = list(WORD.finditer(text))
    plain = [fold(word[0]) for word in found]
    stretches: list[list[int]] = []
    for at, size in _places(plain, runs):
        telling = runs[tuple(plain[at : at + size])]
        if stretches and at < stretches[-1][1]:
            stretches[-1][1:] = max(at + size, stretches[-1][1]), stretches[-1][2] or telling
        else:
            stretches.append([at, at + size, telling])
    kept = [(first, last) for first, last, telling in stretches if telling or last - first >= LONG]
    return [(found[first].start(), found[last - 1].end()) for first, last in kept]


def _places(plain: list[str], runs: Runs) -> list[tuple[int, int]]:
    sizes = {len(run) for run in runs}
    last = len(plain)
    return sorted((at, n) for n in sizes for at in range(last - n + 1) if tuple(plain[at : at + n]) in runs)


def kept(text: str, original: str, common: Counter[str] | None = None) -> str:
    """The longest stretch of a text that says again the words of another; as the text writes it."""
    found = spans(text, runs_of(original, common))
    return max((text[start:end] for start, end in found), key=len, default="")
