"""Announce a seminar, put its agenda in order, write its minutes."""

from functools import partial

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


def typed(request, seminar, form, *, title, submit):
    """A page that holds one form, with what another person saved in the meantime."""
    context = {"seminar": seminar, "form": form, "title": title, "submit": submit}
    context |= {"current": said_meanwhile(form), "fictional": seminar.fictional if seminar else False}
    return render(request, "seminars/form.html", context)


def saved(request, form, save, done) -> bool:
    """Try to save what was typed over the version that was read; the form then holds what somebody else wrote."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        save(by=request.user, version=form.cleaned_data["version"] or 0, **form.told())
    except ChangedSince as changed:
        form.said_meanwhile = _compared(request, form, changed)
        return False
    messages.success(request, done)
    return True


def said_meanwhile(form):
    """Label and words of each field that somebody else saved otherwise."""
    return getattr(form, "said_meanwhile", [])


def _compared(request, form, changed):
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
    if saved(request, form, partial(services.edit_seminar, seminar), _("The seminar has been changed.")):
        return redirect(seminar)
    return typed(request, seminar, form, title=_("Change the seminar"), submit=_("Save"))


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
    if saved(request, form, partial(services.edit_agenda_item, item), _("The agenda has been changed.")):
        return redirect("seminars:running_order", slug)
    return typed(
        request,
        item.seminar,
        form,
        title=_("Change a line of the agenda"),
        submit=_("Save"),
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
    if saved(request, form, partial(services.write_minutes, seminar), _("The minutes are kept.")):
        return redirect("seminars:record", seminar.slug)
    return typed(request, seminar, form, title=_("Minutes"), submit=_("Save"))
