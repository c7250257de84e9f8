"""The values of an indicator: proposed, looked at, approved, returned or locked, and all of them as a table."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.evaluation.forms.indicators import MeasureForm, ReturnForm
from levain.evaluation.models import Measure
from levain.evaluation.rules import indicators as rules
from levain.evaluation.services import indicators as services
from levain.evaluation.views.indicators import followed_or_404, shown
from levain.foundation import sheets
from levain.foundation.sheets import Column
from levain.foundation.verdicts import require
from levain.projects.views import project_or_404
from levain.projects.views.records import filled, page, saved

COLUMNS = (
    Column("indicator", "string", "Indicateur"),
    Column("label", "string", "Intitulé"),
    Column("unit", "string", "Unité"),
    Column("baseline", "number", "Valeur de départ"),
    Column("target", "number", "Valeur visée"),
    Column("taken_on", "date", "Date du relevé"),
    Column("value", "number", "Valeur"),
    Column("words", "string", "En mots"),
    Column("source", "string", "Source"),
    Column("proof", "string", "Preuve"),
    Column("state", "string", "État", one_of=tuple(Measure.State.values)),
)


def measure_or_404(pk) -> Measure:
    found = Measure.objects.select_related(
        "followed__project__cohort__programme", "followed__indicator", "proposed_by", "reviewed_by", "decided_by"
    )
    return get_object_or_404(found.prefetch_related("followed__levels", "documents"), pk=pk)


def propose(request, slug, pk):
    found = followed_or_404(slug, pk)
    require(rules.can_propose_for(request.user, found))
    form = filled(request, MeasureForm, Measure(), followed=found)
    if request.method == "POST" and form.is_valid():
        made = services.propose(found, by=request.user, **form.told())
        messages.success(
            request, _("The value is proposed. It counts once somebody has looked at it and approved it.")
        )
        return redirect(made)
    return page(
        request,
        "projects/record.html",
        found.project,
        form=form,
        page_heading=_("Propose a value"),
        back=found.get_absolute_url(),
        intro=str(found),
    )


def measure(request, pk):
    found = measure_or_404(pk)
    require(rules.can_read_measure(request.user, found))
    found.shown = shown(found.followed, found.value)
    return page(
        request,
        "evaluation/measure.html",
        found.project,
        measure=found,
        return_form=ReturnForm(),
        may_edit=rules.can_edit_measure(request.user, found),
        may_review=rules.can_review(request.user, found),
        may_approve=rules.can_approve(request.user, found),
        may_return=rules.can_return(request.user, found),
        may_lock=rules.can_lock(request.user, found),
    )


def edit_measure(request, pk):
    found = measure_or_404(pk)
    require(rules.can_edit_measure(request.user, found))
    form = filled(request, MeasureForm, found, followed=found.followed)
    try:
        if saved(request, form, found, services.edit_measure, _("The value is proposed again.")):
            return redirect(found)
    except services.MovedOn as error:
        messages.error(request, str(error))
        return redirect(found)
    return page(
        request,
        "projects/record.html",
        found.project,
        form=form,
        page_heading=_("Change a value"),
        back=found.get_absolute_url(),
        intro=str(found.followed),
    )


def _moved(request, pk, rule, deed, done):
    found = measure_or_404(pk)
    require(rule(request.user, found))
    try:
        deed(found, by=request.user)
    except (services.MovedOn, services.NotReady) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(found)


@require_POST
def review(request, pk):
    return _moved(request, pk, rules.can_review, services.review, _("You looked at this value."))


@require_POST
def approve(request, pk):
    return _moved(request, pk, rules.can_approve, services.approve, _("This value counts from now on."))


@require_POST
def lock(request, pk):
    return _moved(request, pk, rules.can_lock, services.lock, _("This value is locked."))


def return_measure(request, pk):
    found = measure_or_404(pk)
    require(rules.can_return(request.user, found))
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deed = partial(services.return_measure, because=form.cleaned_data["because"])
        return _moved(request, pk, rules.can_return, deed, _("The value was returned with your reason."))
    return page(request, "evaluation/return_measure.html", found.project, measure=found, form=form)


def as_csv(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_followed(request.user, project))
    found = Measure.objects.filter(followed__project=project).select_related("followed__indicator")
    lines = (
        (
            each.followed.indicator.code if each.followed.indicator else "",
            *(each.followed.label, each.followed.unit, each.followed.baseline, each.followed.target),
            *(each.taken_on, each.value, each.words, each.source, each.proof, each.state),
        )
        for each in found.order_by("followed", "taken_on", "pk")
    )
    return sheets.as_file(f"{project.slug}-indicateurs.csv", COLUMNS, lines)
