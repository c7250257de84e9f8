"""What the house says of itself: figures that open what they count, and the list of its public pages."""

from django.conf import settings
from django.db.models import Max
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation.models import Edition, PracticeSheet, Report, Showing
from levain.portal.views.public import seasons
from levain.projects.models import Project, ProjectTerritory
from levain.selection.models import Call

PAGES = (
    "portal:home",
    "portal:public_projects",
    "portal:seasons",
    "selection:calls",
    "portal:statistics",
    "portal:open_data",
    "capitalisation:learned",
    "capitalisation:public_practices",
    "capitalisation:public_lessons",
    "capitalisation:public_leads",
    "capitalisation:reports",
)
# The protocol allows fifty thousand addresses a file; nobody reads more in one go.
MOST = 10_000


def statistics(request):
    """Only what is public is counted, and each figure opens the list of what it counts."""
    now = timezone.now()
    public = Project.objects.public()
    places = ProjectTerritory.objects.filter(project__published=True)
    counted = {
        "projects": public.count(),
        "communes": places.values("territory").distinct().count(),
        "seasons": seasons().count(),
        "calls": Call.objects.filter(opens__lte=now).count(),
        "reports": Report.objects.filter(editions__isnull=False).distinct().count(),
        "counted_at": now,
        "fictional": settings.DEMONSTRATION,
    }
    return render(request, "portal/statistics.html", counted)


def sitemap(request):
    """The public pages, for search engines: those of the house, then projects, seasons, calls and reports."""
    now = timezone.now()
    rows = [(reverse(name), None) for name in PAGES]
    projects = Project.objects.public().order_by("pk").values_list("slug", "page__changed_at")
    rows += [(reverse("portal:public_project", args=[slug]), changed) for slug, changed in projects[:MOST]]
    rows += [
        (reverse("portal:season", args=[slug]), None) for slug in seasons().values_list("slug", flat=True)[:MOST]
    ]
    calls = Call.objects.filter(opens__lte=now).values_list("slug", flat=True)
    rows += [(reverse("selection:call", args=[slug]), None) for slug in calls[:MOST]]
    editions = Edition.objects.values_list("report__slug", "published_at").order_by("published_at")
    rows += [(reverse("capitalisation:report", args=[slug]), at) for slug, at in dict(editions[:MOST]).items()]
    rows += _learned()
    said = {"rows": [(settings.SITE_URL + path, changed) for path, changed in rows]}
    return render(request, "portal/sitemap.xml", said, content_type="application/xml; charset=utf-8")


def _learned():
    """The pages of what was learned: practice sheets, lessons, leads with the day of the last answer or follow-up."""
    sheets = PracticeSheet.objects.published().annotate(at=Max("editions__published_at")).order_by("pk")
    rows = [
        (reverse("capitalisation:public_practice", args=[one.slug]), one.at) for one in sheets.only("slug")[:MOST]
    ]
    shown = (
        Showing.objects.public()
        .order_by("pk")
        .annotate(followed=Max("lead__follow_ups__on"))
        .values_list("cohort__slug", "lesson__number", "lead__number", "changed_at", "lead__answered_on", "followed")
    )
    for cohort, lesson, lead, changed, *since in shown[:MOST]:
        name = "capitalisation:public_lesson" if lesson else "capitalisation:public_lead"
        latest = max([timezone.localdate(changed), *(day for day in since if day)])
        rows.append((reverse(name, args=[cohort, lesson or lead]), latest))
    return rows
