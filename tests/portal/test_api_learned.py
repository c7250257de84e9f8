"""What was learned, for programs: what is published and nothing else, marks of what was read, floors."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Evidence
from tests.capitalisation.factories import Learning
from tests.capitalisation.test_practice import complete
from tests.capitalisation.test_showing import settled
from tests.portal.test_api import ROOT, key_of, read


@pytest.fixture(autouse=True)
def _no_request_counted_yet():
    cache.clear()


@pytest.fixture
def learning(db):
    made = settled(Learning().chain())
    services.show(made.learned, by=made.lead)
    services.show(made.asked, by=made.lead)
    return made


def test_lessons_and_leads_shown_are_read_with_what_was_answered_and_done(client, learning):
    learning.asked.refresh_from_db()
    told = {"status": "declined", "answered_by": "Le bureau", "text": "Pas à nous."}
    services.answer_lead(learning.asked, learning.asked.version, by=learning.lead, **told)
    [lesson] = read(client, "/lessons")["items"]
    [lead] = read(client, f"/leads?session={learning.cohort.slug}")["items"]

    assert lesson["findings"] == [{"number": 1, "title": learning.found.title, "confidence": "moderate"}]
    assert [(one["status"], one["text"]) for one in lead["answers"]] == [("declined", "Pas à nous.")]
    assert read(client, f"/leads/{learning.cohort.slug}/1") == lead
    assert lead["address"].endswith(f"/pistes/{learning.cohort.slug}/1/")


@pytest.mark.parametrize("path", ["/lessons/{0}/2", "/leads/{0}/0", "/leads/{0}/99999999999999999999", "/sheets/x"])
def test_what_is_not_shown_answers_as_what_does_not_exist(client, learning, path):
    other = settled(Learning().chain())
    assert read(client, f"/lessons/{other.cohort.slug}/1", status=404) == read(
        client, path.format(learning.cohort.slug), status=404
    )


def test_what_is_taken_off_is_no_longer_given(client, learning):
    services.take_off(learning.asked, "Redite.", by=learning.lead)

    assert read(client, "/leads")["items"] == []
    read(client, f"/leads/{learning.cohort.slug}/1", status=404)


def test_a_published_sheet_is_read_whole_and_masked_words_are_not_in_it(client, db):
    learning = Learning()
    sheet = complete(learning)
    assert read(client, "/sheets")["items"] == []
    services.publish_sheet(sheet, by=learning.lead)
    [found] = read(client, "/sheets")["items"]
    assert found["slug"] == sheet.slug

    services.record_consent(learning.kept, Evidence.Consent.REFUSED, by=learning.adviser)
    whole = str(client.get(f"{ROOT}/sheets/{sheet.slug}").json())
    assert "deux clés" in whole
    assert "boîte à sucre" not in whole
    services.withdraw_sheet(sheet, "Fini.", by=learning.bearer)
    read(client, f"/sheets/{sheet.slug}", status=404)


def test_a_program_that_has_it_already_reads_nothing_again(client, learning):
    first = client.get(f"{ROOT}/lessons")
    again = client.get(f"{ROOT}/lessons", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    services.take_off(learning.learned, "Redite.", by=learning.lead)
    assert client.get(f"{ROOT}/lessons", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_two_keys_never_share_a_mark(client, learning):
    address = f"{ROOT}/sessions/{learning.cohort.slug}/leads"
    told = {"Authorization": f"Bearer {key_of(learning.adviser)}"}
    mark = client.get(address, headers=told)["ETag"]
    stranger = Learning().adviser
    other = {"Authorization": f"Bearer {key_of(stranger)}", "If-None-Match": mark}

    assert client.get(address, headers=other).json()["items"] == []


def test_figures_of_a_published_edition_are_given_from_the_floor_on(client, db):
    learning = Learning().chain()
    said = {"counted": "12 habitants", "method": "M-SURV", "rows": "ici", "by": learning.adviser}
    kept = services.add_figure(
        learning.cohort, "calme", label="Se sentent chez eux", value=9, n=12, promise="anonymous", **said
    )
    learning.report()
    learning.paragraph(learning.found, kept)
    assert read(client, f"/figures?session={learning.cohort.slug}")["items"] == []
    services.publish(learning.written_report, by=learning.lead)
    [found] = read(client, f"/figures?session={learning.cohort.slug}")["items"]
    assert (found["value"], found["n"], found["report"]) == (9, 12, "rapport")

    kept.n, kept.value = 13, 10
    kept.save()
    [still] = read(client, "/figures")["items"]
    assert (still["value"], still["n"]) == (9, 12)
    assert read(client, "/figures?session=ailleurs")["items"] == []
    read(client, f"/figures?session={learning.cohort.slug}&x=1", status=400)


def test_a_key_reads_the_sheets_being_written_of_its_session_only(client, db):
    learning, other = Learning(), Learning()
    sheet = complete(learning)
    path = f"/sessions/{learning.cohort.slug}/sheets"

    assert [one["number"] for one in read(client, path, key_of(learning.adviser))["items"]] == [sheet.pk]
    assert read(client, path, key_of(other.adviser))["items"] == []
    read(client, path, status=401)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_any_number(client, learning, count, django_assert_max_num_queries):
    for number in range(count):
        services.publish_sheet(complete(Learning(), title=f"Fiche {number}"), by=learning.lead)
    # Counting the requests of an address asks a dozen questions of the cache.
    client.get(reverse("api:sheets"))
    for name in ("sheets", "lessons", "leads"):
        with django_assert_max_num_queries(12 + 3):
            assert client.get(reverse(f"api:{name}")).status_code == 200


def test_a_figure_promised_without_a_name_is_never_given_under_the_floor(client, db):
    learning = Learning().chain()
    learning.report()
    learning.paragraph(learning.found)
    edition = services.publish(learning.written_report, by=learning.lead)
    said = {"number": 1, "slug": "a", "label": "A", "method": "M-SURV", "value": 3, "unit": "", "counted": "4"}
    edition.figures = [said | {"n": 4, "invited": 5, "taken_on": None, "promise": "anonymous"}]
    edition.save()

    assert read(client, "/figures")["items"] == []

    edition.figures[0]["promise"] = "none"
    edition.save()
    assert [one["value"] for one in read(client, "/figures")["items"]] == [3]
    edition.masked = ["chiffre-1"]
    edition.save()
    assert read(client, "/figures")["items"] == []
