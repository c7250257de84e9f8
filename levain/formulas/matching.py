"""Rank a catalogue for a need: words (BM25F, Robertson and Zaragoza, 2009), and facets that explain or exclude.

Plain records in, plain matches out; the sentences that explain are written by whoever shows them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import exp, log, log2

from levain.formulas import french, wording

FIELD_WEIGHTS = {"name": 2.0, "said": 1.6, "what_it_gives": 1.3, "labels": 1.2, "conditions": 0.3}
FIELD_WEIGHTS |= {"how_to_apply": 0.25, "provider": 0.5, "places": 0.6}
PART_WEIGHTS = {"in_my_words": 1.0, "unblock": 0.9, "blocks": 0.7, "adviser_words": 1.0, "tried": 0.2}
SATURATION, LENGTH = 1.2, 0.6
RAREST = 3.8  # no single odd word outweighs what the need is about
FURTHER = (1.0, 0.4, 0.2)  # what the second and third words of one group still add
SAME_THEME, HERE, ELSEWHERE, NOT_FOR_THEM = 1.5, 1.25, 0.55, 0.8
HALF_SCORE = 9.0
TELLING = 0.5  # what weighs less is not worth a sentence
NEARLY, QUOTED = 0.4, 3  # of the best word's worth; words quoted at the most
NATIONAL = "country:FR"


@dataclass(frozen=True)
class SupportRecord:
    """`territories` hold codes with their kind ("region:11"); empty means that nobody wrote where."""

    id: str
    name: str
    texts: Mapping[str, str]
    themes: frozenset[str] = frozenset()
    beneficiaries: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True)
class NeedRecord:
    """`territories`: every territory around the project, empty where not known; `hinted`: those its words name."""

    parts: Mapping[str, str]
    today: date
    themes: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    hinted: frozenset[str] = frozenset()
    beneficiaries: frozenset[str] = frozenset()
    has_local_authority: bool | None = None
    stage: str = ""


@dataclass(frozen=True)
class Reason:
    """A code and the values that fill its sentence: see support.services.catalogue for the sentences."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    id: str
    name: str
    score: float
    eligible: bool | None
    reasons: list[Reason] = field(default_factory=list)
    missing: list[Reason] = field(default_factory=list)


