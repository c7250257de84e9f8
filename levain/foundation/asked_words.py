"""What somebody types to look for texts: words that must all be there, phrases between quotes whose words follow."""

import re
from dataclasses import dataclass
from itertools import islice, product

from levain.formulas import french

MOST = 20
WAYS = 16
_QUOTED = re.compile('"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]')
Word = tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """Each word is the tokens it may mean; a phrase is its words in order. Small words count in phrases only, unless
    nothing else was typed."""

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def demanded(self) -> list[Word]:
        """The words that a text must hold, those of phrases too, small ones left out when there are others."""
        every = list(dict.fromkeys([*self.words, *(word for phrase in self.phrases for word in phrase)]))
        telling = [word for word in every if not is_small(word)]
        return telling or every

    def ways(self) -> list[list[str]]:
        """Of each phrase of several words, the ways its tokens may follow one another."""
        long = [phrase for phrase in self.phrases if len(phrase) > 1]
        return [[" ".join(way) for way in islice(product(*phrase), WAYS)] for phrase in long]


NOTHING = Asked()


def is_small(word: Word) -> bool:
    return word[0].startswith(french.SMALL)


def read(text: str) -> Asked:
    """An opened quote that nobody closed is no quote."""
    found = [_words(next(filter(None, said), "")) for said in _QUOTED.findall(text)]
    phrases = tuple(dict.fromkeys(phrase for phrase in found if phrase))[:MOST]
    beside = _words(_QUOTED.sub(" ", text))
    telling = tuple(word for word in beside if not is_small(word))
    return Asked(telling or (() if phrases else beside), phrases)


def _words(text: str) -> tuple[Word, ...]:
    return tuple(french.meant(word) for word in french.words(text)[:MOST])
