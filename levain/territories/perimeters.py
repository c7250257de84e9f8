"""A perimeter drawn for a project: a name, the communes it touches, an outline if someone has one."""

import json
from collections.abc import Iterable
from math import cos, hypot, radians
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .models import Containment, PerimeterOutline, Territory

HEAVIEST = 200_000
MOST_POINTS, MOST_RINGS = 5000, 100
FARTHEST_KM = 100
KM_A_DEGREE = 111
WIDTH, HEIGHT, MARGIN = 480, 320, 24
Ring = list[list[float]]


class NotAnOutline(ValidationError):
    """What was given cannot be drawn; its words say why, and what to give."""


def read_outline(text: str | bytes) -> list[Ring]:
    """The rings of a GeoJSON polygon (alone, in a Feature or in a FeatureCollection), rounded to a metre."""
    if len(text) > HEAVIEST:
        raise NotAnOutline(_("This outline weighs more than 200 kB. Simplify it first."))
    try:
        told = json.loads(text, parse_constant=lambda _sign: None)
    except (ValueError, RecursionError) as wrong:
        raise NotAnOutline(
            _("This is not GeoJSON. Copy the whole text, from its first brace to its last.")
        ) from wrong
    rings = [ring for geometry in _geometries(told) for ring in _rings(geometry)]
    if not rings:
        raise NotAnOutline(_("No polygon stands in this GeoJSON. Draw the outline as a closed polygon."))
    if len(rings) > MOST_RINGS or sum(len(ring) for ring in rings) > MOST_POINTS:
        raise NotAnOutline(_("This outline has too many points (5,000 at most). Simplify it first."))
    return [[_point(place) for place in _closed(ring)] for ring in rings]


def _geometries(told: Any) -> list[dict]:
    if not isinstance(told, dict):
        return []
    if told.get("type") == "FeatureCollection":
        features = told.get("features")
        return [each for feature in features for each in _geometries(feature)] if isinstance(features, list) else []
    geometry = told.get("geometry") if told.get("type") == "Feature" else told
    return [geometry] if isinstance(geometry, dict) and geometry.get("type") in ("Polygon", "MultiPolygon") else []


def _rings(geometry: dict) -> list[Any]:
    shapes = geometry.get("coordinates")
    polygons = [shapes] if geometry["type"] == "Polygon" else shapes
    if not isinstance(polygons, list) or not all(isinstance(polygon, list) for polygon in polygons):
        raise _broken()
    return [ring for polygon in polygons for ring in polygon]


def _closed(ring: Any) -> list[Any]:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise NotAnOutline(_("A line of this outline is not closed: its last point must be its first one."))
    return ring


def _point(place: Any) -> list[float]:
    if not isinstance(place, list) or len(place) < 2:
        raise _broken()
    longitude, latitude = place[0], place[1]
    numbers = all(isinstance(it, int | float) and not isinstance(it, bool) for it in (longitude, latitude))
    if not numbers:
        raise _broken()
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise NotAnOutline(_("The points must be longitudes and latitudes in degrees (WGS 84)."))
    return [round(float(longitude), 5), round(float(latitude), 5)]


def _broken() -> NotAnOutline:
    return NotAnOutline(_("Some points of this outline cannot be read. Export it again."))


def refuse_if_far(rings: list[Ring], communes: Iterable[Territory]) -> None:
    """An outline far from all its communes often has its longitudes and latitudes swapped."""
    places = [place for ring in rings for place in ring]
    middle = [sum(it) / len(places) for it in zip(*places, strict=True)]
    known = [commune for commune in communes if commune.longitude is not None]
    if known and min(_km(middle, commune) for commune in known) > FARTHEST_KM:
        raise NotAnOutline(
            _("This outline is far from the communes named. Longitudes may stand in the place of latitudes.")
        )


def _km(middle: list[float], commune: Territory) -> float:
    east = (middle[0] - (commune.longitude or 0)) * cos(radians(middle[1]))
    return KM_A_DEGREE * hypot(east, middle[1] - (commune.latitude or 0))


@transaction.atomic
def draw(name: str, communes: Iterable[Territory], rings: list[Ring], *, over: Territory | None = None) -> Territory:
    """Keep a perimeter with its communes inside it; `over` is the one it replaces."""
    perimeter = over or Territory(kind=Territory.Kind.PERIMETER, code=uuid4().hex[:20])
    perimeter.name = name
    perimeter.save()
    inside = {perimeter.pk, *(commune.pk for commune in communes)}
    perimeter.inner_links.exclude(inner__in=inside).delete()
    known = set(perimeter.inner_links.values_list("inner", flat=True))
    Containment.objects.bulk_create(Containment(outer=perimeter, inner_id=pk) for pk in sorted(inside - known))
    if rings:
        PerimeterOutline.objects.update_or_create(perimeter=perimeter, defaults={"rings": rings})
    else:
        PerimeterOutline.objects.filter(perimeter=perimeter).delete()
    perimeter.refresh_from_db()
    return perimeter


def communes_of(perimeter: Territory) -> list[Territory]:
    return list(Territory.objects.within(perimeter).communes())


class Dot(NamedTuple):
    name: str
    x: int
    y: int


class Drawing(NamedTuple):
    """A perimeter in drawing units: the path of its outline, and a dot for each commune."""

    path: str
    dots: list[Dot]
    width: int = WIDTH
    height: int = HEIGHT


def drawing(rings: list[Ring], communes: Iterable[Territory]) -> Drawing | None:
    """Fit the outline and its communes in the frame, a kilometre being as long east as north."""
    known = [commune for commune in communes if commune.longitude is not None and commune.latitude is not None]
    places = [place for ring in rings for place in ring]
    if not places:
        return None
    fit = _fit(places)
    path = "".join("M" + "L".join("{} {}".format(*fit(place)) for place in ring[:-1]) + "z" for ring in rings)
    dots = [Dot(commune.name, *fit([commune.longitude, commune.latitude])) for commune in known]
    return Drawing(path, [dot for dot in dots if 0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT])


def _fit(places: list[list[float]]):
    west, east = min(it[0] for it in places), max(it[0] for it in places)
    south, north = min(it[1] for it in places), max(it[1] for it in places)
    squeeze = cos(radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-4), max(north - south, 1e-4)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2

    def fit(place: list[float]) -> tuple[int, int]:
        return round(left + (place[0] - west) * squeeze * scale), round(top + (north - place[1]) * scale)

    return fit
