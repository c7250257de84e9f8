from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import PerimeterForm
from levain.projects.models import Project
from levain.projects.views import project_or_404
from levain.projects.views.records import page
from levain.territories import perimeters


def _project(slug) -> Project:
    project = project_or_404(slug)
    if project.perimeter_id:
        project = Project.objects.select_related(
            "cohort__programme", "collective", "local_authority", "perimeter__outline"
        ).get(pk=project.pk)
    return project


def perimeter(request, slug):
    """The perimeter drawn from its outline, on the server; the communes are told in words too."""
    project = _project(slug)
    require(rules.can_open_space(request.user, project))
    drawn = project.perimeter
    communes = perimeters.communes_of(drawn) if drawn else list(project.communes.all())
    rings = getattr(getattr(drawn, "outline", None), "rings", None) or []
    return page(
        request,
        "projects/perimeter.html",
        project,
        perimeter=drawn,
        communes=communes,
        people=sum(commune.population or 0 for commune in communes),
        drawing=perimeters.drawing(rings, communes),
        may_draw=rules.can_write_horizon(request.user, project),
    )


def edit(request, slug):
    project = _project(slug)
    require(rules.can_write_horizon(request.user, project))
    begin = PerimeterForm.begin(project) if request.method != "POST" else None
    form = PerimeterForm(request.POST or None, request.FILES or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        services.draw_perimeter(
            project, by=request.user, name=told["name"], communes=told["communes"], rings=told["rings"]
        )
        messages.success(request, _("The perimeter is saved."))
        return redirect("projects:perimeter", slug)
    return page(request, "projects/edit_perimeter.html", project, form=form)
