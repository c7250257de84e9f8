"""One analysis of French text for search and matching: the same tokens wherever they are stored.

Stems are cut before accents are folded, because the stemmer needs the accents (Snowball French, M. Porter).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import Stemmer

LONGEST = 40
_ELISION = re.compile(
    r"\b(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)[’'ʼ`´](?=\w)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_STEMMER = Stemmer.Stemmer("french")

STOP = frozenset(Path(__file__).with_name("french_stop_words.txt").read_text().split())


def fold(text: str) -> str:
    """Without accents, œ as oe, æ as ae."""
    text = text.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text in small letters, elisions and hyphens undone, in their order."""
    text = unicodedata.normalize("NFC", text or "").lower().replace("œ", "oe").replace("æ", "ae")
    return [word[:LONGEST] for word in _WORD.findall(_ELISION.sub(" ", text))]


@lru_cache(maxsize=50_000)
def token(word: str) -> str:
    """The token of one word, or "" for a word that says nothing by itself."""
    plain = fold(word)
    if plain in STOP or (len(plain) < 2 and not plain.isdigit()):
        return ""
    return fold(_STEMMER.stemWord(word))


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order: stop words gone, stems cut, then accents folded; numbers are kept."""
    return [made for made in map(token, words(text)) if made]


SMALL = "00"


@lru_cache(maxsize=50_000)
def spelled(word: str) -> str:
    """The token of a word that keeps its place: a small word has a mark of its own, that no other word makes."""
    plain = token(word)
    if not plain:
        return SMALL + fold(word)
    return plain if plain.isdigit() else plain.lstrip("0") or plain


def placed(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of a text begins and ends, and its token in its place."""
    apart = _ELISION.sub(lambda cut: " " * len(cut[0]), text)
    for found in _WORD.finditer(apart):
        word = found[0].lower().replace("œ", "oe").replace("æ", "ae")
        yield found.start(), found.end(), spelled(word[:LONGEST])


# A word typed in haste lacks accents that the stemmer needs to cut its ending; and plurals that it does not know.
_HASTY = ("ites ités", "ite ité", "eres ères", "ere ère", "ees ées", "ee ée", "es és", "e é")
_PLURALS = ("eux eu", "eu eux", "aux ail", "ail aux")
_ENDS = [tuple(pair.split()) for pair in (*_HASTY, *_PLURALS)]


def meant(word: str) -> tuple[str, ...]:
    """The tokens a typed word may mean: its own, those it would have with its accents, its plural."""
    found = [spelled(word)]
    if token(word):
        ends = [(end, told) for end, told in _ENDS if word.endswith(end) and len(word) > len(end) + 1]
        found += [spelled(word.removesuffix(end) + told) for end, told in ends]
    return tuple(dict.fromkeys(found))
