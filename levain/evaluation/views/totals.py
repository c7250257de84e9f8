"""The indicators of a cohort: each project's value side by side, then what may be added, which opens its projects."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from levain.evaluation import figures
from levain.evaluation.rules import indicators as rules
from levain.evaluation.sources import indicators
from levain.evaluation.views.indicators import shown
from levain.foundation.verdicts import require
from levain.programmes.models import Cohort


def _shared(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_read_totals(request.user, cohort))
    rows = indicators.shared(indicators.lines(figures.projects_of(cohort)))
    for one in rows:
        for line in one.lines:
            line.followed.start = shown(line.followed, line.followed.baseline) or line.followed.baseline_words
            line.followed.aim = shown(line.followed, line.followed.target)
            line.followed.now = (shown(line.followed, line.last.value) or line.last.words) if line.last else ""
    return cohort, rows


def totals(request, slug):
    cohort, rows = _shared(request, slug)
    said = {"cohort": cohort, "rows": rows, "may_import": rules.can_import(request.user, cohort)}
    return render(request, "evaluation/totals.html", said | {"fictional": cohort.fictional})


def total(request, slug, code):
    """One indicator: what the total is made of, project by project."""
    cohort, rows = _shared(request, slug)
    one = next((each for each in rows if each.indicator.code.lower() == code.lower()), None)
    if one is None:
        raise Http404
    return render(request, "evaluation/total.html", {"cohort": cohort, "one": one, "fictional": cohort.fictional})
