"""What surveys give to the figures: response rates, shares with their interval, agreement, change."""

from collections.abc import Iterator, Sequence

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from levain.evaluation import floors, pairs, results
from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import Survey
from levain.evaluation.periods import EVER, Period
from levain.evaluation.results import Facts, Tally
from levain.formulas import paired, response
from levain.formulas.proportions import difference
from levain.programmes.models import Cohort
from levain.projects.models import Project


class Answers(Sequence[Row]):
    """The single answers a figure counts, in the shuffled list that opens them: made only when they are read."""

    def __init__(self, page: str, n: int):
        self.page, self.n = page, n

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(self.n))]
        if not 0 <= place < self.n:
            raise IndexError(place)
        return Row(f"{self.page}#r{place + 1}", _("answer %(n)d") % {"n": place + 1})


def of_projects(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Surveys about each project, those that came before beside those that came after."""
    surveys = list(_asked(cohort, period).filter(project__in=projects))
    known = {project.pk: project for project in projects}
    for survey in surveys:
        survey.project = known[survey.project_id]
    yield from _figures(cohort, surveys)


def of_cohort(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Surveys about the cohort as a whole: seminars, bearers, local authorities and State services."""
    yield from _figures(cohort, list(_asked(cohort, period).filter(project=None)))


def _asked(cohort: Cohort, period: Period):
    """Of a period: the surveys that closed inside it, whole."""
    found = Survey.objects.filter(period.within("closes_on"), cohort=cohort).exclude(state=Survey.State.DRAFT)
    return found.whole().annotate(asked=Count("invitees"))


def _figures(cohort: Cohort, surveys: list[Survey]) -> Iterator[Figure]:
    if not surveys:
        return
    for survey in surveys:
        survey.cohort = cohort
    known = results.facts(surveys)
    shown: dict[tuple, list[tuple[Survey, Tally]]] = {}
    for survey in sorted(surveys, key=lambda one: pairs.ORDER[one.moment]):
        yield _rate(survey, known)
        for tally in results.shown(survey, known):
            yield from _of_tally(tally)
            if tally.scaled and not survey.named:
                shown.setdefault((survey.project_id, survey.questionnaire_id, tally.text), []).append((survey, tally))
    for moments in shown.values():
        yield from _apart(moments)
    for compared in pairs.compare(surveys, known):
        yield _change(compared)


def subject(survey: Survey) -> str:
    return survey.project.name if survey.project else survey.cohort.name


def _common(survey: Survey, **parameters) -> dict:
    said = {"survey": survey.title, "moment": survey.moment, "promise": survey.promise, "floor": floors.least(survey)}
    common = {"subject": subject(survey), "project": survey.project, "promise": survey.promise}
    return common | {"parameters": said | parameters}


def _rate(survey: Survey, known: Facts) -> Figure:
    n, invited = known.people.get(survey.pk, 0), known.invited.get(survey.pk)
    found = response.rate(n, invited)
    return Figure(
        survey.rate_code,
        "M-RESP",
        label=_("Response rate, %(moment)s") % {"moment": _moment(survey)},
        value=found,
        unit=_("share"),
        n=n,
        invited=invited,
        places=2,
        why_not="" if found is not None else _("Nobody counted how many were asked."),
        rows=[Row(survey.get_absolute_url(), survey.title)],
        **_common(survey),
    )


def _of_tally(tally: Tally) -> Iterator[Figure]:
    survey = tally.survey
    if not tally.scaled:
        return
    rows = Answers(page_of(tally), 0 if tally.unanimous else tally.n)
    common = _common(survey, question=tally.text) | {"n": tally.n, "invited": tally.invited, "places": 2}
    share, interval, why = tally.counted.share, tally.counted.interval, ""
    if tally.unanimous:
        share, interval, why = None, None, _("All answered alike: shown as a bound, never as a number.")
    words = {
        "moment": _moment(survey),
        "question": tally.text,
        "points": _(" or ").join(
            _("“%(words)s”") % {"words": label or point} for point, label in tally.options if point in tally.tops
        ),
    }
    label = _("Share of %(points)s, %(moment)s: %(question)s") % words
    yield Figure(
        f"s{survey.pk}-{tally.code}-part",
        "M-WILSON",
        label=label,
        value=share,
        unit=_("share"),
        interval=interval,
        why_not=why,
        rows=rows,
        **common,
    )
    if tally.agreement is not None and not tally.unanimous:
        yield Figure(
            f"s{survey.pk}-{tally.code}-accord",
            "M-CONS",
            label=_("Agreement within the group, %(moment)s: %(question)s") % words,
            value=tally.agreement,
            unit=_("from −1 to 1"),
            rows=rows,
            **common,
        )


def _moment(survey: Survey) -> str:
    """When in the year; of the surveys of a whole session, which one."""
    return survey.get_moment_display().lower() if survey.project else survey.title


def page_of(tally: Tally) -> str:
    return reverse("evaluation:survey_answers", args=[tally.survey.pk, tally.code])


def _apart(moments: list[tuple[Survey, Tally]]) -> Iterator[Figure]:
    """The difference of two shares answered by other people, with its interval: start to end, no pairs."""
    for (before, first), (after, then) in zip(moments, moments[1:], strict=False):
        if before.moment == after.moment or first.unanimous or then.unanimous:
            continue
        apart = difference(then.counted, first.counted)
        if apart is None:
            continue
        words = {"question": then.text, "before": before.get_moment_display(), "after": after.get_moment_display()}
        rows = [*Answers(page_of(first), first.n), *Answers(page_of(then), then.n)]
        yield Figure(
            f"s{after.pk}-{then.code}-ecart",
            "M-WILSON",
            label=_("Difference of the shares, %(before)s then %(after)s: %(question)s") % words,
            value=apart[0],
            unit=_("share"),
            interval=apart[1],
            n=first.n + then.n,
            places=2,
            signed=True,
            rows=rows,
            **_common(after, question=then.text, before=before.title, paired=False),
        )


def _change(compared: pairs.Compared) -> Figure:
    found, survey = compared.change, compared.after
    words = {
        "question": compared.question.text,
        "before": compared.before.get_moment_display(),
        "after": survey.get_moment_display(),
    }
    why = "" if compared.shown else floors.closed_because(survey, found.n) or _("Too few pairs to be shown.")
    told = {"up": found.up, "same": found.same, "down": found.down, "shift": found.shift, "p": found.p_two_sided}
    few = found.up + found.down < paired.FEWEST
    return Figure(
        f"s{survey.pk}-{compared.later.code}-depuis-s{compared.before.pk}",
        "M-WILCOX",
        label=_("Paired change, %(before)s then %(after)s: %(question)s") % words,
        value=found.r if compared.shown else None,
        unit=_("from −1 to 1"),
        n=found.n,
        places=2,
        invited=found.n + found.missing,
        why_not=why or ("" if found.r is not None else _("Nobody changed: there is no effect to size.")),
        rows=_rows(compared),
        **_common(
            survey,
            question=compared.question.text,
            before=compared.before.title,
            paired=True,
            no_test=_("too few pairs for a test") if few else "",
            **(told if compared.shown else {}),
        ),
    )


def _rows(compared: pairs.Compared) -> list[Row]:
    """A named change opens both sheets; a confidential one, the answers at each moment, never tied two by two."""
    if not compared.shown:
        return []
    if compared.after.named and compared.before.named:
        return [
            Row(reverse("evaluation:survey_sheet", args=[survey.pk, pk]), survey.title)
            for both in compared.responses
            for survey, pk in zip((compared.before, compared.after), both, strict=True)
        ]
    n = len(compared.responses)
    pages = [
        reverse("evaluation:survey_answers", args=[survey.pk, code])
        for survey, code in ((compared.before, compared.question.code), (compared.after, compared.later.code))
    ]
    return [row for page in pages for row in Answers(page, n)]
