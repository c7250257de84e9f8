"""What one expects of a seminar: answered before the day, signed in or from the letter; read by the team."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from levain.questionnaires.forms import StepForm
from levain.questionnaires.services import Closed, Sheet, save_step
from levain.seminars.models import Registration
from levain.seminars.services import expectations
from levain.seminars.views.coming import either_way
from levain.seminars.views.preparation import managed_or_404


@either_way
def mine(request, coming):
    """One page; the first touch begins, the next ones change."""
    registration = coming.registration
    if registration is None or registration.state == Registration.State.DECLINED:
        messages.info(request, _("Say first that you come; then say what you expect."))
        return redirect(coming.to("seminar"))
    if "begin" in request.POST:
        expectations.begin(registration, coming.gathering)
        return redirect(coming.to("expectations"))
    response = expectations.response_of(registration)
    if response is None:
        return shown(request, coming, revision=expectations.revision_asked(coming.gathering) or "")
    sheet = Sheet.of(response)
    steps = [section for section in sheet.asked.sections if section is None or sheet.holds(section.condition)]
    code = request.GET.get("partie", "")
    place = next((n for n, section in enumerate(steps) if (section.code if section else "") == code), 0)
    if not steps:
        raise Http404
    form = StepForm(
        response, steps[place], data=request.POST if request.method == "POST" else None, user=coming.user, sheet=sheet
    )
    if request.method == "POST" and kept(form, response, coming.user):
        if after := steps[place + 1 :]:
            return redirect(f"{coming.to('expectations')}?partie={after[0].code if after[0] else ''}")
        messages.success(
            request, _("Thank you: the team reads your answers before the day. You can change them here.")
        )
        return redirect(coming.to("seminar"))
    return shown(request, coming, form=form, revision=response.revision, last=place + 1 == len(steps))


def kept(form, response, user) -> bool:
    valid = form.is_valid()
    try:
        saved = save_step(response, form, by=user)
    except Closed as refusal:
        form.add_error(None, str(refusal))
        return False
    form.show(saved)
    return valid and bool(saved) and not form.reshaped


def shown(request, coming, **more):
    context = {"seminar": coming.seminar, "back": coming.to("seminar"), "by_link": coming.invitation, "form": None}
    here = {"here": coming.to("expectations"), "fictional": coming.seminar.fictional, "last": True}
    form = more.get("form")
    return render(
        request, "seminars/expectations.html", {**context, **here, **more, "uses_htmx": bool(form and form.uses_htmx)}
    )


def gathered(request, slug):
    """For the team: how many answered, what they said."""
    seminar = managed_or_404(request, slug)
    answered, questions = expectations.gathered(seminar)
    comes = seminar.registrations.filter(state=Registration.State.REGISTERED).count()
    context = {"seminar": seminar, "answered": answered, "comes": comes, "questions": questions}
    return render(request, "seminars/expectations_read.html", context | {"fictional": seminar.fictional})
