"""Whether a sentence gives the name of a person whose words are quoted under another name, or under her side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from levain.capitalisation import repeats, telling_signs
from levain.capitalisation.identifying import PARTICLES
from levain.capitalisation.voices_shown import TITLES

MOST_WORDS = 4
BETWEEN = PARTICLES - {"et"}
NOT_A_PERSON = (telling_signs.SERVICE, telling_signs.OFFICE, telling_signs.ROLE)


class Token(NamedTuple):
    word: str
    capital: bool
    start: int
    end: int


@lru_cache(maxsize=8)
def tokens_of(text: str) -> tuple[tuple[Token, ...], frozenset[str]]:
    """The words of a text in their order, and which they are; the same text is read for each person in turn."""
    tokens = tuple(
        Token(repeats.fold(found[0]), found[0][:1].isupper(), found.start(), found.end())
        for found in repeats.WORD.finditer(text)
    )
    return tokens, frozenset(token.word for token in tokens)


@dataclass(frozen=True)
class Name:
    """Her first name and her surname, each as folded words; the surname may be an initial, or missing."""

    first: tuple[str, ...]
    last: tuple[str, ...] = ()

    def spans(self, text: str, *, near: bool) -> list[tuple[int, int]]:
        """Where the text names her. `near` her words, a first name or a surname alone is enough."""
        tokens, held = tokens_of(text)
        if not (near or held & {*self.first, *self.last}):
            return []
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(tokens):
            end = max((end for end in self._ends(tokens, at, near) if _has_capital(tokens[at:end])), default=0)
            if end:
                found.append((tokens[at].start, _with_stop(text, tokens[end - 1])))
            at = end or at + 1
        return found

    def _ends(self, tokens: Sequence[Token], at: int, near: bool) -> Iterator[int]:
        first, last = self.first, self.last
        begins = (first[0][:1],) if first else ()
        initial = (last[0][:1],) if last else ()
        if first and last:
            yield from _pair(tokens, at, first, last)
            yield from _pair(tokens, at, last, first)
            yield from _pair(tokens, at, first, initial)
            if len(last[0]) > 1:
                yield from _pair(tokens, at, begins, last)
            if near:
                yield from _pair(tokens, at, begins, initial)
        if last and tokens[at].word in TITLES and (near or len(last[0]) > 1):
            yield from (end for end in _follows(tokens, at + 1, last) if tokens[end - 1].capital)
        if near:
            yield from (end for end in _alone(tokens, at, first) if not _surname_of_another(tokens, end, initial))
            nickname = telling_signs.NICKNAMES.get(tokens[at].word, "").split()
            if first and first[0] in nickname:
                yield at + 1
            also = len(last[0]) < 3 or set(last) & telling_signs.ALSO_WORDS if last else True
            if not also and not (at and _touch(tokens, at - 1)):
                yield from _alone(tokens, at, last)


def _with_stop(text: str, token: Token) -> int:
    """The stop of an initial goes with it."""
    return token.end + (len(token.word) == 1 and text[token.end : token.end + 1] == ".")


def _has_capital(tokens: Sequence[Token]) -> bool:
    return all(token.capital for token in tokens if len(token.word) == 1) and any(one.capital for one in tokens)


def _pair(tokens: Sequence[Token], at: int, one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[int]:
    if tuple(token.word for token in tokens[at : at + len(one)]) == one:
        yield from _follows(tokens, at + len(one), other)


def _follows(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> Iterator[int]:
    """Particles may stand between."""
    while at < len(tokens) and tokens[at].word in BETWEEN and tokens[at].word != words[0]:
        at += 1
    if words and tuple(token.word for token in tokens[at : at + len(words)]) == words:
        yield at + len(words)


def _touch(tokens: Sequence[Token], at: int) -> bool:
    """Two words with a capital side by side are one name."""
    one, other = tokens[at : at + 2]
    return one.capital and other.capital and other.start - one.end <= 1


def _surname_of_another(tokens: Sequence[Token], end: int, initial: tuple[str, ...]) -> bool:
    """A relative or a namesake: the surname after this first name does not begin as hers."""
    return end < len(tokens) and _touch(tokens, end - 1) and bool(initial) and tokens[end].word[:1] != initial[0]


def _alone(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> Iterator[int]:
    """A name alone has its capital, and more letters than an initial."""
    if words and len(words[0]) > 1 and tokens[at].capital and (end := next(_follows(tokens, at, words), 0)):
        yield end


def names_of(account: str, speaker: str) -> list[Name]:
    """The names by which the house knows who spoke: that of her account, and what was written of her."""
    names = [_parsed(account)] if account else []
    said = speaker.split(",")[0]
    if _like_a_person(said):
        names.append(_parsed(said))
    return list(dict.fromkeys(one for one in names if one.first or one.last))


def _parsed(said: str) -> Name:
    words = said.split()
    titled = bool(words) and _bare(words[0]) in TITLES
    words = [word for word in words[titled:] if _bare(word) not in PARTICLES]
    folded = [one for word in words if (one := tuple(repeats.words_of(word)))]
    if not folded:
        return Name(())
    if len(folded) == 1:
        return Name((), folded[0]) if titled else Name(folded[0])
    return Name(folded[0], folded[-1])


def _bare(word: str) -> str:
    return repeats.fold(word.strip("."))


def _like_a_person(said: str) -> bool:
    """A service, an office or a gathering is nobody's name."""
    words = [word for word in said.split() if _bare(word) not in PARTICLES]
    if not 0 < len(words) <= MOST_WORDS or any(sign.search(said) for sign in NOT_A_PERSON):
        return False
    first, titled = _bare(words[0]), _bare(words[0]) in TITLES
    alike = all(word[:1].isupper() for word in words[titled:])
    return alike and (titled or len(first) < repeats.LETTERS or not repeats.everyday(first))


def spans_of(names: Iterable[Name], text: str, *, near: bool) -> list[tuple[int, int]]:
    """Each stretch once, in the order of the text."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted({span for name in names for span in name.spans(text, near=near)}):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept
