"""The logic model drawn: a column a step, from the means to the impacts, a curve a link."""

from textwrap import wrap

from levain.evaluation.models import LogicNode
from levain.formulas.logic_model import KINDS, Report

WIDE, TALL, ACROSS, DOWN = 160, 66, 195, 84
LINE = 22


def drawing(nodes: list[LogicNode], report: Report) -> dict:
    """`nodes` with their links prefetched (`leads_to`, with the targets)."""
    columns = {kind: [node for node in nodes if node.kind == kind] for kind in KINDS}
    tallest = max((len(column) for column in columns.values()), default=0)
    at = {}
    for place, column in enumerate(columns.values()):
        top = (tallest - len(column)) * DOWN // 2
        for rank, node in enumerate(column):
            at[node.pk] = (place * ACROSS + 5, 34 + top + rank * DOWN)
    return {
        "width": ACROSS * (len(KINDS) - 1) + WIDE + 10,
        "height": 34 + tallest * DOWN,
        "titles": [(5 + ACROSS * place, LogicNode.Kind(kind).label) for place, kind in enumerate(KINDS)],
        "boxes": [_box(node, *at[node.pk], report) for node in nodes],
        "links": [_curve(at[node.pk], at[one.target_id]) for node in nodes for one in node.leads_to.all()],
    }


def _box(node: LogicNode, x: int, y: int, report: Report) -> dict:
    lines = wrap(f"{node.code} · {node.text}", LINE)
    if len(lines) > 4:
        lines = [*lines[:3], f"{lines[3][: LINE - 1]}…"]
    return {
        "x": x,
        "y": y,
        "indirect": node.directness == LogicNode.Directness.INDIRECT,
        "orphan": node.code in report.orphans,
        "lines": [(x + 8, y + 16 + 14 * rank, line) for rank, line in enumerate(lines)],
    }


def _curve(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x, y), (to_x, to_y) = start, end
    if x == to_x:
        return f"M{x + WIDE // 2} {y + TALL}L{to_x + WIDE // 2} {to_y}"
    middle = (x + WIDE + to_x) // 2
    return (
        f"M{x + WIDE} {y + TALL // 2}C{middle} {y + TALL // 2} {middle} {to_y + TALL // 2} {to_x} {to_y + TALL // 2}"
    )
