"""The results of a survey, under its floor: page, single answers, table, whole sheets when they bear a name."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.evaluation import charts, floors, groups, pairs, results, rules
from levain.evaluation.models import Invitee, Survey
from levain.evaluation.views.surveys import survey_or_404
from levain.formulas import response as response_rate
from levain.foundation import sheets
from levain.foundation.sheets import Column
from levain.foundation.verdicts import require
from levain.questionnaires.models import Response
from levain.questionnaires.services import Asked, Sheet, told


def survey_results(request, pk):
    found = survey_or_404(pk)
    require(rules.can_read_survey(request.user, found))
    context = read(found) | {"may_run": rules.can_run_survey(request.user, found)}
    context["may_read_sheets"] = rules.can_read_sheets(request.user, found)
    return render(request, "evaluation/survey_results.html", context)


def public_results(request, token):
    """What everyone may read: counted, published, and under the floor of what is public."""
    found = get_object_or_404(Survey.objects.whole(), key=token, published_on__isnull=False)
    return render(request, "evaluation/survey_results.html", read(found, public=True) | {"public": True})


def read(survey, *, public=False) -> dict:
    """Everything a page of results shows; nothing is told apart in public."""
    known = results.facts([survey])
    n, invited = known.people.get(survey.pk, 0), known.invited.get(survey.pk)
    shown = results.shown(survey, known, public=public)
    least = floors.least(survey, public=public)
    rate = response_rate.rate(n, invited)
    hidden = len(list(results.tallies(survey, known, least=least))) - len(shown)
    return {
        "survey": survey,
        "cohort": survey.cohort,
        "project": survey.project,
        "n": n,
        "invited": invited,
        "rate": charts.percent(rate) if rate is not None and (invited or 0) >= results.ENOUGH else "",
        "low": rate is not None and rate < response_rate.LOW and survey.audience != Survey.Audience.INHABITANTS,
        "sample": survey.audience == Survey.Audience.INHABITANTS,
        "why": floors.closed_because(survey, n, public=public),
        "least": least,
        "lines": [_line(one) for one in shown if one.options or one.numbers],
        "hidden": hidden if shown else 0,
        "broken": [] if public else _broken(survey, known, least),
        "open_answers": [] if public or not shown else results.open_answers(survey, known, results.names(survey)),
        "fictional": survey.fictional,
    }


def _line(tally) -> dict:
    name = f"c-{tally.code}"
    chart = None
    if tally.scaled:
        chart = charts.distribution(name, tally.text, [(_("All together"), tally)])
    elif tally.options and not tally.unanimous:
        chart = charts.choices(name, tally.text, tally)
    interval = tally.counted.interval if tally.scaled and not tally.unanimous else None
    return {
        "tally": tally,
        "chart": chart,
        "high": "" if not tally.scaled or tally.unanimous else charts.share_told(tally.high, tally.n),
        "interval": [charts.percent(bound) for bound in interval] if interval and tally.n >= results.ENOUGH else None,
        "rows": list(zip(tally.options, tally.counts, strict=True)) if not tally.unanimous else [],
    }


def _broken(survey, known, least) -> list[dict]:
    if floors.closed_because(survey, known.people.get(survey.pk, 0)):
        return []
    return [
        {
            "text": one.whole.text,
            "code": one.whole.code,
            "groups": [(group.label, group.tally) for group in one.groups if group.tally],
            "hidden": one.hidden,
            "chart": charts.distribution(
                f"g-{one.whole.code}", one.whole.text, [(str(g.label), g.tally) for g in one.groups if g.tally]
            ),
        }
        for one in groups.broken_down(survey, known, least=least)
        if one.whole.shown and one.whole.scaled and any(group.tally for group in one.groups)
    ]


def survey_answers(request, pk, code):
    """The rows of a figure: single answers, shuffled, never one person's sheet."""
    found = survey_or_404(pk)
    require(rules.can_read_survey(request.user, found))
    known = results.facts([found])
    tally = next((one for one in results.shown(found, known) if one.code == code), None)
    if tally is None or tally.unanimous:
        context = {"survey": found, "why": floors.closed_because(found, known.people.get(found.pk, 0))}
        return render(request, "evaluation/survey_answers.html", context | {"fictional": found.fictional})
    page = Paginator(results.single_answers(tally), 500).get_page(request.GET.get("page"))
    context = {"survey": found, "tally": tally, "page": page, "project": found.project, "fictional": found.fictional}
    return render(request, "evaluation/survey_answers.html", context)


