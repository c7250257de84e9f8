"""Who reads, writes and rates; and each side first."""

import pytest

from levain.evaluation import rules
from levain.people.models import RoleCode
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.people.factories import UserFactory, someone
from tests.projects.factories import (
    ProjectFactory,
    adviser_of,
    bearer_of,
    lead_of,
    member_of,
    official_of,
    state_agent_of,
)


@pytest.fixture
def objective(project):
    return ObjectiveFactory(project=project)


def test_the_team_and_those_who_support_it_read_the_objectives(project):
    observer = someone(RoleCode.OBSERVER, project)
    people = [make(project) for make in (bearer_of, member_of, official_of, state_agent_of, adviser_of, lead_of)]
    assert all(rules.can_read_objectives(person, project) for person in [*people, observer])


def test_other_projects_and_passers_by_do_not_read_them(project):
    neighbour = bearer_of(ProjectFactory(cohort=project.cohort))
    assert not rules.can_read_objectives(neighbour, project)
    assert not rules.can_read_objectives(UserFactory(), project)


@pytest.mark.parametrize(
    ("make", "writes"),
    [
        (bearer_of, True),
        (official_of, True),
        (adviser_of, True),
        (member_of, False),
        (state_agent_of, False),
        (lead_of, False),
    ],
)
def test_bearer_local_authority_and_adviser_write_objectives(project, make, writes):
    assert bool(rules.can_write_objectives(make(project), project)) is writes


@pytest.mark.parametrize(
    ("make", "rates"),
    [
        (bearer_of, True),
        (member_of, True),
        (official_of, True),
        (state_agent_of, True),
        (adviser_of, True),
        (lead_of, False),
    ],
)
def test_the_three_sides_rate_and_the_adviser_types(objective, make, rates):
    assert bool(rules.can_rate(make(objective.project), objective)) is rates


def test_a_side_sees_the_others_only_once_it_has_given_its_own(objective):
    bearer, official = bearer_of(objective.project), official_of(objective.project)
    given = RatingFactory(objective=objective, voice="authority", rated_by=official)
    assert not rules.can_read_rating(bearer, given)
    assert rules.can_read_rating(official, given)

    RatingFactory(objective=objective, voice="inhabitants", rated_by=bearer)
    given = type(given).objects.get(pk=given.pk)
    assert rules.can_read_rating(bearer, given)


def test_the_level_of_another_moment_does_not_open_this_one_if_it_came_before(objective):
    bearer = bearer_of(objective.project)
    RatingFactory(objective=objective, voice="inhabitants", moment="start", rated_by=bearer)
    later = RatingFactory(objective=objective, voice="authority", moment="middle")
    assert not rules.can_read_rating(bearer, later)


def test_a_side_that_let_a_moment_pass_sees_it_once_it_has_rated_a_later_one(objective):
    agent = state_agent_of(objective.project)
    start = RatingFactory(objective=objective, voice="authority", moment="start")
    assert not rules.can_read_rating(agent, start)
    RatingFactory(objective=objective, voice="state", moment="middle", rated_by=agent)
    assert rules.can_read_rating(agent, type(start).objects.get(pk=start.pk))


def test_what_the_adviser_typed_opens_nothing_before_it_is_confirmed(objective):
    bearer, adviser = bearer_of(objective.project), adviser_of(objective.project)
    given = RatingFactory(objective=objective, voice="authority")
    RatingFactory(objective=objective, voice="inhabitants", rated_by=None, typed_by=adviser)
    assert not rules.can_read_rating(bearer, given)


def test_the_adviser_and_the_national_team_see_every_level(objective):
    given = RatingFactory(objective=objective, voice="authority")
    assert rules.can_read_rating(adviser_of(objective.project), given)
    assert rules.can_read_rating(lead_of(objective.project), given)


def test_a_rated_objective_says_why_it_cannot_be_edited(objective):
    RatingFactory(objective=objective)
    verdict = rules.can_edit_objective(bearer_of(objective.project), objective)
    assert not verdict
    assert "niveaux" in verdict.reason or "levels" in verdict.reason
