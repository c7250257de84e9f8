"""What the pages of a finding, a lesson and a lead share: where it stands, its versions, the objections heard."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation import rules, services
from levain.capitalisation.forms.discussed import ObjectionForm
from levain.capitalisation.models import Finding, Lesson, Objection, PolicyLead, State
from levain.capitalisation.views import answer, thing_or_404
from levain.capitalisation.wording import numbered, steps_of
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince

MODELS = {"finding": Finding, "lesson": Lesson, "lead": PolicyLead}
MOVED = (services.NotThere, services.NotSettledYet)


@require_POST
def move(request, kind, pk):
    thing = thing_or_404(request, MODELS[kind], pk)
    state = request.POST.get("state", "")
    if state not in State.values:
        return redirect(thing)
    try:
        if state == State.SHARED:
            services.share(thing, by=request.user)
        else:
            services.move(thing, state, by=request.user)
    except MOVED as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("It is now: %(state)s.") % {"state": thing.get_state_display()})
    return redirect(thing)


@require_POST
def reviewed(request, kind, pk):
    thing = thing_or_404(request, MODELS[kind], pk)
    try:
        services.looked_at_again(thing, by=request.user)
    except services.NotThere as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Looked at again: it holds as it stands."))
    return redirect(thing)


def versions(request, kind, pk):
    thing = thing_or_404(request, MODELS[kind], pk)
    steps = steps_of(thing)
    page = {
        "thing": thing,
        "cohort": thing.cohort,
        "steps": steps,
        "put_back_url": reverse(f"capitalisation:{kind}_put_back", args=[pk]),
        "fictional": thing.fictional,
    }
    return render(request, "capitalisation/versions.html", page)


@require_POST
def put_back(request, kind, pk):
    thing = thing_or_404(request, MODELS[kind], pk)
    number, version = request.POST.get("number", ""), request.POST.get("version", "")
    if not (number.isdecimal() and version.isdecimal() and len(number) < 9 and len(version) < 9):
        return redirect(thing)
    try:
        services.put_back(thing, int(number), int(version), by=request.user)
    except (ChangedSince, services.NoSuchVersion, services.NotSettledYet) as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("These words are back, as a new version."))
    return redirect(thing)


def new_objection(request, kind, pk):
    thing = thing_or_404(request, MODELS[kind], pk)
    form = ObjectionForm(request.POST or None, cohort=thing.cohort)

    def hear(form):
        return services.hear_objection(thing, by=request.user, **form.told())

    return _objection(request, form, hear, thing, _("Objection heard: %(what)s") % {"what": numbered(thing)})


def edit_objection(request, pk):
    found = Objection.objects.select_related(
        "finding__cohort__programme", "lesson__cohort__programme", "lead__cohort__programme"
    )
    objection = get_object_or_404(found.prefetch_related("evidence"), pk=pk)
    require(rules.can_work(request.user, objection))
    chosen = [one.pk for one in objection.evidence.all()]
    form = ObjectionForm(
        request.POST or None,
        instance=objection,
        cohort=objection.cohort,
        initial={"who": objection.by, "evidence": chosen},
    )

    def revise(form):
        services.revise_objection(objection, form.opened_at, by=request.user, **form.told())
        messages.success(request, _("Saved."))
        return objection

    return _objection(request, form, revise, objection.thing, _("Answer the objection"))


def _objection(request, form, deed, thing, name):
    return answer(
        request,
        form,
        deed,
        services.OtherCohort,
        cohort=thing.cohort,
        name=name,
        cancel=thing.get_absolute_url() + "#objections",
        fictional=thing.fictional,
    )
