"""M-SNA, the ties between organisations as a network: how dense, how mutual, around whom, through whom, what lasts.

Density m / (n (n − 1)); reciprocity; centralisation of degree and of betweenness (Freeman, 1979); brokerage (Gould
and Fernandez, 1989); E-I index (Krackhardt and Stern, 1988); Jaccard between two waves. Of who did not answer, only
what the others say is known: its own row is left out. Wasserman and Faust (1994) give the definitions.
"""

from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Node = Hashable
Arc = tuple[Any, Any]
# Under four nodes the ties are listed, and nothing is computed.
FEWEST = 4
COORDINATOR, ITINERANT, GATEKEEPER = "coordinator", "itinerant", "gatekeeper"
REPRESENTATIVE, LIAISON = "representative", "liaison"
ROLES = (COORDINATOR, ITINERANT, GATEKEEPER, REPRESENTATIVE, LIAISON)


@dataclass(frozen=True)
class Network:
    """`arcs` lead from who says it to whom it names; `silent` nodes did not answer."""

    nodes: tuple[Node, ...]
    arcs: frozenset[Arc]
    silent: frozenset[Node] = frozenset()

    @property
    def answered(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node not in self.silent)

    @property
    def too_small(self) -> bool:
        return len(self.nodes) < FEWEST

    def neighbours(self) -> dict[Node, set[Node]]:
        """With whom each has a tie, said by one or by the other."""
        near: dict[Node, set[Node]] = {node: set() for node in self.nodes}
        for start, end in self.arcs:
            near[start].add(end)
            near[end].add(start)
        return near


def network(
    nodes: Iterable[Node], ties: Iterable[Arc], *, silent: Collection[Node] = (), directed: bool = True
) -> Network:
    """A tie said twice counts once; one with oneself, or with a stranger to the roster, is refused."""
    known = tuple(dict.fromkeys(nodes))
    arcs = {(start, end) for start, end in ties}
    if not directed:
        arcs |= {(end, start) for start, end in arcs}
    for start, end in arcs:
        if start == end or start not in known or end not in known:
            raise ValueError("a tie joins two different members of the roster")
        if start in silent:
            raise ValueError("who did not answer names nobody")
    return Network(known, frozenset(arcs), frozenset(silent) & frozenset(known))


def density(net: Network) -> float | None:
    """The share of the ties that could be and are, on the rows of those who answered: m_R / (n_R (n − 1))."""
    possible = len(net.answered) * (len(net.nodes) - 1)
    return None if net.too_small or not possible else len(net.arcs) / possible


def reciprocity(net: Network) -> float | None:
    """The share of the arcs that are returned, between those who both answered."""
    asked = [arc for arc in net.arcs if arc[1] not in net.silent]
    if net.too_small or not asked:
        return None
    return sum((end, start) in net.arcs for start, end in asked) / len(asked)


def degree_centralisation(net: Network) -> float | None:
    """Σ (d_max − d_i) / ((n − 1)(n − 2)), without directions: 1 is a star, 0 has no centre."""
    if net.too_small:
        return None
    degrees = [len(near) for near in net.neighbours().values()]
    n = len(degrees)
    return sum(max(degrees) - degree for degree in degrees) / ((n - 1) * (n - 2))


def betweenness(net: Network) -> dict[Node, float]:
    """The share of the shortest paths between others that pass through each, without directions (Brandes, 2001)."""
    near = net.neighbours()
    passing = dict.fromkeys(net.nodes, 0.0)
    for start in net.nodes:
        for node, share in _shares_from(start, near).items():
            passing[node] += share
    n = len(net.nodes)
    pairs = (n - 1) * (n - 2)
    return {node: total / pairs if pairs else 0.0 for node, total in passing.items()}


def _shares_from(start: Node, near: Mapping[Node, set[Node]]) -> dict[Node, float]:
    paths, far = {start: 1}, {start: 0}
    before: dict[Node, list[Node]] = {start: []}
    waiting, reached = deque([start]), []
    while waiting:
        here = waiting.popleft()
        reached.append(here)
        for other in near[here]:
            if other not in far:
                far[other], paths[other], before[other] = far[here] + 1, 0, []
                waiting.append(other)
            if far[other] == far[here] + 1:
                paths[other] += paths[here]
                before[other].append(here)
    shares = dict.fromkeys(reached, 0.0)
    for here in reversed(reached):
        for previous in before[here]:
            shares[previous] += paths[previous] / paths[here] * (1 + shares[here])
    del shares[start]
    return shares


