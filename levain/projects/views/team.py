from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.people import services as people
from levain.people.forms import InvitationForm
from levain.people.models import Invitation, Role, RoleCode
from levain.projects import rules, services
from levain.projects.models import IN_THE_PROJECT, Project
from levain.projects.views import project_or_404


def team(request, slug):
    """The team by role, those who support it, and who was invited and has not answered."""
    project = project_or_404(slug)
    require(rules.can_read_actions(request.user, project))
    held = list(services.around(project))
    for role in held:
        if role.code in IN_THE_PROJECT:
            role.scope = project
        role.may_end = rules.ends(request.user, role) if role.code in IN_THE_PROJECT else False
        role.may_relay = role.user != request.user and rules.may_relay(request.user, role)
    invited = Invitation.objects.to(project).pending().filter(code__in=rules.roles_invited(request.user, project))
    return render(
        request,
        "projects/team.html",
        {
            "project": project,
            "groups": _by_code(held, IN_THE_PROJECT),
            "supporting": _by_code(held, SUPPORTING),
            "mine": any(role.user == request.user for role in held),
            "invited": invited.select_related("invited_by").order_by("-created_at"),
            "now": timezone.now(),
            "may_invite": rules.can_invite(request.user, project),
            "fictional": project.fictional,
        },
    )


SUPPORTING = (RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD, RoleCode.STATE_SERVICE)


TITLES = {
    RoleCode.BEARER: _("Project bearers"),
    RoleCode.MEMBER: _("Members of the collective"),
    RoleCode.OBSERVER: _("Observers"),
    RoleCode.LOCAL_AUTHORITY: _("For the local authority"),
    RoleCode.EXPERT: _("Experts"),
    RoleCode.PARTNER: _("Partners"),
    RoleCode.ADVISER: _("Advisers"),
    RoleCode.PROGRAMME_LEAD: _("National team"),
    RoleCode.STATE_SERVICE: _("For the State"),
}


def _by_code(held, codes):
    groups = [(TITLES[code], [role for role in held if role.code == code]) for code in codes]
    return [(label, roles) for label, roles in groups if roles]


def invite(request, slug):
    project = project_or_404(slug)
    require(rules.can_invite(request.user, project))
    form = InvitationForm(request.POST or None, codes=rules.roles_invited(request.user, project))
    if request.method == "POST" and form.is_valid():
        try:
            people.invite(scope=project, by=request.user, **form.cleaned_data)
        except (people.AlreadyHeld, people.TooManyInvitations) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("The invitation has been sent. It is valid for seven days."))
            return redirect("projects:team", project.slug)
    context = {"project": project, "form": form, "fictional": project.fictional}
    return render(request, "projects/invite.html", context)


def _held_on(model, slug, pk):
    """A role or an invitation on this very project."""
    project = project_or_404(slug)
    found = get_object_or_404(model.objects.on(project) if model is Role else model.objects.to(project), pk=pk)
    found.scope = project
    return found


@require_POST
def send_again(request, slug, pk):
    return _handle(request, slug, pk, people.send_again, gettext("The invitation has left again, with a new link."))


@require_POST
def withdraw(request, slug, pk):
    return _handle(
        request, slug, pk, people.withdraw_invitation, gettext("The invitation is withdrawn: its link is dead.")
    )


def _handle(request, slug, pk, deed, said):
    invitation = _held_on(Invitation, slug, pk)
    require(rules.can_handle_invitation(request.user, invitation))
    try:
        deed(invitation, by=request.user)
    except (people.InvitationClosed, people.AlreadyHeld, people.TooManyInvitations) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("projects:team", slug)


def end_role(request, slug, pk):
    """Leave, or end the role of somebody else: asked once more before it is done."""
    role = _held_on(Role, slug, pk)
    require(rules.can_end_role(request.user, role))
    own = role.user == request.user
    if request.method == "POST":
        try:
            people.end_role(role, by=request.user)
        except people.AlreadyEnded as ended:
            messages.info(request, str(ended))
        else:
            messages.success(request, gettext("You have left the team.") if own else gettext("The role has ended."))
        return redirect(_after(request.user, role.scope))
    return render(
        request,
        "projects/end_role.html",
        {
            "project": role.scope,
            "role": role,
            "own": own,
            "actions": role.scope.actions.filter(owner=role.user, done=None).count(),
            "may_relay": rules.may_relay(request.user, role),
            "fictional": role.scope.fictional,
        },
    )


def _after(user, project: Project) -> str:
    """The team's page, or the first screen of whoever may no longer open it."""
    people.forget_rights(user)
    if rules.can_read_actions(user, project):
        return reverse("projects:team", args=[project.slug])
    return settings.LOGIN_REDIRECT_URL
