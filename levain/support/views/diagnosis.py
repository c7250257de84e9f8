"""The starting point of a project: a few plain questions, then what they make us look at."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.projects.views import project_or_404
from levain.questionnaires.forms import StepForm
from levain.questionnaires.services import Closed, Sheet, save_step, told
from levain.support import diagnosis as signals
from levain.support import rules
from levain.support.services import diagnosis as services


def diagnosis(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_diagnosis(request.user, project))
    answered = list(services.responses_of(project))
    wanted = request.GET.get("remis")
    response = next((one for one in answered if str(one.pk) == wanted), answered[0] if answered else None)
    context = {
        "others": [one for one in answered if one != response],
        "latest": bool(answered) and response == answered[0],
        "project": project,
        "response": response,
        "may_answer": rules.can_answer_diagnosis(request.user, project),
        "may_ask": rules.can_state_need(request.user, project),
        "fictional": project.fictional,
    }
    if response:
        sheet = Sheet.of(response)
        context |= {
            "signals": signals.raised(sheet),
            "sections": told(response, sheet=sheet),
            "answered": len(sheet.answers),
            "asked": len(sheet.asked.outer),
        }
    else:
        context["revision"] = services.revision_asked()
    return render(request, "support/diagnosis.html", context)


@require_POST
def begin(request, slug):
    project = project_or_404(slug)
    require(rules.can_answer_diagnosis(request.user, project))
    services.begin(project, by=request.user)
    return redirect("support:diagnosis_step", slug)


def step(request, slug):
    """One subject, the first or the `sujet` named: kept when it is left; two people at once lose nothing."""
    project = project_or_404(slug)
    require(rules.can_answer_diagnosis(request.user, project))
    response = services.response_of(project)
    if response is None:
        return redirect("support:diagnosis", slug)
    sheet = Sheet.of(response)
    steps = [section for section in sheet.asked.sections if section is not None and sheet.holds(section.condition)]
    code = request.GET.get("sujet") or steps[0].code
    place = next((n for n, section in enumerate(steps) if section.code == code), None)
    if place is None:
        raise Http404
    form = StepForm(response, steps[place], data=request.POST or None, user=request.user, sheet=sheet)
    if request.method == "POST" and _kept(form, response, request.user):
        after = steps[place + 1 :]
        if "stay" not in request.POST and after:
            return redirect(reverse("support:diagnosis_step", args=[slug]) + f"?sujet={after[0].code}")
        messages.success(request, _("Your answers are kept."))
        return redirect(reverse("support:diagnosis", args=[slug]))
    context = {
        "project": project,
        "form": form,
        "section": steps[place],
        "number": place + 1,
        "of": len(steps),
        "last": place + 1 == len(steps),
        "uses_htmx": form.uses_htmx,
        "fictional": project.fictional,
    }
    return render(request, "support/diagnosis_step.html", context)


def _kept(form, response, user) -> bool:
    valid = form.is_valid()
    try:
        saved = save_step(response, form, by=user)
    except Closed as refusal:
        form.add_error(None, str(refusal))
        return False
    form.show(saved)
    return valid and bool(saved) and not form.reshaped


@require_POST
def hand_in(request, slug):
    project, response = _answered(request, slug)
    found = services.hand_in(response, project, by=request.user)
    if found:
        messages.success(request, _("Thank you. Here is what your answers make us look at."))
    else:
        messages.success(request, _("Thank you. Your answers raise nothing in particular."))
    return redirect("support:diagnosis", slug)


@require_POST
def reopen(request, slug):
    project, _response = _answered(request, slug)
    services.take_up_again(project, by=request.user)
    return redirect("support:diagnosis", slug)


@require_POST
def let_go(request, slug):
    project, _response = _answered(request, slug)
    services.let_go(project, by=request.user)
    return redirect("support:diagnosis", slug)


def _answered(request, slug):
    project = project_or_404(slug)
    require(rules.can_answer_diagnosis(request.user, project))
    response = services.response_of(project)
    if response is None:
        raise Http404
    return project, response
