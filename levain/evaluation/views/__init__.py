"""Pages of strand 3."""

from django.shortcuts import get_object_or_404

from levain.evaluation.models import Objective


def objective_or_404(pk) -> Objective:
    """An objective with its project, its levels and who rated it."""
    objectives = Objective.objects.select_related(
        "project__cohort__programme", "project__collective", "project__local_authority"
    )
    return get_object_or_404(objectives.whole(), pk=pk)
