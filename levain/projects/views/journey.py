from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.projects import calendar, rules, services
from levain.projects.forms import NewStepForm, StepForm
from levain.projects.models import Step
from levain.projects.views import edited, project_or_404


def journey(request, slug):
    """One line of time: what the cohort's calendar dates, what the project sets for itself, and today."""
    project = project_or_404(slug)
    require(rules.can_read_actions(request.user, project))
    today = timezone.localdate()
    dates = calendar.dates(request.user, project)
    steps = [said.step for said in dates if said.step]
    return render(
        request,
        "projects/journey.html",
        {
            "project": project,
            "past": [said for said in dates if said.day <= today],
            "to_come": [said for said in dates if said.day > today],
            "today": today,
            "late": sum(bool(step.late) for step in steps),
            "steps": steps,
            "may_add": rules.can_add_step(request.user, project),
            "fictional": project.fictional,
        },
    )


def add_step(request, slug):
    project = project_or_404(slug)
    require(rules.can_add_step(request.user, project))
    form = NewStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step = services.add_step(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The step is on the journey."))
        return redirect(step)
    context = {"project": project, "form": form, "fictional": project.fictional}
    return render(request, "projects/add_step.html", context)


def _step_or_404(slug, pk):
    return get_object_or_404(Step.objects.select_related("project__cohort__programme"), pk=pk, project__slug=slug)


def edit_step(request, slug, pk):
    step = _step_or_404(slug, pk)
    require(rules.can_change_step(request.user, step))
    form = StepForm(request.POST or None, instance=step)
    saved, current = edited(request, form, step, services.edit_step)
    if saved:
        messages.success(request, _("The step has been changed."))
        return redirect(step)
    context = {"project": step.project, "step": step, "form": form, "current": current}
    return render(request, "projects/edit_step.html", context | {"fictional": step.project.fictional})


@require_POST
def move_step(request, slug, pk):
    """Done, to be done again, or taken off: the button says which."""
    step = _step_or_404(slug, pk)
    require(rules.can_change_step(request.user, step))
    to = request.POST.get("to", "")
    if to not in MOVES:
        messages.error(request, _("Say what becomes of the step with one of its buttons."))
        return redirect(step)
    deed, said = MOVES[to]
    address = step.get_absolute_url()
    try:
        deed(step, by=request.user)
    except services.StepChanged as changed:
        messages.info(request, str(changed))
    else:
        messages.success(request, said() % {"step": step.title})
    return redirect(address)


MOVES = {
    "done": (services.finish_step, lambda: _("Done: well done.")),
    "undone": (services.undo_step, lambda: _("The step waits again.")),
    "removed": (services.remove_step, lambda: _("The step “%(step)s” is off the journey.")),
}
