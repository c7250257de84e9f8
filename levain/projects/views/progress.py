from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.programmes.models import Cohort
from levain.projects import rules, services
from levain.projects.forms import AskForm, ProgressNoteForm, SkipForm
from levain.projects.models import NoteRound, ProgressNote
from levain.projects.views import project_or_404
from levain.projects.views.records import filled, page, saved

State = ProgressNote.State
LABELS = {name: ProgressNoteForm.base_fields[name].label for name in ProgressNote.QUESTIONS}


def progress(request, slug):
    """The notes of a project, the one that is waited for first."""
    project = project_or_404(slug)
    require(rules.can_read_progress(request.user, project))
    may_give = rules.can_give_progress(request.user, project)
    listed = project.progress_notes.select_related("round", "author")
    shown = Paginator(listed, 12).get_page(request.GET.get("page"))
    for note in shown:
        note.project = project
    return page(request, "projects/progress.html", project, page=shown, may_give=may_give, today=timezone.localdate())


def note_or_404(slug, pk):
    notes = ProgressNote.objects.select_related("project__cohort__programme", "round__asked_by", "author")
    return get_object_or_404(notes, pk=pk, project__slug=slug)


def note(request, slug, pk):
    found = note_or_404(slug, pk)
    require(rules.can_read_progress_note(request.user, found))
    return page(
        request,
        "projects/progress_note.html",
        found.project,
        note=found,
        shown=[name for name in ProgressNote.QUESTIONS if getattr(found, name)],
        versions=found.history.filter(state=State.GIVEN).count(),
        may_write=rules.can_write_progress_note(request.user, found),
    )


def write(request, slug, pk):
    """One form, two buttons: keep the draft, or give the note."""
    found = note_or_404(slug, pk)
    require(rules.can_write_progress_note(request.user, found))
    form = filled(request, ProgressNoteForm, found)
    gives = "donner" in request.POST
    if gives and form.is_valid() and form.nothing_told():
        form.add_error("moved", _("Answer at least one question, or say why not this time."))
    save = services.give_note if gives else services.save_draft
    done = _("Given. The project and those who support it read it.") if gives else _("Your draft is kept.")
    try:
        if saved(request, form, found, save, done):
            return redirect(found if gives else request.path)
    except services.AlreadyGiven as already:
        form.add_error(None, str(already))
    return page(request, "projects/write_progress.html", found.project, note=found, form=form)


def skip(request, slug, pk):
    found = note_or_404(slug, pk)
    require(rules.can_write_progress_note(request.user, found))
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.skip_note(found, by=request.user, **form.cleaned_data)
        except services.AlreadyGiven as already:
            messages.info(request, str(already))
        else:
            messages.success(request, _("Not this time, then. Nobody will remind you of it."))
        return redirect(found)
    return page(request, "projects/skip_progress.html", found.project, note=found, form=form)


def cohort_or_404(slug):
    return get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)


def cohort_notes(request, slug):
    """The notes of one round side by side, and the form that asks for the next one."""
    cohort = cohort_or_404(slug)
    require(rules.can_read_cohort_notes(request.user, cohort))
    return _cohort_page(request, cohort, AskForm())


def _cohort_page(request, cohort, form):
    rounds = list(cohort.note_rounds.all()[:30])
    asked = request.GET.get("tour", "")
    shown = next((each for each in rounds if str(each.pk) == asked), rounds[0] if rounds else None)
    notes = list(shown.notes.select_related("project", "author").order_by("project__name")) if shown else []
    given = [each for each in notes if each.state == State.GIVEN]
    return render(
        request,
        "projects/cohort_notes.html",
        {
            "cohort": cohort,
            "rounds": rounds,
            "shown": shown,
            "last": rounds[0] if rounds else None,
            "given": given,
            "others": [each for each in notes if each.state != State.GIVEN],
            "questions": list(LABELS.items()),
            "may_ask": rules.can_ask_for_notes(request.user, cohort),
            "form": form,
            "wide": True,
            "fictional": cohort.fictional or any(each.project.fictional for each in notes),
        },
    )


@require_POST
def ask(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_ask_for_notes(request.user, cohort))
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            services.ask_for_notes(cohort, by=request.user, every=form.cleaned_data["every"])
        except services.NothingToAsk as nothing:
            messages.info(request, str(nothing))
        else:
            messages.success(request, _("The projects are asked. They have ten days."))
        return redirect("projects:cohort_notes", cohort.slug)
    return _cohort_page(request, cohort, form)


@require_POST
def pace(request, slug, pk):
    """Stop asking again, or change the rhythm of the last round."""
    known = NoteRound.objects.select_related("cohort__programme")
    asked = get_object_or_404(known, pk=pk, cohort__slug=slug)
    require(rules.can_stop_rounds(request.user, asked))
    form = AskForm(request.POST)
    if form.is_valid():
        services.change_rhythm(asked, by=request.user, every=form.cleaned_data["every"])
        messages.success(request, _("The rhythm has been changed."))
    return redirect("projects:cohort_notes", slug)
