from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.people.models import Role, RoleCode, User
from levain.projects.views import project_or_404
from levain.support import rules
from levain.support.forms.missions import MissionForm
from levain.support.services.missions import record_mission


def missions(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_missions(request.user, project))
    listed = list(project.missions.select_related("expert"))
    for mission in listed:
        mission.project = project
        mission.visited = [date.fromisoformat(day) for day in mission.visits]
    context = {
        "project": project,
        "missions": listed,
        "may_record": rules.can_record_mission(request.user, project),
        "fictional": project.fictional,
    }
    return render(request, "support/missions.html", context)


def mission_new(request, slug):
    project = project_or_404(slug)
    require(rules.can_record_mission(request.user, project))
    form = MissionForm(request.POST or None, experts=_experts(project))
    if request.method == "POST" and form.is_valid():
        mission = record_mission(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The mission is written. The expert and the project have been told."))
        return redirect(mission)
    context = {"project": project, "form": form, "fictional": project.fictional}
    return render(request, "support/mission_new.html", context)


def _experts(project):
    """Those who hold the role of expert on this project, its cohort or its programme."""
    scopes = (project, project.cohort, project.cohort.programme)
    held = Role.objects.in_force().on(*scopes).filter(code=RoleCode.EXPERT)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name")
