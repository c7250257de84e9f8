"""What the form of a call gives to lists, letters and projects."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.questionnaires.services import Asked
from levain.selection import rules
from levain.selection.forms.questions_read import ReadFromForm
from levain.selection.services import said
from levain.selection.services.answers import read_from, revision_of
from levain.selection.views.admission import call_or_404


def read_questions(request, slug):
    call = call_or_404(slug)
    require(rules.can_check(request.user, call))
    revision = revision_of(call)
    form = None
    if revision:
        asked = Asked(revision)
        known = read_from(call, asked) | call.read_from
        form = ReadFromForm(request.POST or None, asked=asked, known=known)
        if request.method == "POST" and form.is_valid():
            said.set_read_from(call, form.cleaned_data, by=request.user)
            messages.success(request, _("It is kept."))
            return redirect("selection:admission", call.slug)
    context = {"call": call, "form": form, "fictional": call.fictional}
    return render(request, "selection/read_questions.html", context)
