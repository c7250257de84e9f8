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
