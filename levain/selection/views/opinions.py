"""The opinion of a State service on an application of its territory."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.selection import rules
from levain.selection.forms.admission import AskOpinionForm, OpinionForm
from levain.selection.models import Opinion, StateChanged
from levain.selection.services import answers
from levain.selection.services import opinions as services
from levain.selection.views.admission import application_or_404


@require_POST
def ask(request, slug, reference):
    """Another service is asked, beside the one that was asked by itself."""
    application = application_or_404(slug, reference)
    require(rules.can_check_application(request.user, application))
    form = AskOpinionForm(request.POST, services=services.services_to_ask(application))
    if form.is_valid() and services.ask_opinion(application, by=request.user, **form.cleaned_data):
        said = {"service": form.cleaned_data["service"]}
        messages.success(request, _("Asked: %(service)s has been told.") % said)
    else:
        messages.error(request, _("No service was asked: choose one of the territory."))
    return redirect("selection:check", slug, reference)


def opinion(request, pk):
    """What is asked, the application it is about, and the place to answer."""
    found = Opinion.objects.select_related("application__call__cohort__programme", "service", "given_by")
    found = get_object_or_404(found, pk=pk)
    require(rules.can_read_opinion(request.user, found))
    may_give = rules.can_change_opinion(request.user, found)
    initial = {"kind": found.kind, "text": found.text, "version": found.version}
    form = OpinionForm(request.POST or None, initial=initial) if may_give else None
    if request.method == "POST":
        require(may_give)
        if form.is_valid():
            try:
                services.give_opinion(found, by=request.user, **form.cleaned_data)
            except (services.WordsMissing, services.OpinionGiven, StateChanged, ChangedSince) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Your opinion is given. You can change it until the jury has decided."))
                return redirect(found)
    application = found.application
    response = answers.response_of(application)
    context = {
        "opinion": found,
        "application": application,
        "sections": list(answers.lines(response, personal=False)) if response else [],
        "may_give": may_give,
        "form": form,
        "fictional": application.fictional,
    }
    return render(request, "selection/opinion.html", context)
