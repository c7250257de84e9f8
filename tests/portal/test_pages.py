import pytest
from django.urls import reverse

from tests.people.factories import UserFactory
from tests.projects import factories as f

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

    with django_assert_max_num_queries(5):
        assert client.get(reverse(name)).status_code == 200


def test_the_public_page_shows_only_what_is_for_everyone(client):
    project = f.ProjectFactory()
    f.LogbookEntryFactory(project=project, text="Porte ouverte samedi", audience="public")
    f.LogbookEntryFactory(project=project, text="Entre nous seulement", audience="collective")

    page = client.get(reverse("portal:public_project", args=[project.slug])).content.decode()

    assert "Porte ouverte samedi" in page
    assert "Entre nous seulement" not in page


def test_steering_shows_one_line_per_project(client, django_assert_max_num_queries):
    project = f.ProjectFactory()
    for _number in range(3):
        f.LogbookEntryFactory(project=f.ProjectFactory(cohort=project.cohort))
    client.force_login(f.adviser_of(project))

    with django_assert_max_num_queries(15):
        page = client.get(project.cohort.get_absolute_url())

    assert len(page.context["lines"]) == 4
