"""What each answer holds, field by field: nothing is given that is not written here."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.conf import settings
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from levain.capitalisation.models.evidence import SIDE_NAMES
from levain.portal.api.pages import Page
from levain.projects import models as projects

SLUG = "^[-a-zA-Z0-9_]*$"
Slug = Annotated[str, Field(pattern=SLUG, max_length=100)]


def one_of(values: Iterable[str]) -> Any:
    """A word of a closed list, which the description names."""
    return Annotated[str, Field(json_schema_extra={"enum": list(values)})]


Stage = one_of(projects.Project.Stage.values)
Side = one_of(["", *SIDE_NAMES])
Moment = date | datetime | None


class Session(Schema):
    slug: str
    name: str
    programme: str
    starts: date
    ends: date
    seats: int
    time_zone: str
    fictional: bool
    address: str


class Place(Schema):
    insee: str
    name: str
    longitude: float | None
    latitude: float | None


class Project(Schema):
    slug: str
    name: str
    pitch: str
    themes: list[str]
    stage: Stage
    session: str
    communes: list[Place]
    fictional: bool
    address: str


class Criterion(Schema):
    code: str
    label: str
    weight: Decimal


class Call(Schema):
    slug: str
    title: str
    session: str
    opens: datetime
    closes: datetime
    time_zone: str
    criteria: list[Criterion]
    fictional: bool
    address: str


class Report(Schema):
    slug: str
    title: str
    subtitle: str
    session: str
    published_at: datetime
    edition: int
    digest: str
    fictional: bool
    address: str
    pdf: str
    odt: str


class Part(Schema):
    """A block of a frozen document by its name, empty for what has none, and the digest of its words; `masked` is
    that of what is left of it once they were withdrawn."""

    id: str
    digest: str
    masked: str = ""


class Written(Schema):
    """A document as it was frozen: each block and each run says its `kind`."""

    title: str
    subtitle: str
    date: str
    language: str
    fictional: bool
    draft: bool
    blocks: list[dict[str, Any]]


class ReportWhole(Report):
    """The last edition: the digest is over the digests of its parts. `masked` are those whose words were withdrawn;
    `addresses`, where a link of the document leads today when it is not where it led."""

    number: int
    parts: list[Part]
    masked: list[str]
    content: Written
    addresses: dict[str, str]


class Thing(Schema):
    """Something the house holds, with its citable texts and on whose side it was said."""

    kind: str
    number: int
    title: str
    texts: dict[str, str]
    side: Side
    date: Moment
    project: str | None
    address: str | None


class Sessions(Page):
    items: list[Session]


class Projects(Page):
    items: list[Project]


class Calls(Page):
    items: list[Call]


class Reports(Page):
    items: list[Report]


class Things(Page):
    items: list[Thing]


class Point(Schema):
    type: Literal["Point"]
    coordinates: Annotated[list[float], Field(min_length=2, max_length=2, description="longitude, latitude")]


class About(Schema):
    slug: str
    name: str
    session: str
    stage: Stage
    address: str
    fictional: bool
    insee: str
    commune: str


class Feature(Schema):
    type: Literal["Feature"]
    id: str
    geometry: Point | None
    properties: About


class Features(Page):
    type: Literal["FeatureCollection"]
    features: list[Feature]


def full(path: str) -> str:
    return settings.SITE_URL + path


def session(cohort: Any) -> dict[str, Any]:
    return {
        "slug": cohort.slug,
        "name": cohort.name,
        "programme": cohort.programme.name,
        "starts": cohort.starts,
        "ends": cohort.ends,
        "seats": cohort.seats,
        "time_zone": cohort.time_zone,
        "fictional": cohort.fictional,
        "address": full(reverse("portal:season", args=[cohort.slug])),
    }


def project(found: Any) -> dict[str, Any]:
    return {
        "slug": found.slug,
        "name": found.name,
        "pitch": found.shown_pitch,
        "themes": found.themes,
        "stage": found.stage,
        "session": found.cohort.slug,
        "communes": [_place(commune) for commune in found.communes.all()],
        "fictional": found.fictional,
        "address": full(reverse("portal:public_project", args=[found.slug])),
    }


def _place(commune: Any) -> dict[str, Any]:
    return {
        "insee": commune.code,
        "name": commune.name,
        "longitude": commune.longitude,
        "latitude": commune.latitude,
    }


def points(said: dict[str, Any]) -> list[dict[str, Any]]:
    """One Feature for each commune of a project; one whose place is not known has no geometry (RFC 7946, 3.2)."""
    about = {key: said[key] for key in ("slug", "name", "session", "stage", "address", "fictional")}
    return [
        {
            "type": "Feature",
            "id": f"{said['slug']}-{place['insee']}",
            "geometry": _point(place),
            "properties": about | {"insee": place["insee"], "commune": place["name"]},
        }
        for place in said["communes"]
    ]


def _point(place: dict[str, Any]) -> dict[str, Any] | None:
    at = [place["longitude"], place["latitude"]]
    return None if None in at else {"type": "Point", "coordinates": at}


def call(found: Any) -> dict[str, Any]:
    return {
        "slug": found.slug,
        "title": found.title,
        "session": found.cohort.slug,
        "opens": found.opens,
        "closes": found.closes,
        "time_zone": found.time_zone,
        "criteria": [{"code": one.code, "label": one.label, "weight": one.weight} for one in found.criteria.all()],
        "fictional": found.fictional,
        "address": full(found.get_absolute_url()),
    }


def report(found: Any) -> dict[str, Any]:
    return {
        "slug": found.slug,
        "title": found.title,
        "subtitle": found.subtitle,
        "session": found.cohort.slug,
        "published_at": found.published_at,
        "edition": found.edition,
        "digest": found.digest,
        "fictional": found.fictional,
        "address": full(found.get_absolute_url()),
        "pdf": full(reverse("capitalisation:report_pdf", args=[found.slug])),
        "odt": full(reverse("capitalisation:report_odt", args=[found.slug])),
    }
