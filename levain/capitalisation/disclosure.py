"""What figures reveal together: the difference of two of them may count fewer than the floor (M-ANON)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from levain.capitalisation.live import parts
from levain.capitalisation.models import Figure
from levain.formulas import anonymity

FLOOR = anonymity.floor(public=True)
PROMISED = (Figure.Promise.CONFIDENTIAL, Figure.Promise.ANONYMOUS)
# Beyond, every part is compared with the whole alone and with all the others together.
FEW = 8
# The projects a value counts, by slug (None: all those of the session), and how many answers.
Selected = tuple[frozenset[str] | None, int]


def revealed(figures: Iterable[Figure], published: Iterable[dict[str, Any]] = ()) -> Iterator[tuple[Figure, str]]:
    """The figure to take out, and why: what is left of the whole once its parts are known counts too few.

    Whoever reads this report may have read the others of the session: what they published is known too.
    """
    mine = [figure for figure in figures if figure.promise in PROMISED]
    kept = [*mine, *_told(mine, published)]
    within = parts(kept)
    for whole in kept:
        for group in _groups(within[whole.pk]):
            at_hand = [one for one in (whole, *group) if one in mine]
            left = (whole.n or 0) - sum(part.n or 0 for part in group)
            if at_hand and 0 < left < FLOOR:
                said = {"part": ", ".join(one.label for one in group), "whole": whole.label, "n": left}
                yield (
                    at_hand[-1],
                    _("“%(part)s” beside “%(whole)s” would tell the answers of %(n)d others.") % said
                    + " "
                    + _("Under %(floor)d, nothing is published: take one of them out.") % {"floor": FLOOR},
                )
                break


def _told(mine: list[Figure], published: Iterable[dict[str, Any]]) -> list[Figure]:
    """Promised figures that were published and are not these, each once; never saved."""
    here = {figure.slug for figure in mine}
    told = {said["slug"]: said for said in published if said.get("promise") in PROMISED and said["slug"] not in here}
    names = ("slug", "label", "promise", "method", "n")
    return [Figure(pk=-place, **{name: said[name] for name in names}) for place, said in enumerate(told.values(), 1)]


def _groups(found: list[Any]) -> Iterator[tuple[Any, ...]]:
    if len(found) <= FEW:
        for size in range(1, len(found) + 1):
            yield from combinations(found, size)
    else:
        yield from ((one,) for one in found)
        yield tuple(found)


def among_projects(
    figures: Iterable[Figure], about: frozenset[str] | None, published: Iterable[dict[str, Any]]
) -> Iterator[tuple[Figure, str]]:
    """A figure given for several selections of projects: what is left of one, once others inside it are known.

    `about` are the projects this report chose, by slug; None, all those of the session.
    """
    told: dict[str, set[Selected]] = defaultdict(set)
    for said in published:
        chosen = said.get("projects")
        told[said["slug"]].add((None if chosen is None else frozenset(chosen), said["n"] or 0))
    for figure in figures:
        # What was written by hand is of the whole session, whatever the report is about.
        mine = (about if figure.reads else None, figure.n or 0)
        left = _left({*told[figure.slug], mine}, mine)
        if left:
            yield (
                figure,
                _(
                    "“%(label)s” is published for other projects of the session: beside them, this value would tell "
                    "the answers of %(n)d others. Under %(floor)d, nothing is published: take it out."
                )
                % {"label": figure.label, "n": left, "floor": FLOOR},
            )


def _left(known: set[Selected], mine: Selected) -> int:
    """How many answers could be told apart with this value, when they are too few; 0 otherwise."""
    for whole in known:
        inside = [one for one in known if one[0] is not None and (whole[0] is None or one[0] < whole[0])]
        for group in _groups(inside):
            apart = len(frozenset().union(*(one[0] for one in group))) == sum(len(one[0]) for one in group)
            left = whole[1] - sum(n for _projects, n in group)
            if apart and mine in (whole, *group) and 0 < left < FLOOR:
                return left
    return 0


def since_published(figures: Iterable[Figure], published: Iterable[dict[str, Any]]) -> Iterator[tuple[Figure, str]]:
    """A figure published with 24 answers, then with 25, tells what the last one said."""
    before: dict[str, list[int]] = defaultdict(list)
    for said in published:
        before[said["slug"]].append(said["n"] or 0)
    for figure in figures:
        near = [n for n in before[figure.slug] if 0 < abs((figure.n or 0) - n) < FLOOR]
        if near and figure.promise in PROMISED:
            told = {"label": figure.label, "before": near[-1], "now": figure.n, "floor": FLOOR}
            yield (
                figure,
                _(
                    "“%(label)s” was published with %(before)d answers and has %(now)d now: the difference would "
                    "tell the answers of fewer than %(floor)d people. Keep the published value, or take it out."
                )
                % told,
            )
