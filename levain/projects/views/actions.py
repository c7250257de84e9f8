from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation import origins, registry
from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import ActionForm
from levain.projects.models import Action
from levain.projects.views import project_or_404


def may_read_source(user, passage):
    """An action is shown to the whole project; the words it came from, to those for whom they were written."""
    return passage.object is not None and registry.may_see(user, passage.object)


def actions(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_actions(request.user, project))
    listed = list(project.actions.select_related("owner"))
    origins.attach(listed)
    for action in listed:
        if action.origin and not may_read_source(request.user, action.origin):
            action.origin = None
    return render(
        request,
        "projects/actions.html",
        {
            "project": project,
            "to_do": [action for action in listed if not action.done],
            "done": [action for action in listed if action.done],
            "steps": project.steps.all(),
            "commitments": project.commitments.select_related("by"),
            "may_add": rules.can_add_action(request.user, project),
            "may_finish": {action.pk for action in listed if rules.can_finish_action(request.user, action)},
            "fictional": project.fictional,
        },
    )


def add_action(request, slug):
    project = project_or_404(slug)
    require(rules.can_add_action(request.user, project))
    form = ActionForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        action = services.add_action(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The action has been added."))
        return redirect(action)
    return render(
        request, "projects/add_action.html", {"project": project, "form": form, "fictional": project.fictional}
    )


@require_POST
def finish_action(request, slug, pk):
    actions = Action.objects.select_related("project__cohort__programme", "owner")
    action = get_object_or_404(actions, pk=pk, project__slug=slug)
    require(rules.can_finish_action(request.user, action))
    try:
        services.finish_action(action, by=request.user)
    except services.AlreadyDone as already:
        messages.info(request, str(already))
    else:
        messages.success(request, _("Done: well done."))
    return redirect("projects:actions", slug)
