from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe

from levain.capitalisation.models import Report
from levain.evaluation.models import Objective
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import require
from levain.portal.map import number_on_map
from levain.projects.models import Project
from levain.projects.rules import can_open_space, can_read_public_page
from levain.selection.models import Call
from levain.support.vocabularies import theme_label
from levain.territories.outlines import HEIGHT, WIDTH, outlines

LAND = SimpleLazyObject(lambda: mark_safe("".join(outline.path for outline in outlines())))
PUBLIC = Project.objects.public().select_related("cohort", "collective", "local_authority")


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


def project(request, slug):
    """What the bearer shows of the project: open to everyone once she has published it."""
    shown = get_object_or_404(
        Project.objects.select_related("cohort__programme", "collective", "local_authority"), slug=slug
    )
    require(can_read_public_page(request.user, shown))
    notes = shown.logbook.filter(audience=Audience.PUBLIC).select_related("author").prefetch_related("documents")
    return render(
        request,
        "portal/public_project.html",
        {
            "project": shown,
            "communes": shown.communes.all(),
            "themes": [theme_label(theme) for theme in shown.themes],
            "notes": notes[:6],
            "objectives": Objective.objects.filter(project=shown).settled(),
            "steps": shown.steps.all(),
            "enter": can_open_space(request.user, shown) if request.user.is_authenticated else None,
            "fictional": shown.fictional,
        },
    )
