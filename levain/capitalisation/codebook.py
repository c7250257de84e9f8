"""The codebook as pages show it: each code under its own, with the evidence that has it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from levain.capitalisation.models import SIDES, Code, Coding, Evidence
from levain.capitalisation.services.codes import book, line_up
from levain.programmes.models import Cohort

FIELDS = ("label", "definition", "include", "exclude", "example")


@dataclass
class Entry:
    """A code at its place in the tree: its own evidence, and that of its sub-codes with it, each piece once."""

    code: Code
    depth: int
    own: int = 0
    below: int = 0
    children: list["Entry"] = field(default_factory=list)


def tree(cohort: Cohort | None) -> tuple[list[Entry], list[Code]]:
    """The codes in use, in the order in which they are read, and those that are retired: two queries."""
    codes = list(book(cohort).select_related("merged_into"))
    held: dict[int, set[int]] = defaultdict(set)
    if cohort:
        for code, evidence in Coding.objects.filter(code__cohort=cohort).order_by().values_list("code", "evidence"):
            held[code].add(evidence)
    return _entries(codes, held), [code for code in codes if not code.in_use]


def _entries(codes: list[Code], held: defaultdict[int, set[int]]) -> list[Entry]:
    in_use = {code.pk: code for code in codes if code.in_use}
    under: dict[int | None, list[Code]] = defaultdict(list)
    above = {code.pk: code.parent_id for code in codes}
    for code in in_use.values():
        # Under a code that is retired, it is read where that one stood.
        under[next((pk for pk in line_up(code.parent_id, above) if pk in in_use), None)].append(code)
    found: list[Entry] = []
    for code in _sorted(under[None]):
        found += _walked(code, 0, under, held)[0]
    return found


def _sorted(codes: list[Code]) -> list[Code]:
    return sorted(codes, key=lambda code: code.label.casefold())


def _walked(code, depth, under, held) -> tuple[list[Entry], set[int]]:
    entry, seen = Entry(code, depth, own=len(held[code.pk])), set(held[code.pk])
    lines = [entry]
    for child in _sorted(under[code.pk]):
        more, counted = _walked(child, depth + 1, under, held)
        lines += more
        entry.children.append(more[0])
        seen |= counted
    entry.below = len(seen)
    return lines, seen


def paths(cohort: Cohort | None, *, but: Code | None = None) -> Iterator[tuple[int, str]]:
    """Each code in use under its own, as a form offers them, in one query; `but` leaves out a code and its own."""
    trail: list[str] = []
    hidden = None
    for entry in _entries(list(book(cohort)), defaultdict(set)):
        if hidden is not None and entry.depth > hidden:
            continue
        hidden = entry.depth if but and entry.code.pk == but.pk else None
        trail[entry.depth :] = [entry.code.label]
        if hidden is None:
            yield entry.code.pk, " › ".join(trail)


def evidence_of(code: Code) -> QuerySet[Evidence]:
    """What has this code, not what only has one of its sub-codes."""
    return Evidence.objects.filter(codings__code=code).select_related("passage", "project").order_by("number")


def counted(code: Code) -> tuple[list[tuple[str, list[int], int]], list[str]]:
    """By project, then by side, the numbers of its evidence: rows with their total, and the names of the columns."""
    rows = evidence_of(code).order_by().values_list("project__name", "side")
    told = Counter((name or "", side) for name, side in rows)
    sides = [(value, str(label)) for value, label in SIDES if any(side == value for _name, side in told)]
    names = sorted({name for name, _side in told})
    lines = [(name, [told[name, side] for side, _label in sides]) for name in names]
    return [(name, cells, sum(cells)) for name, cells in lines], [label for _side, label in sides]
