"""The jury of a call: its phase, its members, how far they have read, and what each of them has to do."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.people import services as people
from levain.people.forms import InvitationForm
from levain.people.models import Invitation, Role, RoleCode
from levain.selection import rules, services
from levain.selection.forms.jury import JuryForm, PhaseForm
from levain.selection.models import Call, Jury, StateChanged
from levain.selection.rules.jury import JURY, codes
from levain.selection.services.progress import progress

SETTINGS = ("names_from", "scores_from", "readers", "declare_by", "read_by")


def call_or_404(slug) -> Call:
    return get_object_or_404(Call.objects.select_related("cohort__programme", "jury"), slug=slug)


def jury(request, slug):
    call = call_or_404(slug)
    require(rules.can_read_jury(request.user, call))
    jury = rules.jury_of(call)
    held = codes(request.user, call)
    may_lead = rules.can_lead_jury(request.user, call)
    order = Jury.Phase.values
    here = order.index(jury.phase)
    read = progress(call, jury)
    context = {
        "call": call,
        "jury": jury,
        "sits": bool(held & JURY),
        "mine": read.of(request.user) if held & JURY else None,
        "progress": read,
        "phases": [(label, value == jury.phase) for value, label in Jury.Phase.choices],
        "may_lead": may_lead,
        "may_read_sheet": rules.can_read_sheet(request.user, call),
        "may_read_meeting": rules.can_read_meeting(request.user, call),
        "next": Jury.Phase(order[here + 1]) if may_lead and here + 1 < len(order) else None,
        "before": Jury.Phase(order[here - 1]) if may_lead and here else None,
        "moves": jury.moves.select_related("by") if jury.pk else [],
        "fictional": call.fictional,
    }
    return render(request, "selection/jury/jury.html", context)


def settings(request, slug):
    """Who sees what and when, how many readers, until when."""
    call = call_or_404(slug)
    require(rules.can_lead_jury(request.user, call))
    jury = rules.jury_of(call)
    told = {name: getattr(jury, name) for name in (*SETTINGS, "version")}
    form = JuryForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_jury(call, by=request.user, **form.cleaned_data)
        except (ChangedSince, StateChanged) as refusal:
            form.add_error(None, str(refusal))
            form.data = form.data.copy()
            form.data["version"] = services.seat(call).version
        else:
            messages.success(request, _("The jury reads so from now on."))
            return redirect("selection:jury", slug)
    return render(request, "selection/jury/settings.html", {"call": call, "form": form, "fictional": call.fictional})


def phase(request, slug, to):
    """Pass to a phase beside the present one: what that opens is said before it is done."""
    call = call_or_404(slug)
    require(rules.can_lead_jury(request.user, call))
    if to not in Jury.Phase.values:
        raise BadRequest("phase")
    jury = rules.jury_of(call)
    back = jury.has_reached(to)
    form = PhaseForm(request.POST or None, back=back, initial={"to": to})
    if request.method == "POST" and form.is_valid():
        try:
            services.move_phase(call, to, by=request.user, reason=form.cleaned_data.get("reason", ""))
        except (services.PhaseSkipped, StateChanged) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The jury has moved: its members are told."))
        return redirect("selection:jury", slug)
    context = {
        "call": call,
        "form": form,
        "to": Jury.Phase(to),
        "back": back,
        "opens": OPENS[to],
        "still_open": not back and call.is_open(),
        "progress": progress(call, jury),
        "fictional": call.fictional,
    }
    return render(request, "selection/jury/phase.html", context)


# What each phase opens, said before it is entered.
OPENS = {
    Jury.Phase.DECLARE: _lazy("The members see the names of the collectives and of the places, and nothing else."),
    Jury.Phase.READ: _lazy("Each reads and scores the files given to her, without those she has a conflict with."),
    Jury.Phase.DISCUSS: _lazy(
        "All read all the files, see the reviews given and discuss. Late reviews can be given."
    ),
    Jury.Phase.DELIBERATE: _lazy("Reviews no longer change. The jury meets, discusses and votes."),
    Jury.Phase.CLOSED: _lazy("Nothing changes any more: what was said stays to be read."),
}


def seats(request, slug):
    """Who sits and who was invited: end a seat, send an invitation again, withdraw it."""
    call = call_or_404(slug)
    require(rules.can_lead_jury(request.user, call))
    sitting = Role.objects.in_force().on(call).filter(code__in=JURY).select_related("user").order_by("user__name")
    invited = Invitation.objects.to(call).pending().filter(code__in=JURY).select_related("invited_by")
    if request.method == "POST":
        _handle(request, call, sitting, invited)
        return redirect("selection:seats", slug)
    context = {
        "call": call,
        "sitting": sitting,
        "invited": invited,
        "now": timezone.now(),
        "fictional": call.fictional,
    }
    return render(request, "selection/jury/seats.html", context)


def _handle(request, call, sitting, invited) -> None:
    asked = {name: request.POST[name] for name in ("end", "again", "withdraw") if name in request.POST}
    name, pk = next(iter(asked.items()), ("", ""))
    if not pk.isdigit():
        raise BadRequest("deed")
    try:
        if name == "end":
            services.unseat(get_object_or_404(sitting, pk=pk), call, by=request.user)
            said = _("The seat is ended. What was given still counts; what was left to read is given back.")
        elif name == "again":
            people.send_again(_of(invited, pk, call), by=request.user)
            said = _("The invitation has left again, with a new link.")
        else:
            people.withdraw_invitation(_of(invited, pk, call), by=request.user)
            said = _("The invitation is withdrawn: its link is dead.")
    except (people.AlreadyEnded, people.InvitationClosed, people.AlreadyHeld, people.TooManyInvitations) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def _of(invited, pk, call) -> Invitation:
    invitation = get_object_or_404(invited, pk=pk)
    invitation.scope = call
    return invitation


def invite(request, slug):
    call = call_or_404(slug)
    require(rules.can_invite_jurors(request.user, call))
    form = InvitationForm(request.POST or None, codes=_offered(request.user, call))
    if request.method == "POST" and form.is_valid():
        try:
            people.invite(scope=call, by=request.user, **form.cleaned_data)
        except (people.AlreadyHeld, people.TooManyInvitations) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitation has been sent. It is valid for seven days."))
            return redirect("selection:jury", slug)
    return render(request, "selection/jury/invite.html", {"call": call, "form": form, "fictional": call.fictional})


def _offered(user, call) -> list[str]:
    """The national team names the chair; the chair invites members."""
    if RoleCode.PROGRAMME_LEAD in codes(user, call):
        return [RoleCode.JUROR, RoleCode.JURY_CHAIR]
    return [RoleCode.JUROR]
