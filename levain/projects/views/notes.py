"""One note: read, changed, confirmed, shown to others, withdrawn by the person whose words it holds."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.formulas.differences import differences
from levain.foundation import withdrawals
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects import rules, services
from levain.projects.forms import NUMBERS, EditForm, ReadersForm
from levain.projects.models import LogbookEntry
from levain.projects.views.logbook import audiences_offered


def note_or_404(slug, pk):
    entries = LogbookEntry.objects.select_related("author", "said_by", "project__cohort__programme")
    return get_object_or_404(entries.prefetch_related("documents"), pk=pk, project__slug=slug)


def within(note, **more):
    return {"entry": note, "project": note.project, "fictional": note.project.fictional, **more}


def entry(request, slug, pk):
    note = note_or_404(slug, pk)
    require(rules.can_read_entry(request.user, note))
    user = request.user
    return render(
        request,
        "projects/entry.html",
        within(
            note,
            outside=not rules.can_open_space(user, note.project),
            may_edit=rules.can_edit_entry(user, note),
            may_withdraw=rules.can_withdraw_entry(user, note),
            may_confirm=rules.can_confirm_entry(user, note),
            may_count=rules.can_declare_profiles(user, note),
            may_compare=note.version > 1 and rules.can_read_versions(user, note),
            versions=note.history.count() if note.version > 1 else 1,
        ),
    )


def versions(request, slug, pk):
    note = note_or_404(slug, pk)
    require(rules.can_read_versions(request.user, note))
    kept = list(note.history.order_by("history_date", "history_id"))
    steps = [
        {"at": new.history_date, "pieces": list(differences(old.text, new.text)), "audience": _readers(old, new)}
        for old, new in zip(kept, kept[1:], strict=False)
        if (old.text, old.audience) != (new.text, new.audience)
    ]
    first = kept[0] if kept else None
    return render(request, "projects/versions.html", within(note, steps=steps[::-1], first=first))


def _readers(old, new):
    """Who could read before and after, when that changed."""
    if old.audience == new.audience:
        return ""
    said = {"before": Audience(old.audience).label, "after": Audience(new.audience).label}
    return _("Read before by %(before)s, then by %(after)s.") % said


def edit(request, slug, pk):
    note = note_or_404(slug, pk)
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
    numbers = [form[name] for name in NUMBERS]
    return render(request, "projects/edit.html", within(note, form=form, current=current, numbers=numbers))


def readers(request, slug, pk):
    """The same note for others: the person whose words these are decides."""
    note = note_or_404(slug, pk)
    require(rules.can_edit_entry(request.user, note))
    offered = [one for one in audiences_offered(request.user, note.project) if one != note.audience]
    form = ReadersForm(request.POST or None, offered=offered, entry=note)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_readers(note, by=request.user, **form.cleaned_data)
        except ChangedSince as changed:
            form.add_error(None, str(changed))
        else:
            messages.success(request, _("From now on, read by %(who)s.") % {"who": note.get_audience_display()})
            return redirect(note)
    return render(request, "projects/readers.html", within(note, form=form, uses=withdrawals.uses(note)))


@require_POST
def confirm(request, slug, pk):
    note = note_or_404(slug, pk)
    require(rules.can_confirm_entry(request.user, note))
    services.confirm_entry(note, by=request.user)
    messages.success(request, _("Thank you: these are now your words."))
    return redirect(note)


def withdraw(request, slug, pk):
    """A page to confirm, which says what was made of the words."""
    note = note_or_404(slug, pk)
    require(rules.can_withdraw_entry(request.user, note))
    if request.method == "POST":
        try:
            services.withdraw_entry(note, by=request.user)
        except services.AlreadyWithdrawn as already:
            messages.info(request, str(already))
        else:
            messages.success(request, _("The note has been withdrawn. Nobody reads it any more."))
        may_enter = rules.can_open_space(request.user, note.project)
        return redirect("projects:logbook", slug) if may_enter else redirect("portal:space")
    return render(request, "projects/withdraw.html", within(note, uses=withdrawals.uses(note)))
