"""Write an application: begin without an account, one subject a step, then check, deposit, keep the receipt."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from levain.design import errors
from levain.foundation import limits, signed_out
from levain.foundation.verdicts import require
from levain.projects.views import by_script
from levain.questionnaires.forms import StepForm
from levain.questionnaires.services import Closed, Incomplete, Saved, Sheet
from levain.selection.at_hand import at_hand, take_in_hand
from levain.selection.forms.applications import StartForm
from levain.selection.models import Application, Call, StateChanged
from levain.selection.rules import applications as rules
from levain.selection.rules import can_read_call
from levain.selection.services import applications as services
from levain.selection.services import depositing
from levain.selection.services.answers import kept_apart, lines, response_of
from levain.selection.steps import AUTHORITY, Step, anchor, code_of, lacking, last_written, steps_of

MOST_STARTED = 20


def application_or_404(request, key) -> Application:
    found = get_object_or_404(
        Application.objects.select_related("call__cohort__programme", "call__questionnaire", "commune"), key=key
    )
    if at_hand(request, key):
        found.at_hand = not services.is_claimed(found)
    return found


def of_application(rule):
    """Fetch the application and ask the rule; whoever is not signed in is asked to, and what she typed is kept."""

    def wrap(view):
        @never_cache
        @wraps(view)
        def opened(request, key, *args, **kwargs):
            application = application_or_404(request, key)
            verdict = rule(request.user, application)
            if not verdict and not request.user.is_authenticated:
                return signed_out.answer(request)
            require(verdict)
            return view(request, application, *args, **kwargs)

        return opened

    return wrap


def writer(request):
    """Whoever writes; nobody yet when she has no account."""
    return request.user if request.user.is_authenticated else None


@never_cache
def start(request, slug):
    """What to know before beginning; nothing is asked of whoever begins."""
    call = get_object_or_404(Call.objects.select_related("cohort__programme", "questionnaire"), slug=slug)
    require(can_read_call(request.user, call))
    may = rules.can_start(request.user, call)
    form = StartForm(request.POST or None)
    if request.method == "POST":
        require(may)
        if not request.user.is_authenticated and limits.too_often(request, "application", most=MOST_STARTED):
            return errors.too_many(request)
        if form.is_valid():
            return _begin(request, call, form.cleaned_data["token"])
    revision = services.revision_of(call)
    context = {
        "call": call,
        "form": form,
        "may": may,
        "minutes": revision and revision.duration_min,
        "subjects": [one.title_shown for one in revision.sections.all()] if revision else [],
        "fictional": call.fictional,
    }
    return render(request, "selection/start.html", context | at_stake(call))


def _begin(request, call, token):
    try:
        application = services.start_application(call, by=writer(request), token=token)
    except services.NoForm as refusal:
        messages.error(request, str(refusal))
        return redirect(call)
    if not request.user.is_authenticated:
        take_in_hand(request, application.key)
    return redirect(application)


def at_stake(call) -> dict:
    """What the moments of a call need to be told in its own zone, and in ours when it differs."""
    here = timezone.get_current_timezone_name()
    return {"zones_differ": here != call.time_zone, "here": here.rpartition("/")[2]}


def sheet_of(application) -> Sheet:
    response = response_of(application)
    if response is None:
        raise Http404
    return Sheet.of(response)


def step_url(application, step: Step) -> str:
    return reverse("selection:step", args=[application.key, step.code])


@of_application(rules.can_work_on)
def step(request, application, code):
    """One subject: saved when it is left, by button or by script; what cannot be saved is given back."""
    sheet = sheet_of(application)
    parts = rules.parts_written(request.user, application)
    steps = steps_of(application, sheet, parts)
    current = next((one for one in steps if one.code == code), None)
    if current is None:
        raise Http404
    may = rules.can_write(request.user, application)
    sent = request.method == "POST"
    if not (sent and any(name.startswith("r-") for name in request.POST)):
        # Words that were typed are given back, whatever the reason why they are not kept.
        require(may)
    if not sent and not current.mine:
        return redirect(reverse("selection:read_application", args=[application.key]) + f"#{code}")
    form = StepForm(
        sheet.response,
        current.section,
        parts=parts,
        data=request.POST if sent else None,
        files=request.FILES if sent else None,
        user=writer(request),
        sheet=sheet,
    )
    if sent and (answered := _saved(request, application, form, may, steps, current)):
        return answered
    return render(
        request,
        "selection/step.html",
        {
            "application": application,
            "call": application.call,
            "form": form,
            "steps": steps,
            "step": current,
            "after": after(steps, current),
            "last": last_written(form.sheet, code),
            "uses_htmx": form.uses_htmx,
            "may_comment": rules.can_comment(request.user, application),
            "fictional": application.fictional,
            **at_stake(application.call),
        },
    )


def _saved(request, application, form, may, steps, current):
    """The answer once the step is kept; None gives the form back, with what is wrong said on it."""
    valid = form.is_valid()
    try:
        if not may:
            raise StateChanged(may.reason)
        saved = services.save_answers(application, form.response, form, by=writer(request))
    except (StateChanged, Closed) as refusal:
        form.add_error(None, str(refusal))
        return JsonResponse({"refused": str(refusal)}) if by_script(request) else None
    if by_script(request):
        # Only what is kept is known from now on: the button shows the two wordings of the rest.
        form.show(Saved(kept=saved.kept))
        told = _("Saved at %(hour)s.") % {"hour": f"{timezone.localtime():%H:%M}"}
        return JsonResponse({"known": form.known_text, "saved": told, "clash": not saved or not valid})
    form.show(saved)
    if not valid or not saved or form.reshaped:
        return None
    messages.success(request, _("Saved at %(hour)s.") % {"hour": f"{timezone.localtime():%H:%M}"})
    if "stay" in request.POST:
        return redirect(request.get_full_path())
    return redirect(_next(request, application, steps, current))


def _next(request, application, steps, current) -> str:
    if request.GET.get("retour") == "verifier":
        to = reverse("selection:check_application", args=[application.key])
    else:
        following = after(steps, current)
        to = (
            step_url(application, following)
            if following
            else reverse("selection:check_application", args=[application.key])
        )
    if application.at_hand and not request.session.get(f"asked-{application.key}"):
        # The first time something is saved without an account: where shall we send the way back?
        request.session[f"asked-{application.key}"] = True
        return reverse("selection:keep_application", args=[application.key]) + f"?suite={to}"
    return to


def after(steps, current):
    return next((one for one in steps if one.number > current.number and one.mine), None)


@of_application(rules.can_work_on)
def check(request, application):
    """Every answer as it will be read, each with the way to change it; then the deposit."""
    sheet = sheet_of(application)
    parts = rules.parts_written(request.user, application)
    steps = steps_of(application, sheet, parts)
    waiting = lacking(sheet, steps)
    context = {
        "application": application,
        "call": application.call,
        "sections": reading(application, sheet, steps, parts),
        "lacking": waiting,
        "for_authority": AUTHORITY not in parts and all(one["of_authority"] for one in waiting),
        "may_deposit": rules.can_deposit(request.user, application),
        "may_write": rules.can_write(request.user, application),
        "may_invite": rules.can_invite(request.user, application),
        "fictional": application.fictional,
        **at_stake(application.call),
    }
    return render(request, "selection/check_answers.html", context)


def reading(application, sheet, steps, parts) -> list[dict]:
    """Each subject with its answers in a row, who wrote them, and where the reader changes those of her part."""
    by_code = {one.code: one for one in steps}
    sections = []
    apart = kept_apart(application, sheet)
    for told, rows in lines(sheet.response, sheet):
        code = told.section.code if told.section else "-"
        current = by_code.get(code)
        sections.append(
            {
                "code": code,
                "title": told.title or _("Questions"),
                "step": current,
                "rows": [
                    {
                        "label": label,
                        "one": one,
                        "apart": one.question.code == apart,
                        "to": f"{step_url(application, current)}?retour=verifier#{anchor(one.question, one.row)}"
                        if current and one.question.is_for(parts) and code_of(sheet, one.question) == code
                        else "",
                    }
                    for label, one in rows
                ],
            }
        )
    return sections


@require_POST
@of_application(rules.can_work_on)
def deposit(request, application):
    """Twice, from two tabs or after a reload, it is deposited once, and the receipt is the answer."""
    if application.state == Application.State.DRAFT:
        verdict = rules.can_deposit(request.user, application)
        if not verdict and rules.parts_written(request.user, application):
            messages.error(request, verdict.reason)
            return redirect(application)
        require(verdict)
    try:
        depositing.deposit(application, by=request.user)
    except Incomplete as refusal:
        messages.error(request, str(refusal))
        return redirect("selection:check_application", application.key)
    except (depositing.CallClosed, StateChanged) as refusal:
        messages.error(request, str(refusal))
        return redirect(application)
    return redirect("selection:receipt", application.key)
