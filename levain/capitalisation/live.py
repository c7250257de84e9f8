"""Figures of the evaluation in a report: read again until it is published, then frozen in its edition."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from levain.capitalisation.models import Figure
from levain.evaluation import figures as evaluation
from levain.evaluation.periods import EVER, Period
from levain.programmes.models import Cohort

# What the evaluation calls named is shown to those it was answered for: a report is read by everybody.
PROMISES = {
    "": Figure.Promise.NONE,
    "named": Figure.Promise.CONFIDENTIAL,
    "confidential": Figure.Promise.CONFIDENTIAL,
    "anonymous": Figure.Promise.ANONYMOUS,
}
STRICTEST = [Figure.Promise.ANONYMOUS, Figure.Promise.CONFIDENTIAL, Figure.Promise.ATTRIBUTED, Figure.Promise.NONE]
LANGUAGE = "fr"
# The word of the evaluation for a part of one: a report says it in hundredths.
SHARE = "share"


@dataclass(frozen=True)
class Reading:
    """What a figure of the report says today."""

    value: Any
    unit: str
    counted: str
    n: int
    invited: int | None
    promise: str
    method: str
    rows: str
    why_not: str
    beyond: str = ""


def read(
    cohort: Cohort, figures: Iterable[Figure], projects: Iterable[int] | None = None, period: Period = EVER
) -> dict[int, Reading]:
    """What each figure says today, by id; of these projects and this period alone when they are named."""
    live = [figure for figure in figures if figure.reads]
    if not live:
        return {}
    with translation.override(LANGUAGE):
        known = given(cohort, {one["source"] for figure in live for one in figure.reads}, projects, period)
        return {figure.pk: _reading(cohort, figure, known, period) for figure in live}


def given(
    cohort: Cohort, codes: set[str], projects: Iterable[int] | None = None, period: Period = EVER
) -> dict[tuple[str, str], evaluation.Figure]:
    """The figures of these sources: at most six queries for each, whatever the number of projects."""
    chosen = evaluation.projects_of(cohort)
    if projects is not None:
        wanted = set(projects)
        chosen = [project for project in chosen if project.pk in wanted]
    found = {}
    for code in sorted(codes):
        source = evaluation.source(code)
        if source and (source.of_projects or projects is None):
            found |= {(code, figure.code): figure for figure in source.read(cohort, chosen, period)}
    return found


def _reading(
    cohort: Cohort, figure: Figure, known: dict[tuple[str, str], evaluation.Figure], period: Period
) -> Reading:
    found = [(one, known.get((one["source"], one["code"]))) for one in figure.reads]
    missing = [one for one, read in found if read is None]
    if missing:
        why = _not_given(period)
        return Reading(None, figure.unit, "", 0, None, figure.promise, figure.method, figure.rows, why)
    read = [one for _said, one in found if one]
    values = {said["label"]: _value(said, one) for said, one in found if one}
    empty = [
        one.why_not or _("It has no value.")
        for one, value in zip(read, values.values(), strict=True)
        if value is None
    ]
    promises = {PROMISES[one.promise] for one in read}
    source = evaluation.source(figure.reads[0]["source"])
    return Reading(
        value=None if empty else (values if len(values) > 1 else next(iter(values.values()))),
        unit=_unit(read),
        counted=_counted(read),
        n=min(one.n for one in read),
        invited=read[0].invited if len(read) == 1 else None,
        promise=next(one for one in STRICTEST if one in promises),
        method=read[0].method,
        rows=source.opening(read[0], cohort=cohort, period=period) if source else figure.rows,
        why_not=empty[0] if empty else "",
        beyond=" ".join(dict.fromkeys(one.beyond for one in read if one.beyond)),
    )


def _not_given(period: Period) -> str:
    if period:
        return _("The evaluation does not give it for this period, or gives a part of it only.")
    return _("The evaluation no longer gives it, or gives it only for the whole session.")


def _value(said: dict[str, str], one: evaluation.Figure) -> Any:
    """The value as it is shown; `of` names a parameter given beside it, such as the first measure."""
    value = one.parameters.get(said["of"]) if said.get("of") else one.value
    if value is None:
        return None
    rounded = round(float(value) * 100) if one.unit == _(SHARE) else round(float(value), one.places)
    return int(rounded) if rounded == int(rounded) else rounded


def _unit(read: list[evaluation.Figure]) -> str:
    """The unit they share, after the value; a long one is not one word of a sentence."""
    units = {one.unit for one in read}
    unit = units.pop() if len(units) == 1 else ""
    return "%" if unit == _(SHARE) else unit if len(unit) <= 30 else ""


def _counted(read: list[evaluation.Figure]) -> str:
    """One number when they all count as many; otherwise the fewest and the most."""
    least, most = min(one.n for one in read), max(one.n for one in read)
    said = {"least": least, "most": most}
    return str(least) if least == most else _("%(least)d to %(most)d, according to the value") % said


def pick(cohort: Cohort, source: str, code: str) -> tuple[evaluation.Source, evaluation.Figure] | None:
    """One figure of the evaluation, with its subject."""
    found = given(cohort, {source}).get((source, code))
    known = evaluation.source(source)
    return (known, found) if known and found else None


def parts(figures: Iterable[Figure]) -> dict[int, list[Figure]]:
    """The figures that count a part of what another counts: their name goes on from its own (M-ANON)."""
    named = sorted(figures, key=lambda one: one.slug)
    within: dict[int, list[Figure]] = defaultdict(list)
    for whole in named:
        for part in named:
            if part.pk != whole.pk and part.slug.startswith(f"{whole.slug}-") and part.method == whole.method:
                within[whole.pk].append(part)
    return within
