"""The evaluator: the matrix of questions, what is missing, where the figures are."""

from django.db.models import Count

from levain.evaluation.models import Criterion
from levain.portal.first_screens import cohorts

TEMPLATE = "portal/first/evaluator.html"


def context(user, hat) -> dict:
    cohort = cohorts.current(cohorts.of_hat(hat))
    if cohort is None:
        return {"cohort": None, "fictional": user.fictional}
    projects = cohorts.at_a_glance(cohort)
    criteria = Criterion.objects.filter(framework__cohort=cohort).annotate(
        asked=Count("questions", distinct=True), measured=Count("questions__indicators", distinct=True)
    )
    return {
        "cohort": cohort,
        "criteria": list(criteria),
        "projects": projects,
        "missing": cohorts.missing(cohort, projects),
        "fictional": user.fictional or cohort.fictional,
    }
