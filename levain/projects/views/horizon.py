from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.projects import plans, rules, services
from levain.projects.forms import AfterwardsForm, CallForm, HorizonForm
from levain.projects.models import Afterwards, Horizon, Stakeholder
from levain.projects.services.horizon import six_months_after
from levain.projects.views import project_or_404
from levain.projects.views.records import filled, page, saved

Place = Stakeholder.Place
NOT_IN = (Place.MISSING, Place.ASKED, Place.AGAINST, Place.ABSENT)


def horizon(request, slug):
    """Ambition, who is missing, the plan to enter, the next step, on one page."""
    project = project_or_404(slug)
    require(rules.can_read_horizon(request.user, project))
    found = Horizon.objects.filter(project=project).select_related("written_by").first()
    if found:
        found.project = project
    read = rules.audiences_read(request.user, project)
    missing = project.stakeholders.filter(retired_on=None, place__in=NOT_IN, audience__in=read)
    return page(
        request,
        "projects/horizon.html",
        project,
        horizon=found,
        missing=missing.order_by("next_on", "name")[:8],
        wanted=plans.named(found.plans if found else []),
        others=[plan for plan in plans.PLANS.values() if not found or plan.code not in found.plans],
        may_write=rules.can_write_horizon(request.user, project),
        may_add_action=rules.can_add_action(request.user, project),
        may_prepare=rules.can_read_afterwards(request.user, project),
    )


def edit_horizon(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_horizon(request.user, project))
    found = Horizon.objects.filter(project=project).first() or Horizon(project=project, version=0)
    form = filled(request, HorizonForm, found)
    save = partial(_over, services.write_horizon, project)
    if saved(request, form, found, save, _("Saved. The earlier version is kept.")):
        return redirect("projects:horizon", slug)
    heading = _("Write from initiative to territorial project")
    back = reverse("projects:horizon", args=[slug])
    return page(request, "projects/record.html", project, form=form, page_heading=heading, back=back)


def _over(save, project, _obj, **told):
    """A project has one such page: it is the project that is written to."""
    return save(project, **told)


def afterwards(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_afterwards(request.user, project))
    found = Afterwards.objects.filter(project=project).select_related("written_by").first()
    if found:
        found.project = project
    may_write = rules.can_write_afterwards(request.user, project)
    return page(
        request,
        "projects/afterwards.html",
        project,
        after=found,
        call_on=found.call_on if found and found.call_on else six_months_after(project.cohort.ends),
        form=CallForm() if found and may_write and not found.called_on and _due(found) else None,
        may_write=may_write,
    )


def _due(found) -> bool:
    return bool(found.call_on and found.call_on <= timezone.localdate())


def edit_afterwards(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_afterwards(request.user, project))
    found = Afterwards.objects.filter(project=project).first()
    found = found or Afterwards(project=project, version=0, call_on=six_months_after(project.cohort.ends))
    form = filled(request, AfterwardsForm, found)
    save = partial(_over, services.write_afterwards, project)
    if saved(request, form, found, save, _("Saved. The earlier version is kept.")):
        return redirect("projects:afterwards", slug)
    heading, back = _("After the accelerator"), reverse("projects:afterwards", args=[slug])
    return page(request, "projects/record.html", project, form=form, page_heading=heading, back=back)


@require_POST
def hold_call(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_afterwards(request.user, project))
    found = get_object_or_404(Afterwards, project=project)
    found.project = project
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            services.hold_call(found, by=request.user, **form.cleaned_data)
        except services.CallAlreadyHeld as already:
            messages.info(request, str(already))
        else:
            messages.success(request, _("The call is written down."))
        return redirect("projects:afterwards", slug)
    return page(
        request,
        "projects/afterwards.html",
        project,
        after=found,
        call_on=found.call_on,
        form=form,
        may_write=rules.can_write_afterwards(request.user, project),
    )
