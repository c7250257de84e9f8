from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.projects.rules import audiences_read
from levain.projects.views import project_or_404
from levain.support import rules
from levain.support.forms.obstacles import LiftForm, ObstacleForm
from levain.support.models import Obstacle
from levain.support.services import obstacles as services
from levain.support.views import audiences_offered


def obstacles(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_obstacles(request.user, project))
    return _list(request, project)


def _list(request, project, failed=None):
    """The obstacles; `failed` is the form of the one that could not be lifted, given back in its place."""
    readable = audiences_read(request.user, project)
    listed = list(project.obstacles.filter(audience__in=readable).select_related("recorded_by", "need"))
    for obstacle in listed:
        obstacle.project = project
        obstacle.shown_need = obstacle.need if obstacle.need and obstacle.need.audience in readable else None
        obstacle.may_lift = bool(rules.can_lift(request.user, obstacle))
        obstacle.form = (
            failed if failed and failed.obstacle == obstacle.pk else LiftForm(auto_id=f"how-{obstacle.pk}")
        )
    context = {
        "project": project,
        "standing": [obstacle for obstacle in listed if not obstacle.lifted_on],
        "lifted": [obstacle for obstacle in listed if obstacle.lifted_on],
        "failed": failed,
        "may_name": rules.can_name_obstacle(request.user, project),
        "fictional": project.fictional,
    }
    return render(request, "support/obstacles.html", context)


def obstacle_new(request, slug):
    project = project_or_404(slug)
    require(rules.can_name_obstacle(request.user, project))
    offered = audiences_offered(request.user, project)
    needs = project.needs.filter(audience__in=audiences_read(request.user, project))
    asked = request.GET.get("besoin", "")
    initial = {"need": int(asked) if asked.isdecimal() and len(asked) < 19 else None}
    form = ObstacleForm(request.POST or None, needs=needs, offered=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        obstacle = services.name_obstacle(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The obstacle is named. The adviser has been told."))
        return redirect(obstacle)
    context = {"project": project, "form": form, "offered": offered, "fictional": project.fictional}
    return render(request, "support/obstacle_new.html", context)


@require_POST
def lift(request, pk):
    obstacles = Obstacle.objects.select_related("project__cohort__programme", "recorded_by")
    obstacle = get_object_or_404(obstacles, pk=pk)
    require(rules.can_read_obstacle(request.user, obstacle))
    if obstacle.lifted_on:
        messages.info(request, _("This obstacle was already lifted."))
        return redirect(obstacle)
    require(rules.can_lift(request.user, obstacle))
    form = LiftForm(request.POST, auto_id=f"how-{obstacle.pk}")
    if not form.is_valid():
        form.obstacle = obstacle.pk
        return _list(request, obstacle.project, failed=form)
    try:
        services.lift(obstacle, by=request.user, **form.cleaned_data)
    except services.AlreadyLifted as already:
        messages.info(request, str(already))
    else:
        messages.success(request, _("Lifted: well done."))
    return redirect(obstacle)
