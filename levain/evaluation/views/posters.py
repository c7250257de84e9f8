"""Pages to print and pin: the code, the address in full, what is promised to those who answer."""

import segno
from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString

from levain.evaluation import floors, rules
from levain.evaluation.models import BarometerWave, UsageRound
from levain.evaluation.rules import accelerator as accelerator_rules
from levain.evaluation.rules import usages as usage_rules
from levain.evaluation.views.surveys import survey_or_404
from levain.foundation.verdicts import require
from levain.projects.views.records import page


def survey_poster(request, pk):
    found = survey_or_404(pk)
    require(rules.can_run_survey(request.user, found))
    context = {"survey": found, "cohort": found.cohort, "promise": floors.promise_told(found), **_code(found.path)}
    return render(request, "evaluation/survey_poster.html", context | {"fictional": found.fictional})


def usage_poster(request, pk):
    asked = get_object_or_404(UsageRound.objects.select_related("project__cohort__programme"), pk=pk)
    require(usage_rules.can_change_round(request.user, asked))
    code = _code(reverse("evaluation:answer_usages", args=[asked.key]))
    return page(request, "evaluation/usage_poster.html", asked.project, asked=asked, **code)


def barometer_poster(request, pk):
    wave = get_object_or_404(BarometerWave.objects.select_related("cohort__programme"), pk=pk)
    require(accelerator_rules.can_print(request.user, wave))
    code = _code(reverse("evaluation:answer_barometer", args=[wave.key]))
    context = {"wave": wave, "cohort": wave.cohort, "fictional": wave.cohort.fictional, **code}
    return render(request, "evaluation/barometer_poster.html", context)


def _code(path: str) -> dict:
    """From the configured name of the site, never from what a request says of it."""
    address = settings.SITE_URL + path
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, border=2, lineclass=None, svgclass=None
    )
    # segno writes only paths.
    return {"address": address, "code": SafeString(drawn)}  # noqa: S308
