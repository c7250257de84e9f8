"""Importance and performance drawn: both sides on one chart, each objective's two points joined by a line."""

from levain.evaluation.views_apart import ATTAINMENT, IMPORTANCE, A, Apart, B
from levain.projects.models import Project

WIDE, HIGH, EDGE = 340, 300, 30


def chart(project: Project, apart: Apart, side: str) -> dict | None:
    """The axes of one side, and the points of both; None while nothing can be placed."""
    grid = apart.grids[side]
    points, links = [], []
    for number, line in enumerate(apart.lines, 1):
        placed = {}
        for one in (A, B):
            importance, attainment = line.said[one, IMPORTANCE].summary, line.said[one, ATTAINMENT].summary
            if importance is not None and attainment is not None:
                placed[one] = (_x(attainment), _y(importance))
                points.append({"side": one, "number": number, "x": placed[one][0], "y": placed[one][1]})
        if len(placed) == 2:
            links.append((placed[A], placed[B]))
    if not points or grid.performance_axis is None:
        return None
    return {
        "width": WIDE,
        "height": HIGH,
        "points": points,
        "links": links,
        "across": None if grid.importance_axis is None else _y(grid.importance_axis),
        "up": _x(grid.performance_axis),
        "left": EDGE,
        "bottom": HIGH - EDGE,
        "right": WIDE - 10,
        "top": 10,
    }


def _x(value: float) -> int:
    return round(EDGE + (value - 1) / 4 * (WIDE - EDGE - 10))


def _y(value: float) -> int:
    return round(HIGH - EDGE - (value - 1) / 4 * (HIGH - EDGE - 10))
