"""The days of expertise of a cohort, which its missions are counted against."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.programmes.models import Cohort
from levain.support import rules
from levain.support.forms.missions import EnvelopeForm
from levain.support.services import missions as services


def envelope(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_set_envelope(request.user, cohort))
    form = EnvelopeForm(request.POST or None, initial={"days": cohort.expertise_days})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_envelope(cohort, by=request.user, days=form.cleaned_data["days"])
        except services.BelowAgreed as refusal:
            form.add_error("days", str(refusal))
        else:
            messages.success(request, _("The days of expertise are set. Each page of missions shows them."))
            return redirect("support:envelope", slug)
    context = {
        "cohort": cohort,
        "form": form,
        "agreed": services.days_counted(cohort),
        "fictional": cohort.fictional,
    }
    return render(request, "support/envelope.html", context)
