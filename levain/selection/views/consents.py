"""Who agreed to be called for the evaluation; taken back from a link or from one's own page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from levain.foundation.verdicts import require
from levain.selection import rules
from levain.selection.services import consents as services
from levain.selection.views.admission import call_or_404

A_PAGE = 50


def listed(request, slug):
    call = call_or_404(slug)
    require(rules.can_read_consents(request.user, call))
    given = call.consents.all()
    outcomes = dict(call.applications.values_list("reference", "state"))
    page = Paginator(given.filter(withdrawn_at=None), A_PAGE).get_page(request.GET.get("page"))
    labels = services.outcome_labels()
    for consent in page:
        consent.outcome = labels.get(outcomes.get(consent.reference, ""), "")
    gone = given.exclude(withdrawn_at=None)
    ended = gone.filter(withdrawn_at__gte=call.released_at + services.KEPT_FOR).count() if call.released_at else 0
    counts = {"taken_back": gone.count() - ended, "ended": ended}
    context = {"call": call, "page": page, **counts, "fictional": call.fictional}
    return render(request, "selection/consents.html", context)


@never_cache
def consent(request, token):
    """The page behind the link: taken back by a press, never by opening it."""
    found = services.consent_of(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        services.withdraw_consent(found)
        messages.success(request, _("Your consent is taken back. Nobody will call you for the evaluation."))
        return redirect("selection:consent", token)
    context = {"consent": found, "call": found.call, "fictional": found.call.fictional}
    return render(request, "selection/consent.html", context)
