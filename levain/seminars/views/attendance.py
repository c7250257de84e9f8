"""Who came: the code to show in the room, the list to tick, what is signed and worn; the certificate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.foundation.written_files import handed, render_file
from levain.seminars import papers, printed, services
from levain.seminars.forms import AttendanceForm
from levain.seminars.models import Registration
from levain.seminars.views.coming import either_way
from levain.seminars.views.preparation import managed_or_404

State = Registration.State


def expected_at(seminar) -> list[Registration]:
    """Those who come, in the order of a list at the door."""
    lines = seminar.registrations.exclude(state=State.DECLINED).select_related(
        "user", "project", "needs", "photos", "invitation"
    )
    return sorted(lines, key=lambda line: str(line).casefold())


def sheet(request, slug):
    seminar = managed_or_404(request, slug)
    expected = expected_at(seminar)
    form = AttendanceForm(request.POST or None, registrations=expected)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            came = services.mark_attendance(seminar, by=request.user, **told)
        except services.NotYet as early:
            form.add_error(None, str(early))
        else:
            text = ngettext("Noted: %(n)s person came.", "Noted: %(n)s people came.", came) % {"n": came}
            messages.success(request, text)
            return redirect("seminars:attendance", seminar.slug)
    context = {
        "seminar": seminar,
        "form": form,
        "expected": expected,
        "came": sum(line.attended is True for line in expected),
        "code": services.gathering_of(seminar).attendance_code,
        "fictional": seminar.fictional,
    }
    return render(request, "seminars/attendance.html", context)


def code(request, slug):
    """The code, as large as the page: to show in the room. It is made by a first post."""
    seminar = managed_or_404(request, slug)
    if request.method == "POST":
        services.open_code(seminar, by=request.user)
        return redirect("seminars:code", slug)
    came = seminar.registrations.filter(attended=True).count()
    shown = services.gathering_of(seminar).attendance_code
    context = {"seminar": seminar, "code": shown, "came": came, "fictional": seminar.fictional}
    return render(request, "seminars/code.html", context)


@require_POST
def another_code(request, slug):
    seminar = managed_or_404(request, slug)
    services.open_code(seminar, by=request.user, again=True)
    messages.success(request, _("Another code works from now on; the first no longer does."))
    return redirect("seminars:code", slug)


def signatures(request, slug):
    seminar = managed_or_404(request, slug)
    return paper(printed.signatures(seminar, expected_at(seminar)), f"{seminar.slug}-emargement")


def badges(request, slug):
    seminar = managed_or_404(request, slug)
    lines = [line for line in expected_at(seminar) if line.state == State.REGISTERED and not line.remote]
    if not lines:
        messages.error(request, _("Nobody is registered yet: there is no badge to print."))
        return redirect("seminars:attendance", slug)
    return paper(printed.badges(seminar, lines), f"{seminar.slug}-badges")


def paper(content, name) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}-donnees-personnelles.pdf"'
    return answer


@either_way
def certificate(request, coming):
    """For the person herself, once her attendance is noted."""
    registration = coming.registration
    if registration is None or registration.attended is not True or not coming.seminar.is_over():
        messages.info(request, _("The certificate is ready once your attendance is noted and the seminar is over."))
        return redirect(coming.to("seminar"))
    registration.seminar = coming.seminar
    name = f"attestation-{coming.seminar.slug}-{timezone.localdate().isoformat()}"
    return handed(render_file(papers.certificate(registration), "pdf"), "pdf", name)
