from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.programmes.models import Engagement
from levain.projects import rules, services
from levain.projects.forms import EngagementsForm
from levain.projects.models import EngagementSheet
from levain.projects.views import project_or_404
from levain.projects.views.records import page

Version = Engagement.Version


def sheet_of(project) -> EngagementSheet:
    """The project's sheet, or the blank one it would begin with."""
    found = EngagementSheet.objects.filter(project=project).select_related("written_by").first()
    return found or EngagementSheet(project=project, version=0)


def answers_of(sheet, framework):
    """The engagements taken up in a version of the framework."""
    if sheet.pk is None:
        return []
    return list(
        sheet.answers.filter(engagement__version=framework)
        .select_related("engagement")
        .order_by("engagement__dimension", "engagement__number")
    )


def engagements(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_horizon(request.user, project))
    sheet = sheet_of(project)
    return page(
        request,
        "projects/engagements.html",
        project,
        sheet=sheet,
        answers=answers_of(sheet, sheet.framework),
        may_write=rules.can_write_horizon(request.user, project),
    )


def edit(request, slug):
    """One version of the framework at a time; the one saved last is the one the project chose."""
    project = project_or_404(slug)
    require(rules.can_write_horizon(request.user, project))
    sheet = sheet_of(project)
    framework = request.GET.get("version")
    framework = framework if framework in Version.values else sheet.framework
    said = {answer.engagement.number: answer.text for answer in answers_of(sheet, framework)}
    form = EngagementsForm(
        request.POST or None, framework=framework, answers=said, initial={"version": sheet.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_engagements(
                project,
                by=request.user,
                framework=framework,
                answers=form.answers(),
                version=form.cleaned_data["version"],
            )
        except ChangedSince as changed:
            form.add_error(None, str(changed))
            form.data = form.data.copy()
            form.data["version"] = changed.current.version
        else:
            messages.success(request, _("Saved. The public page can show these engagements."))
            return redirect("projects:engagements", slug)
    return page(
        request,
        "projects/edit_engagements.html",
        project,
        form=form,
        framework=framework,
        versions=Version.choices,
        now=answers_of(sheet, framework) if form.non_field_errors() else [],
    )
