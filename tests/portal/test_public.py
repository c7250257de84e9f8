"""The public site: projects found on a map and in a list, seasons, home."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.projects.services import compose_page
from tests.programmes.factories import CohortFactory
from tests.projects import factories as f
from tests.territories.factories import DepartmentFactory, TerritoryFactory

LIST = "/projets/"


def place(region, department, **at):
    return TerritoryFactory(inside=[department, region], longitude=2.2, latitude=48.9, **at)


@pytest.fixture
def brittany():
    return TerritoryFactory(kind="region", code="53", name="Bretagne")


def names(page):
    return [project.name for project in page.context["page"]]


def test_projects_are_found_by_what_the_address_says(client, brittany):
    season = CohortFactory(name="Session 2022")
    here = f.ProjectFactory(
        name="Amont",
        cohort=season,
        themes=["energie"],
        stage="conception",
        commune=place(brittany, DepartmentFactory()),
    )
    f.ProjectFactory(name="Aval", themes=["eau"])

    asked = f"?session={season.slug}&theme=energie&region={brittany.code}&etape=conception"

    page = client.get(LIST + asked)
    assert names(page) == [here.name]
    assert "1 projet" in page.content.decode()
    assert "Tout effacer" in page.content.decode()
    assert names(client.get(f"{LIST}?theme=eau")) == ["Aval"]


def test_an_empty_result_says_what_to_do_next(client):
    f.ProjectFactory(themes=["eau"])

    page = client.get(f"{LIST}?theme=energie").content.decode()

    assert "0 projet" in page
    assert "Voir tous les projets" in page


@pytest.mark.parametrize(
    "asked",
    [
        "theme=rose",
        "etape=x",
        "session=nulle",
        "session=%00",
        "region=zz",
        "departement=00",
        "tri=nom",
        "theme=%00",
        "region=1'",
    ],
)
def test_a_filter_outside_the_closed_lists_is_refused(client, asked):
    assert client.get(f"{LIST}?{asked}").status_code == 400


def test_a_project_not_published_is_in_no_count(client, brittany):
    f.ProjectFactory(published=False, commune=place(brittany, DepartmentFactory()))

    page = client.get(f"{LIST}?region={brittany.code}")

    assert names(page) == []
    assert not page.context["lists"][2]["options"][0]["n"]


def test_many_projects_are_one_number_a_region_then_a_department(client, brittany):
    here, there = (DepartmentFactory() for _n in range(2))
    for number in range(21):
        f.ProjectFactory(commune=place(brittany, here if number else there))

    (region,) = client.get(LIST).context["groups"]
    departments = client.get(LIST + region["to"]).context["groups"]

    assert (region["name"], region["n"]) == ("Bretagne", 21)
    assert [group["n"] for group in departments] == [20, 1]
    last = client.get(LIST + departments[0]["to"])
    assert last.context["groups"] == []
    assert last.context["page"][0].at


def test_each_dot_of_the_map_is_a_link_said_in_words(client, brittany):
    project = f.ProjectFactory(name="Amont", commune=place(brittany, DepartmentFactory(), name="Rennes"))

    page = client.get(LIST).content.decode()

    assert f'<a href="/projets/{project.slug}/" aria-label="1' in page
    assert "Amont, Rennes" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_map_costs_the_same_for_any_number(client, brittany, count, django_assert_max_num_queries):
    department = DepartmentFactory()
    for _number in range(count):
        f.ProjectFactory(commune=place(brittany, department))
    address = f"{LIST}?region={brittany.code}"
    client.get(address)

    with django_assert_max_num_queries(8):
        client.get(address)


def test_the_few_words_of_a_project_are_listed_when_its_bearer_shows_them(client):
    project = f.ProjectFactory(pitch="Des jardins partagés")

    assert "Des jardins" not in client.get(LIST).content.decode()
    compose_page(project, by=f.bearer_of(project), blocks=["pitch"])
    assert "Des jardins" in client.get(LIST).content.decode()


def test_a_season_shows_its_published_projects_and_nothing_of_the_others(client):
    season = CohortFactory()
    f.ProjectFactory(cohort=season, name="Amont")
    f.ProjectFactory(cohort=season, name="Caché", published=False)

    page = client.get(reverse("portal:season", args=[season.slug])).content.decode()

    assert "Amont" in page
    assert "Caché" not in page


def test_a_season_that_nobody_announced_is_not_there(client):
    day = timezone.localdate() + timedelta(days=90)
    season = CohortFactory(starts=day, ends=day + timedelta(days=300))

    assert client.get(reverse("portal:season", args=[season.slug])).status_code == 404
    assert season.name not in client.get(reverse("portal:seasons")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_seasons_cost_the_same_for_any_number(client, count, django_assert_max_num_queries):
    seasons = CohortFactory.create_batch(count)
    f.ProjectFactory.create_batch(count, cohort=seasons[0])

    with django_assert_max_num_queries(4):
        client.get(reverse("portal:seasons"))
    with django_assert_max_num_queries(8):
        client.get(reverse("portal:season", args=[seasons[0].slug]))


def test_home_shows_the_chain_in_order(client):
    page = client.get("/").content.decode()

    assert page.index("Appel") < page.index("Besoin") < page.index("Constat") < page.index("Piste d’évolution")
