"""From samples to figures. A median of rounds: what else the machine does in one round does not count."""

from collections.abc import Mapping, Sequence
from statistics import median

BUDGET = {"queries": 12, "cpu_ratio": 20.0, "growth": 1.2}


def ratio(costs: Sequence[float], bare: Sequence[float]) -> float:
    """How many times a page costs what the bare view does, each round against its own."""
    return median(cost / reference for cost, reference in zip(costs, bare, strict=True))


def growth(small: Mapping[str, Sequence[float]], large: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """What a page costs on the large set over what it costs on the small one, each round against its own."""
    return {page: round(ratio(large[page], small[page]), 3) for page in small if page in large}


def over_budget(figures: Mapping) -> list[str]:
    """Each page that does not hold its budget, in words."""
    said = [
        f"{page['name']} ({page['size']}): {name} {page[name]:g}, at most {BUDGET[name]:g}"
        for page in figures["pages"]
        for name in ("queries", "cpu_ratio")
        if page[name] > BUDGET[name]
    ]
    grown = figures["growth"].items()
    return said + [
        f"{page}: growth {value:g}, at most {BUDGET['growth']:g}" for page, value in grown if value > BUDGET["growth"]
    ]


def table(figures: Mapping) -> str:
    """The same figures, to read."""
    lines = [f"Bare view: {figures['bare_ms']:.2f} ms of processor a request", ""]
    lines.append(f"{'page':<34} {'set':<6} {'queries':>7} {'× bare':>7} {'html':>8} {'gzip':>7} {'growth':>7}")
    for page in figures["pages"]:
        grown = figures["growth"].get(page["name"]) if page["size"] == "large" else None
        lines.append(
            f"{page['name']:<34} {page['size']:<6} {page['queries']:>7} {page['cpu_ratio']:>7.1f} "
            f"{page['html']:>8} {page['gzip']:>7} {'' if grown is None else format(grown, '.2f'):>7}"
        )
    lines.append("")
    lines += [f"{name}: {value}" for name, value in figures["matching"].items()]
    if digest := figures.get("digest"):
        lines.append(
            f"Digests of {digest['people']} people: {digest['letters']} letters, {digest['cpu_s']} s of processor, "
            f"{digest['queries']} queries"
        )
    if selecting := figures.get("selecting"):
        for name, told in selecting["lists"].items():
            lines.append(
                f"List of {selecting['applications']} applications ({name}): {told['queries']} queries, "
                f"{told['cpu_ms']} ms, growth {told['growth']}"
            )
        sheet = selecting["sheet"]
        lines.append(
            f"Jury's sheet, {sheet['files']} files, {sheet['weightings']} weightings: {sheet['cpu_s']} s of processor"
        )
    if told := figures.get("evaluating"):
        lines.append(
            f"Evaluation of {told['projects']} projects and {told['answers']} answers: {told['figures']} figures, "
            f"{told['queries']} queries, {told['cpu_s']} s of processor"
        )
    lines += _of_corpus(figures.get("corpus"))
    for room in figures.get("live", ()):
        lines.append(
            f"Room of {room['participants']}, {room['processes']} process(es), {room['dropping']:.0%} dropping: "
            f"p50 {room['p50_ms']} ms, p95 {room['p95_ms']} ms, p99 {room['p99_ms']} ms, lost {room['lost']}, "
            f"doubled {room['doubled']}, {room['server_cpu_s']} s of processor (client {room['client_cpu_s']} s), "
            f"{room['memory_kb_per_participant']} kB each"
        )
    if figures["report_pdf_s"] is not None:
        lines.append(f"Report as PDF: {figures['report_pdf_s']:.2f} s")
    if told := figures.get("report_build"):
        lines.append(
            f"Report of {told['parts']} parts: {told['build_s']} s from its rows, {told['html_s']} s as a page, "
            f"{told['pdf_s']} s as a PDF"
        )
    if figures["absent"]:
        lines.append("Not measured, nothing to show: " + ", ".join(figures["absent"]))
    problems = over_budget(figures)
    lines += ["", "Over budget:", *(f"  {problem}" for problem in problems)] if problems else ["", "Within budgets."]
    return "\n".join(lines)


def _of_corpus(told: Mapping | None) -> list[str]:
    if not told:
        return []
    return [
        f"Corpus search among {told['passages']} passages (written in {told['built_s']} s):",
        *(
            f"  {name}: p50 {one['p50_ms']} ms, p95 {one['p95_ms']} ms, {one['queries']} queries"
            for name, one in told["asked"].items()
        ),
    ]
