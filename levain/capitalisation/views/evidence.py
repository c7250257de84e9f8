from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import render
from django.utils.translation import gettext as _

from levain.capitalisation import rules, services
from levain.capitalisation.forms.evidence import LinkForm
from levain.capitalisation.models import Evidence, FindingEvidence
from levain.capitalisation.reading_source import source_of
from levain.capitalisation.views import answer, corpus_page, thing_or_404
from levain.capitalisation.voices_state import agreement, followed


def evidence(request, pk):
    kept = thing_or_404(
        request,
        Evidence,
        pk,
        rules.can_read_evidence,
        reading=followed,
        select=(
            "passage__object_type",
            "passage__created_by",
            "project__cohort__programme",
            "speaker_user",
            "held_by",
        ),
        prefetch=(Prefetch("links", FindingEvidence.objects.select_related("finding")),),
    )
    may_work = rules.can_work(request.user, kept)
    codings = kept.codings.select_related("code", "by").order_by("code__slug")
    context = {
        "evidence": kept,
        "agreed": agreement(kept),
        "cohort": kept.cohort,
        "source": source_of(kept, request.user),
        "codings": codings,
        "may_work": may_work,
        "fictional": kept.fictional,
    }
    if may_work:
        context["back"] = corpus_page(kept.cohort, request.GET.get("corpus", ""))
        context["former"] = kept.former.select_related("passage", "by")
        context["last_ask"] = kept.voice_asks.first() if kept.was_asked else None
        context["answers"] = kept.voice_answers.select_related("by")
        context["memos"] = kept.memos.select_related("created_by")
    return render(request, "capitalisation/evidence.html", context)


def link(request, pk):
    """Which finding these words speak to, and their codes."""
    kept = thing_or_404(request, Evidence, pk, select=("passage", "project"), prefetch=("codes",))
    form = LinkForm(request.POST or None, evidence=kept)

    def connect(form):
        told = form.cleaned_data
        services.sort_evidence(kept, form.chosen(request.user), by=request.user, seen=told["seen"])
        if told["finding"]:
            services.link_evidence(told["finding"], kept, told["stance"], by=request.user)
        messages.success(request, _("Recorded."))
        return kept

    return answer(
        request,
        form,
        connect,
        services.OtherCohort,
        cohort=kept.cohort,
        name=_("Codes and finding"),
        quoted=kept,
        cancel=kept.get_absolute_url(),
        fictional=kept.fictional,
    )
