from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.audiences import Audience
from levain.foundation.files import Unacceptable
from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import NewVersionForm, PaperForm
from levain.projects.models import Paper
from levain.projects.views import project_or_404
from levain.projects.views.records import edit, filled, offered, page

ORDER = (Audience.PROJECT, Audience.COLLECTIVE, Audience.COHORT, Audience.PUBLIC)


def papers(request, slug):
    project = project_or_404(slug)
    require(rules.can_open_space(request.user, project))
    read = project.papers.filter(audience__in=rules.audiences_read(request.user, project))
    may_give = rules.can_give_paper(request.user, project)
    retired = read.exclude(retired_on=None).count() if may_give else 0
    shows_retired = bool(retired) and request.GET.get("retires") == "oui"
    listed = read.exclude(retired_on=None) if shows_retired else read.filter(retired_on=None)
    shown = Paginator(listed.prefetch_related("documents__uploaded_by"), 20).get_page(request.GET.get("page"))
    for paper in shown:
        paper.project = project
        files = sorted(paper.documents.all(), key=lambda file: file.pk)
        paper.versions, paper.last = len(files), files[-1] if files else None
    return page(
        request,
        "projects/papers.html",
        project,
        page=shown,
        may_give=may_give,
        retired=retired,
        shows_retired=shows_retired,
    )


def paper_or_404(slug, pk):
    return get_object_or_404(
        Paper.objects.select_related("project__cohort__programme", "given_by"), pk=pk, project__slug=slug
    )


def paper(request, slug, pk):
    """Every version of a document; the form gives the next one."""
    found = paper_or_404(slug, pk)
    require(rules.can_read_paper(request.user, found))
    may_change = rules.can_change_paper(request.user, found)
    form = NewVersionForm(request.POST or None, request.FILES or None) if may_change else None
    if request.method == "POST":
        require(may_change)
        if form.is_valid():
            try:
                services.give_version(found, by=request.user, file=form.cleaned_data["file"])
            except Unacceptable as error:
                form.add_error("file", str(error))
            else:
                messages.success(request, _("The new version is here. The earlier ones are kept."))
                return redirect(found)
    files = found.documents.select_related("uploaded_by").order_by("-pk")
    return page(
        request, "projects/paper.html", found.project, paper=found, files=files, form=form, may_change=may_change
    )


def give_paper(request, slug):
    project = project_or_404(slug)
    require(rules.can_give_paper(request.user, project))
    audiences = offered(request.user, project, ORDER)
    form = filled(request, PaperForm, offered=audiences)
    if request.method == "POST" and form.is_valid():
        try:
            given = services.give_paper(project, by=request.user, **form.told())
        except Unacceptable as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Given, for %(who)s.") % {"who": given.get_audience_display()})
            return redirect(given)
    if request.FILES.get("file") and "file" not in form.errors:
        form.add_error("file", _("Choose the file again: it is the only thing that could not be kept."))
    return page(
        request,
        "projects/record.html",
        project,
        form=form,
        page_heading=_("Give a document"),
        back=reverse("projects:papers", args=[slug]),
        offered=audiences,
    )


def edit_paper(request, slug, pk):
    found = paper_or_404(slug, pk)
    require(rules.can_change_paper(request.user, found))
    audiences = offered(request.user, found.project, ORDER)
    return edit(
        request,
        found,
        filled(request, PaperForm, found, offered=audiences),
        services.edit_paper,
        done=_("The document has been changed."),
        heading=_("Change the title or the readers"),
        back=found.get_absolute_url(),
        audiences=audiences,
    )


@require_POST
def retire_paper(request, slug, pk):
    found = paper_or_404(slug, pk)
    require(rules.can_change_paper(request.user, found))
    back = "remettre" in request.POST
    services.retire_paper(found, by=request.user, back=back)
    messages.success(request, _("The document is back.") if back else _("The document is retired. Nothing is lost."))
    return redirect(found if back else reverse("projects:papers", args=[slug]))
