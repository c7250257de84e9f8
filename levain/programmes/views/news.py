"""The news of a cohort that wait for a decision, beside its letters."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.foundation import held_news
from levain.foundation.outbox import AlreadyGone
from levain.foundation.verdicts import require
from levain.programmes import rules
from levain.programmes.views.outbox import cohort_or_403

# Each kind of thing told is one more query.
A_PAGE = 10


def held(request, slug):
    cohort = cohort_or_403(request, slug)
    page = Paginator(held_news.held_in(cohort), A_PAGE).get_page(request.GET.get("page"))
    rows = held_news.in_words(request.user, page)
    context = {"cohort": cohort, "page": page, "rows": rows, "hidden": len(page) - len(rows)}
    return render(request, "programmes/held_news.html", context | {"fictional": cohort.fictional})


@require_POST
def decide(request, slug, pk, deed):
    cohort = cohort_or_403(request, slug)
    entry = get_object_or_404(held_news.told_in(cohort), pk=pk)
    require(rules.can_decide_news(request.user, entry))
    try:
        if deed == "release":
            count = held_news.release(entry, by=request.user, place=cohort)
            said = ngettext("%(count)s person will be told.", "%(count)s people will be told.", count)
            messages.success(request, said % {"count": count})
        else:
            held_news.drop(entry, by=request.user, place=cohort)
            messages.success(request, _("Nobody will be told."))
    except AlreadyGone as error:
        messages.info(request, str(error))
    return redirect("programmes:held_news", cohort.slug)
