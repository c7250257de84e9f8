from itertools import combinations
from math import hypot

import pytest
from django.urls import reverse

from levain.portal.map import APART, free
from levain.projects.services import compose_page
from tests.people.factories import UserFactory
from tests.projects import factories as f
from tests.territories.factories import TerritoryFactory

PERSONS = {
    "bearer": f.bearer_of,
    "local_authority": f.official_of,
    "state_service": f.state_agent_of,
    "adviser": f.adviser_of,
    "programme_lead": f.lead_of,
}


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
