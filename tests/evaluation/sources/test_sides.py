"""The figures of gaps, of importance and performance, of maturity and of the logic model."""

import uuid
from datetime import date

import pytest

from levain.evaluation.figures import projects_of
from levain.evaluation.models import Look, PersonalView
from levain.evaluation.services import Agreed, adopt_framework, agree_levels, give_levels
from levain.evaluation.sources import sides
from tests.evaluation.factories import ObjectiveFactory
from tests.projects.factories import ProjectFactory, bearer_of, official_of


def answer(objective, voice, importance, attainment):
    PersonalView.objects.create(
        objective=objective,
        moment="end",
        voice=voice,
        sheet=uuid.uuid4(),
        importance=importance,
        attainment=attainment,
        given_on=date(2021, 1, 14),
    )


def test_a_gap_has_its_value_its_terms_and_its_rows_or_says_why_not(project):
    objective = ObjectiveFactory(project=project)
    for _n in range(5):
        answer(objective, "inhabitants", 5, 2)
        answer(objective, "authority", 3, 2)
    found = {one.code: one for one in sides.gaps(project.cohort, projects_of(project.cohort))}
    gap = found[f"{project.slug}-end-1-importance"]
    assert (gap.method, gap.value, gap.n, gap.parameters["distance"]) == ("M-GAP", -1, 10, 0.5)
    assert gap.rows
    ipa = found[f"{project.slug}-end-a"]
    assert (ipa.method, ipa.value, ipa.n, list(ipa.rows)) == ("M-IPA", None, 1, [])
    assert ipa.why_not


def test_without_answers_the_gap_is_said_to_be_missing(project):
    ObjectiveFactory(project=project)
    found = list(sides.gaps(project.cohort, projects_of(project.cohort)))
    assert {one.value for one in found} == {None}
    assert all(one.why_not for one in found)


def test_levels_of_maturity_are_listed_and_never_averaged(project):
    adopt_framework(project.cohort)
    dimensions = [one.pk for one in project.cohort.evaluation_framework.maturitydimensions.all()]
    for look, who in ((Look.BEARER, bearer_of(project)), (Look.AUTHORITY, official_of(project))):
        give_levels(project, moment="start", look=look, levels=dict.fromkeys(dimensions, 1), by=who)
    agreed = {pk: Agreed(1, "Sans preuve encore.") for pk in dimensions}
    agree_levels(project, moment="start", agreed=agreed, by=bearer_of(project))
    found = list(sides.maturity(project.cohort, projects_of(project.cohort)))
    assert [(one.value, one.n, one.invited) for one in found] == [(1, 2, 3)] * 6
    assert len({one.code for one in found}) == 6


def test_the_check_of_the_logic_model_is_a_figure(project):
    adopt_framework(project.cohort)
    found = {one.code: one for one in sides.logic(project.cohort, [])}
    assert (found["leaps"].value, found["leaps"].n) == (0, 13)


@pytest.mark.parametrize("count", [1, 3])
def test_the_sources_cost_the_same_for_any_number_of_projects(project, count, django_assert_max_num_queries):
    for one in [project, *(ProjectFactory(cohort=project.cohort) for _n in range(count - 1))]:
        answer(ObjectiveFactory(project=one), "inhabitants", 4, 4)
    projects = projects_of(project.cohort)
    for gives in (sides.gaps, sides.maturity, sides.logic):
        with django_assert_max_num_queries(6):
            list(gives(project.cohort, projects))
