"""The letters of a call before they leave: prepared together, read one by one, corrected, let go at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.chain import services
from levain.chain.forms.letters import LetterForm, TemplateForm
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects.services import NoSeatLeft
from levain.selection import lettering, rules
from levain.selection.models import Application, Call, StateChanged
from levain.selection.services import TooManyRetained
from levain.selection.services import letters as services_of_letters

A_PAGE = 40


def _call(request, slug):
    call = get_object_or_404(Call.objects.select_related("cohort__programme"), slug=slug)
    require(rules.can_prepare_letters(request.user, call))
    return call


def _letter(request, slug, reference):
    call = _call(request, slug)
    found = get_object_or_404(services_of_letters.letters_of(call), application__reference=reference)
    require(rules.can_read_prepared(request.user, found))
    return call, found


def listed(request, slug):
    call = _call(request, slug)
    hers = services_of_letters.letters_of(call).filter(application__in=rules.checked_by(request.user, call))
    decided = call.applications.filter(state__in=services_of_letters.TOLD).count()
    context = {
        "call": call,
        "page": Paginator(hers, A_PAGE).get_page(request.GET.get("page")),
        "counts": services_of_letters.counts(call),
        "decided": decided,
        "undecided": call.applications.filter(state__in=Application.UNDECIDED).count(),
        "templates": [(state, Application.State(state).label) for state in services_of_letters.TOLD],
        "may_release": rules.can_release(request.user, call),
        "fictional": call.fictional,
    }
    return render(request, "chain/letters.html", context)


@require_POST
def prepare(request, slug):
    call = _call(request, slug)
    written = services.prepare_letters(call, by=request.user)
    said = ngettext("%(n)d letter is prepared: read it.", "%(n)d letters are prepared: read them.", written)
    messages.success(
        request, said % {"n": written} if written else _("Nothing changes: the letters are as they were.")
    )
    return redirect("chain:letters", call.slug)


def template(request, slug, state):
    call = _call(request, slug)
    known = services_of_letters.templates_of(call)
    if state not in known:
        raise Http404
    found = known[state]
    initial = {"subject": found.subject, "body": found.body, "version": found.version}
    form = TemplateForm(request.POST or None, said=found.said, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services_of_letters.write_template(call, state, by=request.user, **form.told())
        except ChangedSince as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The model is kept. Prepare the letters again for it to be used."))
            return redirect("chain:letters", call.slug)
    context = {
        "call": call,
        "form": form,
        "label": Application.State(state).label,
        "placeholders": lettering.KNOWN.items(),
        "fictional": call.fictional,
    }
    return render(request, "chain/letter_template.html", context)


def letter(request, slug, reference):
    """What those who wrote will read; its words may be corrected until it leaves."""
    call, found = _letter(request, slug, reference)
    may_keep = rules.can_keep_letter(request.user, found)
    said = {"subject": found.subject, "text": found.text, "version": found.version}
    form = LetterForm(request.POST or None, initial=said) if may_keep else None
    if request.method == "POST":
        require(may_keep)
        if form.is_valid():
            try:
                services_of_letters.correct_letter(found, by=request.user, **form.cleaned_data)
            except (ChangedSince, services_of_letters.AlreadyReleased) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The letter is corrected."))
                return redirect("chain:letter", slug, reference)
    unread = services_of_letters.letters_of(call).filter(read_at=None).exclude(pk=found.pk)
    context = {
        "call": call,
        "letter": found,
        "application": found.application,
        "form": form,
        "unfinished": lettering.unfinished(found.text + found.subject),
        "next": unread.filter(application__in=rules.checked_by(request.user, call)).first(),
        "fictional": found.application.fictional,
    }
    return render(request, "chain/letter.html", context)


@require_POST
def read(request, slug, reference):
    """These very words were read; the next letter comes by itself."""
    call, found = _letter(request, slug, reference)
    require(rules.can_keep_letter(request.user, found))
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isdecimal() and len(version) < 9 else found.version
        services_of_letters.mark_read(found, by=request.user, version=seen)
    except (ChangedSince, services_of_letters.AlreadyReleased, services_of_letters.LettersNotReady) as refusal:
        messages.error(request, str(refusal))
        return redirect("chain:letter", slug, reference)
    unread = services_of_letters.letters_of(call).filter(read_at=None)
    following = unread.filter(application__in=rules.checked_by(request.user, call)).first()
    if following:
        return redirect("chain:letter", slug, following.application.reference)
    messages.success(request, _("All the letters are read."))
    return redirect("chain:letters", slug)


REFUSALS = (StateChanged, TooManyRetained, NoSeatLeft, services_of_letters.LettersNotReady)


def release(request, slug):
    """The page before the deed says what will leave; the deed is a press."""
    call = _call(request, slug)
    require(rules.can_release(request.user, call))
    if request.method == "POST":
        try:
            opened = services.release_decisions(call, by=request.user)
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
            return redirect("chain:letters", call.slug)
        said = ngettext(
            "The letters leave, and %(n)d project is open.",
            "The letters leave, and %(n)d projects are open.",
            len(opened),
        )
        messages.success(request, said % {"n": len(opened)})
        return redirect("chain:letters", call.slug)
    going = services_of_letters.letters_of(call).filter(released_at=None)
    context = {
        "call": call,
        "going": going.count(),
        "retained": going.filter(state=Application.State.RETAINED),
        "fictional": call.fictional,
    }
    return render(request, "chain/release.html", context)
