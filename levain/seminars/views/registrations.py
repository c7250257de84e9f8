"""Come or not, say what one needs; for the team, who comes and who came."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.foundation import sheets
from levain.foundation.verdicts import require
from levain.seminars import rules, services
from levain.seminars.forms import AttendanceForm, GuestForm, NeedsForm
from levain.seminars.models import Registration
from levain.seminars.views import seminar_or_404
from levain.seminars.views.seminars import who_comes

State = Registration.State
NAMED = {
    "name": str,
    "side": lambda line: line.side,
    "project": lambda line: line.project.slug if line.project else "",
    "state": lambda line: line.state,
    "online": lambda line: line.remote,
    "attended": lambda line: line.attended,
}
NEEDS = {
    "access_needs": lambda line: line.access_needs,
    "meals": lambda line: line.meals,
    "travel": lambda line: line.travel,
}


def open_to(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_register(request.user, seminar))
    return seminar


@require_POST
def come(request, slug):
    seminar = open_to(request, slug)
    try:
        registration = services.register(seminar, user=request.user)
    except services.SeminarOver as over:
        messages.error(request, str(over))
    else:
        messages.success(request, said(registration))
    return redirect(seminar)


@require_POST
def stay_away(request, slug):
    seminar = open_to(request, slug)
    try:
        services.decline(seminar, user=request.user)
    except services.SeminarOver as over:
        messages.error(request, str(over))
    else:
        messages.success(request, _("Noted: you do not come. You can change your mind until the end of the seminar."))
    return redirect(seminar)


def said(registration) -> str:
    if registration.state == State.WAITING:
        return _("The seminar is full. You are on the waiting list: we write to you as soon as a seat comes free.")
    return _("Noted: you come. Tell us what you need to take part.")


def mine(request, slug):
    seminar = open_to(request, slug)
    registration = seminar.registrations.filter(user=request.user).first()
    form = NeedsForm(request.POST or None, instance=registration, seminar=seminar)
    if request.method == "POST" and form.is_valid():
        try:
            registration = services.register(seminar, user=request.user, **form.told())
        except services.SeminarOver as over:
            form.add_error(None, str(over))
        else:
            waits = registration.state == State.WAITING
            messages.success(request, said(registration) if waits else _("Noted, thank you."))
            return redirect(seminar)
    return render(
        request, "seminars/my_registration.html", {"seminar": seminar, "form": form, "fictional": seminar.fictional}
    )


def attendance(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_manage_seminar(request.user, seminar))
    lines = list(seminar.registrations.select_related("user", "project"))
    expected = [line for line in lines if line.state != State.DECLINED]
    form = AttendanceForm(request.POST or None, registrations=expected)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            came = services.mark_attendance(seminar, listed=told["listed"], present=told["present"], by=request.user)
        except services.NotYet as early:
            form.add_error(None, str(early))
        else:
            text = ngettext("Noted: %(n)s person came.", "Noted: %(n)s people came.", came) % {"n": came}
            messages.success(request, text)
            return redirect("seminars:registrations", seminar.slug)
    context = {"seminar": seminar, "form": form, "lines": lines, "expected": expected}
    return render(
        request, "seminars/registrations.html", context | who_comes(lines) | {"fictional": seminar.fictional}
    )


def add(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_manage_seminar(request.user, seminar))
    form = GuestForm(request.POST or None, seminar=seminar)
    if request.method == "POST" and form.is_valid():
        try:
            services.register(seminar, by=request.user, token=form.cleaned_data["token"], **form.told())
        except services.SeminarOver as over:
            form.add_error(None, str(over))
        else:
            messages.success(request, _("This person is registered."))
            return redirect("seminars:registrations", seminar.slug)
    return render(
        request, "seminars/add_registration.html", {"seminar": seminar, "form": form, "fictional": seminar.fictional}
    )


def export(request, slug):
    """Needs, which may speak of health, are only in the list when asked for."""
    seminar = seminar_or_404(slug)
    require(rules.can_manage_seminar(request.user, seminar))
    needs = request.GET.get("besoins") == "oui"
    columns = NAMED | NEEDS if needs else NAMED
    services.note_export(seminar, by=request.user, needs=needs)
    registrations = seminar.registrations.select_related("user", "project")
    lines = ([read(line) for read in columns.values()] for line in registrations)
    answer = HttpResponse(sheets.rows(list(columns), lines), content_type="text/csv; charset=utf-8")
    name = f"{seminar.slug}-inscriptions-donnees-personnelles.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
