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


def _groups(found: list[Figure]) -> Iterator[tuple[Figure, ...]]:
    if len(found) <= FEW:
        for size in range(1, len(found) + 1):
            yield from combinations(found, size)
    else:
        yield from ((one,) for one in found)
        yield tuple(found)


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
