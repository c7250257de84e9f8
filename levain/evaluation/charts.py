"""The charts of the evaluation: one bar for each question, cut by answer; the numbers stand in a table beside."""

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from levain.design.charts import Bars, Row
from levain.evaluation.results import ENOUGH, Tally


def percent(share: float) -> str:
    """Rounded, never cut: 2 of 12 is 17 %."""
    return _("%(n)s %%") % {"n": floatformat(100 * share, 0)}


def share_told(k: int, n: int) -> str:
    """Counts under ten answers, a percentage beside them from ten on (rule R1)."""
    counts = _("%(k)d of %(n)d") % {"k": k, "n": n}
    return f"{counts} ({percent(k / n)})" if n >= ENOUGH else counts


def distribution(name: str, title: str, tallies: list[tuple[str, Tally]]) -> Bars | None:
    """Bars of the same length, each cut into the shares of the answers of one group or moment."""
    rows = [
        Row(label, tuple(count / one.n for count in one.counts), _("%(n)d answers") % {"n": one.n})
        for label, one in tallies
        if one.n and not one.unanimous
    ]
    if not rows:
        return None
    first = tallies[0][1]
    series = tuple(str(words or point) for point, words in first.options)
    told = [
        f"{label} : " + ", ".join(f"{s} {c}" for s, c in zip(series, one.counts, strict=True))
        for label, one in tallies
        if one.n and not one.unanimous
    ]
    return Bars(name, title, ". ".join(told), rows, 1.0, series)


def choices(name: str, title: str, tally: Tally) -> Bars | None:
    """A bar for each choice; of several choices, the sum goes beyond those who answered."""
    rows = [
        Row(str(label), (count,), share_told(count, tally.n))
        for (_code, label), count in zip(tally.options, tally.counts, strict=True)
    ]
    told = ", ".join(f"{row.label} {row.shown}" for row in rows)
    return Bars(name, title, told, rows, max(tally.counts, default=0) or 1) if tally.n else None
