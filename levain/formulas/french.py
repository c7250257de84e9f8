"""One analysis of French text for search and matching: the same tokens wherever they are stored.

Stems are cut before accents are folded, because the stemmer needs the accents (Snowball French, M. Porter).
"""

import re
import unicodedata
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
