"""The goal attainment score as a figure: what it counts, what it opens, who reads it."""

import pytest

from levain.evaluation import figures
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.projects.factories import ProjectFactory, adviser_of, official_of


def told(project):
    cohort = project.cohort
    return {figure.code: figure for figure in figures.source("objectifs").gives(cohort, figures.projects_of(cohort))}


def test_a_score_opens_the_ratings_it_counts(project):
    first, second = ObjectiveFactory.create_batch(2, project=project)
    counted = RatingFactory(objective=first, level=1)
    RatingFactory(objective=second, level=None)

    figure = told(project)[f"{project.slug}-inhabitants-start"]

    assert (figure.method, figure.value, figure.n, figure.invited) == ("M-GAS", 60, 1, 2)
    assert [row.url for row in figure.rows] == [counted.get_absolute_url()]
    assert figure.rows[0].title.endswith("(+1)")


def test_a_change_counts_the_objectives_rated_at_both_moments(project):
    first, second = ObjectiveFactory.create_batch(2, project=project)
    RatingFactory(objective=first, level=-1)
    RatingFactory(objective=first, level=1, moment="end")
    RatingFactory(objective=second, level=2, moment="end")

    figure = told(project)[f"{project.slug}-inhabitants-change-end"]

    assert (figure.value, figure.n, figure.invited, len(figure.rows)) == (20, 1, 2, 2)


def test_a_project_without_a_rating_gives_no_figure(project):
    ObjectiveFactory(project=project)

    assert not told(project)


def test_a_side_reads_the_score_of_another_after_giving_its_own_level(project):
    objective = ObjectiveFactory(project=project)
    RatingFactory(objective=objective)
    official = official_of(project)
    figure = told(project)[f"{project.slug}-inhabitants-start"]

    assert not figure.opens_to(official)
    assert figure.opens_to(adviser_of(project))

    RatingFactory(objective=objective, voice="authority")
    assert told(project)[f"{project.slug}-inhabitants-start"].opens_to(official)


@pytest.mark.parametrize("count", [1, 3])
def test_scores_cost_the_same_for_any_number_of_projects(project, count, django_assert_num_queries):
    for other in [project, *ProjectFactory.create_batch(count - 1, cohort=project.cohort)]:
        RatingFactory(objective=ObjectiveFactory(project=other))

    with django_assert_num_queries(5):
        assert (
            len(list(figures.source("objectifs").gives(project.cohort, figures.projects_of(project.cohort)))) == count
        )
