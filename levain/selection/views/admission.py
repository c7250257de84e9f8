"""The applications of a call as they arrive: what is checked, what is asked again, what the jury will read."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.selection import rules
from levain.selection.forms.admission import AskForm, AskOpinionForm, CheckForm, PointsForm, SettleForm
from levain.selection.models import Application, Call, Check, StateChanged
from levain.selection.services import admission as services
from levain.selection.services import checklist, corrections
from levain.selection.services.opinions import services_to_ask

A_PAGE = 50
USUAL_DELAY = timedelta(days=15)
AT_NOON = time(12)
State = Application.State
SHOWN = tuple(state for state in State if state != State.DRAFT)


def call_or_404(slug):
    return get_object_or_404(Call.objects.select_related("cohort__programme"), slug=slug)


def application_or_404(slug, reference):
    found = Application.objects.select_related("call__cohort__programme", "commune").exclude(state=State.DRAFT)
    return get_object_or_404(found, call__slug=slug, reference=reference)


def listed(request, slug):
    """All of them, those that wait for a look first."""
    call = call_or_404(slug)
    require(rules.can_check(request.user, call))
    points = len(checklist.points_of(call))
    received = (
        rules.checked_by(request.user, call)
        .filter(state__in=SHOWN)
        .annotate(met=Count("checks", filter=Q(checks__answer=Check.Answer.YES)), looked=Count("checks"))
    )
    wanted = request.GET.get("etat", "")
    counts = dict(received.order_by().values_list("state").annotate(n=Count("pk", distinct=True)))
    if wanted in counts:
        received = received.filter(state=wanted)
    received = received.prefetch_related("corrections", "opinions__service").order_by("deposited_at", "pk")
    page = Paginator(received, A_PAGE).get_page(request.GET.get("page"))
    for application in page:
        application.asked = next((one for one in application.corrections.all() if not one.settled_at), None)
    context = {
        "call": call,
        "page": page,
        "points": points,
        "wanted": wanted,
        "states": [(state, state.label, counts[state]) for state in SHOWN if state in counts],
        "may_bring_in": rules.can_bring_in(request.user, call),
        "may_read_consents": rules.can_read_consents(request.user, call),
        "now": timezone.now(),
        "fictional": call.fictional,
    }
    return render(request, "selection/admission.html", context)


def points(request, slug):
    """The checklist of a call; the usual one to begin with."""
    call = call_or_404(slug)
    require(rules.can_check(request.user, call))
    form = PointsForm(request.POST or None, items=checklist.points_of(call))
    if request.method == "POST" and form.is_valid():
        checklist.change_checklist(call, form.points(), by=request.user)
        messages.success(request, _("The points to check are kept."))
        return redirect("selection:checklist", call.slug)
    rows = [
        (form[f"place-{number}"], form[f"text-{number}"], form[f"help-{number}"]) for number in range(len(form.rows))
    ]
    context = {"call": call, "form": form, "rows": rows, "fictional": call.fictional}
    return render(request, "selection/checklist.html", context)


def check(request, slug, reference):
    """One application: its points, what was asked, the opinions, and the way out."""
    application = application_or_404(slug, reference)
    require(rules.can_read_checks(request.user, application))
    may_check = rules.can_check_application(request.user, application)
    known = {one.item_id: one for one in application.checks.select_related("checked_by")}
    if request.method == "POST":
        require(may_check)
        checklist.first_checklist(application.call)
    items = checklist.points_of(application.call)
    for item in items:
        item.found = known[item.pk].get_answer_display() if item.pk in known else ""
    form = CheckForm(request.POST or None, items=items, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            checklist.check(application, form.answers(), by=request.user)
        except StateChanged as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("What you found is kept."))
        return redirect("selection:check", slug, reference)
    return render(request, "selection/check.html", _page(request, application, form=form, may_check=may_check))


def _page(request, application, **said):
    rows = [
        (item, said["form"][f"answer-{said['form'].key(item)}"], said["form"][f"note-{said['form'].key(item)}"])
        for item in said["form"].items
    ]
    asked = list(application.corrections.select_related("asked_by", "answered_by"))
    opinions = list(application.opinions.select_related("service", "given_by"))
    others = services_to_ask(application).exclude(pk__in=[one.service_id for one in opinions])
    return {
        "application": application,
        "call": application.call,
        "rows": rows,
        "requests": asked,
        "asked_now": next((one for one in asked if not one.settled_at), None),
        "opinions": opinions,
        "opinion_form": AskOpinionForm(services=others) if others else None,
        "settle_form": SettleForm(),
        "may_settle": rules.can_settle(request.user, application),
        "now": timezone.now(),
        "fictional": application.fictional,
        **said,
    }


def ask(request, slug, reference):
    """A request for correction: what is missing, which questions open again, until when."""
    application = application_or_404(slug, reference)
    require(rules.can_check_application(request.user, application))
    form = AskForm(
        request.POST or None,
        call=application.call,
        questions=corrections.questions_of(application),
        initial={"due": _usual_deadline(application.call), "missing": _to_ask(application)},
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            services.ask_correction(application, by=request.user, **said)
        except (StateChanged, services.NothingAsked, services.DueTooSoon) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Asked: those who wrote this application have been told."))
            return redirect("selection:check", slug, reference)
    context = {"application": application, "call": application.call, "form": form}
    return render(request, "selection/ask_correction.html", context | {"fictional": application.fictional})


def _usual_deadline(call) -> datetime:
    zone = ZoneInfo(call.time_zone)
    return datetime.combine((timezone.now().astimezone(zone) + USUAL_DELAY).date(), AT_NOON)


def _to_ask(application) -> str:
    asked = application.checks.filter(answer__in=[Check.Answer.ASK, Check.Answer.NO]).select_related("item")
    return "\n".join(one.note or one.item.text for one in asked.order_by("item__position"))


@require_POST
def settle(request, slug, reference):
    application = application_or_404(slug, reference)
    require(rules.can_settle(request.user, application))
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            services.settle(application, by=request.user, **form.cleaned_data)
        except (StateChanged, services.StillWaiting, services.ReasonMissing) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is kept. The applicants are told with the decisions of the call."))
            return redirect("selection:admission", slug)
    known = {one.item_id: one for one in application.checks.all()}
    items = checklist.points_of(application.call)
    for item in items:
        item.found = ""
    checks = CheckForm(items=items, known=known)
    may_check = rules.can_check_application(request.user, application)
    page = _page(request, application, form=checks, may_check=may_check, settle_form=form)
    return render(request, "selection/check.html", page)
