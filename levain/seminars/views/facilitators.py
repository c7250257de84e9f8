"""Who runs a seminar: whoever prepares it asks a colleague, and takes the role back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.people import services as people
from levain.seminars import rules
from levain.seminars.forms.facilitators import FacilitatorForm
from levain.seminars.services import facilitators as running
from levain.seminars.views.preparation import managed_or_404

REFUSALS = (people.AlreadyHeld, people.TooManyInvitations, people.InvitationClosed, people.AlreadyEnded)


def facilitators(request, slug):
    seminar = managed_or_404(request, slug)
    for_session = bool(rules.can_name_for_session(request.user, seminar))
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed:
        return done(request, seminar, deed)
    form = FacilitatorForm(request.POST or None, session=for_session)
    if request.method == "POST" and form.is_valid():
        try:
            running.invite_facilitator(seminar, by=request.user, **form.told())
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitation has been sent. It is valid for seven days."))
            return redirect("seminars:facilitators", slug)
    roles = running.facilitators(seminar)
    for role in roles:
        role.may_end = bool(rules.can_end_facilitation(request.user, seminar, role))
        role.here = role.scope == seminar
    context = {"seminar": seminar, "form": form, "roles": roles, "invited": mine(request.user, seminar)}
    return render(request, "seminars/facilitators.html", context | {"fictional": seminar.fictional})


def mine(user, seminar) -> list:
    """The invitations that wait; those of the whole session to those who send them."""
    every = running.invited(seminar)
    return list(every if rules.can_name_for_session(user, seminar) else every.to(seminar))


def done(request, seminar, deed):
    try:
        messages.success(request, deed(request, seminar, request.POST.get("pk", "")))
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    people.forget_rights(request.user)
    if not rules.can_manage_seminar(request.user, seminar):
        return redirect("/espace/")
    return redirect("seminars:facilitators", seminar.slug)


def end(request, seminar, pk) -> str:
    role = next((role for role in running.facilitators(seminar) if str(role.pk) == pk), None)
    require(rules.can_end_facilitation(request.user, seminar, role))
    running.end_facilitation(role, by=request.user)
    return _("%(name)s no longer runs it.") % {"name": role.user}


def withdraw(request, seminar, pk) -> str:
    wanted = {invitation.pk for invitation in mine(request.user, seminar) if str(invitation.pk) == pk}
    invitation = get_object_or_404(running.invited(seminar), pk__in=wanted)
    people.withdraw_invitation(invitation, by=request.user)
    return _("The invitation is withdrawn: its link is dead.")


DEEDS = {"end": end, "withdraw": withdraw}
