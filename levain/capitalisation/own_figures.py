"""A report about a part of its session reads figures for itself: those of the whole session stay as they are.

Each reading is kept in `Report.readings`: what the figure says for the projects, the territory and the period chosen.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from levain.capitalisation.models import Figure, Report
from levain.capitalisation.scope import Scope

SAID = ("value", "unit", "counted", "n", "invited", "promise", "method", "rows", "why_not", "beyond")


def as_read(report: Report, scope: Scope, figures: Iterable[Figure]) -> None:
    """Put on each figure, unsaved, what it says for what the report is about."""
    if scope.whole:
        return
    kept = {said["slug"]: said for said in report.readings}
    for figure in figures:
        said = kept.get(figure.slug)
        figure.since, figure.until = scope.since, scope.until
        if said and _same_days(said, scope):
            for name in SAID:
                setattr(figure, name, said[name])
            figure.taken_on = _day(said["taken_on"])
            figure.stays = stays(said, scope)
        elif figure.reads:
            figure.value, figure.counted, figure.n, figure.invited, figure.taken_on = None, "", None, None, None
            figure.why_not = _("It has not been read yet for what this report is about: read the figures again.")
        else:
            figure.beyond = _written_down(scope)


def of_the_whole(figure: Figure) -> bool:
    """Whether a narrowed report gives what was written down for the whole session: nothing reads it for a part."""
    return bool(figure.beyond) and not figure.reads


def _written_down(scope: Scope) -> str:
    if scope.projects is None:
        return _("It was written down for the whole session: it does not follow the period.")
    if not scope.period:
        return _("It was written down for the whole session: it is not of these projects alone.")
    return _("It was written down for the whole session: it follows neither the projects nor the period.")


def stays(said: dict[str, Any], scope: Scope) -> bool:
    """Whether a value is kept as it was published: it is no longer read again."""
    return bool(said.get("published")) and _same_days(said, scope)


def _same_days(said: dict[str, Any], scope: Scope) -> bool:
    return (_day(said["since"]), _day(said["until"])) == (scope.since, scope.until)


def reading(figure: Figure, scope: Scope, said: dict[str, Any], day: date) -> dict[str, Any]:
    """One reading, as it is kept."""
    days = {"since": _told(scope.since), "until": _told(scope.until), "taken_on": _told(day)}
    return {"slug": figure.slug, **{name: said[name] for name in SAID}, **days}


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _told(day: date | None) -> str | None:
    return day.isoformat() if day else None
