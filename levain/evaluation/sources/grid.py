"""M-ALPHA on the grid of maturity: whether its sentences are read alike by those who look. It judges the grid, never
a project nor a person."""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import Look, MaturityAnswer, Moment
from levain.evaluation.periods import EVER, Period
from levain.formulas import krippendorff_alpha
from levain.programmes.models import Cohort
from levain.projects.models import Project

METHOD = "M-ALPHA"
# Under ten dimensions seen by two looks at least, one answer more or less would turn the sign.
FEWEST = krippendorff_alpha.UNITS_FOR_AN_INTERVAL


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """One query: a rater is a look, a unit one dimension of one project; a figure for each moment.

    Of a period, the levels given inside it.
    """
    slugs = {project.pk: project for project in projects}
    given: dict[str, dict[tuple[int, int], dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    answers = MaturityAnswer.objects.filter(period.within("given_on"), project__in=slugs)
    answers = answers.order_by("project__name", "dimension__position")
    for moment, pk, dimension, look, level in answers.values_list(
        "moment", "project_id", "dimension_id", "look", "level"
    ):
        given[moment][pk, dimension][look] = level
    for moment in Moment:
        compared = {unit: levels for unit, levels in given[moment].items() if len(levels) > 1}
        if compared:
            yield _of_moment(cohort, moment, compared, slugs)


def _of_moment(
    cohort: Cohort, moment: Moment, compared: dict[tuple[int, int], dict[str, int]], projects: dict[int, Project]
) -> Figure:
    values = [[levels.get(look) for levels in compared.values()] for look in Look]
    enough = len(compared) >= FEWEST
    found = krippendorff_alpha.alpha(values, krippendorff_alpha.ORDINAL, bootstrap=enough)
    shown = enough and found.value is not None
    told = dict.fromkeys(pk for pk, _dimension in compared)
    return Figure(
        f"grille-{moment.path}",
        METHOD,
        subject=cohort.name,
        label=_("Agreement of the three looks on the grid of maturity, %(moment)s")
        % {"moment": moment.label.lower()},
        value=found.value if shown else None,
        unit=_("ordinal alpha, at most 1"),
        n=len(compared),
        rows=[
            Row(
                reverse("evaluation:maturity", args=[projects[pk].slug]) + f"?moment={moment.path}", projects[pk].name
            )
            for pk in told
        ]
        if shown
        else (),
        parameters={
            "level": found.level,
            "raters": found.raters,
            "values": found.n,
            "seed": found.seed,
            "reading": found.reading if shown else "",
            "fewest": FEWEST,
        },
        interval=found.interval if shown else None,
        why_not="" if shown else _why_not(enough),
        places=2,
    )


def _why_not(enough: bool) -> str:
    if not enough:
        return _("Fewer than ten dimensions were seen by two looks.")
    return _("Every look gave the same level everywhere: there is no variation to compare.")
