"""Templates of seminars: those of the house, those the programme keeps; make a seminar from one, keep one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.programmes.models import Programme
from levain.seminars import rules, templates_kept
from levain.seminars.forms.templates import KeepTemplateForm, UseTemplateForm, cohorts_prepared_by
from levain.seminars.models import SeminarTemplate
from levain.seminars.services import templates
from levain.seminars.views.preparation import managed_or_404, typed


def listed(request):
    require(rules.can_create_seminar(request.user))
    programmes = set(request.user.scopes(Programme, *rules.MANAGES))
    programmes |= set(cohorts_prepared_by(request.user).order_by().values_list("programme", flat=True))
    return render(
        request,
        "seminars/templates.html",
        {
            "shipped": list(templates_kept.shipped().values()),
            "kept": templates_kept.kept_for(programmes),
            "fictional": False,
        },
    )


def shipped(request, key):
    require(rules.can_create_seminar(request.user))
    frame = templates_kept.shipped().get(key)
    if frame is None:
        raise Http404
    return used(request, frame)


def template_or_404(pk) -> SeminarTemplate:
    return get_object_or_404(SeminarTemplate.objects.select_related("programme"), pk=pk)


def template(request, pk):
    kept = template_or_404(pk)
    require(rules.can_use_template(request.user, kept))
    return used(request, templates_kept.frame_of(kept))


def used(request, frame):
    """What the template holds, and the form that makes a seminar of it."""
    form = UseTemplateForm(request.POST or None, user=request.user, frame=frame)
    if request.method == "POST" and form.is_valid():
        told = form.told()
        cohort, token = told.pop("cohort"), form.cleaned_data["token"]
        seminar = templates.from_template(cohort, frame, by=request.user, token=token, **told)
        messages.success(
            request, _("The seminar is announced with its agenda and its activities: change what you wish.")
        )
        return redirect(seminar)
    return render(request, "seminars/template.html", {"frame": frame, "form": form, "fictional": False})


def keep(request, slug):
    seminar = managed_or_404(request, slug)
    form = KeepTemplateForm(request.POST or None, initial={"name": seminar.title})
    if request.method == "POST" and form.is_valid():
        try:
            templates.keep_template(seminar, by=request.user, token=form.cleaned_data["token"], **form.told())
        except templates.NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            messages.success(request, _("The template is kept: the next cohorts of the programme find it."))
            return redirect("seminars:templates")
    return typed(request, seminar, form, title=_("Keep as a template"), submit=_("Keep the template"))


@require_POST
def retire(request, pk):
    kept = template_or_404(pk)
    require(rules.can_use_template(request.user, kept))
    templates.retire_template(kept, by=request.user)
    messages.success(request, _("This template is no longer offered."))
    return redirect("seminars:templates")
