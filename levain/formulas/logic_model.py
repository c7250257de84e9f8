"""M-LOGIC, the logic model: is what is held to lead to what well formed, and is every box looked at by an indicator?

Boxes are means, activities, outputs, outcomes or impacts; a link goes to the same kind or to the next one, and no
chain of links comes back to where it began. Source: logic-model practice (Kellogg Foundation; Weiss).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("ressource", "activite", "realisation", "resultat", "impact")
Link = tuple[str, str]


@dataclass(frozen=True)
class Report:
    """`orphans`: without indicator; `alone`: no link touches them; `leaps` skip a kind; `backwards` go up."""

    cycle: tuple[str, ...]
    orphans: tuple[str, ...]
    alone: tuple[str, ...]
    leaps: tuple[Link, ...]
    backwards: tuple[Link, ...]
    unplaced: tuple[str, ...]

    @property
    def acyclic(self) -> bool:
        return not self.cycle

    @property
    def sound(self) -> bool:
        return self.acyclic and not self.backwards


def check(nodes: Mapping[str, str], links: Iterable[Link], indicators: Mapping[str, str | None]) -> Report:
    """`nodes` says the kind of each box; `indicators`, the box each indicator looks at, or None."""
    links = list(links)
    unknown = {end for link in links for end in link if end not in nodes}
    unknown |= {kind for kind in nodes.values() if kind not in KINDS}
    if unknown:
        raise ValueError(f"unknown box or kind: {', '.join(sorted(unknown))}")
    steps = {link: KINDS.index(nodes[link[1]]) - KINDS.index(nodes[link[0]]) for link in links}
    looked_at, touched = set(indicators.values()), {end for link in links for end in link}
    return Report(
        cycle=_cycle(nodes, links),
        orphans=tuple(node for node in nodes if node not in looked_at),
        alone=tuple(node for node in nodes if node not in touched),
        leaps=tuple(link for link, step in steps.items() if step > 1),
        backwards=tuple(link for link, step in steps.items() if step < 0),
        unplaced=tuple(indicator for indicator, node in indicators.items() if node not in nodes),
    )


def _cycle(nodes: Iterable[str], links: list[Link]) -> tuple[str, ...]:
    """The boxes that lead back to themselves: what is left once boxes nothing leads to are taken away, again and
    again, from both ends."""
    left, kept = set(nodes), list(links)
    while True:
        targets, sources = {target for _source, target in kept}, {source for source, _target in kept}
        inside = left & targets & sources
        if inside == left:
            return tuple(node for node in nodes if node in left)
        left = inside
        kept = [(source, target) for source, target in kept if source in left and target in left]


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"nodes": {box: "ressource", "activite", "realisation", "resultat" or "impact"}, "links": [[from, to], …],
    "indicators": {indicator: box or null}} → {"acyclic", "sound", "cycle", "orphans", "alone", "leaps", "backwards",
    "unplaced"}."""
    links = [(source, target) for source, target in data["links"]]
    found = check(data["nodes"], links, data.get("indicators", {}))
    return vars(found) | {"acyclic": found.acyclic, "sound": found.sound}
