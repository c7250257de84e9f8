"""Values brought in from a spreadsheet: a trial first, then the person's yes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.evaluation import figures
from levain.evaluation.forms.indicators import SheetForm
from levain.evaluation.rules import indicators as rules
from levain.evaluation.services import bringing_measures as services
from levain.foundation import files, trials, workbooks
from levain.foundation.verdicts import require
from levain.programmes.models import Cohort
from levain.projects.views import project_or_404


def in_project(request, slug):
    project = project_or_404(slug)
    require(rules.can_propose(request.user, project))
    said = {"project": project, "fictional": project.fictional}
    return _bring(request, [project], said, ("evaluation:indicators", project.slug))


def in_cohort(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_import(request.user, cohort))
    said = {"cohort": cohort, "fictional": cohort.fictional}
    return _bring(request, figures.projects_of(cohort), said, ("evaluation:totals", cohort.slug))


def sheet(request, slug):
    """The spreadsheet to fill in, with one row for each indicator that the project follows."""
    project = project_or_404(slug)
    require(rules.can_propose(request.user, project))
    content = workbooks.write({_("Values"): services.as_rows(project)})
    answer = HttpResponse(content, content_type=files.MEDIA["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{project.slug}-a-remplir.xlsx"'
    return answer


def _bring(request, projects, said, back):
    form, report, held = SheetForm(), None, ""
    place = said.get("project") or said["cohort"]
    if "held" in request.POST:
        rows = trials.opened("measures", request.POST["held"], place)
        if rows is None:
            messages.error(request, _("This trial is too old. Choose the file again."))
            return redirect(request.path)
        report = services.bring(rows, projects, by=request.user, dry_run=False)
        if report.written:
            done = ngettext("%(n)d value is proposed.", "%(n)d values are proposed.", report.created)
            messages.success(request, done % {"n": report.created})
            return redirect(*back)
    elif request.method == "POST":
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                rows = trials.first_sheet(form.cleaned_data["file"])
            except workbooks.UnreadableWorkbook as error:
                form.add_error("file", str(error))
            else:
                report = services.bring(rows, projects, by=request.user)
                held = trials.held("measures", rows, place) if not report.errors and report.created else ""
    context = {
        "form": form,
        "report": report,
        "held": held,
        "cohort": None,
        "project": None,
        "many": len(projects) > 1,
    }
    return render(request, "evaluation/bring_measures.html", context | said)
