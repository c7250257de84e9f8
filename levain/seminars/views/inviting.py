"""The facilitator invites: by role and by project, or by address; sees who answered; takes an invitation back."""

from collections import Counter

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.foundation import limits
from levain.foundation.verdicts import require
from levain.projects.models import Project
from levain.seminars import rules, services
from levain.seminars.forms import InviteGuestsForm, InvitePeopleForm
from levain.seminars.models import Invitation, Registration, Side
from levain.seminars.services import invitations
from levain.seminars.services.invitations import TooManyInvited
from levain.seminars.views.preparation import managed_or_404

REFUSALS = (services.SeminarOver, TooManyInvited)
SENDINGS_AN_HOUR = 30


def listed(request, slug):
    seminar = managed_or_404(request, slug)
    asked = seminar.invitations.filter(withdrawn_at=None).select_related("user", "project", "registration")
    states = dict(seminar.registrations.filter(user__isnull=False).values_list("user_id", "state"))
    rows = []
    for invitation in asked:
        told = invitation.registration
        state = told.state if told else states.get(invitation.user_id, "")
        rows.append((invitation, state, Registration.State(state).label if state else _("no answer yet")))
    counted = Counter(state for _invitation, state, _label in rows)
    return render(
        request,
        "seminars/invitations.html",
        {
            "seminar": seminar,
            "rows": rows,
            "counted": [
                (_("invited"), len(rows)),
                (_("come"), counted[Registration.State.REGISTERED]),
                (_("wait for a seat"), counted[Registration.State.WAITING]),
                (_("do not come"), counted[Registration.State.DECLINED]),
                (_("have not answered"), counted[""]),
            ],
            "fictional": seminar.fictional,
        },
    )


def groups(seminar) -> list[tuple[str, list]]:
    """Those one may invite, under their project or their side, each once; those invited already left out."""
    done = set(seminar.invitations.filter(withdrawn_at=None, user__isnull=False).values_list("user_id", flat=True))
    projects = {project.pk: project.name for project in seminar.cohort.projects.order_by("name")}
    of_a_project = ContentType.objects.get_for_model(Project).pk
    found: dict[str, list] = {name: [] for name in projects.values()}
    for role in invitations.around(seminar):
        if role.user_id in done:
            continue
        done.add(role.user_id)
        side = rules.SIDES[role.code]
        of_project = projects.get(role.scope_id) if role.scope_type_id == of_a_project else None
        label = of_project or capfirst(str(Side(side).label))
        organisation = f", {role.organisation}" if role.organisation else ""
        said = f"{role.user} · {role.get_code_display()}{organisation}"
        found.setdefault(label, []).append((role.user, said))
    return [(label, people) for label, people in found.items() if people]


def people(request, slug):
    seminar = managed_or_404(request, slug)
    offered = groups(seminar)
    form = InvitePeopleForm(request.POST or None, groups=offered)
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["people"])
        asked = [user for _label, inside in offered for user, _name in inside if user.pk in wanted]
        made = sent(request, form, lambda: invite(seminar, asked, request, form))
        if made is not None:
            return redirect("seminars:invitations", slug)
    return shown(request, seminar, form, _("Invite people by role and project"), bool(offered))


def invite(seminar, asked, request, form):
    return invitations.invite_people(seminar, asked, by=request.user, words=form.cleaned_data["words"])


def guests(request, slug):
    seminar = managed_or_404(request, slug)
    form = InviteGuestsForm(request.POST or None, seminar=seminar)
    if request.method == "POST" and form.is_valid():
        told = form.told()
        asked = told.pop("guests")
        made = sent(request, form, lambda: invitations.invite_guests(seminar, asked, by=request.user, **told))
        if made is not None:
            return redirect("seminars:invitations", slug)
    return shown(request, seminar, form, _("Invite people without an account"), True)


def sent(request, form, deed):
    """What was sent, or None when it was refused and said so."""
    if limits.too_often(request, "seminar_invitations", most=SENDINGS_AN_HOUR, of=f"user-{request.user.pk}"):
        form.add_error(None, _("You have sent many invitations. Send the next ones in an hour."))
        return None
    try:
        made = deed()
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return None
    n = len(made)
    said = ngettext("%(n)s invitation leaves by mail.", "%(n)s invitations leave by mail.", n) % {"n": n}
    messages.success(request, said if n else _("All of them were already invited: nothing was sent."))
    return made


def shown(request, seminar, form, title, offered):
    context = {"seminar": seminar, "form": form, "title": title, "offered": offered, "fictional": seminar.fictional}
    return render(request, "seminars/invite.html", context)


@require_POST
def withdraw(request, slug, pk):
    found = Invitation.objects.select_related("seminar__cohort__programme", "user")
    invitation = get_object_or_404(found, pk=pk, seminar__slug=slug)
    require(rules.can_manage_invitation(request.user, invitation))
    invitations.withdraw(invitation, by=request.user)
    messages.success(request, _("The invitation is taken back: its link opens nothing any more."))
    return redirect("seminars:invitations", slug)
