"""What comes back from one project to another, and may be a finding."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation.forms.candidates import DismissForm
from levain.capitalisation.recurring import recurrence, recurrences
from levain.capitalisation.services import candidates as services
from levain.capitalisation.views import answer, cohort_or_404
from levain.foundation import passages


def candidates(request, cohort):
    cohort = cohort_or_404(request, cohort)
    found = recurrences(cohort, request.user)
    return render(
        request,
        "capitalisation/candidates.html",
        {
            "cohort": cohort,
            "waiting": [one for one in found if one.waits],
            "decided": [one for one in found if not one.waits],
            "fictional": cohort.fictional,
        },
    )


@require_POST
def write(request, cohort):
    cohort = cohort_or_404(request, cohort)
    found = recurrence(cohort, request.user, request.POST.get("key", ""))
    if found is None:
        raise Http404
    try:
        finding = services.write_candidate(cohort, found, by=request.user)
    except passages.NotFound as reason:
        messages.error(request, str(reason))
        return redirect("capitalisation:candidates", cohort.slug)
    messages.success(request, _("A draft is ready with its passages. Say now what they show, and how sure you are."))
    return redirect(finding)


def dismiss(request, cohort, key):
    cohort = cohort_or_404(request, cohort)
    found = recurrence(cohort, request.user, key)
    if found is None:
        messages.info(request, _("This does not come back any more: there is nothing to set aside."))
        return redirect("capitalisation:candidates", cohort.slug)
    form = DismissForm(request.POST or None)

    def set_aside(form):
        services.dismiss_candidate(cohort, found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Set aside. It comes back if more projects meet it."))

    back = reverse("capitalisation:candidates", args=[cohort.slug])
    return answer(
        request,
        form,
        set_aside,
        (services.DismissedWhy, services.DecidedMeanwhile),
        to=back,
        cohort=cohort,
        name=_("Set aside: %(what)s") % {"what": found.label},
        cancel=back,
        fictional=cohort.fictional,
    )
