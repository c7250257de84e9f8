"""A map of France to draw in the page: outlines as SVG paths, and where a point falls on them."""

import json
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parent / "data" / "departements.geojson"
# Whole units: what falls on the same one is drawn once, and neighbours keep the same border.
WIDTH, HEIGHT = 720, 672
Ring = list[list[float]]


class Frame(NamedTuple):
    """A part of the world and the rectangle of the drawing where it is shown."""

    name: str
    west: float
    south: float
    east: float
    north: float
    x: float
    y: float
    width: float
    height: float

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def at(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Degrees to drawing units, a kilometre being as long east as north in the middle of the frame."""
        squeeze = cos(radians((self.south + self.north) / 2))
        wide, high = (self.east - self.west) * squeeze, self.north - self.south
        scale = min(self.width / wide, self.height / high)
        x = self.x + (self.width - wide * scale) / 2 + (longitude - self.west) * squeeze * scale
        y = self.y + (self.height - high * scale) / 2 + (self.north - latitude) * scale
        return round(x), round(y)


FRAMES = (
    Frame("metropole", -5.2, 41.3, 9.7, 51.2, 96, 0, 624, 672),
    Frame("971", -61.9, 15.8, -60.9, 16.6, 0, 24, 86, 86),
    Frame("972", -61.3, 14.3, -60.7, 15.0, 0, 144, 86, 86),
    Frame("973", -54.7, 2.0, -51.5, 5.9, 0, 264, 86, 86),
    Frame("974", 55.1, -21.5, 55.9, -20.8, 0, 384, 86, 86),
    Frame("976", 44.9, -13.1, 45.4, -12.6, 0, 504, 86, 86),
)


class Outline(NamedTuple):
    code: str
    name: str
    path: str


def point(longitude: float, latitude: float) -> tuple[int, int] | None:
    """Where a place falls on the drawing; None for what it does not show (Saint-Pierre, the Pacific…)."""
    for frame in FRAMES:
        if frame.holds(longitude, latitude):
            return frame.at(longitude, latitude)
    return None


@cache
def outlines() -> tuple[Outline, ...]:
    """The 101 departments, in the order of their codes."""
    features = json.loads(SOURCE.read_text(encoding="utf-8"))["features"]
    drawn = (
        Outline(each["properties"]["code"], each["properties"]["nom"], path_of(rings(each["geometry"])))
        for each in features
    )
    return tuple(sorted(drawn))


def rings(geometry: dict) -> list[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def path_of(shapes: Iterable[Ring]) -> str:
    return "".join(closed(trace) for trace in map(trace_of, shapes) if len(trace) > 2)


def trace_of(ring: Ring) -> list[tuple[int, int]]:
    """The points of an outline, leaving out those that rounding makes one."""
    places = [point(longitude, latitude) for longitude, latitude in ring]
    trace = [place for place in places if place]
    return [here for before, here in zip([None, *trace], trace, strict=False) if here != before][:-1]


def closed(trace: list[tuple[int, int]]) -> str:
    """Steps from one point to the next are shorter to write than the points."""
    steps = (f"{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(trace))
    return f"M{trace[0][0]} {trace[0][1]}l{' '.join(steps)}z".replace(" -", "-")
