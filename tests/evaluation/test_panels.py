"""What the gathering pages show of the objectives."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from levain.evaluation.models import Moment
from levain.evaluation.panels import moment_due, project_panel, to_rate, to_rate_in
from levain.people.models import User
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.people.factories import UserFactory
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, official_of, state_agent_of


def again(user):
    """The same person in a new request."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_of_a_project_costs_three_queries(count, django_assert_max_num_queries):
    project = ProjectFactory()
    for objective in ObjectiveFactory.create_batch(count, project=project):
        RatingFactory(objective=objective)
    adviser = adviser_of(project)
    project_panel(project, adviser)
    with django_assert_max_num_queries(3):
        panel = project_panel(project, adviser)
    assert len(panel["rows"]) == count
    assert {row.latest.moment for row in panel["rows"]} == {Moment.START}


def test_the_panel_shows_levels_and_gap_and_an_empty_one_what_to_do():
    project = ProjectFactory()
    bearer = bearer_of(project)
    empty = render_to_string("evaluation/panel.html", {"panel": project_panel(project, bearer)})
    assert reverse("evaluation:new_objective", args=[project.slug]) in empty

    objective = ObjectiveFactory(project=project)
    RatingFactory(objective=objective, level=-2, rated_by=bearer)
    RatingFactory(objective=objective, voice="authority", level=1)
    shown = render_to_string("evaluation/panel.html", {"panel": project_panel(project, bearer)})
    assert "−2" in shown
    assert "+1" in shown
    assert objective.get_absolute_url() in shown


def test_a_stranger_has_no_panel():
    assert project_panel(ProjectFactory(), UserFactory()) is None


def test_the_moment_follows_the_year_of_the_cohort():
    cohort = CohortFactory()
    days = [-1, 0, 149, 150, (cohort.ends - cohort.starts).days - 31, 800]
    due = [moment_due(cohort, cohort.starts + timedelta(days=day)) for day in days]
    assert due == [None, Moment.START, Moment.START, Moment.MIDDLE, Moment.END, Moment.END]


def test_each_side_is_told_what_waits_for_its_level_and_only_until_it_has_given_it():
    objective = ObjectiveFactory()
    sides = [make(objective.project) for make in (bearer_of, official_of, state_agent_of)]
    assert [[waiting.voice for waiting in to_rate(again(user))] for user in sides] == [
        ["inhabitants"],
        ["authority"],
        ["state"],
    ]
    RatingFactory(objective=objective, voice="authority", rated_by=sides[1])
    assert to_rate(again(sides[1])) == []
    assert to_rate(adviser_of(objective.project)) == []


def test_a_level_typed_by_the_adviser_waits_for_a_yes():
    objective = ObjectiveFactory()
    rating = RatingFactory(objective=objective, rated_by=None, typed_by=adviser_of(objective.project))
    waiting = to_rate(bearer_of(objective.project))
    assert [item.to_confirm for item in waiting] == [rating]


def test_drafts_and_withdrawn_objectives_wait_for_nobody():
    project = ProjectFactory()
    ObjectiveFactory(project=project, draft=True)
    ObjectiveFactory(project=project, withdrawn_on="2021-01-01")
    assert to_rate(bearer_of(project)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_costs_the_same_for_any_number(count, django_assert_max_num_queries):
    project = ProjectFactory()
    ObjectiveFactory.create_batch(count, project=project)
    user = again(state_agent_of(project))
    user.roles_held  # noqa: B018  read once a request, whoever asks
    with django_assert_max_num_queries(3):
        assert len(to_rate(user)) == count


def test_what_a_side_has_to_rate_in_one_project_is_found_in_one_query(django_assert_num_queries):
    project = ProjectFactory()
    bearer = bearer_of(project)
    rated, _to_rate = ObjectiveFactory.create_batch(2, project=project)
    RatingFactory(objective=rated, moment=moment_due(project.cohort))
    typed = ObjectiveFactory(project=project)
    RatingFactory(objective=typed, moment=moment_due(project.cohort), rated_by=None, typed_by=UserFactory())

    with django_assert_num_queries(1):
        found = to_rate_in(project, "inhabitants")

    told = [(item.objective, item.moment, item.to, bool(item.to_confirm)) for item in to_rate(bearer)]
    assert [(item.objective, item.moment, item.to, bool(item.to_confirm)) for item in found] == told
    assert len(told) == 2
