"""Charts as data, drawn on the server as SVG by `components/charts.py`; the numbers stand in a table beside."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One line: its label, a value for each series, and what is written at its end."""

    label: str
    values: tuple[float, ...]
    shown: str = ""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, the values of a row end to end. `marks` write a line above the row of that place."""

    id: str
    title: str
    description: str
    rows: list[Row]
    highest: float
    series: tuple[str, ...] = ("",)
    marks: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Point:
    """`place` in the list makes its number; its `shape` says its group; hollow when it said nothing itself."""

    label: str
    group: int = 0
    hollow: bool = False


@dataclass(frozen=True)
class Graph:
    """Points on a circle and who names whom among them, by place; `lines` come by kind, as in the legend."""

    id: str
    title: str
    description: str
    points: list[Point]
    lines: list[tuple[str, set[tuple[int, int]]]]
    groups: tuple[str, ...] = ("",)
    hollow: str = ""
