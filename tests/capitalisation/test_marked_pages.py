"""What everybody reads bears a mark: a page already read is not sent again, and a page that changed is."""

import pytest

from levain.capitalisation import services
from tests.capitalisation.factories import Learning

pytestmark = pytest.mark.django_db
PAGES = [
    "/appris/",
    "/lecons/",
    "/pistes/",
    "/fiches/",
    "/rapports/",
    "/rapports/rapport/",
    "/rapports/rapport/editions/1/",
]


@pytest.fixture
def learning():
    made = Learning().chain()
    made.report()
    made.paragraph(made.found)
    services.publish(made.written_report, by=made.lead)
    return made


@pytest.mark.parametrize("page", PAGES)
def test_a_page_already_read_is_not_sent_again(client, learning, page):
    mark = client.get(page)["ETag"]
    again = client.get(page, headers={"If-None-Match": mark})

    assert (again.status_code, again.content) == (304, b"")


def test_a_page_that_changed_is_sent_again(client, learning):
    mark = client.get("/rapports/rapport/")["ETag"]
    learning.paragraph(learning.learned)
    services.publish(learning.written_report, by=learning.lead)

    assert client.get("/rapports/rapport/", headers={"If-None-Match": mark}).status_code == 200


def test_what_a_person_reads_signed_in_bears_no_mark(client, learning):
    client.force_login(learning.lead)

    assert "ETag" not in client.get("/rapports/rapport/")


@pytest.mark.parametrize("page", ["/appris/", "/lecons/", "/rapports/rapport/"])
def test_a_page_shared_elsewhere_has_its_card(client, learning, page):
    shown = client.get(page).content.decode()

    assert all(f'property="og:{name}"' in shown for name in ("title", "description", "image", "url"))
