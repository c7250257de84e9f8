"""Where the dots of the map go, so that neighbours stay readable; many projects show as one number for a place."""

from collections.abc import Iterable
from math import cos, hypot, pi, sin
from typing import Any

from levain.projects.models import Project
from levain.territories.outlines import FRAMES, point

APART = 40
NAMES = {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte"}
# The overseas departments stand in frames of their own, beside the mainland.
INSETS = [
    {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height, "name": NAMES[frame.name]}
    for frame in FRAMES
    if frame.name in NAMES
]


def number_on_map(projects: Iterable[Project]) -> None:
    """Give each project a number and a place on the map; those that fall too close step aside."""
    taken: list[tuple[int, int]] = []
    for project in projects:
        commune = next(iter(project.communes.all()), None)
        place = commune and commune.longitude is not None and point(commune.longitude, commune.latitude)
        project.number, project.at = (len(taken) + 1, free(place, taken)) if place else (None, None)
        if project.at:
            taken.append(project.at)


def free(place: tuple[int, int], taken: list[tuple[int, int]]) -> tuple[int, int]:
    """The place itself, or the nearest one around it where no dot stands yet."""
    for step in range(60):
        turn, away = step * pi / 3, APART * (step + 5) // 6 / 2 if step else 0
        there = round(place[0] + away * cos(turn)), round(place[1] + away * sin(turn))
        if all(hypot(there[0] - x, there[1] - y) >= APART for x, y in taken):
            return there
    return place


def clusters(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A number for each place that holds projects, wider when it holds many, none over another."""
    taken: list[tuple[int, int]] = []
    shown = []
    for place in sorted(places, key=lambda one: -one["n"]):
        if place["at"]:
            at = free(tuple(place["at"]), taken)
            taken.append(at)
            shown.append({**place, "at": at, "r": 18 if place["n"] < 100 else 24})
    return shown
