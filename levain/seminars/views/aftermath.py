"""Once a seminar is over: its minutes as a page and as files, approved and sent; the team's review."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.foundation.written_files import handed, render_file
from levain.foundation.written_web import render_web
from levain.seminars import record, rules, services
from levain.seminars.forms.aftermath import AfterActionForm
from levain.seminars.models import AfterAction, Minutes
from levain.seminars.services.minutes import handed_to
from levain.seminars.views import seminar_or_404
from levain.seminars.views.coming import either_way
from levain.seminars.views.preparation import managed_or_404, said_meanwhile, saved


def read_or_404(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_read_record(request.user, seminar))
    return seminar, getattr(seminar, "minutes", None)


def minutes_page(request, slug):
    seminar, minutes = read_or_404(request, slug)
    context = {
        "seminar": seminar,
        "minutes": minutes,
        "may_manage": rules.can_manage_seminar(request.user, seminar),
        "fictional": seminar.fictional,
    }
    if minutes:
        context |= {"annex": render_web(record.annex(minutes)), "sendings": minutes.sendings.select_related("by")}
        context["sent"] = any(sending.version == minutes.version for sending in context["sendings"])
    return render(request, "seminars/minutes.html", context)


def minutes_pdf(request, slug):
    return as_file(request, slug, "pdf")


def minutes_odt(request, slug):
    return as_file(request, slug, "odt")


def as_file(request, slug, form):
    seminar, minutes = read_or_404(request, slug)
    # Before anything is written, the file says what the house knows.
    document = record.build(minutes or Minutes(seminar=seminar))
    return handed(render_file(document, form), form, f"compte-rendu-{seminar.slug}")


@either_way
def handed_minutes(request, coming):
    """What was sent to those who came, for the holder of a letter: she reads it without signing in."""
    minutes = handed_to(coming.seminar) if coming.comes else None
    if minutes is None:
        raise Http404
    return handed(render_file(record.build(minutes), "pdf"), "pdf", f"compte-rendu-{coming.seminar.slug}")


@require_POST
def draft(request, slug):
    seminar = managed_or_404(request, slug)
    services.draft_minutes(seminar, by=request.user)
    messages.success(request, _("A first draft is written: read it again, then make it yours."))
    return redirect("seminars:minutes", slug)


@require_POST
def approve(request, slug):
    seminar = managed_or_404(request, slug)
    version = request.POST.get("version", "")
    minutes = getattr(seminar, "minutes", None)
    try:
        if minutes:
            services.approve_minutes(minutes, version=int(version) if version.isdecimal() else 0, by=request.user)
            messages.success(request, _("The minutes are approved: the whole cohort reads them."))
    except (ChangedSince, services.NothingKept) as refusal:
        messages.error(request, str(refusal))
    return redirect("seminars:record", slug)


@require_POST
def send(request, slug):
    seminar = managed_or_404(request, slug)
    minutes = getattr(seminar, "minutes", None)
    try:
        if minutes:
            sent = services.send_minutes(minutes, by=request.user)
            told = ngettext("%(n)s person is told.", "%(n)s people are told.", sent.people) % {"n": sent.people}
            messages.success(request, told)
    except services.NotApproved as refusal:
        messages.error(request, str(refusal))
    return redirect("seminars:record", slug)


def after_action(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_read_after_action(request.user, seminar))
    context = {
        "seminar": seminar,
        "review": AfterAction.objects.filter(seminar=seminar).first(),
        "may_manage": rules.can_manage_seminar(request.user, seminar),
        "fictional": seminar.fictional,
    }
    return render(request, "seminars/after_action.html", context)


def edit_after_action(request, slug):
    seminar = managed_or_404(request, slug)
    review = AfterAction.objects.filter(seminar=seminar).first()
    before = review or AfterAction(seminar=seminar, version=0, planned=seminar.purpose)
    form = AfterActionForm(request.POST or None, instance=before)
    if saved(request, form, partial(services.write_after_action, seminar), _("The review is kept.")):
        return redirect("seminars:after_action", slug)
    context = {"seminar": seminar, "form": form, "current": said_meanwhile(form), "fictional": seminar.fictional}
    return render(request, "seminars/edit_after_action.html", context)
