"""Announce a seminar, put its agenda in order, write its minutes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.seminars import rules, services
from levain.seminars.forms import AgendaItemForm, MinutesForm, SeminarForm
from levain.seminars.models import AgendaItem, Minutes
from levain.seminars.views import seminar_or_404


def managed_or_404(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_manage_seminar(request.user, seminar))
    return seminar


def typed(request, seminar, form, *, title, submit, current=None):
    """A page that holds one form; `current` is what another person saved in the meantime."""
    context = {"seminar": seminar, "form": form, "title": title, "submit": submit, "current": current}
    return render(request, "seminars/form.html", context | {"fictional": seminar.fictional if seminar else False})


def compared(request, form, changed):
    """Keep what was typed, and let the next save replace what stands beside it."""
    form.add_error(None, str(changed))
    form.data = {**request.POST.dict(), "version": changed.current.version}
    told = form.cleaned_data
    names = [name for name in told if hasattr(changed.current, name) and name not in ("token", "version")]
    differ = [name for name in names if getattr(changed.current, name) != told[name]]
    return [(form.fields[name].label, getattr(changed.current, name)) for name in differ]


def create(request):
    require(rules.can_create_seminar(request.user))
    form = SeminarForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        told = form.told()
        seminar = services.create_seminar(
            told.pop("cohort"), by=request.user, token=form.cleaned_data["token"], **told
        )
        messages.success(request, _("The seminar is announced. Now write its agenda."))
        return redirect(seminar)
    return typed(request, None, form, title=_("New seminar"), submit=_("Announce the seminar"))


def edit(request, slug):
    seminar = managed_or_404(request, slug)
    form = SeminarForm(request.POST or None, instance=seminar)
    current = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.edit_seminar(seminar, by=request.user, version=version, **form.told())
        except ChangedSince as changed:
            current = compared(request, form, changed)
        else:
            messages.success(request, _("The seminar has been changed."))
            return redirect(seminar)
    return typed(request, seminar, form, title=_("Change the seminar"), submit=_("Save"), current=current)


def add_item(request, slug):
    seminar = managed_or_404(request, slug)
    form = AgendaItemForm(request.POST or None, seminar=seminar)
    if request.method == "POST" and form.is_valid():
        services.add_agenda_item(seminar, by=request.user, token=form.cleaned_data["token"], **form.told())
        messages.success(request, _("The line is in the agenda."))
        return redirect("seminars:running_order", seminar.slug)
    return typed(request, seminar, form, title=_("Add a line to the agenda"), submit=_("Add the line"))


def item_or_404(slug, pk) -> AgendaItem:
    items = AgendaItem.objects.select_related("seminar__cohort__programme")
    return get_object_or_404(items, pk=pk, seminar__slug=slug)


def edit_item(request, slug, pk):
    item = item_or_404(slug, pk)
    require(rules.can_manage_item(request.user, item))
    form = AgendaItemForm(request.POST or None, instance=item, seminar=item.seminar)
    current = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.edit_agenda_item(item, by=request.user, version=version, **form.told())
        except ChangedSince as changed:
            current = compared(request, form, changed)
        else:
            messages.success(request, _("The agenda has been changed."))
            return redirect("seminars:running_order", slug)
    return typed(
        request,
        item.seminar,
        form,
        title=_("Change a line of the agenda"),
        submit=_("Save"),
        current=current,
    )


@require_POST
def move_item(request, slug, pk):
    item = item_or_404(slug, pk)
    require(rules.can_manage_item(request.user, item))
    services.move_agenda_item(item, earlier=request.POST.get("way") == "earlier", by=request.user)
    return redirect("seminars:running_order", slug)


@require_POST
def remove_item(request, slug, pk):
    item = item_or_404(slug, pk)
    require(rules.can_manage_item(request.user, item))
    services.remove_agenda_item(item, by=request.user)
    messages.success(request, _("The line is taken off: the hours after it come earlier."))
    return redirect("seminars:running_order", slug)


def minutes(request, slug):
    seminar = managed_or_404(request, slug)
    written = getattr(seminar, "minutes", None)
    form = MinutesForm(request.POST or None, instance=written or Minutes(seminar=seminar, version=0))
    current = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.write_minutes(seminar, by=request.user, version=version, **form.told())
        except ChangedSince as changed:
            current = compared(request, form, changed)
        else:
            messages.success(request, _("The minutes are kept."))
            return redirect("seminars:record", seminar.slug)
    return typed(request, seminar, form, title=_("Minutes"), submit=_("Save"), current=current)
