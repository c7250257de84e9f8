"""Conflicts of interest: declared by each before anything is seen, added or lifted by those who lead the jury."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.people.models import User
from levain.selection import rules, services
from levain.selection.forms.jury import OFFERED, AddConflictForm, ConflictForm, LiftForm, named_for_conflicts
from levain.selection.models import Application, Conflict, Declaration
from levain.selection.rules.jury import TO_DECLARE_ON
from levain.selection.services.coincidences import proposed
from levain.selection.views.jury import call_or_404

A_PAGE = 60


def _files(call):
    return call.applications.filter(state__in=TO_DECLARE_ON).select_related("commune")


def _asked(request) -> str:
    if set(request.GET) - {"q", "page"}:
        raise BadRequest("parameter")
    return request.GET.get("q", "").strip()[:200]


def _holding(files, asked):
    if not asked:
        return files
    names = Q(collective__icontains=asked) | Q(local_authority__icontains=asked) | Q(place__icontains=asked)
    return files.filter(names)


def declare(request, slug):
    """The names of the files, and nothing else: what coincides first, then the whole list."""
    call = call_or_404(slug)
    require(rules.can_declare(request.user, call))
    jury = rules.jury_of(call)
    waiting = unanswered(request.user, call)
    asked = _asked(request)
    files = _files(call).annotate(
        declared=Exists(Declaration.objects.filter(juror=request.user, application=OuterRef("pk")))
    )
    files = _holding(files, asked)
    page = Paginator(files.order_by("place", "collective", "pk"), A_PAGE).get_page(request.GET.get("page"))
    hers = {one.application_id: one for one in Conflict.objects.standing().filter(juror=request.user)}
    for file in page:
        file.names = named_for_conflicts(file, jury)
        file.conflict = hers.get(file.pk)
    left = _files(call).exclude(declarations__juror=request.user).exclude(pk__in=hers).count()
    context = {
        "call": call,
        "jury": jury,
        "page": page,
        "asked": asked,
        "waiting": waiting,
        "left": left,
        "fictional": call.fictional,
    }
    return render(request, "selection/jury/declare.html", context)


def unanswered(user, call) -> list[tuple]:
    """What coincides between her and files of which she has said nothing yet."""
    spoken = Declaration.objects.filter(juror=user, application=OuterRef("pk"))
    files = list(_files(call).filter(rules.free_of(user), ~Exists(spoken)))
    found, jury = proposed([user], files), rules.jury_of(call)
    return [
        (file, named_for_conflicts(file, jury), found[user.pk, file.pk])
        for file in files
        if (user.pk, file.pk) in found
    ]


@require_POST
def declare_rest(request, slug):
    """She has gone through the list, and has no other conflict."""
    call = call_or_404(slug)
    require(rules.can_declare(request.user, call))
    try:
        services.declare_all(call, request.user, unanswered=len(unanswered(request.user, call)))
    except services.ProposalsUnanswered as refusal:
        messages.error(request, str(refusal))
        return redirect("selection:declare", slug)
    messages.success(request, _("Thank you: your conflicts of interest are declared."))
    return redirect("selection:jury", slug)


def _file_or_404(request, slug, key) -> Application:
    call = call_or_404(slug)
    require(rules.can_declare(request.user, call))
    file = get_object_or_404(_files(call), key=key)
    file.call = call
    return file


def declare_one(request, slug, key):
    """A conflict with this file."""
    file = _file_or_404(request, slug, key)
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_conflict(file, request.user, by=request.user, **form.cleaned_data)
        except services.ConflictStands as known:
            messages.info(request, str(known))
        else:
            messages.success(request, _("Your conflict of interest is declared: this file is closed to you."))
        return redirect("selection:declare", slug)
    context = {"call": file.call, "form": form, "fictional": file.fictional}
    context["names"] = named_for_conflicts(file, rules.jury_of(file.call))
    return render(request, "selection/jury/declare_one.html", context)


@require_POST
def clear(request, slug, key):
    """What coincides is no conflict."""
    file = _file_or_404(request, slug, key)
    services.clear(file, request.user)
    return redirect("selection:declare", slug)


def conflicts(request, slug):
    """All the conflicts of a jury, what was said to be none, and a way to add one."""
    call = call_or_404(slug)
    require(rules.can_lead_jury(request.user, call))
    asked, jury = _asked(request), rules.jury_of(call)
    sitting = [member.user.pk for member in services.members(call)]
    form = AddConflictForm(
        request.POST or None,
        jurors=User.objects.filter(pk__in=sitting).order_by("name"),
        jury=jury,
        applications=_holding(_files(call), asked).order_by("place", "pk"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_conflict(by=request.user, **form.cleaned_data)
        except services.ConflictStands as known:
            form.add_error(None, str(known))
        else:
            messages.success(request, _("The conflict is declared: the file is closed to this member, who is told."))
            return redirect("selection:conflicts", slug)
    known = Conflict.objects.filter(application__call=call).select_related(
        "juror", "application", "declared_by", "withdrawn_by"
    )
    declared = sorted(known, key=lambda one: (one.withdrawn_at is not None, one.declared_at))
    for one in declared:
        one.application.call = call
        one.names = named_for_conflicts(one.application, jury)
        one.may_lift = rules.can_lift_conflict(request.user, one)
    cleared = Declaration.objects.filter(application__call=call, cleared=True).select_related("juror", "application")
    context = {
        "call": call,
        "form": form,
        "asked": asked,
        "many": call.applications.filter(state__in=TO_DECLARE_ON).count() > OFFERED,
        "declared": declared,
        "cleared": [(one, named_for_conflicts(one.application, jury)) for one in cleared[:A_PAGE]],
        "fictional": call.fictional,
    }
    return render(request, "selection/jury/conflicts.html", context)


def lift(request, pk):
    """The file opens again to the member, with a reason that is kept."""
    found = Conflict.objects.select_related("juror", "application__call__cohort__programme")
    conflict = get_object_or_404(found, pk=pk)
    require(rules.can_lift_conflict(request.user, conflict))
    form = LiftForm(request.POST or None)
    call = conflict.application.call
    if request.method == "POST" and form.is_valid():
        try:
            services.lift_conflict(conflict, by=request.user, reason=form.cleaned_data["reason"])
        except services.ConflictStands as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The conflict is lifted: the file opens again to this member, who is told."))
        return redirect("selection:conflicts", call.slug)
    context = {
        "call": call,
        "conflict": conflict,
        "names": named_for_conflicts(conflict.application, rules.jury_of(call)),
        "form": form,
        "fictional": call.fictional,
    }
    return render(request, "selection/jury/lift.html", context)
