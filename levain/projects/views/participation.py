"""Who takes part: figures proposed, each opening the events it counts."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from levain.formulas.participation import METHOD, VERSION
from levain.foundation.verdicts import require
from levain.projects import participation, rules
from levain.projects.profiles import profiles
from levain.projects.views import project_or_404

A_PAGE = 20


def participants(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_actions(request.user, project))
    found = participation.proposed(project)
    figures = participation.figures(found)
    asked = request.GET.get("compte", "")
    rows = participation.events(project)
    if asked in participation.ROWS:
        rows = rows.filter(participation.ROWS[asked])
    return render(
        request,
        "projects/participation.html",
        {
            "project": project,
            "figures": figures,
            "profiles": profiles(project, timezone.localdate()) if figures else [],
            "found": found,
            "asked": asked if asked in participation.ROWS else "",
            "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
            "kept_back": participation.kept_back(project, rules.audiences_read(request.user, project)),
            "may_write": rules.can_write_logbook(request.user, project),
            "method": f"{METHOD}, v{VERSION}",
            "fictional": project.fictional,
        },
    )
