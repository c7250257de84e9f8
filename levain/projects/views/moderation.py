"""What somebody reports, what is hidden and why, the second look, and what waits for the staff."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.design import errors
from levain.foundation import limits
from levain.foundation.verdicts import require
from levain.programmes.models import Cohort
from levain.projects import rules, services
from levain.projects.forms import AppealForm, DecisionForm, FlagForm, HideForm
from levain.projects.models import Flag, HelpCall, Hiding, NeighbourMessage

MOST_FLAGS = 10
A_PAGE = 15


def flag_message(request, slug, pk):
    found = NeighbourMessage.objects.select_related("project__cohort__programme")
    return _flag(request, get_object_or_404(found, pk=pk, project__slug=slug))


def flag_call(request, slug, pk):
    found = HelpCall.objects.select_related("project__cohort__programme")
    return _flag(request, get_object_or_404(found, pk=pk, project__slug=slug))


def _flag(request, thing):
    require(rules.can_flag(request.user, thing))
    form = FlagForm(request.POST or None)
    said = {"project": thing.project, "thing": thing, "form": form, "fictional": thing.project.fictional}
    if request.method == "POST" and form.is_valid():
        if limits.too_often(request, "flag", most=MOST_FLAGS) or limits.too_often(
            request, "flag-of", most=MOST_FLAGS, of=f"{thing._meta.label}-{thing.pk}"
        ):
            return errors.too_many(request)
        services.flag(thing, **form.cleaned_data)
        return render(request, "projects/flagged.html", said)
    return render(request, "projects/flag.html", said)


def hide_message(request, slug, pk):
    found = NeighbourMessage.objects.select_related("project__cohort__programme")
    message = get_object_or_404(found, pk=pk, project__slug=slug)
    return _hide(request, message, _("Hide a message, with a reason"))


def hide_call(request, slug, pk):
    found = HelpCall.objects.select_related("project__cohort__programme")
    call = get_object_or_404(found, pk=pk, project__slug=slug)
    return _hide(request, call, _("Hide a call for help, with a reason"))


def _hide(request, thing, asked):
    require(rules.can_hide(request.user, thing))
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.hide(thing, by=request.user, **form.cleaned_data)
        except services.NotPublic as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("It no longer shows. The reason is kept, and told to who wrote it."))
        return redirect(thing)
    said = {"project": thing.project, "thing": thing, "form": form, "asked": asked}
    return render(request, "projects/hide.html", said | {"fictional": thing.project.fictional})


def waiting(request, slug):
    """What waits in the projects of a cohort: reports, appeals, messages that nobody answered in time."""
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_moderate(request.user, cohort))
    flags = Flag.objects.waiting().filter(project__cohort=cohort)
    appeals = Hiding.objects.appealed().filter(project__cohort=cohort)
    late = NeighbourMessage.objects.waiting().filter(project__cohort=cohort, answer_by__lt=timezone.localdate())
    hidden = Hiding.objects.filter(project__cohort=cohort)
    about = ("project", "message__project", "call__project")
    page = Paginator(hidden.select_related(*about, "by"), A_PAGE).get_page(request.GET.get("page"))
    said = {
        "cohort": cohort,
        "flags": flags.select_related(*about)[:A_PAGE],
        "appeals": appeals.select_related(*about)[:A_PAGE],
        "late": late.select_related("project").order_by("answer_by")[:A_PAGE],
        "page": page,
    }
    return render(request, "projects/moderation.html", said | {"fictional": cohort.fictional})


@require_POST
def leave_shown(request, pk):
    found = Flag.objects.select_related("project__cohort__programme", "message__project", "call__project")
    flag = get_object_or_404(found, pk=pk)
    require(rules.can_settle_flag(request.user, flag))
    try:
        services.leave_shown(flag, by=request.user)
    except services.AlreadySettled as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("It stays on the page."))
    return redirect("projects:moderation", flag.project.cohort.slug)


def hiding(request, pk):
    """What was hidden, why, the appeal and its answer."""
    found = Hiding.objects.select_related(
        "project__cohort__programme", "message__project", "call__project", "by", "decided_by"
    )
    hidden = get_object_or_404(found, pk=pk)
    require(rules.can_read_hiding(request.user, hidden))
    may_decide, may_appeal = (rule(request.user, hidden) for rule in (rules.can_decide_appeal, rules.can_appeal))
    form = None
    if may_decide or may_appeal:
        form = (DecisionForm if may_decide else AppealForm)(request.POST or None)
    if request.method == "POST":
        require(may_decide if may_decide or not may_appeal else may_appeal)
        if form.is_valid():
            _settle(request, hidden, form.cleaned_data, decides=bool(may_decide))
            return redirect("projects:hiding", pk)
    said = {"hiding": hidden, "project": hidden.project, "form": form, "may_decide": may_decide}
    said |= {"may_moderate": rules.can_moderate(request.user, hidden.project.cohort)}
    return render(request, "projects/hiding.html", said | {"fictional": hidden.project.fictional})


def _settle(request, hidden, told, *, decides):
    try:
        if decides:
            restore = told["restore"] == "yes"
            services.decide_appeal(hidden, by=request.user, restore=restore, text=told["text"])
        else:
            services.appeal(hidden, text=told["text"], by=request.user)
    except (services.AlreadySettled, services.AlreadyAppealed) as error:
        messages.info(request, str(error))
    else:
        said = _("The decision is told to who wrote it.") if decides else _("The national team has your request.")
        messages.success(request, said)