def survey_csv(request, pk):
    """The counts of each question: the figures can be computed again from them."""
    found = survey_or_404(pk)
    require(rules.can_read_survey(request.user, found))
    return sheets.as_file(f"enquete-{found.pk}.csv", COLUMNS, _lines(found, results.facts([found])))


COLUMNS = [
    Column("survey", "integer", "Survey"),
    Column("moment", "string", "Moment"),
    Column("question", "string", "Code of the question"),
    Column("text", "string", "Question"),
    Column("answer", "string", "Answer"),
    Column("label", "string", "Its words"),
    Column("count", "integer", "How many gave it"),
    Column("n", "integer", "How many answered the question"),
    Column("no_opinion", "integer", "No opinion"),
    Column("people", "integer", "How many handed in"),
    Column("invited", "integer", "How many were asked"),
]


def _lines(survey, known, *, public=False):
    for tally in results.shown(survey, known, public=public):
        if tally.unanimous:
            continue
        told = list(zip(tally.options, tally.counts, strict=True))
        told = told or [((f"{value:g}", ""), tally.values.count(value)) for value in sorted(set(tally.values))]
        for (answer, label), count in told:
            yield [
                *(survey.pk, survey.moment, tally.code, tally.text, answer, label, count, tally.n),
                *(tally.no_opinion, tally.people, tally.invited),
            ]


def public_csv(request, token):
    found = get_object_or_404(Survey.objects.whole(), key=token, published_on__isnull=False)
    return sheets.as_file(f"enquete-{found.key}.csv", COLUMNS, _lines(found, results.facts([found]), public=True))


def survey_sheets(request, pk):
    """The named answers, person by person."""
    found = survey_or_404(pk)
    require(rules.can_read_sheets(request.user, found))
    handed = found.invitees.filter(answered=True, response__isnull=False).select_related("person", "project")
    context = {"survey": found, "cohort": found.cohort, "invitees": handed, "fictional": found.fictional}
    return render(request, "evaluation/survey_sheets.html", context)


def survey_sheet(request, pk, response):
    found = survey_or_404(pk)
    require(rules.can_read_sheets(request.user, found))
    invitee = get_object_or_404(
        Invitee.objects.select_related("person", "project"), survey=found, response=response, answered=True
    )
    answered = get_object_or_404(Response.objects.select_related("revision__questionnaire"), pk=response)
    sheet = Sheet.of(answered, Asked(found.revision, found.moment))
    context = {"survey": found, "cohort": found.cohort, "invitee": invitee, "sections": told(answered, sheet=sheet)}
    return render(request, "evaluation/survey_sheet.html", context | {"fictional": found.fictional})


def survey_compared(request, pk):
    """The same people at two moments: who went up, who stayed, who went down; each trajectory when they are few."""
    found = survey_or_404(pk)
    require(rules.can_run_survey(request.user, found))
    if found.anonymous:
        return redirect("evaluation:survey_results", pk)
    surveys = list(Survey.objects.filter(cohort=found.cohort, project=found.project).whole())
    compared = [
        one for one in pairs.compare(surveys, results.facts(surveys)) if found.pk in (one.before.pk, one.after.pk)
    ]
    if not found.named and not found.counted:
        raise Http404
    context = {"survey": found, "cohort": found.cohort, "compared": compared, "fictional": found.fictional}
    return render(request, "evaluation/survey_compared.html", context)
