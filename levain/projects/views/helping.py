"""What the project looks for, what is offered, and the one list of the cohort."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.programmes.models import Cohort
from levain.projects import hands, rules, services
from levain.projects.forms import HelpCallForm
from levain.projects.models import Hand, HelpCall
from levain.projects.views import edited, project_or_404

A_PAGE = 15


def help_calls(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_help_calls(request.user, project))
    page = Paginator(hands.with_offers(project.help_calls.all()), A_PAGE).get_page(request.GET.get("page"))
    for call in page:
        call.project = project
        call.may_change = rules.can_change_call(request.user, call)
        call.may_found = rules.can_say_found(request.user, call)
        call.may_close = rules.can_close_call(request.user, call)
        call.may_hide = rules.can_hide(request.user, call)
        call.why_hidden = call.hidings.first() if call.hidden_at else None
    said = {"project": project, "page": page, "may_call": rules.can_call_for_help(request.user, project)}
    said |= {"may_read_messages": rules.can_read_messages(request.user, project)}
    return render(request, "projects/help_calls.html", said | {"fictional": project.fictional})


def add(request, slug):
    project = project_or_404(slug)
    require(rules.can_call_for_help(request.user, project))
    form = HelpCallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.call_for_help(project, by=request.user, **form.cleaned_data)
        said = _("It is on the public page.") if project.published else _("It will show once the page is published.")
        messages.success(request, said)
        return redirect("projects:help_calls", slug)
    said = {"project": project, "form": form, "fictional": project.fictional}
    return render(request, "projects/help_call_add.html", said)


def call_or_404(slug, pk) -> HelpCall:
    return get_object_or_404(HelpCall.objects.select_related("project__cohort__programme"), pk=pk, project__slug=slug)


def edit(request, slug, pk):
    call = call_or_404(slug, pk)
    require(rules.can_change_call(request.user, call))
    form = HelpCallForm(request.POST or None, instance=call)
    saved, current = edited(request, form, call, services.edit_call)
    if saved:
        messages.success(request, _("The call for help has been changed."))
        return redirect(call)
    said = {"project": call.project, "call": call, "form": form, "current": current}
    return render(request, "projects/help_call_edit.html", said | {"fictional": call.project.fictional})


@require_POST
def found(request, slug, pk):
    return _said(request, call_or_404(slug, pk), rules.can_say_found, services.call_found)


@require_POST
def done(request, slug, pk):
    return _said(request, call_or_404(slug, pk), rules.can_close_call, services.call_done)


def _said(request, call, rule, deed):
    require(rule(request.user, call))
    try:
        deed(call, by=request.user)
    except services.CallMoved as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("It is said. Thank you."))
    return redirect(call)


def of_cohort(request, slug):
    """Calls and offers of every project of a cohort, in one list."""
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_read_hands(request.user, cohort))
    asked = request.GET.get("nature", "")
    listed = hands.of_cohort(cohort, asked if asked in Hand else "")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    said = {"cohort": cohort, "page": page, "lines": hands.read(page.object_list), "hands": Hand.choices}
    return render(request, "projects/hands.html", said | {"asked": asked, "fictional": cohort.fictional})
