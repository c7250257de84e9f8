from django.shortcuts import render

from levain.evaluation import rules, scores
from levain.evaluation.models import Moment
from levain.formulas.goal_attainment import RHO
from levain.foundation.verdicts import require
from levain.projects.views import project_or_404


def score(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_objectives(request.user, project))
    objectives = scores.settled(project)
    return render(
        request,
        "evaluation/score.html",
        {
            "project": project,
            "voices": scores.by_voice(request.user, objectives),
            "moments": list(Moment),
            "invited": len(objectives),
            "weighted": bool(objectives) and scores.weighted(objectives),
            "rho": RHO,
            "fictional": project.fictional,
        },
    )
