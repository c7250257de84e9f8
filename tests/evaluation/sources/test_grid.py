"""The grid of maturity is judged by whether three looks read it alike, from ten dimensions on."""

import pytest

from levain.evaluation.figures import projects_of
from levain.evaluation.models import Look, MaturityAnswer, MaturityDimension
from levain.evaluation.services import adopt_framework
from levain.evaluation.sources import grid
from levain.formulas.krippendorff_alpha import alpha
from tests.projects.factories import ProjectFactory, lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = ProjectFactory()
    adopt_framework(made.cohort, by=lead_of(made))
    return made


def looked(project, gap):
    """Each look on the six dimensions at the end; the bearers one level higher every `gap` dimensions."""
    dimensions = MaturityDimension.objects.filter(framework__cohort=project.cohort).order_by("position")
    person = lead_of(project)
    for place, dimension in enumerate(dimensions):
        for look in Look:
            level = 1 + place % 4 + (look == Look.BEARER and place % gap == 0)
            MaturityAnswer.objects.create(
                project=project, moment="end", dimension=dimension, look=look, level=level, given_by=person
            )


def figures(project):
    return list(grid.figures(project.cohort, projects_of(project.cohort)))


def test_two_projects_give_the_agreement_with_its_interval_its_raters_and_its_rows(project):
    other = ProjectFactory(cohort=project.cohort)
    looked(project, 2)
    looked(other, 3)

    [figure] = figures(project)

    values = [
        [
            MaturityAnswer.objects.get(project=one, dimension=dimension, look=look).level
            for one in (project, other)
            for dimension in MaturityDimension.objects.filter(framework__cohort=project.cohort)
        ]
        for look in Look
    ]
    assert figure.value == pytest.approx(alpha(values).value)
    assert figure.interval[0] < figure.value < figure.interval[1]
    assert (figure.method, figure.n, figure.parameters["raters"], len(figure.rows)) == ("M-ALPHA", 12, 3, 2)


def test_one_project_alone_is_too_little_and_one_look_is_not_compared(project):
    looked(project, 2)
    [figure] = figures(project)
    assert (figure.value, figure.rows) == (None, ())

    MaturityAnswer.objects.exclude(look=Look.TEAM).delete()
    assert figures(project) == []
