from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from levain.foundation.verdicts import require
from levain.portal import steering
from levain.programmes.models import Cohort
from levain.programmes.rules import can_steer


def cohort(request, slug):
    """Steering: one line for each project, the same grid for all; every mark opens its rows."""
    found = get_object_or_404(Cohort.objects.select_related("programme").prefetch_related("phases"), slug=slug)
    require(can_steer(request.user, found))
    today = timezone.localdate()
    return render(
        request,
        "portal/cohort.html",
        {
            "cohort": found,
            "phases": [(phase, phase.name_on(today)) for phase in found.phases.all()],
            "lines": steering.lines(found),
            "seminars": found.seminars.order_by("starts"),
            "calls": found.calls.all(),
            "reports": found.reports.all(),
            "wide": True,
            "fictional": found.fictional,
        },
    )
