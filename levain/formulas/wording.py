"""From what inhabitants say to the words of a catalogue: synonyms, derived and cut words, slips of the keyboard."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from levain.formulas import french

SYNONYM, DERIVED, CUT, SLIP, INSIDE_A_PHRASE, WEAK = 0.7, 0.5, 0.6, 0.7, 0.5, 0.25
SUFFIXES = ("ation", "ateur", "isat", "ment", "euse", "ant", "age", "ag", "eur", "eux", "ier", "if", "el", "er", "i")
# Words that carry a request rather than its subject: they count, but little.
WEAK_WORDS = frozenset(french.tokens(Path(__file__).with_name("french_weak_words.txt").read_text()))
# Words that may bring a support up the list, and explain nothing to whoever reads why.
UNQUOTED = WEAK_WORDS | frozenset(french.tokens(Path(__file__).with_name("french_unquoted_words.txt").read_text()))


def _idioms() -> dict[str, list[tuple[str, ...]]]:
    """Set phrases by their first word, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in Path(__file__).with_name("french_idioms.txt").read_text().splitlines():
        if phrase := tuple(map(french.fold, french.words(line))):
            by_first[phrase[0]].append(phrase)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in by_first.items()}


IDIOMS = _idioms()


def literal(words: Sequence[str]) -> list[str]:
    """The words outside set phrases: « ça marche » says nothing of walking, « en bon état » nothing of the State."""
    folded = list(map(french.fold, words))
    kept, at = [], 0
    while at < len(words):
        phrases = IDIOMS.get(folded[at], ())
        found = next((phrase for phrase in phrases if tuple(folded[at : at + len(phrase)]) == phrase), ())
        if not found:
            kept.append(words[at])
        at += len(found) or 1
    return kept


@dataclass(frozen=True)
class Saying:
    """One row of the table of synonyms (its variants stand between commas): tokens said, tokens of the catalogue."""

    said: tuple[str, ...]
    means: tuple[str, ...]
    text: str


@dataclass
class Group:
    """One thing said in a need: its own words, and every token of the catalogue that may answer it."""

    said: str
    weight: float
    tokens: dict[str, float] = field(default_factory=dict)

    def add(self, token: str, weight: float) -> None:
        self.tokens[token] = max(weight, self.tokens.get(token, 0.0))


def root(token: str) -> str:
    """A rougher cut than the stem, so that jardinier and jardinage meet jardin."""
    for suffix in SUFFIXES:
        if token.endswith(suffix) and len(token) - len(suffix) >= 4:
            return token[: -len(suffix)]
    return token


def one_slip_apart(one: str, other: str) -> bool:
    """One letter added, forgotten, replaced or swapped with its neighbour (Damerau, 1964)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = short[:start] + short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return swapped == long


class Wording:
    """The vocabulary of a catalogue and its table of synonyms, prepared once to read many needs.

    `seen` counts the words of the catalogue; of two that differ by an accent only, the one seen most is listened to.
    """

    def __init__(self, seen: Mapping[str, int], sayings: Iterable[tuple[str, str]]):
        sayings = list(sayings)
        self.sayings: dict[str, list[Saying]] = defaultdict(list)
        for said, means in sayings:
            for variant in said.split(","):
                saying = Saying(tuple(french.tokens(variant)), tuple(french.tokens(means)), variant.strip())
                if saying.said and saying.means:
                    self.sayings[saying.said[0]].append(saying)
        self.words: dict[str, dict[str, str]] = defaultdict(dict)
        asked = {word for said, _ in sayings for word in french.words(said)}
        for word in sorted(asked | seen.keys(), key=lambda word: (seen.get(word, 0), word)):
            if token := french.token(word):
                folded = french.fold(word)
                self.words[folded[:1]][folded] = token
        self.known = {token for words in self.words.values() for token in words.values()}
        self.families: dict[str, set[str]] = defaultdict(set)
        self.starts: dict[str, list[str]] = defaultdict(list)
        for token in sorted(self.known):
            self.families[root(token)].add(token)
            self.starts[token[:4]].append(token)

    def read(self, parts: Mapping[str, str], weights: Mapping[str, float]) -> list[Group]:
        """The groups of a need given in parts (what one wants, what blocks…), each part with its weight."""
        groups: dict[str, Group] = {}
        for part, text in parts.items():
            self._read_part(text, weights.get(part, 1.0), groups)
        return list(groups.values())

    def _read_part(self, text: str, weight: float, groups: dict[str, Group]) -> None:
        words = french.words(text)[:200]
        surfaces = _by_token(literal(words))
        heard = {token: self.heard(word) for token, word in surfaces.items()}
        meant = {near for readings in heard.values() for near in readings} | _by_token(words).keys()
        in_phrases: set[str] = set()
        for saying in self._sayings_in(meant):
            if len(saying.said) > 1:
                in_phrases.update(saying.said)
                group = groups.setdefault(saying.text, Group(saying.text, weight))
                for token in saying.means:
                    group.add(token, SYNONYM)
        for token, word in surfaces.items():
            own = weight * (WEAK if token in WEAK_WORDS or token.isdigit() else 1.0)
            own *= INSIDE_A_PHRASE if in_phrases & heard[token].keys() else 1.0
            group = groups.setdefault(token, Group(word, own))
            group.weight = max(group.weight, own)
            for near, certainty in heard[token].items():
                self._fill(group, near, certainty)

    def _sayings_in(self, tokens: set[str]) -> Iterable[Saying]:
        for token in sorted(tokens):
            for saying in self.sayings.get(token, ()):
                if tokens.issuperset(saying.said):
                    yield saying

    def _fill(self, group: Group, token: str, certainty: float) -> None:
        group.add(token, certainty)
        for saying in self.sayings.get(token, ()):
            if len(saying.said) == 1:
                for meant in saying.means:
                    group.add(meant, certainty * SYNONYM)
        for cousin in self.families.get(root(token), ()):
            group.add(cousin, certainty * DERIVED)

    def heard(self, word: str) -> dict[str, float]:
        """The known tokens a word may stand for, with how surely: itself, or the nearest when it is unknown."""
        token = french.token(word)
        if token in self.known or len(token) < 4 or root(token) in self.families:
            return {token: 1.0}
        longer = [known for known in self.starts.get(token[:4], ()) if known.startswith(token)]
        if longer and len(longer) <= 3:
            return {token: 1.0, **dict.fromkeys(longer, CUT)}
        typed = french.fold(word)
        near = {token for known, token in self.words[typed[:1]].items() if one_slip_apart(typed, known)}
        return {token: 1.0, **dict.fromkeys(sorted(near)[:3] if len(typed) > 4 else (), SLIP)}


def _by_token(words: Sequence[str]) -> dict[str, str]:
    """The first word of each token, those that say nothing left out."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(french.token(word), word)
    found.pop("", None)
    return found


def surfaces(seen: Mapping[str, int]) -> dict[str, str]:
    """For each token, the word it most often comes from: what one shows to people."""
    found: dict[str, str] = {}
    for word in sorted(seen, key=lambda word: (-seen[word], word)):
        found.setdefault(french.token(word), word)
    found.pop("", None)
    return found
