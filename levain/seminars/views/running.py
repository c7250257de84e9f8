"""The facilitator's running order: read, tried with other durations, printed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.written_files import handed, render_file
from levain.seminars import papers, services
from levain.seminars.forms import DurationsForm
from levain.seminars.views.preparation import managed_or_404


def running_order(request, slug):
    return shown(request, managed_or_404(request, slug))


@require_POST
def durations(request, slug):
    """All the durations at once, as one tries a day."""
    seminar = managed_or_404(request, slug)
    form = DurationsForm(request.POST, agenda=list(seminar.agenda.all()))
    if not form.is_valid():
        return shown(request, seminar, form)
    services.set_durations(seminar, form.told(), by=request.user)
    messages.success(request, _("The hours follow the new durations."))
    return redirect("seminars:running_order", slug)


def shown(request, seminar, form=None):
    items = seminar.clock(seminar.agenda.select_related("activity"))
    form = form or DurationsForm(agenda=items)
    for item in items:
        item.typed = form[f"minutes_{item.pk}"]
    return render(
        request,
        "seminars/running_order.html",
        {
            "seminar": seminar,
            "agenda": items,
            "form": form,
            "ends": items[-1].finishes if items else None,
            "late": bool(items) and items[-1].finishes > seminar.ends,
            "fictional": seminar.fictional,
            "wide": True,
        },
    )


def printed(request, slug, form="pdf"):
    """The running order on paper: for the facilitator's hand, and for whoever replaces her."""
    seminar = managed_or_404(request, slug)
    return handed(render_file(papers.running_order(seminar), form), form, f"{seminar.slug}-deroule")
