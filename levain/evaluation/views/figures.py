"""Reading the evaluation: per cohort, per territory, per project; every figure opens its rows and its method."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from levain.evaluation import figures, method_sheets, parameters, reading, rules
from levain.evaluation.periods import EVER, NoSuchDays, Period, period_asked
from levain.evaluation.views.surveys import cohort_or_404
from levain.foundation import sheets
from levain.foundation.verdicts import require
from levain.projects.models import Project
from levain.projects.views import project_or_404
from levain.territories.models import Containment, Territory


def of_cohort(request, slug):
    """What there is to read of a cohort, subject by subject."""
    cohort = cohort_or_404(slug)
    require(rules.can_read_figures(request.user, cohort))
    territories = list(_territories(cohort)[:200])
    wanted = request.GET.get("territoire", "")
    territory = next((one for one in territories if one.code == wanted), None)
    asked = f"?territoire={territory.code}" if territory else ""
    sources = [(one, one.address(cohort) + asked) for one in figures.sources() if one.of_projects or not territory]
    context = {"cohort": cohort, "sources": sources, "territories": territories, "territory": territory}
    return render(request, "evaluation/figures_home.html", context | {"fictional": cohort.fictional})


def of_source(request, slug, source):
    """The cases side by side; those of one territory when it is asked for."""
    cohort, one = cohort_or_404(slug), _source_or_404(source)
    require(rules.can_read_figures(request.user, cohort))
    found, territory = _of_cohort(request, cohort, one)
    cases, lines = reading.side_by_side(found, lambda figure: one.opening(figure, cohort=cohort))
    page = Paginator(lines, reading.LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "cohort": cohort,
        "source": one,
        "cases": cases if len(cases) <= reading.MOST_CASES else [],
        "page": page,
        "territory": territory,
        "csv": reverse("evaluation:figures_csv", args=[slug, source]),
        "wide": True,
    }
    return render(request, "evaluation/figures.html", context | {"fictional": cohort.fictional})


def csv(request, slug, source):
    cohort, one = cohort_or_404(slug), _source_or_404(source)
    require(rules.can_read_figures(request.user, cohort))
    found, _territory = _of_cohort(request, cohort, one)
    return sheets.as_file(f"{slug}-{source}.csv", reading.COLUMNS, reading.table(found))


def figure(request, slug, source, code):
    """One figure: what it counts, how it is made, and each row of it."""
    cohort, one = cohort_or_404(slug), _source_or_404(source)
    require(rules.can_read_figures(request.user, cohort))
    period = _period_or_404(request)
    found = one.read(cohort, figures.projects_of(cohort), period)
    trail = [(cohort.name, reverse("evaluation:figures", args=[slug])), (one.title, one.address(cohort))]
    return _figure(request, found, code, trail, cohort.fictional, within=cohort.name, period=period)


def of_project(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_project_figures(request.user, project))
    pages = [
        (one, reverse("evaluation:project_figures_of", args=[slug, one.code]))
        for one in figures.sources()
        if one.of_projects
    ]
    return render(
        request,
        "evaluation/figures_home.html",
        {"project": project, "sources": pages, "territories": [], "territory": None, "fictional": project.fictional},
    )


def project_source(request, slug, source):
    """The figures of one project: those this person may read."""
    project, one = project_or_404(slug), _source_or_404(source, of_projects=True)
    require(rules.can_read_project_figures(request.user, project))
    found = [each for each in one.gives(project.cohort, [project]) if each.opens_to(request.user)]
    cases, lines = reading.side_by_side(found, one.opening)
    page = Paginator(lines, 60).get_page(request.GET.get("page"))
    context = {"project": project, "source": one, "cases": cases, "page": page, "territory": None}
    return render(request, "evaluation/figures.html", context | {"fictional": project.fictional})


def project_figure(request, slug, source, code):
    project, one = project_or_404(slug), _source_or_404(source, of_projects=True)
    require(rules.can_read_project_figures(request.user, project))
    found = one.gives(project.cohort, [project])
    address = reverse("evaluation:project_figures_of", args=[slug, source])
    trail = [(project.name, project.get_absolute_url()), (one.title, address)]
    return _figure(request, found, code, trail, project.fictional)


def _period_or_404(request) -> Period:
    """The days an address names, as a report of a period opens its figures."""
    try:
        return period_asked(request.GET)
    except NoSuchDays as wrong:
        raise Http404 from wrong


def _source_or_404(code, *, of_projects=False) -> figures.Source:
    found = figures.source(code)
    if found is None or (of_projects and not found.of_projects):
        raise Http404
    return found


def _of_cohort(request, cohort, one):
    """The figures this person may read, of the projects of one territory or of all."""
    projects = figures.projects_of(cohort)
    wanted = request.GET.get("territoire", "")
    territory = _territories(cohort).filter(code=wanted).first() if one.of_projects and wanted else None
    if territory:
        inside = Project.objects.filter(cohort=cohort, communes__outer_links__outer=territory)
        held = set(inside.values_list("pk", flat=True))
        projects = [project for project in projects if project.pk in held]
    found = [each for each in one.gives(cohort, projects) if each.opens_to(request.user)]
    return found, territory


def _territories(cohort):
    """The departments that hold a project of the cohort."""
    communes = Project.objects.filter(cohort=cohort).values("communes")
    outer = Containment.objects.filter(inner__in=communes).values("outer")
    return Territory.objects.filter(pk__in=outer, kind=Territory.Kind.DEPARTMENT).order_by("name")


def _figure(request, found, code, trail, fictional, within="", period=EVER):
    figure = next((one for one in found if one.code == code), None)
    if figure is None:
        raise Http404
    require(figure.opens_to(request.user))
    context = {
        "figure": figure,
        "shown": reading.shown(figure),
        "told": reading.told(figure),
        "unit": reading.unit_told(figure.unit),
        "trail": trail,
        "period": period,
        "within": within if within != figure.subject else "",
        "method": method_sheets.sheet(figure.method),
        "rows": Paginator(figure.rows, 200).get_page(request.GET.get("page")),
        "parameters": parameters.told(figure.parameters),
    }
    return render(request, "evaluation/figure.html", context | {"fictional": fictional})


def methods(request):
    return render(request, "evaluation/methods.html", {"methods": method_sheets.sheets()})


def method(request, code):
    found = method_sheets.sheet(code)
    if found is None:
        raise Http404
    return render(request, "evaluation/method.html", {"method": found})
