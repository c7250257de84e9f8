from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from levain.capitalisation import rules, services
from levain.capitalisation.forms.evidence import CiteForm, LinkForm
from levain.capitalisation.models import Evidence, FindingEvidence
from levain.capitalisation.reading_source import source_of
from levain.capitalisation.views import answer, thing_or_404
from levain.foundation import passages, registry
from levain.foundation.verdicts import require


def source_or_404(kind, pk) -> models.Model:
    model = get_object_or_404(ContentType, pk=kind).model_class()
    if model is None or registry.of(model) is None or not registry.of(model).texts:
        raise Http404
    return get_object_or_404(model, pk=pk)


def cite(request, kind, pk):
    """Keep words of a text as evidence: selected on the page they come from, or pasted here and found."""
    source = source_or_404(kind, pk)
    require(rules.can_cite(request.user, source))
    cohort, said = rules.cohort_of(source), registry.of(source)
    fields = list(said.texts)
    field = request.GET.get("field") if request.GET.get("field") in fields else fields[0]
    speaker = said.speaker(source, field) if said.speaker else None
    form = CiteForm(
        request.POST or None,
        source=source,
        cohort=cohort,
        initial={
            "quote": request.GET.get("quote", ""),
            "start": request.GET.get("start", ""),
            "field": field,
            "speaker": speaker.name.split(" ")[0] if speaker and speaker.name else "",
        },
    )

    def keep(form):
        told = form.cleaned_data
        finding, stance = told.pop("finding"), told.pop("stance")
        kept = services.cite_as_evidence(source, told.pop("field"), told.pop("quote"), by=request.user, **told)
        if finding:
            services.link_evidence(finding, kept, stance, by=request.user)
        messages.success(request, _("Passage kept: evidence %(number)d.") % {"number": kept.number})
        return kept

    return answer(
        request,
        form,
        keep,
        (
            passages.NotFound,
            passages.NotCitable,
            services.NoCohort,
            services.WordingMissing,
            services.NotAnonymous,
            services.OtherCohort,
        ),
        template="capitalisation/cite.html",
        cohort=cohort,
        source=source,
        source_title=said.title(source),
        source_texts=[(label, getattr(source, name)) for name, label in said.texts.items() if getattr(source, name)],
        fictional=cohort.fictional,
    )


def evidence(request, pk):
    kept = thing_or_404(
        request,
        Evidence,
        pk,
        rules.can_read_evidence,
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
        "cohort": kept.cohort,
        "source": source_of(kept, request.user),
        "codings": codings,
        "may_work": may_work,
        "fictional": kept.fictional,
    }
    if may_work:
        context["former"] = kept.former.select_related("passage", "by")
        context["answers"] = kept.voice_answers.select_related("by")
        context["memos"] = kept.memos.select_related("created_by")
    return render(request, "capitalisation/evidence.html", context)


def link(request, pk):
    """Which finding these words speak to, and their codes."""
    kept = thing_or_404(request, Evidence, pk, select=("passage", "project"), prefetch=("codes",))
    form = LinkForm(request.POST or None, evidence=kept, initial={"codes": [code.pk for code in kept.codes.all()]})

    def connect(form):
        told = form.cleaned_data
        services.sort_evidence(kept, told["codes"], by=request.user)
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