def betweenness_centralisation(net: Network) -> float | None:
    """Σ (B_max − B_i) / (n − 1), B normalised."""
    if net.too_small:
        return None
    shares = list(betweenness(net).values())
    return sum(max(shares) - share for share in shares) / (len(shares) - 1)


def brokerage(net: Network, groups: Mapping[Node, Hashable]) -> dict[Node, Counter]:
    """How often each stands between two who have no tie: open paths a → v → b without a → b, by groups.

    Coordinator AAA, itinerant ABA, gatekeeper ABB, representative AAB, liaison ABC (the group of v in the middle).
    """
    out: dict[Node, set[Node]] = {node: set() for node in net.nodes}
    into: dict[Node, set[Node]] = {node: set() for node in net.nodes}
    for start, end in net.arcs:
        out[start].add(end)
        into[end].add(start)
    found: dict[Node, Counter] = {node: Counter() for node in net.nodes}
    for broker in net.nodes:
        for start in into[broker]:
            for end in out[broker] - out[start] - {start}:
                found[broker][_role(groups[start], groups[broker], groups[end])] += 1
    return found


def _role(first: Hashable, middle: Hashable, last: Hashable) -> str:
    if first == middle:
        return COORDINATOR if middle == last else REPRESENTATIVE
    if middle == last:
        return GATEKEEPER
    return ITINERANT if first == last else LIAISON


def e_i_index(net: Network, groups: Mapping[Node, Hashable], group: Hashable | None = None) -> float | None:
    """(E − I) / (E + I), of the ties said by a group, or by all: −1 all inside the groups, +1 all across."""
    said = [arc for arc in net.arcs if group is None or groups[arc[0]] == group]
    if net.too_small or not said:
        return None
    across = sum(groups[start] != groups[end] for start, end in said)
    return (2 * across - len(said)) / len(said)


@dataclass(frozen=True)
class Change:
    """From one wave to the next, over the rows that both have; no Jaccard where there is no tie at all."""

    kept: int
    created: int
    lost: int
    rows: int

    @property
    def jaccard(self) -> float | None:
        every = self.kept + self.created + self.lost
        return self.kept / every if every else None


def change(before: Network, after: Network) -> Change:
    """Newcomers, those who left, and the rows of those who did not answer at both waves are left out."""
    common = set(before.nodes) & set(after.nodes)
    rows = common - before.silent - after.silent
    was, now = ({arc for arc in net.arcs if arc[0] in rows and arc[1] in common} for net in (before, after))
    return Change(kept=len(was & now), created=len(now - was), lost=len(was - now), rows=len(rows))


def _read(data: Mapping[str, Any]) -> Network:
    ties = [(start, end) for start, end in data["ties"]]
    return network(data["nodes"], ties, silent=frozenset(data.get("silent", ())), directed=data.get("directed", True))


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"nodes": [names], "ties": [[from, to]], "groups": {name: group}, "silent": [names that did not answer],
    "directed": true, "before": {"nodes", "ties", "silent"}} → {"n", "answered", "ties", "density", "reciprocity",
    "degree_centralisation", "betweenness_centralisation", "betweenness", "brokerage", "e_i", "change", "why_not"}."""
    net = _read(data)
    groups = data.get("groups") or {}
    if groups and set(net.nodes) - set(groups):
        raise ValueError("each member of the roster has a group")
    moved = change(_read(data["before"]), net) if data.get("before") else None
    told = bool(groups) and not net.too_small
    return {
        "n": len(net.nodes),
        "answered": len(net.answered),
        "ties": len(net.arcs),
        "density": density(net),
        "reciprocity": reciprocity(net),
        "degree_centralisation": degree_centralisation(net),
        "betweenness_centralisation": betweenness_centralisation(net),
        "betweenness": None if net.too_small else betweenness(net),
        "brokerage": {node: dict(roles) for node, roles in brokerage(net, groups).items()} if told else None,
        "e_i": _e_i(net, groups) if told else None,
        "change": vars(moved) | {"jaccard": moved.jaccard} if moved else None,
        "why_not": "fewer than four members: read the ties one by one" if net.too_small else "",
    }


def _e_i(net: Network, groups: Mapping[Node, Hashable]) -> dict[str, Any]:
    of_groups = dict.fromkeys(groups[node] for node in net.nodes)
    return {"all": e_i_index(net, groups), "groups": {name: e_i_index(net, groups, name) for name in of_groups}}
