"""A new session of a programme: its name, its days, how many projects; what is left to prepare comes next."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.programmes import rules, services
from levain.programmes.forms import CohortForm
from levain.programmes.models import Programme


def open_cohort(request, slug):
    programme = get_object_or_404(Programme, slug=slug)
    require(rules.can_open_cohort(request.user, programme))
    form = CohortForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        cohort = services.open_cohort(programme, by=request.user, **form.cleaned_data)
        messages.success(request, _("The session is open. Here is what is left to prepare."))
        return redirect("portal:prepare", cohort.slug)
    return render(request, "programmes/open_cohort.html", {"programme": programme, "form": form})
