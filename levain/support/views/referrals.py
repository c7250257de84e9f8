from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.people.models import Organisation
from levain.support import rules
from levain.support.forms.referrals import LaterForm, MailboxForm, ReferForm, ReplyForm
from levain.support.models import Need, Referral
from levain.support.services import referrals as services
from levain.support.services.mailboxes import change_mailbox
from levain.support.services.needs import NeedClosed, NotTheMoment
from levain.support.views import bring_up_to_date, need_or_404, numbered

USUAL_DELAY = timedelta(days=15)


def refer(request, pk):
    need = need_or_404(request, pk)
    require(rules.can_refer(request.user, need))
    offered = services.asked_by_project(need.project)
    initial = {"hoped_by": timezone.localdate() + USUAL_DELAY, "service": offered.first()}
    form = ReferForm(request.POST or None, services=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            referral = services.refer(need, by=request.user, **form.cleaned_data)
        except (NeedClosed, NotTheMoment, services.HopedTooSoon) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Asked: %(service)s has been told.") % {"service": referral.service})
            return redirect(referral)
    context = {"need": need, "project": need.project, "form": form, "fictional": need.project.fictional}
    return render(request, "support/refer.html", context | {"services": list(offered)})


def mailbox(request, pk):
    """The address of a service whose people have no account."""
    service = get_object_or_404(Organisation, pk=pk)
    require(rules.can_keep_mailbox(request.user, service))
    need = numbered(Need.objects.visible_to(request.user), request.GET.get("besoin"))
    back = reverse("support:refer", args=[need.pk]) if need else reverse("portal:space")
    form = MailboxForm(request.POST or None, initial={"mailbox": service.mailbox})
    if request.method == "POST" and form.is_valid():
        change_mailbox(service, by=request.user, mailbox=form.cleaned_data["mailbox"])
        messages.success(request, _("The mailbox is noted."))
        return redirect(back)
    context = {"service": service, "form": form, "back": back, "fictional": service.fictional}
    return render(request, "support/mailbox.html", context)


def reply(request, pk):
    """Two ways out: the reply, or the day it will come."""
    referrals = Referral.objects.select_related(
        "need__project__cohort__programme",
        "need__stated_by",
        "need__qualified_by",
        "service",
        "asked_by",
        "replied_by",
    )
    referral = get_object_or_404(referrals, pk=pk)
    require(rules.can_reply(request.user, referral))
    later = request.POST.get("way") == "later"
    posted = request.POST or None
    form = ReplyForm(None if later else posted, initial={"reply": referral.reply, "version": referral.version})
    later_form = LaterForm(
        posted if later else None, initial={"version": referral.version, "back_on": referral.back_on}, prefix="later"
    )
    used = later_form if later else form
    context = {"referral": referral, "need": referral.need, "project": referral.need.project}
    if request.method == "POST" and used.is_valid():
        try:
            said = _do(request, referral, used, later)
        except (ChangedSince, services.AlreadyReplied) as refusal:
            used.add_error(None, str(refusal))
            if isinstance(refusal, ChangedSince):
                context["current"] = refusal.current
                bring_up_to_date(used, refusal.current.version)
        else:
            messages.success(request, said)
            return redirect(referral)
    context |= {"form": form, "later_form": later_form, "fictional": referral.need.project.fictional}
    return render(request, "support/reply.html", context)


def _do(request, referral, form, later):
    if later:
        services.come_back_later(
            referral,
            by=request.user,
            back_on=form.cleaned_data["back_on"],
            words=form.cleaned_data["back_words"],
            version=form.cleaned_data["version"],
        )
        return _("Noted: the project knows when your reply will come.")
    services.reply(referral, by=request.user, text=form.cleaned_data["reply"], version=form.cleaned_data["version"])
    return _("Your reply is sent: the project and its adviser have been told.")
