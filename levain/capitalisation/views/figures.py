"""The figures of a report: those it may take from the evaluation, and those it holds."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.capitalisation import live, services
from levain.capitalisation.models import Figure
from levain.capitalisation.naming import told_value
from levain.capitalisation.own_figures import as_read
from levain.capitalisation.references import notation
from levain.capitalisation.scope import scope_of
from levain.capitalisation.views.report import report_or_404
from levain.evaluation import figures as evaluation

MOST = 60


def figures(request, slug):
    """One subject of the evaluation at a time: each of its figures may enter the report."""
    report = report_or_404(request, slug)
    scope = scope_of(report)
    subjects = evaluation.sources()
    asked = request.GET.get("sujet", "")
    subject = next((one for one in subjects if one.code == asked), None)
    offered, only_whole = [], False
    if subject:
        only_whole = scope.projects is not None and not subject.of_projects
        given = live.given(report.cohort, {subject.code}, None if only_whole else scope.projects, scope.period)
        offered = [one for one in given.values() if one.opens_to(request.user)]
    if only_whole:
        offered, only_whole = [], bool(offered)
    kept = list(Figure.objects.filter(cohort=report.cohort))
    as_read(report, scope, kept)
    published = {one["slug"] for one in report.last_figures or ()}
    for figure in kept:
        figure.published = figure.slug in published
        figure.name, figure.told = notation(figure), told_value(figure)
    context = {
        "report": report,
        "cohort": report.cohort,
        "subjects": subjects,
        "subject": subject,
        "offered": offered[:MOST],
        "more": len(offered) > MOST,
        "only_whole": only_whole,
        "kept": kept,
        "period": scope.period,
        "part": not scope.whole,
        "fictional": report.fictional,
    }
    return render(request, "capitalisation/figures.html", context)


@require_POST
def keep(request, slug):
    report = report_or_404(request, slug)
    try:
        figure = services.keep_figure(
            report.cohort, request.POST.get("source", ""), request.POST.get("code", ""), by=request.user
        )
    except services.NoFigure as refusal:
        messages.error(request, str(refusal))
        return redirect("capitalisation:figures", slug)
    services.read_new(report, [figure])
    said = _("Kept. Name it %(name)s in a paragraph.") % {"name": notation(figure)}
    messages.success(request, said)
    return redirect(f"{reverse('capitalisation:figures', args=[slug])}#chiffre-{figure.number}")


@require_POST
def reread(request, slug):
    report = report_or_404(request, slug)
    changed = services.reread(report)
    if changed:
        said = ngettext("%(n)d figure has changed: %(which)s", "%(n)d figures have changed: %(which)s", len(changed))
        messages.warning(request, said % {"n": len(changed), "which": ", ".join(one.label for one in changed)})
    else:
        messages.success(request, _("No figure has changed."))
    return redirect("capitalisation:figures", slug)


@require_POST
def keep_published(request, slug):
    """Stop following the evaluation: the value already published stays."""
    report = report_or_404(request, slug)
    number = request.POST.get("number", "")
    figure = get_object_or_404(Figure, cohort=report.cohort, number=number if number.isdigit() else 0)
    try:
        services.keep_published(report, figure, by=request.user)
    except services.NoFigure as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('capitalisation:figures', args=[slug])}#chiffre-{number}")
