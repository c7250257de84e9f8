"""What the accelerator was worth, told by those it was for; cohorts side by side; what none of it can prove."""

from contextlib import suppress

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from levain.design import errors
from levain.design.charts import Bars, Row
from levain.evaluation.forms.accelerator import AskForm, BarometerForm, EmergenceForm, WaveForm
from levain.evaluation.models import BarometerWave, EmergenceAsk, Moment
from levain.evaluation.rules import STAFF
from levain.evaluation.rules import accelerator as rules
from levain.evaluation.services import accelerator as services
from levain.evaluation.sources import accelerator as source
from levain.evaluation.sources import voices
from levain.foundation import limits
from levain.foundation.verdicts import require
from levain.programmes.models import Cohort, Programme

MOST, MOST_COHORTS, MOST_ROWS = 60, 3, 30
# Rule R1: under ten, counts and no percentage.
SHARE_FROM = 10


def cohort_or_404(slug):
    return get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)


def shown(request, template, cohort, **said):
    return render(request, template, {"cohort": cohort, "fictional": cohort.fictional, **said})


def accelerator(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_read_accelerator(request.user, cohort))
    found = source.of_cohorts([cohort])[cohort.pk]

    def starting(*words):
        return [_line(figure) for figure in found if figure.code.startswith(words)]

    sections = [
        (_("Answering needs"), starting("besoins")),
        (_("Supports and expertise"), starting("appuis", "expertise")),
        (_("State services as facilitators"), starting("facilitation")),
        (_("Seminars, by role where enough answered"), starting("seminaire")),
    ]
    return shown(request, "evaluation/accelerator.html", cohort, sections=sections)


def _line(figure):
    """A figure as a line: its share where ten answered, what else it says, its rows or the page of its answers."""
    told = figure.parameters
    share = ""
    if figure.interval and figure.n >= SHARE_FROM:
        low, high = (round(100 * bound) for bound in figure.interval)
        share = _("%(share)d%%, between %(low)d and %(high)d") % {
            "share": round(100 * told["share"]),
            "low": low,
            "high": high,
        }
    more = []
    if "partly" in told:
        more.append(_("%(partly)d partly, %(no)d not met, %(open)d still open") % told)
    if told.get("longest") is not None:
        more.append(_("the longest: %(longest)d days") % told)
    if told.get("envelope"):
        more.append(_("of an envelope of %(envelope)g days") % told)
    anonymous = any("#" in row.url and not row.title for row in figure.rows)
    return {
        "figure": figure,
        "share": share,
        "more": ", ".join(more),
        "rows": [] if anonymous else figure.rows[:MOST_ROWS],
        "opens": figure.rows[0].url.split("#")[0] if anonymous else "",
    }


def emergence(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_read_accelerator(request.user, cohort))
    found = voices.heard(cohort)
    return shown(
        request,
        "evaluation/emergence.html",
        cohort,
        heard=found,
        selection=voices.selection(found),
        missed=voices.missed(cohort, found),
        unheard=voices.unheard(found),
        may_ask=rules.can_ask(request.user, cohort),
    )


def ask_emergence(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_ask(request.user, cohort))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.ask_emergence(cohort, when=form.cleaned_data["when"], by=request.user)
        if made:
            done = ngettext("%(n)d person or service is asked.", "%(n)d people and services are asked.", len(made))
            messages.success(request, done % {"n": len(made)})
        else:
            messages.info(request, _("Nobody is left to ask: everyone who agreed was asked already."))
        return redirect("evaluation:emergence", slug)
    return shown(request, "evaluation/ask_emergence.html", cohort, form=form)


@never_cache
def answer_emergence(request, key):
    """The five questions, by a link that is hers alone: no account."""
    ask = EmergenceAsk.objects.select_related("cohort").filter(key=key).first()
    if ask is None:
        return render(request, "evaluation/usage_closed.html", {"asked": None}, status=404)
    said = {"ask": ask, "cohort": ask.cohort, "fictional": ask.cohort.fictional}
    if ask.answered_on:
        return render(request, "evaluation/answer_kept.html", said)
    if ask.is_over():
        return _closed(request, said)
    form = EmergenceForm(request.POST or None, state=ask.voice == EmergenceAsk.Voice.STATE)
    if request.method == "POST" and form.is_valid():
        if limits.too_often(request, "emergence", most=MOST):
            return errors.too_many(request)
        try:
            with suppress(services.AlreadyAnswered):
                services.answer_emergence(ask, **form.told())
        except services.AskClosed:
            return _closed(request, said)
        return render(request, "evaluation/answer_kept.html", said)
    return render(request, "evaluation/answer_emergence.html", said | {"form": form})


