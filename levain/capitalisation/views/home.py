from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render

from levain.capitalisation import rules
from levain.capitalisation.models import Evidence, Figure, Finding, Lesson, PolicyLead, Report
from levain.capitalisation.views import cohort_or_404

EVIDENCE_ON_A_PAGE = 25


def mine(request):
    """The cohorts whose learning she draws; straight in when there is one."""
    cohorts = list(rules.cohorts_of(request.user))
    if len(cohorts) == 1:
        return redirect("capitalisation:home", cohorts[0].slug)
    return render(request, "capitalisation/mine.html", {"cohorts": cohorts})


def home(request, cohort):
    """The chain of a cohort: what was kept, what it shows, teaches and asks, and the next step of each."""
    cohort = cohort_or_404(request, cohort)
    evidence = list(
        Evidence.objects.filter(cohort=cohort)
        .select_related("passage", "project")
        .annotate(findings_count=Count("links"))
        .order_by("-number")
    )
    only = request.GET.get("a", "")
    waiting = [one for one in evidence if one.consent == Evidence.Consent.PENDING]
    unlinked = [one for one in evidence if not one.findings_count]
    shown = {"accord": waiting, "constat": unlinked}.get(only, evidence)
    return render(
        request,
        "capitalisation/home.html",
        {
            "cohort": cohort,
            "evidence": Paginator(shown, EVIDENCE_ON_A_PAGE).get_page(request.GET.get("page")),
            "only": only,
            "all_evidence": len(evidence),
            "waiting": len(waiting),
            "unlinked": len(unlinked),
            "findings": Finding.objects.filter(cohort=cohort).annotate(
                links_count=Count("links", distinct=True), lessons_count=Count("lessons", distinct=True)
            ),
            "lessons": Lesson.objects.filter(cohort=cohort).annotate(leads_count=Count("leads", distinct=True)),
            "leads": PolicyLead.objects.filter(cohort=cohort),
            "figures": Figure.objects.filter(cohort=cohort),
            "reports": Report.objects.filter(cohort=cohort).annotate(editions_count=Count("editions")),
            "fictional": cohort.fictional,
            "wide": True,
        },
    )
