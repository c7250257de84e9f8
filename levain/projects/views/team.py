from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.people.forms import InvitationForm
from levain.people.models import Role, RoleCode
from levain.people.services import AlreadyHeld, TooManyInvitations
from levain.people.services import invite as send_invitation
from levain.projects import rules
from levain.projects.views import project_or_404


def team(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_actions(request.user, project))
    held = Role.objects.in_force().on(project).select_related("user", "organisation").order_by("code", "user__name")
    return render(
        request,
        "projects/team.html",
        {
            "project": project,
            "roles": held,
            "may_invite": rules.can_invite(request.user, project),
            "fictional": project.fictional,
        },
    )


def invite(request, slug):
    project = project_or_404(slug)
    require(rules.can_invite(request.user, project))
    form = InvitationForm(request.POST or None, codes=rules.roles_invited(request.user, project))
    if request.method == "POST" and form.is_valid():
        try:
            send_invitation(scope=project, by=request.user, **form.cleaned_data)
        except (AlreadyHeld, TooManyInvitations) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitation has been sent. It is valid for seven days."))
            return redirect("projects:team", project.slug)
    context = {"project": project, "form": form, "fictional": project.fictional}
    return render(request, "projects/invite.html", context | {"codes": RoleCode})
