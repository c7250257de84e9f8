"""Figures laid out to be read: cases side by side before any mean, a chart for each line, a table to take away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from levain.design.charts import Bars, Row
from levain.evaluation import charts
from levain.evaluation.figures import Figure
from levain.evaluation.results import ENOUGH
from levain.foundation.sheets import Column

MOST_CASES, LINES_A_PAGE = 6, 8
# The unit of an indicator that counts things named by its own label.
PLAIN_NUMBER = "nombre"


@dataclass(frozen=True)
class Cell:
    figure: Figure
    url: str
    shown: str
    told: str


@dataclass
class Line:
    """One measure, the same for every case."""

    label: str
    unit: str
    method: str
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    id: str = ""

    @property
    def unit_told(self) -> str:
        return unit_told(self.unit)

    @property
    def chart(self) -> Bars | None:
        return chart(self.id, self)

    @property
    def flat(self) -> list[tuple[str, Cell]]:
        return [(case, cell) for case, cells in self.cells.items() for cell in cells]


def unit_told(unit: str) -> str:
    """What stands after a number: a share says its own sign, and a plain number has none."""
    return "" if unit == _("share") or unit.partition(",")[0] == PLAIN_NUMBER else unit


def shown(figure: Figure) -> str:
    """The value as a reader expects it: decimal comma, a true minus; words where there is none."""
    if figure.value is None:
        return figure.why_not or _("none")
    if figure.counts_among:
        return _counted(figure)
    share = figure.unit == _("share")
    whole = figure.invited if figure.method == "M-RESP" and figure.invited else figure.n
    if share and figure.value >= 0 and whole < ENOUGH:
        return charts.share_told(round(figure.value * whole), whole)
    write = charts.percent if share else partial(_number, places=figure.places)
    said = write(figure.value).replace("-", "−")
    if figure.signed and figure.value > 0:
        said = f"+{said}"
    if figure.interval:
        low, high = (write(bound).replace("-", "−") for bound in figure.interval)
        said = _("%(value)s (%(low)s to %(high)s)") % {"value": said, "low": low, "high": high}
    return said


def _counted(figure: Figure) -> str:
    """The count first; the share and its interval beside it from ten answers on (rule R1)."""
    said = _number(figure.value, figure.places)
    if figure.n < ENOUGH or not figure.interval:
        return said
    low, high = (charts.percent(bound) for bound in figure.interval)
    words = {"count": said, "share": charts.percent(figure.share), "low": low, "high": high}
    return _("%(count)s (%(share)s, between %(low)s and %(high)s)") % words


def _number(value: float, places: int) -> str:
    return number_format(round(value, places), places, use_l10n=True, force_grouping=True).replace("-", "−")


def told(figure: Figure) -> str:
    """How many it counts, beside it always (rule R1)."""
    if figure.invited is None:
        return _("n = %(n)d") % {"n": figure.n}
    return _("n = %(n)d of %(invited)d") % {"n": figure.n, "invited": figure.invited}


def side_by_side(found: Iterable[Figure], opening: Callable[[Figure], str]) -> tuple[list[str], list[Line]]:
    """The cases in their order, and a line for each measure."""
    cases: dict[str, None] = {}
    lines: dict[tuple[str, str], Line] = {}
    for figure in found:
        cases[figure.subject] = None
        line = lines.setdefault((figure.label, figure.method), Line(figure.label, figure.unit, figure.method))
        cell = Cell(figure, opening(figure), shown(figure), told(figure))
        line.cells.setdefault(figure.subject, []).append(cell)
    for place, line in enumerate(lines.values()):
        line.cells = {case: line.cells.get(case, []) for case in cases}
        line.id = f"m{place}"
    return list(cases), list(lines.values())


def chart(name: str, line: Line) -> Bars | None:
    """A bar for each case; none where a value is negative, or where there is one case only."""
    rows = [
        Row(case, (cell.figure.value,), f"{cell.shown} · {cell.told}")
        for case, cell in line.flat
        if cell.figure.value is not None
    ]
    if len(rows) < 2 or any(row.values[0] < 0 for row in rows):
        return None
    highest = 1.0 if line.unit == _("share") else max(row.values[0] for row in rows) or 1.0
    return Bars(name, line.label, ". ".join(f"{row.label} {row.shown}" for row in rows), rows, highest)


COLUMNS = [
    Column("method", "string", "Method"),
    Column("version", "integer", "Version of the method"),
    Column("code", "string", "Code of the figure"),
    Column("subject", "string", "What it is about"),
    Column("label", "string", "What it says"),
    Column("value", "number", "Value"),
    Column("share", "number", "Share of those it counts, when the value counts some of them; the bounds are its"),
    Column("low", "number", "Lower bound"),
    Column("high", "number", "Upper bound"),
    Column("unit", "string", "Unit"),
    Column("n", "integer", "How many it counts"),
    Column("invited", "integer", "How many were asked"),
    Column("why_not", "string", "Why there is no value"),
]


def table(found: Iterable[Figure]) -> list[list]:
    return [
        [
            *(one.method, one.version, one.code, one.subject, one.label, one.value, one.share),
            *(one.interval or (None, None)),
            *(one.unit, one.n, one.invited, one.why_not),
        ]
        for one in found
    ]
