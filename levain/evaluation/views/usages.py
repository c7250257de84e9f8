"""The carbon of usages: the questionnaire by its link, the figures of a project, the table of factors."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from levain.design import errors
from levain.design.charts import Bars, Row
from levain.evaluation.forms.usages import OFFICIAL, ChangeRoundForm, FactorForm, RoundForm, UsageForm
from levain.evaluation.models import Moment, UsageFactor, UsageRound
from levain.evaluation.rules import usages as rules
from levain.evaluation.services import usages as services
from levain.evaluation.sources import usages as source
from levain.foundation import limits
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects.views import project_or_404
from levain.projects.views.records import page

OFFICIAL_TEST = "https://nosgestesclimat.fr"
# A family on one connection answers several times; a machine does not stop.
MOST = 60


@never_cache
def answer(request, key):
    """What an inhabitant sees: no account, no name; her result stands on the answer to what she sends."""
    asked = UsageRound.objects.select_related("project__cohort__programme").filter(key=key).first()
    if asked is None or not asked.is_open():
        said = {"asked": asked, "fictional": bool(asked and asked.project.fictional)}
        return render(request, "evaluation/usage_closed.html", said, status=404 if asked is None else 410)
    rows = services.table()
    form = UsageForm(request.POST or None, rows=rows)
    said = {"asked": asked, "project": asked.project, "form": form, "fictional": asked.project.fictional}
    if request.method == "POST" and form.is_valid():
        if limits.too_often(request, "usages", most=MOST):
            return errors.too_many(request)
        values = form.cleaned_data
        _kept, found = services.answer(
            asked, token=values["token"], said=form.said(), official=form.official(), words=values["words"]
        )
        return render(request, "evaluation/usage_result.html", said | _result(found, rows))
    return render(request, "evaluation/usage_answer.html", said)


def _result(found, rows):
    labels = {row.code: row for row in rows}
    return {
        "found": found,
        "lines": [(labels[line.code], line) for line in found.lines],
        "parts": [(part.label, found.part(part.value)) for part in UsageFactor.Part if found.part(part.value)],
        "partial": [UsageFactor.Part(part).label for part in found.partial],
        "official_test": OFFICIAL_TEST,
    }


def usages(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_usages(request.user, project))
    told = source.told([project]).get(project.pk)
    moments = told.moments if told else []
    for at in moments:
        at.asked.link = request.build_absolute_uri(reverse("evaluation:answer_usages", args=[at.asked.key]))
    return page(
        request,
        "evaluation/usages.html",
        project,
        told=told,
        moments=moments,
        chart=_chart(moments),
        official=[(label, [at.official.get(name) for at in moments]) for name, label in OFFICIAL.items()],
        any_official=any(at.official for at in moments),
        may_hand_out=rules.can_hand_out(request.user, project),
        official_test=OFFICIAL_TEST,
    )


def _chart(moments):
    shown = [at for at in moments if at.shown]
    if not shown:
        return None
    return Bars(
        id="usages",
        title=_("Median footprint of the usages told, by part"),
        description=_("Kg of CO2 equivalent a person a year. The same numbers stand in the table below."),
        rows=[
            Row(
                Moment(at.asked.moment).label,
                tuple(at.parts[part] or 0 for part in source.PARTS),
                f"{number_format(round(at.group.median), force_grouping=True)} kg",
            )
            for at in shown
        ],
        highest=max(sum(at.parts[part] or 0 for part in source.PARTS) for at in shown),
        series=tuple(str(part.label) for part in UsageFactor.Part),
    )


def rows(request, slug, moment):
    """The single totals behind a median, from the lowest: nothing ties one to a person, nor to the other answers."""
    project = project_or_404(slug)
    require(rules.can_read_usages(request.user, project))
    wanted = Moment.at(moment)
    told = source.told([project]).get(project.pk)
    at = next((one for one in told.moments if one.asked.moment == wanted), None) if told and wanted else None
    if at is None:
        raise Http404
    return page(request, "evaluation/usage_rows.html", project, at=at, moment=wanted)


def hand_out(request, slug):
    project = project_or_404(slug)
    require(rules.can_hand_out(request.user, project))
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.hand_out(project, by=request.user, **form.cleaned_data)
        except services.AlreadyAsked as error:
            form.add_error("moment", str(error))
        else:
            messages.success(request, _("The questionnaire has its link: hand it out."))
            return redirect(made)
    return page(request, "evaluation/usage_round.html", project, form=form)


def change_round(request, pk):
    asked = get_object_or_404(UsageRound.objects.select_related("project__cohort__programme"), pk=pk)
    require(rules.can_change_round(request.user, asked))
    known = {"version": asked.version, "closes": asked.closes, "handed_out": asked.handed_out}
    form = ChangeRoundForm(request.POST or None, asked=asked, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_round(asked, by=request.user, **form.cleaned_data)
        except (ChangedSince, services.RoundClosed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The dates have been changed."))
            return redirect(asked)
    return page(request, "evaluation/usage_round_edit.html", asked.project, form=form, asked=asked)


def factors(request):
    """Open to everyone: an inhabitant may check what her answer was multiplied by."""
    said = {"rows": services.table(), "may_edit": rules.can_edit_factor(request.user)}
    return render(request, "evaluation/usage_factors.html", said)


def edit_factor(request, pk):
    factor = get_object_or_404(UsageFactor, pk=pk)
    require(rules.can_edit_factor(request.user, factor))
    names = ("label", "value", "source", "source_date", "version")
    form = FactorForm(request.POST or None, initial={name: getattr(factor, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_factor(factor, by=request.user, **form.cleaned_data)
        except ChangedSince as changed:
            form.add_error(None, str(changed))
        else:
            messages.success(request, _("The factor is changed. Every figure is computed again with it."))
            return redirect("evaluation:usage_factors")
    return render(request, "evaluation/usage_factor.html", {"form": form, "factor": factor})
