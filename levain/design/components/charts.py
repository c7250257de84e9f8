"""Charts drawn on the server: shapes and patterns that need no colour, words that need no eyes, nothing to run."""

from django.utils.safestring import SafeString

from ..charts import Bars
from ..markup import each, html

WIDTH, ROW, BAR, TOP = 360, 44, 16, 22
MARK = 30
LONGEST = 38
# Above a bar, a name and its value stand on one line while they hold there: some 7 units a sign.
SIGNS, LINE = WIDTH // 7, 18
# What is drawn over the colour of each series, in a tile of 8 by 8; beyond them they begin again.
STROKES = (
    "",
    "M-2 2L2-2M0 8L8 0M6 10L10 6",
    "M0 4H8",
    "M4 0V8",
    "M0 0L8 8M-2 6L2 10M6-2L10 2",
    "M0 4H8M4 0V8",
    "M3 4A1 1 0 1 0 5 4A1 1 0 1 0 3 4",
    "M0 0L8 8M0 8L8 0",
)


def bars(*, chart: Bars) -> SafeString:
    """A chart of horizontal bars with its title, its description and its legend."""
    drawn, height = _rows(chart)
    return html(
        '<figure class="lv-chart"><svg viewBox="0 0 {} {}" role="img" aria-labelledby="{id}-t {id}-d">'
        '<title id="{id}-t">{}</title><desc id="{id}-d">{}</desc><defs>{}</defs>{}</svg>{}</figure>'.replace(
            "{id}", chart.id
        ),
        WIDTH,
        height,
        chart.title,
        chart.description,
        each("{}", (_pattern(chart.id, place) for place in range(len(chart.series)))),
        drawn,
        _legend(chart) if len(chart.series) > 1 else "",
    )


def _rows(chart: Bars) -> tuple[SafeString, int]:
    paths: list[list[str]] = [[] for _one in chart.series]
    words, y = [], 4
    for place, row in enumerate(chart.rows):
        if place in chart.marks:
            words.append(_mark(chart.marks[place], y))
            y += MARK
        words.append(html('<text x="0" y="{}">{}</text>', y + 14, _short(row.label)))
        if row.shown:
            y += LINE * (len(_short(row.label)) + len(row.shown) > SIGNS)
            words.append(html('<text x="{}" y="{}" class="lv-chart__end">{}</text>', WIDTH, y + 14, row.shown))
        x = 0.0
        for series, value in enumerate(row.values):
            wide = max(0.0, value) / chart.highest * WIDTH if chart.highest else 0.0
            if wide:
                paths[series].append(f"M{x:.1f} {y + TOP}h{wide:.1f}v{BAR}h-{wide:.1f}z")
            x += wide
        y += ROW
    drawn = [
        html('<path d="{}" fill="url(#{}-p{})" class="lv-chart__bar"/>', "".join(path), chart.id, series)
        for series, path in enumerate(paths)
        if path
    ]
    return each("{}", [*drawn, *words]), y


def _mark(text: str, y: int) -> SafeString:
    return html(
        '<path d="M0 {}H{}" class="lv-chart__mark"/>'
        '<text x="{}" y="{}" class="lv-chart__end lv-chart__small">{}</text>',
        y + 6,
        WIDTH,
        WIDTH,
        y + 21,
        text,
    )


def _pattern(name: str, place: int) -> SafeString:
    return html(
        '<pattern id="{}-p{}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<path d="M0 0H8V8H0z" class="lv-chart__s{}"/><path d="{}" class="lv-chart__over"/></pattern>',
        name,
        place,
        place % len(STROKES),
        STROKES[place % len(STROKES)],
    )


def _legend(chart: Bars) -> SafeString:
    swatch = (
        '<li><svg width="28" height="16" aria-hidden="true"><path d="M0 0H28V16H0z" fill="url(#{}-p{})" '
        'class="lv-chart__bar"/></svg>{}</li>'
    )
    lines = [html(swatch, chart.id, place, label) for place, label in enumerate(chart.series)]
    return html('<figcaption><ul class="lv-chart__legend">{}</ul></figcaption>', each("{}", lines))


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"
