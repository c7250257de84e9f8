"""The public site: the programme in one page, the projects on a map and in a list, the seasons."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models import Report
from levain.portal import finding
from levain.portal.map import INSETS, clusters, number_on_map
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project
from levain.selection.models import Call
from levain.seminars.models import Seminar
from levain.territories.outlines import HEIGHT, WIDTH, outlines

LAND = SimpleLazyObject(lambda: mark_safe("".join(outline.path for outline in outlines())))
PUBLIC = Project.objects.public().select_related("cohort", "page")
A_PAGE = 20
LABELS = {
    "session": _("Season"),
    "theme": _("Theme"),
    "region": _("Region"),
    "departement": _("Department"),
    "etape": _("Stage"),
}
# The road of a project, from the call to what public policy learns of it.
CHAIN = [
    (_("Call"), _("Inhabitants and their town hall apply together.")),
    (_("Project"), _("Five at most are chosen, for a year.")),
    (_("Need"), _("The project says what blocks it, in its own words.")),
    (_("Helping hand"), _("An adviser finds who can help: a State service, an expert, a scheme.")),
    (_("What came of it"), _("The project says whether it was of use.")),
    (_("Finding"), _("What was seen, with the words and facts it stands on.")),
    (_("Lesson"), _("What others can take from it.")),
    (_("Policy lead"), _("A proposal to those who can change the rule.")),
]


def home(request):
    now = timezone.now()
    projects = list(PUBLIC.prefetch_related("communes").order_by("-cohort__starts", "name")[:5])
    calls = list(Call.objects.visible_to(request.user).order_by("-opens")[:2])
    return render(
        request,
        "portal/home.html",
        {
            "projects": projects,
            "open_calls": [call for call in calls if call.is_open(now)],
            "past_calls": [call for call in calls if not call.is_open(now)],
            "reports": Report.objects.filter(editions__isnull=False).distinct().order_by("-pk")[:2],
            "seasons": list(seasons().order_by("-starts")[:3]),
            "chain": CHAIN,
            "described": _("At most five projects carried by inhabitants and their town hall, supported for a year."),
            "address": settings.SITE_URL + "/",
            "fictional": any(shown.fictional for shown in [*projects, *calls]),
        },
    )


def projects(request):
    """Few projects are dots on the map; many are one number a region, then one a department."""
    asked = finding.Asked.from_address(request.GET)
    found = asked.projects()
    listed = found.select_related("cohort", "page").prefetch_related("communes").order_by("-cohort__starts", "name")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    many = page.paginator.num_pages > 1
    kind = "department" if asked.region else "region"
    groups = []
    if many and not asked.departement:
        groups = clusters(asked.kept(kind, lambda: finding.by_place(found, kind)))
        for group in groups:
            group["to"] = asked.address(**{"departement" if asked.region else "region": group["code"]})
    else:
        number_on_map(page)
    lists = finding.labelled(asked, finding.Asked().kept("facets", finding.facets))
    return render(
        request,
        "portal/projects.html",
        {
            "page": page,
            "lists": [{**one, "label": LABELS[one["name"]]} for one in lists],
            "asked": asked,
            "filters": [
                {"label": LABELS[name], "value": finding.named(asked, name), "off": asked.address(**{name: ""})}
                for name in asked.said
            ],
            "groups": groups,
            "outlines": LAND,
            "insets": INSETS,
            "width": WIDTH,
            "height": HEIGHT,
            "fictional": any(shown.fictional for shown in page),
        },
    )


def seasons():
    """The sessions everybody may hear of: those that have begun, and those whose call has opened."""
    today, now = timezone.localdate(), timezone.now()
    return Cohort.objects.filter(Q(starts__lte=today) | Q(calls__opens__lte=now)).distinct()


def season_list(request):
    listed = seasons().select_related("programme").order_by("-starts", "pk")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    programmes = list(Programme.objects.order_by("pk")[:2])
    return render(
        request,
        "portal/seasons.html",
        {
            "page": page,
            "today": timezone.localdate(),
            "programme": programmes[0] if len(programmes) == 1 else None,
            "fictional": any(cohort.fictional for cohort in page),
        },
    )


def season(request, slug):
    """What everybody may know of a session: its calendar, projects, seminars, call and report."""
    found = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    calls = list(Call.objects.visible_to(request.user).filter(cohort=found))
    today = timezone.localdate()
    if found.starts > today and not calls:
        raise Http404
    phases = [(phase, phase.name_on(today)) for phase in found.phases.all()]
    listed = Project.objects.public().select_related("page").prefetch_related("communes").filter(cohort=found)
    return render(
        request,
        "portal/season.html",
        {
            "cohort": found,
            "running": found.starts <= today <= found.ends,
            "phases": phases,
            "projects": listed[:A_PAGE],
            "calls": calls,
            "seminars": Seminar.objects.filter(cohort=found)
            .order_by("starts")
            .only("title", "starts", "cohort")[:12],
            "reports": Report.objects.filter(cohort=found, editions__isnull=False).distinct(),
            "fictional": found.fictional,
        },
    )
