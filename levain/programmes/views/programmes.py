"""A programme founded in the house, what is said of it, and who runs it in all its sessions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.people import services as people
from levain.people.models import Invitation, Role
from levain.programmes import founding, rules
from levain.programmes.forms import FoundingForm, ProgrammeForm, TeamInvitationForm
from levain.programmes.models import Programme

DEEDS = {"again": people.send_again, "withdraw": people.withdraw_invitation}


def found(request):
    require(rules.can_found_programme(request.user))
    form = FoundingForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            programme = founding.begin_programme(by=request.user, **form.cleaned_data)
        except people.TooManyInvitations as refusal:
            form.add_error("lead", str(refusal))
        else:
            messages.success(request, _("The programme is founded. Here is what is left to prepare."))
            return redirect(programme)
    return render(request, "programmes/found.html", {"form": form})


def _programme(request, slug):
    programme = get_object_or_404(Programme, slug=slug)
    require(rules.can_run_programme(request.user, programme))
    return programme


def edit(request, slug):
    programme = _programme(request, slug)
    form = ProgrammeForm(request.POST or None, programme=programme)
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            founding.edit_programme(programme, by=request.user, **form.cleaned_data)
        except ChangedSince as refusal:
            form.add_error(None, str(refusal))
            current = refusal.current
            form.data = form.data.copy()
            form.data["version"] = current.version
        else:
            messages.success(request, _("Saved."))
            return redirect(programme)
    return render(request, "programmes/edit.html", {"programme": programme, "form": form, "current": current})


def team(request, slug):
    """Who runs the whole programme, who was asked, and the form that asks one more."""
    programme = _programme(request, slug)
    form = TeamInvitationForm(request.POST or None, programme=programme, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            people.invite(scope=programme, by=request.user, **form.cleaned_data)
        except (people.AlreadyHeld, people.TooManyInvitations) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitation has been sent. It is valid for seven days."))
            return redirect("programmes:team", programme.slug)
    held = Role.objects.in_force().on(programme).filter(user__is_active=True)
    context = {
        "programme": programme,
        "form": form,
        "roles": held.select_related("user").order_by("-code", "user__name", "pk"),
        "invited": _asked(programme),
        "now": timezone.now(),
    }
    return render(request, "programmes/team.html", context)


def _asked(programme):
    return Invitation.objects.pending().to(programme).select_related("invited_by").order_by("-created_at", "-pk")


@require_POST
def handle(request, slug):
    """Send again or withdraw what nobody has accepted yet."""
    programme = _programme(request, slug)
    asked = next((name for name in DEEDS if name in request.POST), "")
    number = request.POST.get(asked, "")
    invitation = _asked(programme).filter(pk=int(number)).first() if number.isdecimal() else None
    try:
        if invitation is None:
            raise people.InvitationClosed(_("This invitation was accepted or withdrawn."))
        DEEDS[asked](invitation, by=request.user)
    except (people.InvitationClosed, people.AlreadyHeld, people.TooManyInvitations) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is done."))
    return redirect("programmes:team", programme.slug)
