"""The people of a session: who holds which role, who was asked, and the list brought in from a spreadsheet."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.foundation import trials, workbooks
from levain.foundation.verdicts import require
from levain.people import services as people
from levain.people.models import Role
from levain.programmes.models import Cohort
from levain.programmes.rules import can_steer
from levain.projects import rules, services
from levain.projects.forms import ContactsForm, SessionInvitationForm
from levain.projects.services import contacts

SHOWN = 50
DEEDS = {"again": people.send_again, "withdraw": people.withdraw_invitation}


def _cohort(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_keep_people(request.user, cohort))
    return cohort


def listed(request, slug):
    """Who holds a role beside the projects, and who was asked and has not answered."""
    cohort = _cohort(request, slug)
    kind = ContentType.objects.get_for_model(Cohort).pk
    groups: dict[str, list[Role]] = {}
    for role in services.beside_projects(cohort):
        role.may_end = role.scope_type_id == kind and role.user != request.user
        groups.setdefault(role.get_code_display(), []).append(role)
    context = {"groups": groups.items(), "invited": services.asked_in(cohort), "now": timezone.now()}
    context["may_steer"] = can_steer(request.user, cohort)
    return _page(request, cohort, "session_people", context)


def invite(request, slug):
    cohort = _cohort(request, slug)
    form = SessionInvitationForm(request.POST or None, cohort=cohort, codes=rules.roles_offered(request.user, cohort))
    if request.method == "POST" and form.is_valid():
        try:
            people.invite(by=request.user, **form.asked)
        except (people.AlreadyHeld, people.TooManyInvitations) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitation has been sent. It is valid for seven days."))
            return redirect("projects:session_people", cohort.slug)
    return _page(request, cohort, "session_invite", {"form": form})


@require_POST
def handle(request, slug):
    """Send again or withdraw what nobody has accepted yet."""
    cohort = _cohort(request, slug)
    asked = next((name for name in DEEDS if name in request.POST), "")
    number = request.POST.get(asked, "")
    invitation = services.asked_in(cohort).filter(pk=int(number)).first() if number.isdecimal() else None
    try:
        if invitation is None:
            raise people.InvitationClosed(_("This invitation was accepted or withdrawn."))
        DEEDS[asked](invitation, by=request.user)
    except (people.InvitationClosed, people.AlreadyHeld, people.TooManyInvitations) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is done."))
    return redirect("projects:session_people", cohort.slug)


def end_role(request, slug):
    """End a role held in the session: asked once more before it is done."""
    cohort = _cohort(request, slug)
    number = request.GET.get("role", "")
    found = Role.objects.in_force().on(cohort).select_related("user")
    role = found.filter(pk=int(number)).exclude(user=request.user).first() if number.isdecimal() else None
    if role is None:
        messages.info(request, _("Choose the role to end in this list."))
        return redirect("projects:session_people", cohort.slug)
    role.scope = cohort
    if request.method == "POST":
        try:
            people.end_role(role, by=request.user)
        except people.AlreadyEnded as ended:
            messages.info(request, str(ended))
        else:
            messages.success(request, _("The role has ended."))
        return redirect("projects:session_people", cohort.slug)
    return _page(request, cohort, "session_end_role", {"role": role})


def bring(request, slug):
    """A trial of the list, then the yes that writes to everybody."""
    cohort = _cohort(request, slug)
    form, report, new, kept = ContactsForm(), None, [], ""
    if "held" in request.POST:
        rows = trials.opened("contacts", request.POST["held"], cohort)
        if rows is None:
            messages.error(request, _("This trial is too old. Choose the file again."))
            return redirect(request.path)
        report, new = _bring(request, cohort, rows, dry_run=False)
        if report.written:
            said = ngettext("%(n)d invitation has left.", "%(n)d invitations have left.", report.created)
            messages.success(request, said % {"n": report.created})
            return redirect("projects:session_people", cohort.slug)
    elif request.method == "POST":
        form = ContactsForm(request.POST, request.FILES)
        if form.is_valid():
            report, new, kept = _tried(request, cohort, form)
    context = {"form": form, "report": report, "new": new[:SHOWN], "held": kept}
    return _page(request, cohort, "bring_contacts", context)


def _bring(request, cohort, rows, dry_run=True):
    offered = rules.roles_offered(request.user, cohort)
    return services.bring_contacts(rows, cohort, offered=offered, by=request.user, dry_run=dry_run)


def _tried(request, cohort, form):
    try:
        rows = trials.first_sheet(form.cleaned_data["file"])
    except workbooks.UnreadableWorkbook as error:
        form.add_error("file", str(error))
        return None, [], ""
    report, new = _bring(request, cohort, rows)
    return report, new, trials.held("contacts", rows, cohort) if new and not report.errors else ""


def sheet(request, slug):
    """The list to fill in, with the projects of the session."""
    cohort = _cohort(request, slug)
    return workbooks.as_file(f"{cohort.slug}-personnes.xlsx", contacts.COLUMNS, contacts.sheet_to_fill(cohort))


def _page(request, cohort, name, context):
    return render(request, f"projects/{name}.html", context | {"cohort": cohort, "fictional": cohort.fictional})
