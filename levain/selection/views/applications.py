"""The page of an application: what waits before its deposit, what comes after; its reading, receipt and files."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.written_files import handed, render_file
from levain.foundation.written_web import render_web
from levain.people import services as people
from levain.people.models import Invitation, Role
from levain.questionnaires.services import Sheet
from levain.selection.forms.applications import HANDS, CommentForm, InviteForm, TypeInForm
from levain.selection.models import Application, ApplicationComment, Call, StateChanged
from levain.selection.rules import applications as rules
from levain.selection.rules import can_read_applications
from levain.selection.rules.admission import can_read_checks
from levain.selection.services import applications as services
from levain.selection.services import depositing, receipts
from levain.selection.services.answers import response_of
from levain.selection.steps import steps_of
from levain.selection.views.applying import at_stake, of_application, reading, sheet_of


@of_application(rules.can_open)
def application(request, application):
    """For those who write it: the task list, then what becomes of it. For those who read: the answers."""
    if not rules.can_work_on(request.user, application):
        return read_page(request, application, home=True)
    parts = rules.parts_written(request.user, application)
    draft = application.state == Application.State.DRAFT
    context = {
        "application": application,
        "call": application.call,
        "draft": draft,
        "may_write": rules.can_write(request.user, application),
        "may_deposit": rules.can_deposit(request.user, application),
        "may_withdraw": rules.can_withdraw(request.user, application),
        "may_invite": rules.can_invite(request.user, application),
        "hands": hands_in(application),
        "fictional": application.fictional,
        **at_stake(application.call),
    }
    if draft:
        context["steps"] = steps = steps_of(application, sheet_of(application), parts)
        context["next"] = next((step for step in steps if step.mine and step.missing), None)
        context["waiting"] = sum(step.missing for step in steps)
        context["authority"] = any(hand["code"] == "local_authority" for hand in context["hands"])
    else:
        context["correction"] = application.corrections.filter(settled_at=None).first()
        context["answer"] = application.letters.exclude(released_at=None).first()
        context["steps_after"] = receipts.what_comes_next(application)
    return render(request, "selection/application.html", context)


def hands_in(application) -> list[dict]:
    held = Role.objects.in_force().on(application).select_related("user").order_by("pk")
    return [
        {"role": role, "user": role.user, "code": role.code, "does": HANDS[role.code]}
        for role in held
        if role.code in HANDS
    ]


@of_application(rules.can_open)
def read(request, application):
    return read_page(request, application)


def read_page(request, application, home=False):
    """All that was written, and who wrote it."""
    response = response_of(application)
    sections = []
    if response is not None:
        sheet = Sheet.of(response)
        steps = steps_of(application, sheet, set())
        sections = reading(application, sheet, steps, set())
    received = application.state != Application.State.DRAFT
    context = {
        "application": application,
        "call": application.call,
        "sections": sections,
        "may_list": received and can_read_applications(request.user, application.call),
        "may_check": received and can_read_checks(request.user, application),
        "hand": rules.can_work_on(request.user, application),
        "home": home,
        "fictional": application.fictional,
    }
    return render(request, "selection/read_application.html", context)


@of_application(rules.can_open)
def application_pdf(request, application):
    return handed(
        render_file(receipts.as_document(application), "pdf"), "pdf", f"candidature-{application.reference}"
    )


@of_application(rules.can_read_receipt)
def receipt(request, application):
    context = {
        "application": application,
        "call": application.call,
        "body": render_web(receipts.receipt(application)),
        "fictional": application.fictional,
    }
    return render(request, "selection/receipt.html", context)


@of_application(rules.can_read_receipt)
def receipt_pdf(request, application):
    return handed(render_file(receipts.receipt(application), "pdf"), "pdf", f"recepisse-{application.reference}")


@of_application(rules.can_work_on)
def remarks(request, application, code):
    """What the hands say to one another about one subject, beside its answers."""
    may = rules.can_comment(request.user, application)
    form = CommentForm(request.POST or None)
    if request.method == "POST":
        require(may)
        if form.is_valid():
            services.comment(application, section=code[:40], by=request.user, **form.cleaned_data)
            messages.success(request, _("Your remark is written. The others have been told."))
            return redirect(request.path)
    sheet = sheet_of(application)
    steps = steps_of(application, sheet, rules.parts_written(request.user, application))
    step = next((one for one in steps if one.code == code), None)
    if step is None:
        raise Http404
    sections = reading(application, sheet, steps, rules.parts_written(request.user, application))
    context = {
        "application": application,
        "call": application.call,
        "step": step,
        "section": next((one for one in sections if one["code"] == code), None),
        "remarks": application.comments.filter(section=code).select_related("by"),
        "form": form,
        "may": may,
        "fictional": application.fictional,
    }
    return render(request, "selection/remarks.html", context)


@require_POST
@of_application(rules.can_comment)
def settle_remark(request, application, pk):
    said = get_object_or_404(ApplicationComment, application=application, pk=pk)
    services.settle(said, by=request.user)
    messages.success(request, _("This remark is settled."))
    return redirect("selection:remarks", application.key, said.section)


@of_application(rules.can_see_hands)
def hands(request, application):
    """Who writes, comments or reads; and, for who may, the invitation of one more."""
    may = rules.can_invite(request.user, application)
    codes = rules.roles_invited(request.user, application)
    form = InviteForm(request.POST or None, codes=codes) if may else None
    if request.method == "POST":
        require(may)
        if form.is_valid():
            try:
                people.invite(scope=application, by=request.user, **form.cleaned_data)
            except (people.AlreadyHeld, people.TooManyInvitations) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The invitation has been sent. It is valid for seven days."))
                return redirect(request.path)
    held = hands_in(application)
    for hand in held:
        hand["role"].scope = application
        hand["may_end"] = rules.can_end_hand(request.user, hand["role"])
    invited = list(Invitation.objects.to(application).pending().filter(code__in=codes).order_by("-created_at"))
    context = {"application": application, "call": application.call, "hands": held, "may": may, "form": form}
    context |= {"invited": invited, "fictional": application.fictional, "now": timezone.now()}
    return render(request, "selection/hands.html", context)


@require_POST
@of_application(rules.can_see_hands)
def end_hand(request, application, pk):
    role = get_object_or_404(Role.objects.in_force().on(application), pk=pk)
    role.scope = application
    require(rules.can_end_hand(request.user, role))
    people.end_role(role, by=request.user)
    messages.success(request, _("The hand is taken off: what was written stays."))
    if role.user_id == request.user.pk:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return redirect("selection:hands", application.key)


@require_POST
@of_application(rules.can_invite)
def withdraw_invitation(request, application, pk):
    invitation = get_object_or_404(Invitation.objects.to(application), pk=pk)
    invitation.scope = application
    require(rules.can_handle_invitation(request.user, invitation))
    try:
        people.withdraw_invitation(invitation, by=request.user)
    except people.InvitationClosed as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("The invitation is withdrawn: its link is dead."))
    return redirect("selection:hands", application.key)


@of_application(rules.can_withdraw)
def withdraw(request, application):
    if request.method == "POST":
        try:
            depositing.withdraw(application, by=request.user)
        except StateChanged as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your application is withdrawn."))
        return redirect(application)
    context = {"application": application, "call": application.call, "fictional": application.fictional}
    return render(request, "selection/withdraw.html", context)


def type_in(request, slug):
    """An application that came on paper or by mail: the team types it for whoever sent it."""
    call = get_object_or_404(Call.objects.select_related("cohort__programme", "questionnaire"), slug=slug)
    require(rules.can_type_in(request.user, call))
    form = TypeInForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        email, name = said.pop("email"), said.pop("name")
        try:
            made = services.type_in(call, by=request.user, email=email, name=name, **said)
        except (services.CameTooLate, services.NoForm) as refusal:
            form.add_error("received_at", str(refusal))
        else:
            messages.success(request, _("The file is open: type what was sent, then deposit it."))
            return redirect(made)
    typed = call.applications.filter(state=Application.State.DRAFT).exclude(channel=Application.Channel.ONLINE)
    context = {"call": call, "form": form, "typed": typed.order_by("-started_at")[:50], "fictional": call.fictional}
    return render(request, "selection/type_in.html", context)
