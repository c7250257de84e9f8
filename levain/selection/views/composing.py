"""The national team composes a call on screen, one subject a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.programmes.models import Cohort
from levain.questionnaires.services import Asked
from levain.selection import rules, services
from levain.selection.forms import composing
from levain.selection.models import Call
from levain.selection.services.answers import offered, read_from, revision_of


def call_or_404(slug) -> Call:
    return get_object_or_404(Call.objects.select_related("cohort__programme", "questionnaire"), slug=slug)


def compose_call(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_compose_call(request.user, cohort))
    form = composing.CallForm(request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        call = services.compose_call(cohort, by=request.user, token=form.cleaned_data["token"], **form.told())
        messages.success(request, _("The call is begun. Only its team sees it until it is announced."))
        return redirect("selection:composing", call.slug)
    context = {"cohort": cohort, "form": form, "fictional": cohort.fictional}
    return render(request, "selection/compose_call.html", context)


def composing_call(request, slug):
    """All the parts of a call, what is missing, and its announcement."""
    call = call_or_404(slug)
    require(rules.can_compose_its_call(request.user, call))
    context = {
        "call": call,
        "parts": [part.told(call, request.user) for part in PARTS.values()],
        "missing": services.missing_from(call),
        "may_edit": rules.can_edit_call(request.user, call),
        "may_announce": rules.can_announce_call(request.user, call),
        "may_move": rules.can_move_closing(request.user, call),
        "fictional": call.fictional,
    }
    return render(request, "selection/composing.html", context)


def edit_call(request, slug):
    call = call_or_404(slug)
    require(rules.can_edit_call(request.user, call))
    form = composing.CallForm(request.POST or None, call=call, initial=composing.CallForm.initial_of(call))
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_call(call, by=request.user, version=form.cleaned_data["version"] or 0, **form.told())
        except services.AlreadyAnnounced as refusal:
            form.add_error(None, str(refusal))
        except ChangedSince as refusal:
            form.add_error(None, str(refusal))
            current = refusal.current
            over(form, "version", current.version)
        else:
            messages.success(request, _("Saved."))
            return redirect("selection:composing", call.slug)
    context = {"call": call, "form": form, "current": current, "fictional": call.fictional}
    return render(request, "selection/edit_call.html", context)


def over(form, name, version):
    """Give the form back over the newer version, so that a second, informed save is accepted."""
    form.data = form.data.copy()
    form.data[name] = version


@dataclass(frozen=True)
class Part:
    """One of the lists of a call: its page, the form of a line, what it reads and what it writes."""

    title: Any
    about: Any
    url_name: str
    row: type[composing.Row]
    rows: Callable[[Call], list]
    save: Callable[..., None]
    rule: Callable[..., Any] = rules.can_edit_call
    intro: bool = False

    def told(self, call: Call, user) -> dict:
        to = reverse(f"selection:{self.url_name}", args=[call.slug])
        said = {"title": self.title, "about": self.about, "to": to, "count": len(self.rows(call))}
        return said | {"may": self.rule(user, call)}


def save_asked(call: Call, kept: list, *, intro: str, **said) -> None:
    services.edit_call(call, eligibility={"intro": intro, "questions": kept}, **said)


PARTS = {
    "page": Part(
        _lazy("The page"),
        _lazy("What is given, what is asked, who may answer, how the projects are chosen."),
        "edit_page",
        composing.PartForm,
        lambda call: call.page,
        lambda call, kept, intro, **said: services.edit_call(call, page=kept, **said),
    ),
    "criteria": Part(
        _lazy("The criteria"),
        _lazy("Their weight and their levels. Once the call is open, they no longer change."),
        "edit_criteria",
        composing.CriterionForm,
        lambda call: list(call.criteria.all()),
        lambda call, kept, intro, **said: services.set_criteria(call, kept, **said),
        rule=rules.can_set_criteria,
    ),
    "asked": Part(
        _lazy("Compose “Is this for us?”"),
        _lazy("A few questions that explain what is missing, and turn nobody away."),
        "edit_eligibility",
        composing.EligibilityRow,
        lambda call: call.eligibility.get("questions", []),
        save_asked,
        intro=True,
    ),
    "answered": Part(
        _lazy("Questions and answers"),
        _lazy("What people asked, and what you answered."),
        "edit_questions",
        composing.PairForm,
        lambda call: call.questions_answered,
        lambda call, kept, intro, **said: services.edit_call(call, questions_answered=kept, **said),
    ),
}


def edit_part(request, slug, part):
    """One of the lists of a call; an emptied line goes, two more may be added at each saving."""
    call, part = call_or_404(slug), PARTS[part]
    require(part.rule(request.user, call))
    head = composing.ListForm(request.POST or None, intro=part.intro, initial=composing.ListForm.initial_of(call))
    lines = composing.rows_of(part.row)(
        request.POST or None, initial=[part.row.shown(one) for one in part.rows(call)]
    )
    changed = False
    if request.method == "POST" and head.is_valid() and lines.is_valid():
        try:
            part.save(call, lines.kept(), by=request.user, **head.cleaned_data)
        except (services.WeightsDoNotSum, services.AlreadyAnnounced) as refusal:
            head.add_error(None, str(refusal))
        except ChangedSince as refusal:
            head.add_error(None, str(refusal))
            over(head, "version", refusal.current.version)
            changed = True
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path) if "more" in request.POST else redirect("selection:composing", call.slug)
    context = {"call": call, "part": part, "head": head, "rows": lines, "changed": changed}
    return render(request, "selection/edit_part.html", context | {"fictional": call.fictional})


def edit_form(request, slug):
    """Which question of the form gives the name, the commune… of an application."""
    call = call_or_404(slug)
    require(rules.can_edit_call(request.user, call))
    revision = revision_of(call)
    if revision is None:
        messages.info(request, _("Choose a form for the applications first."))
        return redirect("selection:edit_call", call.slug)
    asked = Asked(revision)
    initial = {"version": call.version, **read_from(call, asked)}
    form = composing.ReadFromForm(request.POST or None, offered=offered(asked), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {"version": form.cleaned_data["version"], "read_from": form.chosen()}
        try:
            services.edit_call(call, by=request.user, **said)
        except ChangedSince as refusal:
            form.add_error(None, str(refusal))
            over(form, "version", refusal.current.version)
        else:
            messages.success(request, _("Saved."))
            return redirect("selection:composing", call.slug)
    context = {"call": call, "form": form, "revision": revision, "fictional": call.fictional}
    return render(request, "selection/edit_form.html", context)


@require_POST
def announce(request, slug):
    call = call_or_404(slug)
    require(rules.can_announce_call(request.user, call))
    try:
        services.announce(call, by=request.user)
    except services.NotReady as refusal:
        messages.error(request, str(refusal))
        return redirect("selection:composing", call.slug)
    messages.success(request, _("The call is announced."))
    return redirect(call)


def move_closing(request, slug):
    call = call_or_404(slug)
    require(rules.can_move_closing(request.user, call))
    form = composing.ClosingForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            services.move_closing(call, by=request.user, **form.cleaned_data)
        except services.OnlyLater as refusal:
            form.add_error("closes", str(refusal))
        else:
            messages.success(request, _("The closing is moved. Those who are writing have been told."))
            return redirect(call)
    return render(request, "selection/move_closing.html", {"call": call, "form": form, "fictional": call.fictional})
