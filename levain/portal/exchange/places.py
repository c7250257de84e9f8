"""Where the projects of a session are, as GeoJSON: the centre of each commune, the outlines drawn."""

import json
from typing import Any

from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.territories.models import PerimeterOutline, Territory


def as_geojson(cohort: Cohort) -> str:
    """A FeatureCollection (RFC 7946), longitude first."""
    projects = Project.objects.filter(cohort=cohort).order_by("slug")
    features = [one for project in projects for one in _features(project)]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _features(project: Project) -> list[dict[str, Any]]:
    said = {"project": project.slug, "name": project.name, "fictional": project.fictional}
    points = [
        _feature({"type": "Point", "coordinates": [place.longitude, place.latitude]}, said | _of(place))
        for place in project.communes.order_by("code")
        if place.longitude is not None
    ]
    outlines = PerimeterOutline.objects.filter(perimeter=project.perimeter_id).select_related("perimeter")
    drawn = [
        _feature(
            {"type": "MultiPolygon", "coordinates": [[ring] for ring in outline.rings]},
            said | {"perimeter": outline.perimeter.name},
        )
        for outline in outlines
    ]
    return [*points, *drawn]


def _of(place: Territory) -> dict[str, str]:
    return {"commune": place.name, "insee": place.code}


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