def _closed(request, said):
    return render(request, "evaluation/usage_closed.html", said | {"asked": said["ask"]}, status=410)


def barometer(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_read_accelerator(request.user, cohort))
    waves = voices.waves([cohort])[cohort.pk]
    for wave in waves:
        wave.wave.label = Moment(wave.wave.moment).label
    lines = [
        (name, words, [(wave, wave.agreeing(name), wave.counts.get(name)) for wave in waves])
        for name, words in services.STATEMENTS.items()
    ]
    return shown(
        request,
        "evaluation/barometer.html",
        cohort,
        waves=waves,
        lines=lines,
        chart=_chart(waves),
        may_ask=rules.can_ask(request.user, cohort),
    )


def _chart(waves):
    """One bar a sentence and a moment: the share that agrees, with its count beside."""
    rows, marks = [], {}
    for name, words in services.STATEMENTS.items():
        told = [(wave, found) for wave in waves if (found := wave.agreeing(name))]
        if told:
            marks[len(rows)] = words
        rows += [Row(wave.wave.label, (100 * k / n,), f"{k} / {n}") for wave, (k, n) in told]
    if not rows:
        return None
    return Bars(
        id="barometre",
        title=_("Share of those who agree with each sentence, at each moment"),
        description=_(
            "Agree or fully agree, among those with an opinion. The same numbers stand in the table below."
        ),
        rows=rows,
        highest=100,
        marks=marks,
    )


def open_wave(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_ask(request.user, cohort))
    form = WaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_wave(cohort, by=request.user, **form.told())
        except services.AlreadyOpen as error:
            form.add_error("moment", str(error))
        else:
            messages.success(request, _("The barometer has its link: hand it out."))
            return redirect(made)
    return shown(request, "evaluation/open_wave.html", cohort, form=form)


@never_cache
def answer_barometer(request, key):
    wave = BarometerWave.objects.select_related("cohort").filter(key=key).first()
    if wave is None or not wave.is_open():
        said = {"asked": wave, "fictional": bool(wave and wave.cohort.fictional)}
        return render(request, "evaluation/usage_closed.html", said, status=404 if wave is None else 410)
    form = BarometerForm(request.POST or None)
    said = {"wave": wave, "cohort": wave.cohort, "form": form, "fictional": wave.cohort.fictional}
    if request.method == "POST" and form.is_valid():
        if limits.too_often(request, "barometer", most=MOST):
            return errors.too_many(request)
        services.answer_wave(wave, token=form.cleaned_data["token"], levels=form.levels())
        return render(request, "evaluation/answer_kept.html", said)
    return render(request, "evaluation/answer_barometer.html", said)


def compare(request):
    """Cohorts side by side: the same figures, each opening its own; no sum, no rank."""
    require(rules.can_compare(request.user))
    programmes = request.user.scopes(Programme, *STAFF)
    own = Q(pk__in=request.user.scopes(Cohort, *STAFF)) | Q(programme__in=programmes)
    choices = list(Cohort.objects.filter(own).select_related("programme").order_by("-starts")[:40])
    asked = request.GET.getlist("session")[:MOST_COHORTS]
    chosen = [cohort for cohort in choices if cohort.slug in asked] or choices[:2]
    gathered = source.of_cohorts(chosen)
    for pk, waves in voices.waves(chosen).items():
        cohort = next(cohort for cohort in chosen if cohort.pk == pk)
        gathered[pk] += [figure for wave in waves for figure in voices.of_wave(cohort, wave)]
    by_code = {cohort.pk: {figure.code: figure for figure in gathered[cohort.pk]} for cohort in chosen}
    codes = list(dict.fromkeys(figure.code for cohort in chosen for figure in gathered[cohort.pk]))
    lines = []
    for code in codes:
        cells = [by_code[cohort.pk].get(code) for cohort in chosen]
        lines.append((next(cell for cell in cells if cell), cells))
    said = {"choices": choices, "chosen": chosen, "lines": lines, "fictional": any(c.fictional for c in chosen)}
    return render(request, "evaluation/compare_cohorts.html", said)
