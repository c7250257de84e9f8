from itertools import groupby

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from levain.foundation.verdicts import require
from levain.projects import feed as feeds
from levain.projects import rules
from levain.projects.views import project_or_404

A_PAGE = 25


def feed(request, slug):
    """What happened in the project, day by day, as far as this person may read."""
    project = project_or_404(slug)
    require(rules.can_open_space(request.user, project))
    page = Paginator(feeds.entries(request.user, project), A_PAGE).get_page(request.GET.get("page"))
    rows = feeds.in_words(project, page)
    days = groupby(rows, key=lambda row: timezone.localtime(row["entry"].at).date())
    return render(
        request,
        "projects/feed.html",
        {
            "project": project,
            "page": page,
            "days": [(day, list(listed)) for day, listed in days],
            "fictional": project.fictional,
        },
    )
