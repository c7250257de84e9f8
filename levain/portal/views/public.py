from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe

from levain.capitalisation.models import Report
from levain.portal.map import number_on_map
from levain.projects.models import Project
from levain.selection.models import Call
from levain.territories.outlines import HEIGHT, WIDTH, outlines

LAND = SimpleLazyObject(lambda: mark_safe("".join(outline.path for outline in outlines())))
PUBLIC = Project.objects.public().select_related("cohort", "page")


def home(request):
    projects = PUBLIC.prefetch_related("communes").order_by("-cohort__starts", "name")[:5]
    calls = Call.objects.visible_to(request.user).order_by("-opens")[:2]
    reports = Report.objects.filter(editions__isnull=False).distinct().order_by("-pk")[:2]
    context = {"projects": projects, "calls": calls, "reports": reports}
    return render(request, "portal/home.html", context | {"fictional": any(p.fictional for p in projects)})


def projects(request):
    page = Paginator(PUBLIC.prefetch_related("communes").order_by("-cohort__starts", "name"), 20).get_page(
        request.GET.get("page")
    )
    number_on_map(page)
    return render(
        request,
        "portal/projects.html",
        {
            "page": page,
            "outlines": LAND,
            "width": WIDTH,
            "height": HEIGHT,
            "fictional": any(listed.fictional for listed in page),
        },
    )
