"""M-EVID, how far a claim is borne out: four named levels, each with a condition that can be checked.

The conditions are this house's own, after the Bond Evidence Principles (voice, appropriateness, triangulation,
contribution, transparency) and the substantiation step of Outcome Harvesting (Wilson-Grau and Britt). The level is
counted, never argued: people may only lower it, with a reason. What contradicts the claim is listed beside it and
changes no level.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

METHOD, VERSION = "M-EVID", 1
BEARER = "bearer"
KINDS = ("document", "observation", "survey", "measure", "interview")
UNEXAMINED = "unexamined"
TOP = 4


@dataclass(frozen=True)
class Item:
    """One piece of evidence. Two items of one `source` are one source; `outside`: by someone beyond the project."""

    source: str
    kind: str
    category: str
    outside: bool = False
    supports: bool = True


@dataclass(frozen=True)
class Strength:
    """The level reached (None without evidence), and what the next one still lacks."""

    level: int | None
    sources: int
    kinds: int
    categories: int
    rival_examined: bool
    outside: bool
    against: int

    @property
    def lacks(self) -> list[str]:
        """What the next level still asks for: source, other_voice, kind, category, rival, outside."""
        if self.level is None:
            return ["source"]
        if self.level == 1:
            return ["source" if self.sources < 2 else "other_voice"]
        if self.level == 2:
            return [what for what, short in (("kind", self.kinds < 2), ("category", self.categories < 2)) if short]
        return [what for what, met in (("rival", self.rival_examined), ("outside", self.outside)) if not met]


def strength(items: Iterable[Item], rivals: Sequence[str] = ()) -> Strength:
    """The level of a claim from its evidence and the verdicts on its rival explanations.

    1, one source, or only the bearer's own word. 2, two independent sources. 3, two kinds of source and two
    categories of people. 4, level 3, a rival explanation examined, and someone outside the project who bears it out.
    """
    items = list(items)
    told = [item for item in items if item.supports]
    sources, kinds = {item.source for item in told}, {item.kind for item in told}
    categories = {item.category for item in told}
    examined = any(verdict != UNEXAMINED for verdict in rivals)
    outside = any(item.outside for item in told)
    level: int | None = None
    if told:
        level = 1
        if len(sources) >= 2 and categories != {BEARER}:
            level = 2
            if len(kinds) >= 2 and len(categories) >= 2:
                level = TOP if examined and outside else 3
    against = len(items) - len(told)
    return Strength(level, len(sources), len(kinds), len(categories), examined, outside, against)


def lowered(computed: int | None, to: int | None) -> int | None:
    """The level kept once a person has lowered it; raising is refused."""
    if to is None or computed is None:
        return computed
    if not 1 <= to <= TOP:
        raise ValueError("levels go from 1 to 4")
    # Evidence withdrawn later may bring the computed level under the one a person chose.
    return min(to, computed)


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"evidence": [{"source": "cahier", "kind": "document", "observation", "survey", "measure" or "interview",
    "category": "bearer", "authority"…, "outside": false, "supports": true}], "rivals": ["unexamined", "ruled_out",
    "partial" or "plausible"], "lowered_to": null} → {"value" (1 to 4), "computed", "lacks", "sources", "kinds",
    "categories", "against"}.
    """
    items = [
        Item(
            str(row["source"]),
            row["kind"],
            row["category"],
            bool(row.get("outside")),
            bool(row.get("supports", True)),
        )
        for row in data["evidence"]
    ]
    found = strength(items, data.get("rivals") or ())
    return {
        "value": lowered(found.level, data.get("lowered_to")),
        "computed": found.level,
        "lacks": found.lacks,
        "sources": found.sources,
        "kinds": found.kinds,
        "categories": found.categories,
        "against": found.against,
        "n": len(items),
    }
