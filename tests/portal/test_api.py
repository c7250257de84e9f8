"""Programs read what is published; with a key, what its holder may see, and never more."""

import json

import pytest
from django.core.cache import cache
from django.utils import timezone

from levain.foundation.audiences import Audience
from levain.people import keys
from levain.people.models import RoleCode
from levain.projects.models import LogbookEntry, Project
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, bearer_of
from tests.support.factories import NeedFactory

ROOT = "/api/v1"


@pytest.fixture(autouse=True)
def _no_request_counted_yet():
    cache.clear()


@pytest.fixture
def project():
    found = ProjectFactory(slug="le-lavoir", published=True)
    found.communes.update(longitude=6.4, latitude=48.0)
    return found


def read(client, path, key="", status=200):
    answer = client.get(f"{ROOT}{path}", headers={"Authorization": f"Bearer {key}"} if key else {})
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def key_of(person, code=None):
    role = person.roles.get(code=code) if code else person.roles.get()
    return keys.open_key(role, name="A map", days=30)


def test_published_projects_are_read_by_anybody(client, project):
    ProjectFactory(published=False)

    [found] = read(client, "/projects")["items"]

    assert found["slug"] == "le-lavoir"
    assert found["communes"][0]["longitude"] == 6.4
    assert found["address"].endswith("/projets/le-lavoir/")


def test_the_words_that_a_bearer_does_not_show_are_not_given(client, project):
    Project.objects.update(pitch="Not chosen for the page")

    assert read(client, "/projects/le-lavoir")["pitch"] == ""


def test_a_project_that_is_not_published_is_not_found(client):
    hidden = ProjectFactory(published=False)

    assert read(client, f"/projects/{hidden.slug}", status=404)["title"] == "Not found"


def test_projects_are_points_on_a_map(client, project):
    [feature] = read(client, "/projects.geojson")["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [6.4, 48.0]}
    assert feature["properties"]["slug"] == "le-lavoir"


def test_a_list_is_read_page_after_page_and_misses_nobody(client):
    made = {ProjectFactory(published=True).slug for _n in range(5)}
    found, page = set(), "/projects?limit=2"
    while page:
        told = read(client, page)
        found |= {one["slug"] for one in told["items"]}
        page = told["next"] and told["next"].split(ROOT)[1]

    assert found == made


@pytest.mark.parametrize(
    "asked", ["limit=1000", "limit=0", "after=-1", "limit=many", "order=name", "after=9" + "9" * 30]
)
def test_a_wrong_question_is_named(client, asked):
    told = read(client, f"/projects?{asked}", status=400)

    assert told["status"] == 400
    assert told["invalid"][0]["name"] == asked.split("=")[0]


def test_nothing_of_a_session_is_read_without_a_key(client, project):
    answer = client.get(f"{ROOT}/sessions/{project.cohort.slug}/needs")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_key_in_an_address_opens_nothing(client, project):
    secret = key_of(someone(RoleCode.ADVISER, project.cohort))

    read(client, f"/sessions/{project.cohort.slug}/needs?key={secret}", status=401)


def test_an_adviser_reads_the_needs_of_her_session(client, project):
    need = NeedFactory(project=project)
    NeedFactory()
    secret = key_of(someone(RoleCode.ADVISER, project.cohort))

    [found] = read(client, f"/sessions/{project.cohort.slug}/needs", secret)["items"]

    assert found["number"] == need.pk
    assert found["project"] == "le-lavoir"
    assert found["texts"]


def test_a_key_sees_what_its_holder_sees_on_the_pages(client, project):
    bearer = bearer_of(project)
    said = {"project": project, "author": bearer, "kind": "progress"}
    for_all = LogbookEntry.objects.create(text="For everyone", audience=Audience.PUBLIC, **said)
    LogbookEntry.objects.create(text="Among ourselves", audience=Audience.COLLECTIVE, **said)
    stranger = someone(RoleCode.BEARER, ProjectFactory(cohort=project.cohort))

    found = read(client, f"/sessions/{project.cohort.slug}/notes", key_of(stranger))["items"]

    assert [one["number"] for one in found] == [for_all.pk]


def test_a_key_does_not_read_in_the_other_roles_of_its_holder(client, project):
    NeedFactory(project=project)
    person = someone(RoleCode.BEARER, ProjectFactory(cohort=project.cohort))
    secret = key_of(person)
    person.roles.create(code=RoleCode.PROGRAMME_LEAD, scope=project.cohort.programme)

    assert read(client, f"/sessions/{project.cohort.slug}/needs", secret)["items"] == []


def test_a_key_of_another_session_reads_nothing_here(client, project):
    NeedFactory(project=project)
    secret = key_of(someone(RoleCode.ADVISER, ProjectFactory().cohort))

    assert read(client, f"/sessions/{project.cohort.slug}/needs", secret)["items"] == []


@pytest.mark.parametrize("kind", ["accounts", "journal", "users"])
def test_what_is_not_listed_cannot_be_asked_for(client, project, kind):
    secret = key_of(someone(RoleCode.PROGRAMME_LEAD, project.cohort.programme))

    read(client, f"/sessions/{project.cohort.slug}/{kind}", secret, status=404)


def test_every_kind_is_read_in_few_queries(client, project, django_assert_max_num_queries):
    for _n in range(6):
        NeedFactory(project=project)
    secret = key_of(someone(RoleCode.ADVISER, project.cohort))

    with django_assert_max_num_queries(12):
        assert len(read(client, f"/sessions/{project.cohort.slug}/needs", secret)["items"]) == 6


def test_it_is_read_only(client, project):
    assert client.post(f"{ROOT}/projects", "{}", content_type="application/json").status_code == 405
    assert client.delete(f"{ROOT}/projects/le-lavoir").status_code == 405
    assert Project.objects.filter(slug="le-lavoir").exists()


def test_who_asks_too_often_is_told_when_to_come_back(client):
    for _n in range(300):
        last = client.get(f"{ROOT}/calls?limit=1")
    refused = client.get(f"{ROOT}/calls?limit=1")

    assert last.status_code == 200
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")


def test_the_description_names_every_list(client):
    said = read(client, "/openapi.json")

    assert said["openapi"].startswith("3.1")
    assert {f"{ROOT}/projects", f"{ROOT}/reports/{{slug}}", f"{ROOT}/sessions/{{slug}}/{{kind}}"} <= set(
        said["paths"]
    )
    assert said["components"]["securitySchemes"]["Key"]["scheme"] == "bearer"
    assert timezone.now()


def test_the_page_of_open_data_opens_what_it_names(client, project):
    page = client.get("/donnees/").content.decode()

    for name in ("sessions", "projects", "projects.geojson", "calls", "reports", "openapi.json"):
        assert f"{ROOT}/{name}" in page
        read(client, f"/{name}")


def test_the_description_says_how_each_question_may_be_refused(client, db):
    said = client.get(f"{ROOT}/openapi.json").json()

    for path, deeds in said["paths"].items():
        refused = {code: answer for code, answer in deeds["get"]["responses"].items() if code != "200"}
        assert {"400", "429"} <= set(refused)
        assert ("404" in refused) == ("{" in path)
        assert all(list(answer["content"]) == ["application/problem+json"] for answer in refused.values())
    assert "401" in said["paths"]["/api/v1/sessions/{slug}/{kind}"]["get"]["responses"]
