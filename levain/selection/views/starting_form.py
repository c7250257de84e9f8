"""The forms that a call may ask applicants to fill, and the one that a house offers when it has none."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.questionnaires.rules import can_begin
from levain.selection import rules
from levain.selection.forms.composing import forms_of_calls
from levain.selection.services import starting_form

SHOWN = 20


def forms_listed(request):
    require(can_begin(request.user))
    found = list(forms_of_calls(None)[:SHOWN])
    context = {
        "forms": found,
        "taken": any(one.slug == starting_form.SLUG for one in found),
        "composing": rules.cohorts_composed(request.user),
    }
    return render(request, "selection/application_forms.html", context)


@require_POST
def take(request):
    require(can_begin(request.user))
    starting_form.take_starting_form(by=request.user)
    messages.success(request, _("The form is ready: read it again, and change what you like."))
    return redirect("selection:application_forms")
