from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects.rules import audiences_read
from levain.projects.views import project_or_404
from levain.support import rules
from levain.support.forms.obstacles import AcrossForm, EditObstacleForm, LiftForm, ObstacleForm
from levain.support.models import Need, Obstacle
from levain.support.services import obstacles as services
from levain.support.views import audiences_offered, bring_up_to_date, numbered

A_PAGE = 30


def obstacles(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_obstacles(request.user, project))
    return _list(request, project)


def _list(request, project, failed=None):
    """The obstacles; `failed` is the form of the one that could not be lifted, given back in its place."""
    readable = audiences_read(request.user, project)
    read = project.obstacles.filter(audience__in=readable).select_related("recorded_by")
    needs = Prefetch("needs", Need.objects.filter(audience__in=readable), to_attr="shown_needs")
    listed = list(read.prefetch_related(needs))
    for obstacle in listed:
        obstacle.project = project
        obstacle.may_edit = bool(rules.can_edit_obstacle(request.user, obstacle))
        obstacle.may_lift = bool(rules.can_lift(request.user, obstacle))
        obstacle.form = (
            failed if failed and failed.obstacle == obstacle.pk else LiftForm(auto_id=f"how-{obstacle.pk}")
        )
    context = {
        "project": project,
        "standing": [obstacle for obstacle in listed if not obstacle.lifted_on],
        "lifted": [obstacle for obstacle in listed if obstacle.lifted_on],
        "failed": failed,
        "may_ask": rules.can_state_need(request.user, project),
        "may_name": rules.can_name_obstacle(request.user, project),
        "fictional": project.fictional,
    }
    return render(request, "support/obstacles.html", context)


def obstacle_new(request, slug):
    project = project_or_404(slug)
    require(rules.can_name_obstacle(request.user, project))
    offered, needs = audiences_offered(request.user, project), _needs(request.user, project)
    blocked = numbered(needs, request.GET.get("besoin"))
    form = ObstacleForm(
        request.POST or None, needs=needs, offered=offered, initial={"needs": [blocked.pk] if blocked else []}
    )
    if request.method == "POST" and form.is_valid():
        obstacle = services.name_obstacle(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The obstacle is named. The adviser has been told."))
        return redirect(obstacle)
    context = {"project": project, "form": form, "offered": offered, "fictional": project.fictional}
    return render(request, "support/obstacle_new.html", context)


def _needs(user, project):
    """The needs that she may tie to an obstacle."""
    return project.needs.filter(audience__in=audiences_read(user, project))


def obstacle_edit(request, pk):
    obstacles = Obstacle.objects.select_related("project__cohort__programme", "recorded_by")
    obstacle = get_object_or_404(obstacles, pk=pk)
    require(rules.can_edit_obstacle(request.user, obstacle))
    project = obstacle.project
    offered, needs = audiences_offered(request.user, project), _needs(request.user, project)
    initial = {name: getattr(obstacle, name) for name in ("text", "kind", "who_can_lift", "tried", "version")}
    initial["needs"] = list(obstacle.needs.values_list("pk", flat=True))
    form = EditObstacleForm(request.POST or None, needs=needs, offered=offered, initial=initial)
    current = None
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told["needs"] = told["needs"] | obstacle.needs.exclude(pk__in=needs.values("pk"))
        try:
            services.correct(obstacle, by=request.user, **told)
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
            bring_up_to_date(form, current.version)
        else:
            messages.success(request, _("Changed; the earlier words are kept."))
            return redirect(obstacle)
    kept = obstacle.history.order_by("-history_id").values_list("text", flat=True) if obstacle.version > 1 else []
    earlier = [text for text in dict.fromkeys(kept) if text != obstacle.text]
    context = {"project": project, "form": form, "offered": offered, "fictional": project.fictional}
    return render(request, "support/obstacle_edit.html", context | {"current": current, "earlier": earlier})


def across(request):
    """The obstacles of all the projects that she supports."""
    require(rules.can_see_obstacles_across(request.user))
    form = AcrossForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    found = Obstacle.objects.visible_to(request.user).filter(
        project__in=rules.supported_by(request.user).values("pk")
    )
    if asked.get("nature"):
        found = found.filter(kind=asked["nature"])
    if asked.get("qui"):
        found = found.filter(who_can_lift__icontains=asked["qui"])
    state = asked.get("etat", "")
    if state != "tous":
        found = found.exclude(lifted_on=None) if state == "leves" else found.filter(lifted_on=None)
    listed = found.select_related("project__cohort").order_by("-recorded_on", "-pk")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "fictional": any(obstacle.project.fictional for obstacle in page)}
    return render(request, "support/obstacles_across.html", context)


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
