"""The small map of a place, drawn by the house: what stands around it, by minutes on foot and direction."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from django.utils.translation import gettext_lazy as _

from levain.territories.outlines import HEIGHT, WIDTH, outlines, point

# Turns from the north, clockwise, in eighths.
EIGHTH = pi / 4


@dataclass(frozen=True)
class Direction:
    label: Any
    turn: int
    names: frozenset[str]


DIRECTIONS = {
    "n": Direction(_("north"), 0, frozenset({"n", "nord"})),
    "ne": Direction(_("north-east"), 1, frozenset({"ne", "nordest"})),
    "e": Direction(_("east"), 2, frozenset({"e", "est"})),
    "se": Direction(_("south-east"), 3, frozenset({"se", "sudest"})),
    "s": Direction(_("south"), 4, frozenset({"s", "sud"})),
    "so": Direction(_("south-west"), 5, frozenset({"so", "sw", "sudouest"})),
    "o": Direction(_("west"), 6, frozenset({"o", "w", "ouest"})),
    "no": Direction(_("north-west"), 7, frozenset({"no", "nw", "nordouest"})),
}
SIZE = 360
MIDDLE = SIZE // 2
REACH = 140
# Room for a label: two that would fall on one another are moved apart.
LABEL_HIGH, LABEL_WIDE = 34, 130


@dataclass
class Mark:
    """A landmark on the map; `text_x` and `text_y` place its name, `anchor` says on which side of the dot."""

    name: str
    minutes: int
    direction: Any
    x: int
    y: int
    text_x: int
    text_y: int
    anchor: str


@dataclass
class Plan:
    marks: list[Mark]
    # Minutes, radius, and where the minutes are written: between two directions, where no landmark lies.
    rings: list[tuple[int, int, int, int]]
    size: int = SIZE
    middle: int = MIDDLE


def drawn(landmarks: list[dict]) -> Plan | None:
    """To scale, with a ring for each five or ten minutes on foot."""
    known = [one for one in landmarks if one.get("towards") in DIRECTIONS]
    if not known:
        return None
    farthest = max(max(one["minutes"] for one in known), 5)
    step = 5 if farthest <= 15 else 10 if farthest <= 30 else 20
    longest = -(-farthest // step) * step
    rings = [_ring(minutes, round(REACH * minutes / longest)) for minutes in range(step, longest + 1, step)]
    marks: list[Mark] = []
    for one in sorted(known, key=lambda one: one["minutes"]):
        marks.append(_placed(one, longest, marks))
    return Plan(marks, rings)


def _ring(minutes: int, radius: int) -> tuple[int, int, int, int]:
    aside = 4.5 * EIGHTH
    return minutes, radius, round(MIDDLE + radius * sin(aside)), round(MIDDLE - radius * cos(aside))


def _placed(one: dict, longest: int, taken: list[Mark]) -> Mark:
    towards = DIRECTIONS[one["towards"]]
    away, turn = REACH * one["minutes"] / longest, towards.turn * EIGHTH
    x, y = round(MIDDLE + away * sin(turn)), round(MIDDLE - away * cos(turn))
    side = 1 if x > MIDDLE + 2 else -1 if x < MIDDLE - 2 else 0
    anchor = {1: "end", -1: "start", 0: "middle"}[side]
    text_x = min(max(x, LABEL_WIDE // 2), SIZE - LABEL_WIDE // 2) if side == 0 else (SIZE - 4 if side == 1 else 4)
    text_y = y - 12 if y < MIDDLE else y + 22
    text_y = _apart(text_x, text_y, taken, up=y < MIDDLE)
    return Mark(one["name"], one["minutes"], towards.label, x, y, text_x, text_y, anchor)


def _apart(x: int, y: int, taken: list[Mark], *, up: bool) -> int:
    for _try in range(10):
        if all(abs(y - mark.text_y) >= LABEL_HIGH or abs(x - mark.text_x) >= LABEL_WIDE for mark in taken):
            break
        y += -LABEL_HIGH if up else LABEL_HIGH
    return min(max(y, 14), SIZE - 6)


@dataclass
class Country:
    """Where the place is, and where the projects come from."""

    land: str
    width: int
    height: int
    place: tuple[int, int]
    projects: list[tuple[int, Any, tuple[int, int]]]


def situated(commune, projects) -> Country | None:
    """The map of the country with the place and the projects, numbered as in the list under it."""
    if commune is None or commune.longitude is None:
        return None
    place = point(commune.longitude, commune.latitude)
    if place is None:
        return None
    found = []
    for project in projects:
        lies_in = next((each for each in project.communes.all() if each.longitude is not None), None)
        at = lies_in and point(lies_in.longitude, lies_in.latitude)
        if at:
            found.append((len(found) + 1, project, at))
    land = "".join(outline.path for outline in outlines())
    return Country(land, WIDTH, HEIGHT, place, found)
