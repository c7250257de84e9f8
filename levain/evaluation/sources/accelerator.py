"""The accelerator itself: time to answer a need, needs met, expertise, what each seminar and support was worth.

Every reading is made for one cohort or several in the same few queries, so that cohorts are compared in one page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.evaluation.figures import Figure, Row
from levain.evaluation.periods import EVER, Period
from levain.formulas import anonymity
from levain.formulas.proportions import wilson
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.seminars.models import Activity, Contribution, Side
from levain.support.models import Facilitation, Mission, Need, PeerHelp, Proposal, Referral

RESP, CSAT = "M-RESP", "M-CSAT"
# « satisfait·e » and « très satisfait·e », on five levels.
TOP = 4
SATISFACTION = "s02"
Gathered = dict[int, list[Figure]]


def _each(cohorts: Iterable[Cohort], rows: Iterable[Any], of: Callable[[Any], int]) -> Iterator[tuple[Cohort, list]]:
    by_cohort: dict[int, list] = defaultdict(list)
    for row in rows:
        by_cohort[of(row)].append(row)
    for cohort in cohorts:
        yield cohort, by_cohort[cohort.pk]


def satisfied(
    cohort: Cohort, code: str, label: str, levels: list[int], rows: list[Row], invited: int | None, **said: Any
) -> Figure:
    """M-CSAT: how many gave 4 or 5, of those who gave a level; the interval, unless everybody invited answered."""
    k, n = sum(level >= TOP for level in levels), len(levels)
    census = invited is not None and n >= invited
    interval = None if census or not n else wilson(k, n)
    return Figure(
        code=code,
        method=CSAT,
        subject=cohort.name,
        label=label,
        value=k if n else None,
        unit=ngettext("of %(n)d answer", "of %(n)d answers", n) % {"n": n},
        n=n,
        invited=invited,
        rows=rows if n else (),
        interval=interval,
        why_not="" if n else _("Nobody gave a level yet."),
        places=0,
        counts_among=True,
        parameters={"top_box": [4, 5], "share": k / n if n else None} | said.pop("parameters", {}),
        **said,
    )


def needs(cohorts: list[Cohort], period: Period) -> Gathered:
    """One query: each need with the day of its first proposal, reply or help.

    Of a period: the needs stated inside it, and what had come of them by its end.
    """

    def first(rows: Any, on: str) -> Subquery:
        return Subquery(rows.filter(need=OuterRef("pk")).order_by().values("need").annotate(d=Min(on)).values("d"))

    found = Need.objects.filter(period.within("stated_on"), project__cohort__in=cohorts).select_related("project")
    found = found.only("in_my_words", "stated_on", "met", "outcome_on", "project__cohort_id")
    found = found.annotate(
        proposed=first(Proposal.objects.all(), "proposed_on"),
        replied=first(Referral.objects.filter(replied_on__isnull=False), "replied_on"),
        helped=first(PeerHelp.objects.all(), "offered_on"),
    ).order_by("project__name", "stated_on", "pk")
    return {
        cohort.pk: list(_needs(cohort, rows, period)) for cohort, rows in _each(cohorts, found, _cohort_of_project)
    }


def _cohort_of_project(row: Any) -> int:
    return row.project.cohort_id


def _days(need: Need, period: Period) -> int | None:
    """Days to the first answer: a proposal, the reply of a service, the help of another project."""
    days = need.proposed, need.replied, need.helped  # type: ignore[attr-defined]
    told: list[date] = [day for day in days if day and not period.after(day)]
    return max(0, (min(told) - need.stated_on).days) if told else None


def _needs(cohort: Cohort, found: list[Need], period: Period) -> Iterator[Figure]:
    if not found:
        return
    common: dict[str, Any] = {"method": RESP, "subject": cohort.name, "invited": len(found)}
    opened = dict(zip(found, _opens(found), strict=True))
    closed = [need for need in found if need.met and not period.after(need.outcome_on)]
    met = [need for need in closed if need.met == Need.Met.YES]
    yield Figure(
        "besoins-combles",
        label=_("Needs met"),
        value=len(met),
        unit=_("needs"),
        n=len(closed),
        rows=[opened[need] for need in closed],
        parameters={
            "partly": sum(need.met == Need.Met.PARTLY for need in closed),
            "no": sum(need.met == Need.Met.NO for need in closed),
            "open": len(found) - len(closed),
        },
        places=0,
        **common,
    )
    waits = [(need, days) for need in found if (days := _days(need, period)) is not None]
    yield Figure(
        "besoins-premiere-reponse",
        label=_("Time to the first answer to a need, median"),
        value=median(days for _need, days in waits) if waits else None,
        unit=_("days"),
        n=len(waits),
        rows=[opened[need] for need, _days in waits],
        parameters={"longest": max((days for _need, days in waits), default=None)},
        why_not="" if waits else _("No need was answered yet."),
        places=_places(days for _need, days in waits),
        **common,
    )
    ended = [(need, (need.outcome_on - need.stated_on).days) for need in closed if need.outcome_on]
    yield Figure(
        "besoins-issue",
        label=_("Time until what came of a need is known, median"),
        value=median(days for _need, days in ended) if ended else None,
        unit=_("days"),
        n=len(ended),
        rows=[opened[need] for need, _days in ended],
        why_not="" if ended else _("No need is closed yet."),
        places=_places(days for _need, days in ended),
        **common,
    )


def _places(days: Iterable[int]) -> int:
    """The middle of an even count may fall on a half day: it is shown."""
    told = list(days)
    return 1 if told and median(told) % 1 else 0


def _opens(objects: Iterable[Any]) -> list[Row]:
    return [Row(one.get_absolute_url(), str(one)) for one in objects]


def supports(cohorts: list[Cohort], period: Period) -> Gathered:
    """One query: how useful each support tried was, as the projects said from 1 to 5. Of a period: answered in it."""
    found = Proposal.objects.filter(period.within("answered_on"), need__project__cohort__in=cohorts).exclude(
        answer=Proposal.Answer.WAITING
    )
    found = found.select_related("need__project", "support").order_by("support__name", "pk")
    found = found.only("usefulness", "need__project__cohort_id", "support__name")
    gathered: Gathered = {}
    for cohort, rows in _each(cohorts, found, lambda row: row.need.project.cohort_id):
        rated = [row for row in rows if row.usefulness]
        gathered[cohort.pk] = (
            [
                satisfied(
                    cohort,
                    "appuis-utiles",
                    _("Supports found useful (4 or 5 of 5)"),
                    [row.usefulness for row in rated],
                    _opens(rated),
                    len(rows),
                    parameters={"supports": len({row.support_id for row in rows})},
                )
            ]
            if rows
            else []
        )
    return gathered


def missions(cohorts: list[Cohort], period: Period) -> Gathered:
    """One query: the days of expertise used, and how useful each side found them. Of a period: agreed inside it."""
    done = (Mission.State.AGREED, Mission.State.DELIVERED, Mission.State.CLOSED)
    found = Mission.objects.filter(
        period.within("agreed_on"), project__cohort__in=cohorts, state__in=done
    ).select_related("project")
    found = found.only("brief", "days", "usefulness_bearer", "usefulness_expert", "project__cohort_id")
    gathered: Gathered = {}
    for cohort, rows in _each(cohorts, found.order_by("project__name", "pk"), _cohort_of_project):
        gathered[cohort.pk] = []
        if not rows:
            continue
        days = sum(row.days for row in rows)
        gathered[cohort.pk].append(
            Figure(
                "expertise-jours",
                method=CSAT,
                subject=cohort.name,
                label=_("Days of expertise"),
                value=float(days),
                unit=_("days"),
                n=len(rows),
                rows=_opens(rows),
                parameters={"envelope": float(cohort.expertise_days) if cohort.expertise_days else None},
                places=0 if days == int(days) else 1,
            )
        )
        for side, name, label in (
            ("bearer", "usefulness_bearer", _("Missions found useful by the projects")),
            ("expert", "usefulness_expert", _("Missions found useful by the experts")),
        ):
            rated = [row for row in rows if getattr(row, name)]
            if rated:
                levels = [getattr(row, name) for row in rated]
                found_useful = satisfied(cohort, f"expertise-utile-{side}", label, levels, _opens(rated), len(rows))
                gathered[cohort.pk].append(replace(found_useful, beyond=_known_today(period)))
    return gathered


def _known_today(period: Period) -> str:
    return _("How useful these missions were is told as it is known today.") if period else ""


def facilitations(cohorts: list[Cohort], period: Period) -> Gathered:
    """One query: what State services did so that a project could move, and what it had unblocked by the end."""
    found = Facilitation.objects.filter(project__cohort__in=cohorts, service__isnull=False)
    found = found.filter(period.within("happened_on")).select_related("project")
    found = found.only("text", "unblocked", "unblocked_on", "service_id", "project__cohort_id", "project__slug")
    gathered: Gathered = {}
    for cohort, rows in _each(cohorts, found.order_by("happened_on", "pk"), _cohort_of_project):
        unblocked = [row for row in rows if row.unblocked and not period.after(row.unblocked_on)]
        gathered[cohort.pk] = (
            [
                Figure(
                    "facilitation-etat",
                    method=RESP,
                    subject=cohort.name,
                    label=_("Gestures of State services that unblocked something"),
                    value=len(unblocked),
                    unit=_("gestures"),
                    n=len(rows),
                    rows=_opens(rows),
                    parameters={"services": len({row.service_id for row in rows})},
                    places=0,
                )
            ]
            if rows
            else []
        )
    return gathered


def seminars(cohorts: list[Cohort], period: Period) -> Gathered:
    """One query: the level of satisfaction that closes each seminar, then by side where enough answered.

    Of a period: the seminars that ended inside it, each with all its answers.
    """
    found = Contribution.objects.filter(
        period.within("activity__seminar__ends__date"),
        activity__kind=Activity.Kind.CLOSING_QUESTIONNAIRE,
        activity__seminar__cohort__in=cohorts,
        value__isnull=False,
    )
    found = found.shown().select_related("activity__seminar").order_by("activity__seminar__number", "pk")
    of_seminar = (f"activity__seminar__{name}" for name in ("number", "slug", "cohort_id"))
    found = found.only("side", "value", *of_seminar)
    gathered: Gathered = {}
    for cohort, rows in _each(cohorts, found, lambda row: row.activity.seminar.cohort_id):
        by_seminar: dict[Any, list[Contribution]] = defaultdict(list)
        for row in rows:
            if isinstance(row.value, dict) and isinstance(row.value.get(SATISFACTION), int):
                by_seminar[row.activity].append(row)
        gathered[cohort.pk] = [
            figure for activity, said in by_seminar.items() for figure in _of_seminar(cohort, activity, said)
        ]
    return gathered


def _of_seminar(cohort: Cohort, activity: Activity, said: list[Contribution]) -> Iterator[Figure]:
    """The whole, then each side that the floor lets show: the answers are anonymous."""
    number = activity.seminar.number
    words = {"number": number}
    if len(said) < anonymity.FLOOR:
        yield Figure(
            f"seminaire-{number}",
            method=CSAT,
            subject=cohort.name,
            label=_("Satisfied with seminar %(number)s") % words,
            value=None,
            unit=_("answers given"),
            n=0,
            why_not=_("Fewer than five answers: nothing is shown."),
        )
        return
    page = activity.get_absolute_url()
    levels = [_level(row) for row in said]
    rows = [Row(f"{page}#avis-{place}") for place in range(1, len(said) + 1)]
    label = _("Satisfied with seminar %(number)s") % words
    yield satisfied(cohort, f"seminaire-{number}", label, levels, rows, None, promise="anonymous")
    sides = [side for side in Side.values if any(row.side == side for row in said)]
    by_side = [[_level(row) for row in said if row.side == side] for side in sides]
    counts = [len(own) for own in by_side]
    alike = {place for place, own in enumerate(by_side) if _alike(own) and len(own) < anonymity.BOUND_FROM}
    for side, own, seen in zip(sides, by_side, anonymity.shown(counts, anonymity.FLOOR, alike), strict=True):
        if seen:
            count = len(own)
            label = _("Satisfied with seminar %(number)s: %(side)s") % {**words, "side": Side(side).label}
            code = f"seminaire-{number}-{side.replace('_', '-')}"
            rows = [Row(f"{page}#avis-{side}-{place}") for place in range(1, count + 1)]
            found = satisfied(cohort, code, label, own, rows, None, parameters={"side": side}, promise="anonymous")
            yield _bounded(found, count) if _alike(own) else found


def _alike(levels: list[int]) -> bool:
    """All satisfied, or nobody: the count would say what each one answered."""
    return sum(level >= TOP for level in levels) in (0, len(levels))


def _bounded(found: Figure, count: int) -> Figure:
    """All or nobody in a group would say what each one answered: it is told as a bound (M-ANON)."""
    nearly = _("Nine out of ten or more.") if found.value else _("One out of ten at most.")
    parameters = {"side": found.parameters["side"], "bounded": True}
    return replace(found, value=None, rows=(), interval=None, why_not=nearly, n=count, parameters=parameters)


def _level(row: Contribution) -> int:
    return row.value[SATISFACTION] if row.value else 0


READINGS = (needs, supports, missions, facilitations, seminars)


def of_cohorts(cohorts: list[Cohort], period: Period = EVER) -> Gathered:
    """Every reading, for each of these cohorts: one query a reading, whatever their number."""
    gathered: Gathered = {cohort.pk: [] for cohort in cohorts}
    for reading in READINGS:
        for pk, figures in reading(cohorts, period).items():
            gathered[pk] += figures
    return gathered


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    yield from of_cohorts([cohort], period)[cohort.pk]
