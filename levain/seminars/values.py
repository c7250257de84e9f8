"""What may be answered in each kind of activity, and how answers add up."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from levain.seminars import closing
from levain.seminars.closing import Unfit
from levain.seminars.models import Activity

__all__ = ["Unfit", "check", "tally"]
Kind = Activity.Kind


def check(activity: Activity, value: Any, column: str = "") -> None:
    """Raise Unfit unless the value and the column are among those the activity offers."""
    if column and column not in {each["id"] for each in activity.columns}:
        raise Unfit(_("Choose one of the columns of this activity."))
    if value is not None and not _fits(activity, value):
        raise Unfit(_("Choose one of the answers of this activity."))


def _fits(activity: Activity, value: Any) -> bool:
    kind, setup = activity.kind, activity.setup
    low, high = setup.get("min", 1), setup.get("max", 5)
    if kind == Kind.WEATHER:
        return value in activity.options
    if kind == Kind.POLL:
        if setup.get("several"):
            return _are_choices(activity, value)
        return _number(value) and value in range(len(activity.options))
    if kind == Kind.SCALE:
        return _number(value) and value in range(low, high + 1)
    if kind == Kind.DOTS:
        return _are_dots(activity, value)
    if kind == Kind.MATRIX:
        low, high = (setup.get("axes") or {}).get("min", 0), (setup.get("axes") or {}).get("max", 10)
        return _is_a_place(activity, value, low, high)
    if kind == Kind.CLOSING_QUESTIONNAIRE:
        return closing.fits(activity, value)
    return False


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _are_choices(activity: Activity, value: Any) -> bool:
    """Some of the answers, none of them twice."""
    if not isinstance(value, list) or not value or not all(_number(each) for each in value):
        return False
    return len(set(value)) == len(value) and set(value) <= set(range(len(activity.options)))


def _is_a_place(activity: Activity, value: Any, low: float, high: float) -> bool:
    """Where something said stands; or of the things to place, where each one does: {"places": {"0": [x, y]}}."""
    if not isinstance(value, dict):
        return False
    if not activity.options:
        return all(_number(value.get(axis)) and low <= value[axis] <= high for axis in "xy")
    places = value.get("places")
    known = {str(number) for number in range(len(activity.options))}
    return (
        isinstance(places, dict)
        and bool(places)
        and set(places) <= known
        and all(
            isinstance(place, list) and len(place) == 2 and all(_number(one) and low <= one <= high for one in place)
            for place in places.values()
        )
    )


def _are_dots(activity: Activity, value: Any) -> bool:
    """Several on one choice only where the activity says so."""
    if not isinstance(value, list) or len(value) > activity.setup.get("dots_each", 3):
        return False
    if len(set(map(str, value))) < len(value) and not activity.setup.get("pile"):
        return False
    return all(_number(dot) and dot in range(len(activity.options)) for dot in value)


def tally(activity: Activity, given: Iterable[Any]) -> list[tuple[str, int]]:
    """How many chose each answer, in the order in which the answers were offered."""
    given = list(given)
    if activity.kind not in (Kind.WEATHER, Kind.POLL, Kind.SCALE, Kind.DOTS):
        return []
    counted = Counter(one for each in given for one in (each if isinstance(each, list) else [each]))
    if activity.kind == Kind.SCALE:
        levels = range(activity.setup.get("min", 1), activity.setup.get("max", 5) + 1)
        return [(str(level), counted[level]) for level in levels]
    if activity.kind == Kind.WEATHER:
        return [(word, counted[word]) for word in activity.options]
    return [(label, counted[number]) for number, label in enumerate(activity.options)]