class Catalogue:
    """Supports and synonyms, prepared once: what each token is worth, the words they come from."""

    def __init__(self, supports: Sequence[SupportRecord], sayings: Iterable[tuple[str, str]] = ()):
        self.supports = {support.id: support for support in supports}
        self.seen: Counter[str] = Counter()
        counted = {support.id: self._counted(support) for support in supports}
        means = _mean_lengths(counted.values())
        weights = {key: _weighted(fields, means) for key, fields in counted.items()}
        self.frequency = Counter(token for held in weights.values() for token in held)
        size = len(supports)
        rarity = {token: min(RAREST, log(1 + (size - n + 0.5) / (n + 0.5))) for token, n in self.frequency.items()}
        self.worths = {
            key: {token: rarity[token] * weight for token, weight in held.items()} for key, held in weights.items()
        }
        self.surfaces = wording.surfaces(self.seen)
        self.wording = wording.Wording(self.seen, sayings)

    def _counted(self, support: SupportRecord) -> dict[str, Counter[str]]:
        """How often each token stands in each field. A text is cut into words once, and they are counted for all."""
        counted = {}
        for name, text in support.texts.items():
            words = french.words(text)
            self.seen.update(words)
            counted[name] = Counter(map(french.token, words))
            counted[name].pop("", None)
        return counted

    def read(self, need: NeedRecord) -> list[wording.Group]:
        return self.wording.read(need.parts, PART_WEIGHTS)

    def telling(self, groups: Sequence[wording.Group], most: int) -> list[str]:
        """The tokens to ask the index for: the rarest first, until they may bring `most` supports."""
        asked = {token for group in groups for token in group.tokens if token in self.frequency}
        kept: list[str] = []
        brought = 0
        for token in sorted(asked, key=lambda token: (self.frequency[token], token)):
            brought += self.frequency[token]
            if kept and brought > most:
                break
            kept.append(token)
        return kept

    def rank(
        self,
        need: NeedRecord,
        *,
        among: Iterable[str] | None = None,
        top: int | None = None,
        groups: Sequence[wording.Group] | None = None,
    ) -> list[Match]:
        """Best first, ties by name, what is certainly closed or elsewhere last. Only the first `top` explain."""
        groups = self.read(need) if groups is None else groups
        by_token = _by_token(groups)
        scored = []
        for key in self.supports if among is None else among:
            support = self.supports.get(key)
            if support is None:
                continue
            points = self._points(need, support, groups, by_token)
            if not points:
                continue
            eligible, missing = may_ask(need, support)
            points *= _fit(need, support, missing)
            if points > 0:
                scored.append((eligible is False, -round(points, 9), support.name, key, eligible, missing))
        scored.sort(key=lambda row: row[:4])
        return [
            Match(key, name, 1 - exp(points / HALF_SCORE), eligible, self.reasons(need, key, groups), missing)
            for _, points, name, key, eligible, missing in scored[:top]
        ]

    def _points(self, need, support, groups, by_token) -> float:
        worths = self.worths[support.id]
        found: dict[int, list[float]] = {}
        for token in by_token.keys() & worths.keys():
            worth = worths[token]
            for number, certainty in by_token[token]:
                found.setdefault(number, []).append(worth * certainty)
        points = sum(groups[number].weight * _diminishing(worths) for number, worths in found.items())
        return points + SAME_THEME * bool(need.themes & support.themes) / (1 + 0.1 * len(support.themes))

    def reasons(self, need: NeedRecord, key: str, groups: Sequence[wording.Group]) -> list[Reason]:
        """What matched, in the order it counted: words in common, words that mean the same, then the facets."""
        support, held = self.supports[key], self.worths[key]
        found = []
        for group in groups:
            worths = {t: held[t] * c for t, c in group.tokens.items() if t in held}
            if worths:
                best = max(sorted(worths), key=lambda token: (group.tokens[token] == 1.0, worths[token]))
                same = group.tokens[best] == 1.0 or self.surfaces[best] == group.said
                found.append((-group.weight * worths[best], group.said, self.surfaces[best], same))
        found.sort()
        return _quoted([row for row in found if row[0] < -TELLING] or found[:1]) + _facets(need, support)


def _quoted(found: Sequence[tuple[float, str, str, bool]]) -> list[Reason]:
    """The words worth reading: those that count nearly as much as the best one, each of them once."""
    telling = [row for row in found if _tells(row[1])] or found[:1]
    telling = [row for row in telling if row[0] <= telling[0][0] * NEARLY]
    common = tuple(dict.fromkeys(said for _, said, _, same in telling if same))[:QUOTED]
    seen = {token for said in common for token in french.tokens(said)}
    made = [Reason("words", common)] if common else []
    for _, said, shown, same in telling:
        slip = wording.one_slip_apart(french.fold(said), french.fold(shown))
        if not same and not slip and french.token(shown) not in seen and (_tells(shown) or not made):
            seen.add(french.token(shown))
            made.append(Reason("means", (said, shown)))
    return made[:QUOTED]


def _tells(words: str) -> bool:
    return not wording.UNQUOTED.issuperset(french.tokens(words))


def may_ask(need: NeedRecord, support: SupportRecord) -> tuple[bool | None, list[Reason]]:
    """Whether the project may ask: no only when place or date is certain, unknown as soon as one thing is."""
    never, missing = [], []
    if need.territories and support.territories and not need.territories & support.territories:
        never.append(Reason("elsewhere", tuple(sorted(support.territories))))
    elif not support.territories or (not need.territories and NATIONAL not in support.territories):
        missing.append(Reason("check_place"))
    if support.closes and support.closes < need.today:
        never.append(Reason("closed", (support.closes.isoformat(),)))
    elif support.opens and support.opens > need.today:
        missing.append(Reason("not_open_yet", (support.opens.isoformat(),)))
    missing += _who(need, support) + _when(need, support)
    return (False if never else None if missing else True), never + missing


def _who(need: NeedRecord, support: SupportRecord) -> list[Reason]:
    if not support.beneficiaries or not need.beneficiaries:
        return [Reason("check_beneficiary", tuple(sorted(support.beneficiaries)))]
    if need.beneficiaries & support.beneficiaries:
        return []
    if "collectivite" in support.beneficiaries and need.has_local_authority is not False:
        return [Reason("ask_local_authority")]
    return [Reason("other_beneficiary", tuple(sorted(support.beneficiaries)))]


