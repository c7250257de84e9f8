from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.evaluation import face_to_face, rules, services
from levain.evaluation.forms import CompareForm, ExpectationForm
from levain.evaluation.models import Crossing, Expectation, Voice
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects.views import project_or_404

REFUSALS = (
    services.AlreadyTakenUp,
    services.ListsClosed,
    services.NothingToCompare,
    services.NotTheirWords,
    services.WordsMissing,
)


def expectations(request, slug):
    """Each list apart, then side by side; and the field that adds to one's own."""
    project = project_or_404(slug)
    require(rules.can_read_objectives(request.user, project))
    form = ExpectationForm(request.POST or None)
    if request.method == "POST":
        voice = _voice(request.POST.get("voice"))
        require(rules.can_expect(request.user, project, voice))
        if form.is_valid():
            services.write_expectation(
                project,
                voice=voice,
                text=form.cleaned_data["text"],
                by=request.user,
                token=form.cleaned_data["token"],
            )
            messages.success(request, _("Kept. Add another, or hand the list in when it is whole."))
            return redirect("evaluation:expectations", slug)
    return _page(request, project, form=form, written_for=request.POST.get("voice", ""))


@require_POST
def hand_in(request, slug):
    project = project_or_404(slug)
    require(rules.can_speak_or_type(request.user, project))
    voice = _voice(request.POST.get("voice"))
    require(rules.can_hand_in(request.user, project, voice))
    try:
        services.hand_in(project, voice=voice, by=request.user)
    except REFUSALS as error:
        messages.error(request, str(error))
    else:
        opened = rules.are_open(rules.handed_in(project))
        messages.success(
            request,
            _("Both lists are handed in: compare them.") if opened else _("Your list is handed in, and kept apart."),
        )
    return redirect("evaluation:expectations", slug)


@require_POST
def compare(request, slug):
    project = project_or_404(slug)
    require(rules.can_compare(request.user, project))
    free = Expectation.objects.filter(project=project, crossing=None)
    form = CompareForm(request.POST, offered=free)
    if form.is_valid():
        try:
            made = services.compare(project, by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Put together."))
            return redirect(made)
    return _page(request, project, compare_form=form)


@require_POST
def undo(request, pk):
    crossing = _crossing_or_404(pk)
    require(rules.can_take_up(request.user, crossing))
    try:
        services.undo(crossing, by=request.user)
    except REFUSALS as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Set apart again."))
    return redirect("evaluation:expectations", crossing.project.slug)


@require_POST
def take_up(request, pk):
    crossing = _crossing_or_404(pk)
    require(rules.can_take_up(request.user, crossing))
    objective = services.take_up(crossing, by=request.user)
    messages.success(request, _("The objective is begun with the words of each side. Agree on one sentence now."))
    return redirect("evaluation:edit_objective", objective.pk)


def change(request, pk):
    expectation = get_object_or_404(
        Expectation.objects.select_related("project__cohort__programme", "project__collective"), pk=pk
    )
    require(rules.can_change_expectation(request.user, expectation))
    form = ExpectationForm(request.POST or None, expectation=expectation)
    if request.method == "POST" and ("remove" in request.POST or form.is_valid()):
        try:
            _change(request, expectation, form)
        except REFUSALS as error:
            form.add_error(None, str(error))
        except ChangedSince as changed:
            form.add_error(None, f"{changed} « {changed.current} »")
            form.data = {**request.POST.dict(), "version": changed.current.version}
        else:
            return redirect("evaluation:expectations", expectation.project.slug)
    context = {"form": form, "expectation": expectation, "project": expectation.project}
    return render(request, "evaluation/expectation.html", context | {"fictional": expectation.project.fictional})


def _change(request, expectation, form):
    if "remove" in request.POST:
        services.remove_expectation(expectation, by=request.user)
        messages.success(request, _("Taken off the list."))
        return
    values = form.cleaned_data
    services.change_expectation(expectation, text=values["text"], version=values["version"] or 0, by=request.user)
    messages.success(request, _("Changed."))


def _voice(asked):
    if asked not in Voice.values:
        raise Http404
    return Voice(asked)


def _crossing_or_404(pk):
    return get_object_or_404(Crossing.objects.select_related("project__cohort__programme"), pk=pk)


def _page(request, project, form=None, written_for="", compare_form=None):
    seen = face_to_face.of(request.user, project)
    may_compare = rules.can_compare(request.user, project)
    if compare_form is None and may_compare and seen.free:
        compare_form = CompareForm(offered=Expectation.objects.none())
    return render(
        request,
        "evaluation/expectations.html",
        {
            "project": project,
            "seen": seen,
            "form": form or ExpectationForm(),
            "written_for": written_for,
            "compare_form": compare_form,
            "may_compare": may_compare,
            "may_write": rules.can_write_objectives(request.user, project),
            "fictional": project.fictional,
        },
    )
