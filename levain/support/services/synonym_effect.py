"""What a change of the table of everyday words does to the labelled needs, shown before it is saved."""

import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone

from levain.formulas import matching, wording
from levain.foundation import yaml_files
from levain.support.models import Synonym
from levain.support.services.loading import DATA
from levain.support.services.ranking import catalogue_version, prepared

SHOWN = 10


@dataclass(frozen=True)
class Moved:
    """A labelled need whose first right answer moved; a place is None beyond the ten shown."""

    need: str
    right: str
    before: int | None
    after: int | None

    @property
    def better(self) -> bool:
        return (self.after or SHOWN + 1) < (self.before or SHOWN + 1)


@dataclass(frozen=True)
class Effect:
    """`heard`: how many labelled needs hear the words; `moved`: those that end elsewhere, the worse first."""

    heard: int
    of: int
    moved: list[Moved]

    @property
    def worse(self) -> int:
        return sum(not moved.better for moved in self.moved)

    @property
    def better(self) -> int:
        return sum(moved.better for moved in self.moved)


def labelled(half: str = "tuned") -> list[dict[str, Any]]:
    """The needs of one half, written before any tuning; the other half is read by the bench alone."""
    groups = _groups()
    return [need for needs in groups.values() for need in needs[0 if half == "tuned" else 1 :: 2]]


@lru_cache(maxsize=1)
def _groups() -> dict[str, list[dict[str, Any]]]:
    return yaml_files.read(DATA / "labelled_needs.yaml")


def effect(*, without: Synonym | None = None, said: str = "", means: str = "") -> Effect:
    """The effect of writing a row (said, means), of changing the row `without`, or of removing it."""
    now = prepared(catalogue_version()).catalogue
    rows = Synonym.objects.exclude(pk=without.pk) if without else Synonym.objects.all()
    sayings = list(rows.values_list("said", "means")) + ([(said, means)] if said else [])
    then = copy.copy(now)
    then.wording = wording.Wording(now.seen, sayings)
    needs = labelled()
    heard, moved = 0, []
    for need in needs:
        record = matching.NeedRecord(parts={"in_my_words": need["need"]}, today=timezone.localdate())
        before, after = now.read(record), then.read(record)
        if before == after:
            continue
        heard += 1
        places = [
            _first(catalogue, record, groups, need["supports"])
            for catalogue, groups in ((now, before), (then, after))
        ]
        if places[0][0] != places[1][0]:
            moved.append(Moved(need["need"], places[1][1] or places[0][1], places[0][0], places[1][0]))
    return Effect(heard, len(needs), sorted(moved, key=lambda one: (one.better, one.need)))


def _first(catalogue, record, groups, right) -> tuple[int | None, str]:
    """The place of the first right answer among those shown, and its name."""
    for place, match in enumerate(catalogue.rank(record, top=SHOWN, groups=groups), 1):
        if match.id in right:
            return place, match.name
    return None, ""
