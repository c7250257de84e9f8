"""A figure of the evaluation enters a report; its value is read again until the report is published."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.capitalisation import live, own_figures
from levain.capitalisation.models import Citation, Figure, Report
from levain.capitalisation.scope import Scope, scope_of
from levain.capitalisation.services.evidence import next_number
from levain.foundation import journal
from levain.people.models import User
from levain.programmes.models import Cohort

SLUG = 60
# What a value that is kept takes from the edition; the rest stays as it stands.
PUBLISHED = ("value", "unit", "counted", "n", "invited")


class NoFigure(Exception):
    """The evaluation gives no such figure."""


@transaction.atomic
def add_figure(cohort: Cohort, slug: str, *, by: User, **said: Any) -> Figure:
    """Keep a figure with its method, what it counts and where its rows are; said again, it is the same figure."""
    number = next_number(Figure, cohort)
    known = Figure.objects.filter(cohort=cohort, slug=slug).first()
    if known:
        return known
    figure = Figure.objects.create(cohort=cohort, slug=slug, number=number, created_by=by, **said)
    journal.record("figure.kept", on=figure, by=by, place=cohort)
    return figure


@transaction.atomic
def keep_figure(cohort: Cohort, source: str, code: str, *, by: User) -> Figure:
    """Take a figure of the evaluation, so that paragraphs may name it; taken twice, it is the same figure."""
    with translation.override(live.LANGUAGE):
        found = live.pick(cohort, source, code)
        if found is None:
            raise NoFigure(_("The evaluation gives no such figure."))
        _source, figure = found
        if refused := figure.opens_to(by).reason:
            raise NoFigure(refused)
        whose = f" ({figure.project.name})" if figure.project else ""
        label = f"{figure.label}{whose}"[:250]
    reads = [{"source": source, "code": code, "label": label}]
    return keep_reading(cohort, _slug(f"{source}-{code}"), label, reads, by=by)


def _slug(name: str) -> str:
    """A name too long is cut, and still its own."""
    return name if len(name) <= SLUG else f"{name[: SLUG - 9]}-{sha256(name.encode()).hexdigest()[:8]}"


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
    """Read again the figures a report cites; those whose value is no longer what the paragraphs were written on.

    A report about a part of the session keeps its own readings, of every figure it may name; those of the session are
    left as they are.
    """
    named = Citation.objects.filter(paragraph__section__report=report, figure__isnull=False)
    scope = scope_of(report)
    if not scope.whole:
        cited = set(named.values_list("figure", flat=True))
        changed = _read_own(report, scope, Figure.objects.filter(cohort=report.cohort))
        return [figure for figure in changed if figure.pk in cited]
    figures = list(Figure.objects.filter(pk__in=named.values("figure")).select_for_update().order_by("pk"))
    for figure in figures:
        figure.cohort = report.cohort
    told = live.read(report.cohort, figures)
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


def read_new(report: Report, figures: Iterable[Figure]) -> None:
    """What figures just taken, or just named, say for what the report is about; those of the session say it as is."""
    read = {said["slug"] for said in report.readings}
    new = [figure.pk for figure in figures if figure.reads and figure.slug not in read]
    if new and not (scope := scope_of(report)).whole:
        _read_own(report, scope, Figure.objects.filter(pk__in=new))


def read_again(report: Report) -> None:
    """What the report is about is new: what was read before is not of it."""
    if report.readings:
        report.readings = []
        report.save(update_fields=["readings"])
    if not scope_of(report).whole:
        reread(report)


@transaction.atomic
def _read_own(report: Report, scope: Scope, wanted: QuerySet[Figure]) -> list[Figure]:
    """Keep in the report what these figures say for what it is about; those whose value is another."""
    kept = Report.objects.select_for_update(no_key=True).values_list("readings", flat=True).get(pk=report.pk)
    readings = {said["slug"]: said for said in kept}
    figures = list(wanted.order_by("pk"))
    told = live.read(report.cohort, figures, scope.projects, scope.period)
    changed = []
    for figure in figures:
        before, figure.cohort = readings.get(figure.slug), report.cohort
        now = told.get(figure.pk)
        if now is None or (before and own_figures.stays(before, scope)):
            continue
        said = own_figures.reading(figure, scope, _columns(now) | {"beyond": now.beyond}, timezone.localdate())
        readings[figure.slug] = said
        if now.value is not None and (before is None or before["value"] != now.value):
            figure.value, figure.unit = now.value, now.unit
            changed.append(figure)
    report.readings = list(readings.values())
    report.save(update_fields=["readings"])
    return changed


@transaction.atomic
def keep_published(report: Report, figure: Figure, *, by: User) -> None:
    """Keep what was published of a figure: it is no longer read again."""
    scope = scope_of(report)
    for edition in report.editions.order_by("-number").defer("content"):
        said = next((one for one in edition.figures if one["slug"] == figure.slug), None)
        if said and not scope.whole:
            _keep_own(report, scope, figure, said)
            journal.record("figure.kept", on=figure, by=by, place=figure.cohort)
            return
        if said:
            figure.reads = []
            figure.value, figure.n, figure.invited = said["value"], said["n"], said["invited"]
            figure.counted, figure.unit, figure.why_not = said["counted"], said["unit"], ""
            figure.save()
            journal.record("figure.kept", on=figure, by=by, place=figure.cohort)
            return
    raise NoFigure(_("This figure was never published."))


def _keep_own(report: Report, scope: Scope, figure: Figure, said: dict[str, Any]) -> None:
    own_figures.as_read(report, scope, [figure])
    standing = {name: getattr(figure, name) for name in own_figures.SAID} | {"why_not": ""}
    day = figure.taken_on or timezone.localdate()
    one = own_figures.reading(figure, scope, standing | {name: said[name] for name in PUBLISHED}, day)
    others = [other for other in report.readings if other["slug"] != figure.slug]
    report.readings = [*others, one | {"published": True}]
    report.save(update_fields=["readings"])


def frozen(figures: Iterable[Figure], scope: Scope) -> list[dict[str, Any]]:
    """What an edition keeps of its figures; of a report about some projects, which ones they count."""
    chosen = {} if scope.slugs is None else {"projects": sorted(scope.slugs)}
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
            **_period(figure),
            **(chosen if figure.reads else {}),
        }
        for figure in figures
    ]


def _period(figure: Figure) -> dict[str, Any]:
    """Of a report of a part of the session: its days, and why a figure goes beyond it."""
    if not (figure.since or figure.until):
        return {"beyond": figure.beyond} if figure.beyond else {}
    days = {
        name: day.isoformat() if day else None for name, day in (("since", figure.since), ("until", figure.until))
    }
    return days | {"beyond": figure.beyond}
