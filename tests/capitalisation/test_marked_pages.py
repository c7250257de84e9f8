"""What everybody reads bears a mark: a page already read is not sent again, and a page that changed is."""

import pytest

from levain.capitalisation import services
from levain.capitalisation.models import Edition, Showing
from tests.capitalisation.factories import Learning

pytestmark = pytest.mark.django_db
PAGES = [
    "/appris/",
    "/lecons/",
    "/pistes/",
    "/fiches/",
    "/rapports/",
    "/rapports/rapport/",
    "/rapports/rapport/note/",
    "/rapports/rapport/editions/1/",
]
FILES = [
    "/rapports/rapport/rapport.pdf",
    "/rapports/rapport/rapport.odt",
    "/rapports/rapport/note.pdf",
    "/rapports/rapport/editions/1/rapport.pdf",
    "/rapports/rapport/editions/1/rapport.odt",
    "/appris/flux.atom",
]


@pytest.fixture
def learning():
    made = Learning().chain()
    made.report()
    made.paragraph(made.found)
    services.publish(made.written_report, by=made.lead)
    return made


@pytest.mark.parametrize("page", [*PAGES, *FILES])
def test_a_page_already_read_is_not_sent_again(client, learning, page):
    mark = client.get(page)["ETag"]
    again = client.get(page, headers={"If-None-Match": mark})

    assert (again.status_code, again.content) == (304, b"")


def test_a_page_that_changed_is_sent_again(client, learning):
    mark = client.get("/rapports/rapport/")["ETag"]
    learning.paragraph(learning.learned)
    services.publish(learning.written_report, by=learning.lead)

    assert client.get("/rapports/rapport/", headers={"If-None-Match": mark}).status_code == 200


def test_the_file_of_an_edition_says_the_day_it_was_frozen(client, learning):
    day = client.get(FILES[0])["Last-Modified"]

    assert client.get(FILES[0], headers={"If-Modified-Since": day}).status_code == 304
    assert client.get(FILES[0], headers={"If-Modified-Since": "Wed, 21 Oct 2015 07:28:00 GMT"}).status_code == 200


def test_a_file_from_which_words_were_withdrawn_does_not_say_it_has_not_changed(client, learning):
    day = client.get(FILES[0])["Last-Modified"]
    Edition.objects.update(masked=["preuve-1"])
    again = client.get(FILES[0], headers={"If-Modified-Since": day})

    assert again.status_code == 200
    assert "Last-Modified" not in again


@pytest.mark.parametrize("page", PAGES)
def test_no_day_is_given_to_what_changes_without_one(client, learning, page):
    """An answer, a source that changes, words withdrawn: only the words themselves tell."""
    assert "Last-Modified" not in client.get(page)


def test_what_is_taken_off_leaves_the_feed_for_those_who_had_read_it(client, learning):
    mark = client.get("/appris/flux.atom")["ETag"]
    Showing.objects.update(withdrawn_on="2022-03-12", withdrawn_why="Retirée.")

    assert client.get("/appris/flux.atom", headers={"If-None-Match": mark}).status_code == 200


def test_what_a_person_reads_signed_in_bears_no_mark(client, learning):
    client.force_login(learning.lead)

    assert "ETag" not in client.get("/rapports/rapport/")


@pytest.mark.parametrize("page", ["/appris/", "/lecons/", "/rapports/rapport/"])
def test_a_page_shared_elsewhere_has_its_card(client, learning, page):
    shown = client.get(page).content.decode()

    assert all(f'property="og:{name}"' in shown for name in ("title", "description", "image", "url"))
