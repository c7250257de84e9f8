"""A network drawn on the server: numbered points on a circle, shapes for the groups, arrows for who names whom."""

from math import cos, hypot, pi, sin

from django.utils.safestring import SafeString

from ..charts import Graph, Point
from ..markup import each, html

SIDE, RADIUS, DOT, HEAD = 360, 158, 13, 7
MIDDLE = SIDE / 2


def graph(*, chart: Graph) -> SafeString:
    """The drawing with its title and its description, then what each number, shape and line stands for."""
    at = _places(len(chart.points))
    return html(
        '<figure class="lv-chart lv-graph"><svg viewBox="0 0 {} {}" role="img" aria-labelledby="{id}-t {id}-d">'
        '<title id="{id}-t">{}</title><desc id="{id}-d">{}</desc>{}{}</svg>{}</figure>'.replace("{id}", chart.id),
        SIDE,
        SIDE,
        chart.title,
        chart.description,
        each("{}", [_lines(chart, at, kind) for kind in range(len(chart.lines))]),
        each("{}", [_point(point, number, at[number]) for number, point in enumerate(chart.points)]),
        _legend(chart),
    )


def _places(n: int) -> list[tuple[float, float]]:
    turns = [2 * pi * place / n - pi / 2 for place in range(n)]
    return [(MIDDLE + RADIUS * cos(turn), MIDDLE + RADIUS * sin(turn)) for turn in turns]


def _lines(chart: Graph, at: list[tuple[float, float]], kind: int) -> SafeString:
    """One path for the lines of a kind, one for their arrow heads; a tie said both ways has two heads."""
    _label, pairs = chart.lines[kind]
    strokes, heads = [], []
    for start, end in sorted(pairs):
        both = (end, start) in pairs
        if both and start > end:
            continue
        (x0, y0), (x1, y1) = at[start], at[end]
        far = hypot(x1 - x0, y1 - y0) or 1.0
        ux, uy = (x1 - x0) / far, (y1 - y0) / far
        gap = DOT + 3
        x0, y0, x1, y1 = x0 + ux * gap, y0 + uy * gap, x1 - ux * gap, y1 - uy * gap
        strokes.append(f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}")
        heads.append(_head(x1, y1, ux, uy))
        if both:
            heads.append(_head(x0, y0, -ux, -uy))
    if not strokes:
        return html("")
    return html(
        '<path class="lv-graph__line lv-graph__l{}" d="{}"/><path class="lv-graph__head lv-graph__h{}" d="{}"/>',
        *(kind, "".join(strokes), kind, "".join(heads)),
    )


def _head(x: float, y: float, ux: float, uy: float) -> str:
    bx, by, half = x - ux * HEAD, y - uy * HEAD, HEAD / 2.4
    return f"M{x:.1f} {y:.1f}L{bx - uy * half:.1f} {by + ux * half:.1f}L{bx + uy * half:.1f} {by - ux * half:.1f}z"


def _shape(group: int, x: float, y: float, r: float) -> str:
    """A disc, a square, a diamond, a triangle, a house: told apart without colour."""
    if group == 0:
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0"
    corners = {
        1: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        2: [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
        3: [(0, -1.3), (1.25, 0.9), (-1.25, 0.9)],
        4: [(0, -1.25), (1, -0.35), (1, 0.95), (-1, 0.95), (-1, -0.35)],
    }[(group - 1) % 4 + 1]
    return "M" + "L".join(f"{x + dx * r:.1f} {y + dy * r:.1f}" for dx, dy in corners) + "z"


def _point(point: Point, number: int, place: tuple[float, float]) -> SafeString:
    x, y = place
    return html(
        '<path class="lv-graph__dot lv-graph__g{}{}" d="{}"/><text x="{}" y="{}" class="lv-graph__n">{}</text>',
        point.group % 5,
        " lv-graph__hollow" if point.hollow else "",
        _shape(point.group, x, y, DOT),
        f"{x:.1f}",
        f"{y + 4.5:.1f}",
        number + 1,
    )


def _legend(chart: Graph) -> SafeString:
    named = [
        html(
            '<li><svg width="26" height="26" aria-hidden="true"><path class="lv-graph__dot lv-graph__g{}{}" d="{}"/>'
            '<text x="13" y="17.5" class="lv-graph__n">{}</text></svg>{}</li>',
            *(point.group % 5, " lv-graph__hollow" if point.hollow else "", _shape(point.group, 13, 13, 9.5)),
            *(place + 1, point.label),
        )
        for place, point in enumerate(chart.points)
    ]
    said = [
        html(
            '<li><svg width="30" height="12" aria-hidden="true"><path class="lv-graph__line lv-graph__l{}" '
            'd="M0 6H22"/><path class="lv-graph__head lv-graph__h{}" d="M29 6L21 2.5L21 9.5z"/></svg>{}</li>',
            *(kind, kind, label),
        )
        for kind, (label, pairs) in enumerate(chart.lines)
        if pairs and label
    ]
    shapes = [
        html(
            '<li><svg width="26" height="26" aria-hidden="true"><path class="lv-graph__dot lv-graph__g{}" d="{}"/>'
            "</svg>{}</li>",
            *(group % 5, _shape(group, 13, 13, 9.5), label),
        )
        for group, label in enumerate(chart.groups)
        if label and any(point.group == group for point in chart.points)
    ]
    if chart.hollow and any(point.hollow for point in chart.points):
        hollow = (
            '<svg width="26" height="26" aria-hidden="true"><path class="lv-graph__dot lv-graph__hollow" d="{}"/>'
        )
        shapes.append(html("<li>" + hollow + "</svg>{}</li>", _shape(0, 13, 13, 9.5), chart.hollow))
    lists = [lines for lines in (shapes, said) if lines]
    return html(
        '<figcaption>{}<ol class="lv-graph__names">{}</ol></figcaption>',
        each('<ul class="lv-chart__legend">{}</ul>', [each("{}", lines) for lines in lists]),
        each("{}", named),
    )