def _when(need: NeedRecord, support: SupportRecord) -> list[Reason]:
    if not support.stages or not need.stage:
        return [Reason("check_stage", tuple(sorted(support.stages)))] if not support.stages else []
    return [] if need.stage in support.stages else [Reason("other_stage", tuple(sorted(support.stages)))]


def _fit(need: NeedRecord, support: SupportRecord, missing: Sequence[Reason]) -> float:
    """Less for what stands elsewhere by all odds, and for what is made for others when no local authority helps."""
    fit = 1.0
    if NATIONAL not in support.territories and support.territories and not need.territories:
        said = {token for part in need.parts.values() for token in french.tokens(part)}
        named = said & set(french.tokens(support.texts.get("places", ""))) or need.hinted & support.territories
        fit = HERE if named else ELSEWHERE
    if need.has_local_authority is False and {m.code for m in missing} & {"other_beneficiary", "other_stage"}:
        fit *= NOT_FOR_THEM
    return fit


def _facets(need: NeedRecord, support: SupportRecord) -> list[Reason]:
    made = []
    if need.themes & support.themes:
        made.append(Reason("theme", tuple(sorted(need.themes & support.themes))))
    if need.stage and need.stage in support.stages:
        made.append(Reason("stage", (need.stage,)))
    if need.beneficiaries & support.beneficiaries:
        made.append(Reason("beneficiary", tuple(sorted(need.beneficiaries & support.beneficiaries))))
    around = need.territories & support.territories
    if around:
        made.append(Reason("national" if NATIONAL in around else "territory", tuple(sorted(around))))
    return made


def _mean_lengths(counted: Iterable[Mapping[str, Counter[str]]]) -> dict[str, float]:
    lengths: dict[str, list[int]] = {}
    for fields in counted:
        for name, counts in fields.items():
            lengths.setdefault(name, []).append(counts.total())
    return {name: sum(all_) / len(all_) or 1.0 for name, all_ in lengths.items()}


def _weighted(fields: Mapping[str, Counter[str]], means: Mapping[str, float]) -> dict[str, float]:
    """One weight a token: fields weighed and set to their usual length, then saturated."""
    held: dict[str, float] = {}
    for name, counts in fields.items():
        long = 1 - LENGTH + LENGTH * counts.total() / means[name]
        for token, times in counts.items():
            held[token] = held.get(token, 0.0) + FIELD_WEIGHTS.get(name, 1.0) * times / long
    return {token: weight * (1 + SATURATION) / (weight + SATURATION) for token, weight in held.items()}


def _by_token(groups: Sequence[wording.Group]) -> dict[str, list[tuple[int, float]]]:
    """For each token of the catalogue, the groups it answers and how surely."""
    by_token: dict[str, list[tuple[int, float]]] = {}
    for number, group in enumerate(groups):
        for token, certainty in group.tokens.items():
            by_token.setdefault(token, []).append((number, certainty))
    return by_token


def _diminishing(worths: list[float]) -> float:
    if len(worths) == 1:
        return worths[0] * FURTHER[0]
    best = sorted(worths, reverse=True)
    return sum(worth * share for worth, share in zip(best, FURTHER, strict=False))


def measure(rankings: Sequence[Sequence[str]], labels: Sequence[set[str]]) -> dict[str, float]:
    """hit@1, hit@5, mean reciprocal rank, nDCG@5 (Järvelin and Kekäläinen, 2002) with one gain a right answer."""
    firsts = [
        next((place for place, key in enumerate(ranking, 1) if key in right), None)
        for ranking, right in zip(rankings, labels, strict=True)
    ]
    gains = [
        sum(1 / log2(place + 1) for place, key in enumerate(ranking[:5], 1) if key in right)
        / sum(1 / log2(place + 1) for place in range(1, min(5, len(right)) + 1))
        for ranking, right in zip(rankings, labels, strict=True)
    ]
    size = len(rankings) or 1
    return {
        "hit@1": sum(first == 1 for first in firsts) / size,
        "hit@5": sum(first is not None and first <= 5 for first in firsts) / size,
        "mrr": sum(1 / first for first in firsts if first) / size,
        "ndcg@5": sum(gains) / size,
    }
