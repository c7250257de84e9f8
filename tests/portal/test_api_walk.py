"""Every operation that the description names is asked with a real key, and answers what the description says."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from levain.capitalisation import services
from levain.capitalisation.models import Evidence
from levain.people import keys
from levain.people.models import AccessKey, RoleCode
from levain.people.services import end_role
from levain.portal.api.held import KINDS, MOST_WRONG
from levain.portal.sample_world import sample_world
from levain.seminars.models import SPEAKERS, UNSAID
from tests.capitalisation.factories import Learning
from tests.capitalisation.test_practice import complete
from tests.capitalisation.test_showing import settled
from tests.people.factories import someone
from tests.portal.described import wrong
from tests.portal.test_api import ROOT, key_of, read
from tests.projects.factories import ProjectFactory
from tests.support.factories import NeedFactory

WITHOUT = {"/sessions/{slug}/{kind}"}
JSON, GEO, PROBLEM = "application/json", "application/geo+json", "application/problem+json"


@pytest.fixture(autouse=True)
def _no_request_counted_yet():
    cache.clear()


@pytest.fixture
def published(db):
    """One of each thing that everybody may read."""
    learning = settled(Learning().chain())
    learning.project.communes.update(longitude=6.4, latitude=48.0)
    type(learning.project).objects.update(published=True)
    services.show(learning.learned, by=learning.lead)
    services.show(learning.asked, by=learning.lead)
    learning.asked.refresh_from_db()
    told = {"status": "declined", "answered_by": "Le bureau", "text": "Pas à nous."}
    services.answer_lead(learning.asked, learning.asked.version, by=learning.lead, **told)
    said = {"counted": "12 habitants", "method": "M-SURV", "rows": "ici", "promise": "none", "by": learning.adviser}
    kept = services.add_figure(learning.cohort, "calme", label="Chez eux", value=9, n=12, **said)
    learning.report()
    learning.paragraph(learning.found, kept)
    services.publish(learning.written_report, by=learning.lead)
    services.publish_sheet(complete(Learning()), by=learning.lead)
    return learning


def description(client):
    return client.get(f"{ROOT}/openapi.json").json()


def operations(told):
    return {path.removeprefix(ROOT): deeds["get"] for path, deeds in told["paths"].items()}


def answered(client, told, path, key=""):
    """What an address answers, held against what the description says of its operation."""
    answer = client.get(f"{ROOT}{path[0]}", headers={"Authorization": f"Bearer {key}"} if key else {})
    [(media, declared)] = path[1]["responses"][str(answer.status_code)]["content"].items()
    assert answer["Content-Type"].split(";")[0] == media
    body = json.loads(answer.content)
    assert list(wrong(body, declared["schema"], told)) == [], path[0]
    return body


def test_every_public_operation_answers_what_the_description_says(client, published):
    told = description(client)
    known = operations(told)
    lists = {path: answered(client, told, (path, deed)) for path, deed in known.items() if "{" not in path}
    seen = set(lists)
    for path, deed in known.items():
        if "{" not in path or path in WITHOUT:
            continue
        items = lists[path.split("/{")[0]]["items"]
        assert items, path
        for item in items:
            here = path.replace("{slug}", item.get("slug", "")).replace("{session}", item["session"])
            answered(client, told, (here.replace("{number}", str(item.get("number"))), deed))
        seen.add(path)
        answered(client, told, (path.replace("{number}", "7").replace("{", "no-").replace("}", ""), deed))

    assert seen | WITHOUT == set(known)


def test_every_kind_of_thing_answers_what_the_description_says_to_each_role(client):
    with sample_world() as world:
        told = description(client)
        deed = operations(told)["/sessions/{slug}/{kind}"]
        named = next(one for one in deed["parameters"] if one["name"] == "kind")["schema"]["enum"]
        assert named == list(KINDS)
        found = {kind: 0 for kind in named}
        for code, person in world.person.items():
            key = keys.open_key(person.roles.filter(code=code).first(), name="A map", days=30)
            for kind in named:
                cache.clear()
                found[kind] += len(answered(client, told, (f"/sessions/sample-own/{kind}", deed), key)["items"])
        assert all(found.values()), found


def test_the_description_names_every_side_one_may_speak_for(client, db):
    named = description(client)["components"]["schemas"]["Thing"]["properties"]["side"]["enum"]

    assert {code for code, _words in SPEAKERS} - {UNSAID} <= set(named)
    assert {"", "inhabitant"} <= set(named)


def test_every_list_of_what_a_session_published_is_narrowed_to_a_session(client, published):
    told = description(client)
    for path in operations(told):
        if "{" in path or path in ("/", "/sessions"):
            continue
        assert read(client, f"{path}?session=nowhere")["next"] is None
        for name in ("items", "features"):
            assert not read(client, f"{path}?session=nowhere").get(name)
            assert len(read(client, f"{path}?session={published.cohort.slug}").get(name, [])) <= len(
                read(client, path).get(name, [])
            )


def test_a_part_whose_words_were_withdrawn_keeps_its_digest_and_gives_that_of_what_is_left(client, published):
    before = {part["id"]: part for part in read(client, "/reports/rapport")["parts"]}
    services.record_consent(published.kept, Evidence.Consent.REFUSED, by=published.adviser)
    told = read(client, "/reports/rapport")
    after = {part["id"]: part for part in told["parts"]}

    assert told["masked"] == ["preuve-1"]
    assert after["preuve-1"]["digest"] == before["preuve-1"]["digest"]
    assert (before["preuve-1"]["masked"], bool(after["preuve-1"]["masked"])) == ("", True)


def test_a_list_of_reports_gives_the_digest_of_the_last_edition_of_each(client, published):
    [one] = read(client, "/reports")["items"]

    assert (
        one["digest"] == published.written_report.editions.get().digest == read(client, "/reports/rapport")["digest"]
    )


def test_what_is_refused_answers_what_the_description_says(client, published):
    told = description(client)
    for path, deed in operations(told).items():
        plain = path.replace("{number}", "many").replace("{slug}", "no.slug").replace("{session}", "x")
        plain = plain.replace("{kind}", "needs")
        body = answered(client, told, (f"{plain}?limit=many&nothing=1", deed))
        assert body["status"] in (400, 401, 404)


@pytest.mark.parametrize(
    "path", ["/projects?session=%00", "/projects/a%00b", "/leads/%00/1", "/projects?session=" + "a" * 200]
)
def test_a_name_that_no_database_holds_is_a_wrong_question(client, db, path):
    assert read(client, path, status=400)["invalid"]


@pytest.mark.parametrize("path", ["/projects", "/projects.geojson", "/openapi.json"])
def test_a_program_may_ask_for_the_headers_alone(client, published, path):
    whole, head = client.get(ROOT + path), client.head(ROOT + path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.get("ETag") == whole.get("ETag")
    assert head["Content-Type"] == whole["Content-Type"]


def test_pages_of_other_sites_read_what_everybody_may_and_nothing_with_a_key(client, published):
    before = client.options(f"{ROOT}/projects", headers={"Origin": "https://example.invalid"})
    keyed = client.options(f"{ROOT}/sessions/x/needs")

    assert (before.status_code, before["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert (
        before["Access-Control-Allow-Origin"] == client.get(f"{ROOT}/projects")["Access-Control-Allow-Origin"] == "*"
    )
    assert "Access-Control-Allow-Origin" not in keyed
    assert "Authorization" not in before["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in before


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/nothing", "get", 404), ("/projects", "post", 405), ("/", "put", 405)]
)
def test_what_the_interface_is_not_is_told_in_the_shape_of_every_refusal(client, db, path, method, status):
    answer = getattr(client, method)(ROOT + path)

    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert json.loads(answer.content)["status"] == status
    assert (answer.get("Allow") == "GET, HEAD, OPTIONS") is (status == 405)


def test_what_a_key_reads_is_kept_by_nobody_between(client, published):
    answer = client.get(
        f"{ROOT}/sessions/{published.cohort.slug}/leads",
        headers={"Authorization": f"Bearer {key_of(published.adviser)}"},
    )

    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]


def test_made_up_keys_do_not_escape_the_limit_of_their_address(client, db):
    for number in range(300):
        client.get(f"{ROOT}/calls?limit=1", headers={"Authorization": f"Bearer {number}"})

    assert client.get(f"{ROOT}/calls", headers={"Authorization": "Bearer another"}).status_code == 429


def test_whoever_tries_keys_one_after_another_is_stopped_and_the_others_are_not(client, published):
    path, secret = f"{ROOT}/sessions/{published.cohort.slug}/leads", key_of(published.adviser)
    for number in range(MOST_WRONG + 1):
        last = client.get(path, headers={"Authorization": f"Bearer {number}"})
    elsewhere = {"Authorization": f"Bearer {secret}"}

    assert (last.status_code, last["Retry-After"]) == (429, "60")
    assert client.get(path, headers=elsewhere, REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize("deed", ["expired", "closed", "role ended", "account closed", "other session"])
def test_a_stolen_key_opens_nothing_once_it_is_stopped(client, published, deed):
    person = published.adviser if deed != "other session" else someone(RoleCode.ADVISER, ProjectFactory().cohort)
    secret = key_of(person)
    if deed == "expired":
        AccessKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif deed == "closed":
        AccessKey.objects.update(closed_at=timezone.now())
    elif deed == "role ended":
        end_role(person.roles.get(), by=None)
    elif deed == "account closed":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    for kind in KINDS:
        path = f"/sessions/{published.cohort.slug}/{kind}"
        if deed == "other session":
            found = {one["number"] for one in read(client, path, secret)["items"]}
            assert not found or kind == "sheets"
        else:
            cache.clear()
            assert read(client, path, secret, status=401)["title"] == "No valid key"


@pytest.mark.parametrize("said", ["", "Bearer", "Basic abc", "Bearer é", "Bearer a b", "bearer " + "x" * 9000])
def test_what_is_no_key_is_refused_in_words(client, published, said):
    answer = client.get(f"{ROOT}/sessions/{published.cohort.slug}/needs", headers={"Authorization": said})

    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)


def test_rows_added_while_one_reads_are_neither_doubled_nor_skipped(client, published):
    project, secret = published.project, key_of(published.adviser)
    first = [NeedFactory(project=project).pk for _n in range(5)]
    found, page = [], f"/sessions/{published.cohort.slug}/needs?limit=2"
    while page:
        told = read(client, page, secret)
        found += [one["number"] for one in told["items"]]
        page = told["next"] and told["next"].split(ROOT)[1]
        if len(found) == 2:
            late = NeedFactory(project=project).pk

    assert found == [*first, late]


def test_every_commune_of_a_published_project_is_on_the_map_even_without_its_place(client, published):
    far = ProjectFactory(published=True)
    far.communes.update(longitude=None, latitude=None)
    told = json.loads(client.get(f"{ROOT}/projects.geojson").content)

    places = {one["id"]: one["geometry"] for one in told["features"]}
    assert len(places) == len(told["features"])
    assert places[f"{far.slug}-{far.communes.get().code}"] is None
    here = places[f"{published.project.slug}-{published.project.communes.first().code}"]
    assert here == {"type": "Point", "coordinates": [6.4, 48.0]}
