from datetime import timedelta
from itertools import combinations
from math import hypot

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from levain.portal import steering
from levain.portal.map import APART, free
from levain.projects.services import compose_page
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects import factories as f
from tests.support.factories import NeedFactory
from tests.territories.factories import TerritoryFactory

PERSONS = {
    "bearer": f.bearer_of,
    "local_authority": f.official_of,
    "state_service": f.state_agent_of,
    "adviser": f.adviser_of,
    "programme_lead": f.lead_of,
}


@pytest.mark.parametrize("role", PERSONS)
def test_each_role_has_a_first_screen_that_names_its_projects(client, role):
    project = f.ProjectFactory(name="De jardin en jardin")
    client.force_login(PERSONS[role](project))

    page = client.get(reverse("portal:space"))

    assert page.status_code == 200
    assert "De jardin en jardin" in page.content.decode()


def test_a_person_without_a_role_reads_that_nothing_waits_for_her(client):
    client.force_login(UserFactory())

    assert "Rien ne vous attend" in client.get(reverse("portal:space")).content.decode()


@pytest.mark.parametrize("role", PERSONS)
def test_the_space_of_a_project_opens_for_those_who_follow_it(client, role):
    project = f.ProjectFactory()
    f.LogbookEntryFactory.create_batch(3, project=project)
    client.force_login(PERSONS[role](project))

    assert client.get(project.get_absolute_url()).status_code == 200


def test_the_space_of_a_project_is_closed_to_a_stranger_who_reads_why(client):
    project = f.ProjectFactory()
    client.force_login(UserFactory())

    page = client.get(project.get_absolute_url())

    assert page.status_code == 403
    assert "équipe du projet" in page.content.decode()


def test_an_unpublished_project_has_no_public_page(client):
    project = f.ProjectFactory(published=False)

    assert client.get(reverse("portal:public_project", args=[project.slug])).status_code == 403
    assert project.name not in client.get(reverse("portal:public_projects")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["portal:home", "portal:public_projects"])
def test_public_lists_cost_the_same_for_any_number(client, name, count, django_assert_max_num_queries):
    f.ProjectFactory.create_batch(count)
    with django_assert_max_num_queries(12):
        client.get(reverse(name))

    with django_assert_max_num_queries(5):
        assert client.get(reverse(name)).status_code == 200


def test_the_public_page_shows_only_what_is_for_everyone(client):
    project = f.ProjectFactory()
    note = f.LogbookEntryFactory(project=project, text="Porte ouverte samedi", audience="public")
    f.LogbookEntryFactory(project=project, text="Entre nous seulement", audience="collective")
    compose_page(project, by=f.bearer_of(project), blocks=["news"], lines=[note])

    page = client.get(reverse("portal:public_project", args=[project.slug])).content.decode()

    assert "Porte ouverte samedi" in page
    assert "Entre nous seulement" not in page


def test_steering_shows_one_line_per_project(client, django_assert_max_num_queries):
    project = f.ProjectFactory()
    for _number in range(3):
        f.LogbookEntryFactory(project=f.ProjectFactory(cohort=project.cohort))
    client.force_login(f.adviser_of(project))

    with django_assert_max_num_queries(12):
        page = client.get(project.cohort.get_absolute_url())

    assert len(page.context["lines"]) == 4


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("role", PERSONS)
def test_a_first_screen_costs_the_same_for_any_number(client, role, count, django_assert_max_num_queries):
    project = f.ProjectFactory()
    person = PERSONS[role](project)
    for _number in range(count):
        sibling = f.ProjectFactory(cohort=project.cohort)
        f.LogbookEntryFactory(project=sibling, audience="cohort")
        NeedFactory(project=project, stated_by=person)
        f.ActionFactory(project=project, owner=person)
    client.force_login(person)

    with django_assert_max_num_queries(12):
        assert client.get(reverse("portal:space")).status_code == 200


def test_a_bearer_sees_what_comes_next_then_whom_she_waits_for_then_the_others(client):
    project = f.ProjectFactory()
    sibling = f.ProjectFactory(cohort=project.cohort)
    bearer = f.bearer_of(project)
    agree = NeedFactory(project=project, stated_by=bearer, qualified=True)
    asked = NeedFactory(project=project, stated_by=bearer)
    f.LogbookEntryFactory(project=sibling, text="Porte ouverte samedi", audience="cohort")
    f.LogbookEntryFactory(project=sibling, text="Entre eux", audience="project")
    client.force_login(bearer)

    page = client.get(reverse("portal:space"))

    assert page.context["first"].url == agree.get_absolute_url()
    assert [need.pk for need in page.context["waited_for"]] == [asked.pk]
    assert [note.text for note in page.context["news"]] == ["Porte ouverte samedi"]


def test_steering_says_in_words_what_deserves_a_word():
    day = timezone.localdate()
    project = f.ProjectFactory()
    f.LogbookEntryFactory(project=project, happened_on=day - timedelta(days=40))
    f.StepFactory(project=project, due=day - timedelta(days=1))
    NeedFactory(project=project, stated_on=day - timedelta(days=31))

    (line,) = steering.lines(project.cohort)

    with translation.override("en"):
        assert list(line.signals()) == [
            "nothing recorded for 40 days",
            "a need waits for long",
            "no objective agreed",
            "a step is late",
        ]
        assert [(mark.letter, mark.days, mark.old) for mark in line.marks] == [("A", 31, True)]


def test_a_cohort_that_is_over_is_looked_at_from_its_last_day():
    day = timezone.localdate()
    cohort = CohortFactory(starts=day - timedelta(days=900), ends=day - timedelta(days=500))
    f.LogbookEntryFactory(project=f.ProjectFactory(cohort=cohort), happened_on=cohort.ends)

    (line,) = steering.lines(cohort)

    with translation.override("en"):
        assert list(line.signals()) == ["no objective agreed"]


def test_an_empty_cohort_says_so(client):
    cohort = CohortFactory()
    client.force_login(someone("adviser", cohort))

    assert client.get(cohort.get_absolute_url()).status_code == 200


def test_neighbours_on_the_map_step_aside():
    taken = [(100, 100)]
    for _project in range(20):
        taken.append(free((100, 100), taken))

    assert all(hypot(x - u, y - v) >= APART for (x, y), (u, v) in combinations(taken, 2))


def test_projects_are_numbered_on_the_map_in_the_order_of_the_list(client):
    for name in ("Amont", "Bief"):
        f.ProjectFactory(name=name, commune=TerritoryFactory(longitude=2.2, latitude=48.9))
    f.ProjectFactory(name="Crue", commune=TerritoryFactory())

    page = client.get(reverse("portal:public_projects"))

    assert [(project.name, project.number) for project in page.context["page"]] == [
        ("Amont", 1),
        ("Bief", 2),
        ("Crue", None),
    ]
