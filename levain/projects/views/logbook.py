from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.files import Unacceptable
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects import rules, services
from levain.projects.forms import EditForm, EntryForm
from levain.projects.models import LogbookEntry
from levain.projects.views import project_or_404


def audiences_offered(user, project):
    """The audiences one may write for: those one may read, the project first."""
    read = rules.audiences_read(user, project)
    order = [Audience.PROJECT, Audience.COLLECTIVE, Audience.COHORT, Audience.PUBLIC]
    return [audience for audience in order if audience in read]


def logbook(request, slug):
    project = project_or_404(slug)
    require(rules.can_open_space(request.user, project))
    entries = (
        project.logbook.filter(audience__in=rules.audiences_read(request.user, project))
        .select_related("author")
        .prefetch_related("documents")
    )
    kind = request.GET.get("nature", "")
    if kind in LogbookEntry.Kind.values:
        entries = entries.filter(kind=kind)
    page = Paginator(entries, 12).get_page(request.GET.get("page"))
    return render(
        request,
        "projects/logbook.html",
        {
            "project": project,
            "page": page,
            "kinds": LogbookEntry.Kind.choices,
            "kind": kind,
            "may_write": rules.can_write_logbook(request.user, project),
            "fictional": project.fictional,
        },
    )


def entry(request, slug, pk):
    entries = LogbookEntry.objects.select_related("author", "project__cohort__programme")
    note = get_object_or_404(entries.prefetch_related("documents"), pk=pk, project__slug=slug)
    require(rules.can_read_entry(request.user, note))
    return render(
        request,
        "projects/entry.html",
        {
            "entry": note,
            "project": note.project,
            "may_edit": rules.can_edit_entry(request.user, note),
            "versions": note.history.count() if note.version > 1 else 1,
            "fictional": note.project.fictional,
        },
    )


def write(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_logbook(request.user, project))
    offered = audiences_offered(request.user, project)
    form = EntryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and _write(request, project, form, offered):
        return redirect("projects:logbook", project.slug)
    return render(
        request,
        "projects/write.html",
        {"project": project, "form": form, "offered": offered, "fictional": project.fictional},
    )


def _write(request, project, form, offered) -> bool:
    audience = request.POST.get("audience")
    if form.is_valid() and audience not in offered:
        form.add_error(None, _("Choose for whom you write: use one of the buttons below the note."))
    if form.is_valid():
        try:
            written = services.write_entry(project, by=request.user, audience=audience, **form.told())
        except Unacceptable as error:
            form.add_error("photo", str(error))
        else:
            messages.success(request, _("Written, for %(who)s.") % {"who": written.get_audience_display()})
            return True
    form.ask_photo_again()
    return False


def edit(request, slug, pk):
    note = get_object_or_404(
        LogbookEntry.objects.select_related("author", "project__cohort__programme"), pk=pk, project__slug=slug
    )
    require(rules.can_edit_entry(request.user, note))
    form = EditForm(request.POST or None, instance=note)
    current = None
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        note.refresh_from_db()
        try:
            services.edit_entry(note, by=request.user, version=told.pop("version") or 0, **told)
        except ChangedSince as changed:
            current = changed.current
            form.compare_with(current, str(changed))
        else:
            messages.success(request, _("Your note has been changed. Its earlier version is kept."))
            return redirect(note)
    context = {"entry": note, "project": note.project, "form": form, "current": current}
    return render(request, "projects/edit.html", context | {"fictional": note.project.fictional})
