"""A figure of the evaluation enters a report; its value is read again until the report is published."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.capitalisation import live
from levain.capitalisation.models import Citation, Edition, Figure, Report
from levain.capitalisation.scope import scope_of
from levain.capitalisation.services.report import add_figure
from levain.foundation import journal
from levain.people.models import User
from levain.programmes.models import Cohort


class NoFigure(Exception):
    """The evaluation gives no such figure."""


@transaction.atomic
def keep_figure(cohort: Cohort, source: str, code: str, *, by: User) -> Figure:
    """Take a figure of the evaluation, so that paragraphs may name it; taken twice, it is the same figure."""
    with translation.override(live.LANGUAGE):
        found = live.pick(cohort, source, code)
        if found is None:
            raise NoFigure(_("The evaluation gives no such figure."))
        _source, figure = found
        whose = f" ({figure.project.name})" if figure.project else ""
        label = f"{figure.label}{whose}"[:250]
    reads = [{"source": source, "code": code, "label": label}]
    return keep_reading(cohort, f"{source}-{code}"[:60], label, reads, by=by)


@transaction.atomic
def keep_reading(
    cohort: Cohort, slug: str, label: str, reads: list[dict[str, str]], *, by: User, **said: Any
) -> Figure:
    """One figure of the report that shows one or several of the evaluation, side by side."""
    draft = Figure(cohort=cohort, slug=slug, label=label, reads=reads, method="", rows="", value=None)
    told = live.read(cohort, [draft])[None]  # type: ignore[index]
    if told.value is None:
        raise NoFigure(told.why_not)
    return add_figure(cohort, slug, by=by, label=label, reads=reads, **_columns(told), **said)


def _columns(told: live.Reading) -> dict[str, Any]:
    return {
        "value": told.value,
        "unit": told.unit[:60],
        "counted": told.counted[:120],
        "n": told.n,
        "invited": told.invited,
        "promise": told.promise,
        "method": told.method[:40],
        "rows": told.rows[:250],
        "why_not": told.why_not[:300],
        "taken_on": timezone.localdate(),
    }


@transaction.atomic
def reread(report: Report) -> list[Figure]:
    """Read again the figures a report cites; those whose value is no longer what the paragraphs were written on."""
    named = Citation.objects.filter(paragraph__section__report=report, figure__isnull=False)
    figures = list(Figure.objects.filter(pk__in=named.values("figure")).select_for_update().order_by("pk"))
    for figure in figures:
        figure.cohort = report.cohort
    told = live.read(report.cohort, figures, scope_of(report).projects)
    changed = []
    for figure in figures:
        now = told.get(figure.pk)
        if now is None:
            continue
        columns = _columns(now)
        if now.value is None:
            columns = {"why_not": columns["why_not"], "n": now.n}
        today = {name: value for name, value in columns.items() if name != "taken_on"}
        if all(getattr(figure, name) == value for name, value in today.items()):
            continue
        if now.value is not None and figure.value != now.value:
            changed.append(figure)
        for name, value in columns.items():
            setattr(figure, name, value)
        figure.save(update_fields=list(columns))
    return changed


@transaction.atomic
def keep_published(figure: Figure, *, by: User) -> None:
    """Keep what was published of a figure: it is no longer read again."""
    for edition in Edition.objects.filter(report__cohort=figure.cohort).order_by("-published_at").defer("content"):
        said = next((one for one in edition.figures if one["slug"] == figure.slug), None)
        if said:
            figure.reads = []
            figure.value, figure.n, figure.invited = said["value"], said["n"], said["invited"]
            figure.counted, figure.unit, figure.why_not = said["counted"], said["unit"], ""
            figure.save()
            journal.record("figure.kept", on=figure, by=by, place=figure.cohort)
            return
    raise NoFigure(_("This figure was never published."))


def frozen(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """What an edition keeps of its figures."""
    return [
        {
            "slug": figure.slug,
            "number": figure.number,
            "label": figure.label,
            "promise": figure.promise,
            "method": figure.method,
            "value": figure.value,
            "unit": figure.unit,
            "counted": figure.counted,
            "n": figure.n,
            "invited": figure.invited,
            "taken_on": figure.taken_on.isoformat() if figure.taken_on else None,
        }
        for figure in figures
    ]
