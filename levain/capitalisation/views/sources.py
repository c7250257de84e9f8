"""Evidence whose source has changed: seen in a list, then frozen, renewed or set aside."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation import rules, services
from levain.capitalisation.forms.sources import NewWordsForm
from levain.capitalisation.models import Evidence
from levain.capitalisation.reading_source import source_of
from levain.capitalisation.views import answer, cohort_or_404, thing_or_404
from levain.foundation import passages
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince

A_PAGE = 20
DEEDS = {"frozen": services.freeze_words, "aside": services.set_aside, "live": services.follow_source}


def changed(request, cohort):
    """What has to be looked at again in a session."""
    cohort = cohort_or_404(request, cohort)
    held = Evidence.objects.filter(cohort=cohort)
    waiting = held.unsettled().select_related("passage", "project").order_by("number")
    return render(
        request,
        "capitalisation/changed.html",
        {
            "cohort": cohort,
            "evidence": Paginator(waiting, A_PAGE).get_page(request.GET.get("page")),
            "held": held.exclude(hold=Evidence.Hold.LIVE).select_related("passage").order_by("number")[:A_PAGE],
            "fictional": cohort.fictional,
        },
    )


@require_POST
def settle(request, pk):
    """Keep the words as they were, set them aside, or follow the source again."""
    kept = thing_or_404(request, Evidence, pk, select=("passage", "project"))
    deed = DEEDS.get(request.POST.get("hold", ""))
    opened = request.POST.get("version", "")
    try:
        if deed:
            deed(kept, int(opened) if opened.isdecimal() and len(opened) < 9 else 0, by=request.user)
            messages.success(request, _("Recorded."))
    except ChangedSince as late:
        messages.error(request, str(late))
    return redirect(kept)


def renew(request, pk):
    """Take the words of the source as it is now; the person quoted is asked again."""
    kept = get_object_or_404(
        Evidence.objects.select_related("cohort__programme", "passage__object_type", "project"), pk=pk
    )
    require(rules.can_renew(request.user, kept))
    told = source_of(kept, request.user)
    form = NewWordsForm(
        request.POST or None,
        initial={
            "quote": told.words_now,
            "start": told.now.start if told.now else None,
            "version": kept.version,
        },
    )

    def take(form):
        said = form.cleaned_data
        services.take_new_words(kept, form.opened_at, said["quote"], start=said["start"], by=request.user)
        messages.success(request, _("The new words are kept. The person quoted is asked again."))
        return kept

    return answer(
        request,
        form,
        take,
        (passages.NotFound, services.NothingChanged, services.WordsGone, services.WordsWithdrawn),
        template="capitalisation/renew.html",
        cohort=kept.cohort,
        evidence=kept,
        source=told,
        text=getattr(kept.passage.object, kept.passage.field) or "",
        fictional=kept.fictional,
    )
