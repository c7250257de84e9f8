"""A two-axis matrix: where each thing stands for the room, in numbers, in words, and as dots to draw."""

from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _

from levain.seminars.models import Activity

# The words and the value of a contribution, and who signed it in the room.
Said = tuple[str, dict, str]

# Side of the drawing, in its own units, and the room left for the names of the axes.
SIDE = 100


@dataclass(frozen=True)
class Point:
    """`x` and `y` are medians when several people placed it; `cx` and `cy` where it is drawn."""

    label: str
    x: float
    y: float
    n: int
    cx: float
    cy: float
    where: str
    who: str = ""


def axes(activity: Activity) -> dict:
    return {"x": "", "y": "", "min": 0, "max": 10} | (activity.setup.get("axes") or {})


def points(activity: Activity, given: list[Said]) -> list[Point]:
    """The highest and furthest to the right first."""
    found = _listed(activity, given) if activity.options else _own(activity, given)
    return sorted(found, key=lambda point: (-(point.x + point.y), point.label))


def _own(activity: Activity, given: list[Said]) -> list[Point]:
    placed = [each for each in given if each[0] and isinstance(each[1], dict) and "x" in each[1]]
    return [_point(activity, text, [(value["x"], value["y"])], who) for text, value, who in placed]


def _listed(activity: Activity, given: list[Said]) -> list[Point]:
    places: dict[str, list[tuple[float, float]]] = {}
    for _text, value, _who in given:
        for number, (x, y) in ((value or {}).get("places") or {}).items():
            places.setdefault(number, []).append((x, y))
    return [
        _point(activity, label, places[str(number)])
        for number, label in enumerate(activity.options)
        if str(number) in places
    ]


def _point(activity: Activity, label: str, at: list[tuple[float, float]], who: str = "") -> Point:
    x, y = (median(values) for values in zip(*at, strict=True))
    about = axes(activity)
    low, width = about["min"], (about["max"] - about["min"]) or 1
    return Point(
        label=label,
        x=x,
        y=y,
        n=len(at),
        cx=round(SIDE * (x - low) / width, 1),
        cy=round(SIDE * (1 - (y - low) / width), 1),
        where=quarter(about, x, y),
        who=who,
    )


def quarter(about: dict, x: float, y: float) -> str:
    """In words, on which side of the middle of each axis it stands."""
    middle = (about["min"] + about["max"]) / 2
    told = [_("more %(axis)s") if at > middle else _("less %(axis)s") for at in (x, y)]
    return ", ".join(words % {"axis": about[axis]} for words, axis in zip(told, "xy", strict=True))
