from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect, render

from levain.capitalisation import rules
from levain.capitalisation.models import (
    UNSETTLED,
    Evidence,
    Figure,
    Finding,
    FindingEvidence,
    Lesson,
    PolicyLead,
    Report,
)
from levain.capitalisation.views import cohort_or_404
from levain.capitalisation.voices_state import agreement, followed

EVIDENCE_ON_A_PAGE = 8


def mine(request):
    """The cohorts whose learning she draws; straight in when there is one."""
    cohorts = list(rules.cohorts_of(request.user))
    if len(cohorts) == 1:
        return redirect("capitalisation:home", cohorts[0].slug)
    return render(request, "capitalisation/mine.html", {"cohorts": cohorts})


def home(request, cohort):
    """The chain of a cohort: what was kept, what it shows, teaches and asks, and the next step of each."""
    cohort = cohort_or_404(request, cohort)
    evidence = Evidence.objects.filter(cohort=cohort).annotate(findings_count=_findings_carried())
    waiting, unlinked = Q(consent=Evidence.Consent.PENDING), Q(findings_count=0)
    counts = evidence.order_by().aggregate(
        all=Count("pk"),
        accord=Count("pk", filter=waiting),
        constat=Count("pk", filter=unlinked),
        moved=Count("pk", filter=UNSETTLED),
    )
    only = request.GET.get("a", "")
    shown = evidence.filter({"accord": waiting, "constat": unlinked}.get(only, Q()))
    pages = Paginator(followed(shown).select_related("passage", "project").order_by("-number"), EVIDENCE_ON_A_PAGE)
    pages.count = counts.get(only, counts["all"])
    page = pages.get_page(request.GET.get("page"))
    for one in page:
        one.agreement = agreement(one)
    return render(
        request,
        "capitalisation/home.html",
        {
            "cohort": cohort,
            "evidence": page,
            "only": only,
            "all_evidence": counts["all"],
            "waiting": counts["accord"],
            "unlinked": counts["constat"],
            "changed": counts["moved"],
            "findings": Finding.objects.filter(cohort=cohort)
            .annotate(links_count=Count("links", distinct=True), lessons_count=Count("lessons", distinct=True))
            .order_by("number"),
            "lessons": Lesson.objects.filter(cohort=cohort).annotate(leads_count=Count("leads")).order_by("number"),
            "leads": PolicyLead.objects.filter(cohort=cohort).order_by("number"),
            "figures": Figure.objects.filter(cohort=cohort).order_by("number"),
            "reports": Report.objects.filter(cohort=cohort).annotate(editions_count=Count("editions")),
            "fictional": cohort.fictional,
            "wide": True,
        },
    )


def _findings_carried():
    """How many findings each piece of evidence carries."""
    links = FindingEvidence.objects.filter(evidence=OuterRef("pk")).order_by().values("evidence")
    return Coalesce(Subquery(links.annotate(n=Count("pk")).values("n")), 0)
