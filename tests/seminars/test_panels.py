import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from levain.seminars import panels
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, bearer_of
from tests.seminars.factories import ContributionFactory, RegistrationFactory, SeminarFactory


@pytest.fixture
def bearer():
    project = ProjectFactory()
    bearer = bearer_of(project)
    bearer.project = project
    return bearer


@pytest.mark.parametrize("count", [1, 3])
def test_the_next_meeting_takes_one_query(bearer, count, django_assert_num_queries):
    SeminarFactory(cohort=bearer.project.cohort, over=True)
    SeminarFactory.create_batch(count, cohort=bearer.project.cohort)
    SeminarFactory()
    panels.next_meeting(bearer_of(bearer.project))
    assert bearer.roles_held

    with django_assert_num_queries(1):
        seminar = panels.next_meeting(bearer)

    assert seminar.cohort == bearer.project.cohort
    assert not seminar.is_over()
    assert seminar.my_answer is None


def test_the_next_meeting_says_what_she_answered(bearer):
    seminar = SeminarFactory(cohort=bearer.project.cohort)
    RegistrationFactory(seminar=seminar, user=bearer)

    told = panels.next_meeting(bearer, bearer.project.cohort)

    assert (told, told.my_answer) == (seminar, "registered")


def test_without_a_seminar_there_is_no_meeting():
    assert panels.next_meeting(UserFactory()) is None


def test_a_project_sees_its_three_latest_words(bearer):
    seminar = SeminarFactory(cohort=bearer.project.cohort)
    for _ in range(7):
        ContributionFactory(activity__seminar=seminar, project=bearer.project)
    ContributionFactory(activity__seminar=seminar, project=bearer.project, hidden=True)
    ContributionFactory(activity__seminar=seminar)

    told = panels.project_panel(bearer.project, bearer)

    assert (len(told["contributions"]), told["count"]) == (3, 7)
    assert "7" in render_to_string(told["template"], told, RequestFactory().get("/"))


def test_another_cohort_does_not_read_them(bearer):
    ContributionFactory(project=bearer.project)

    assert panels.project_panel(bearer.project, bearer_of(ProjectFactory()))["count"] == 0
