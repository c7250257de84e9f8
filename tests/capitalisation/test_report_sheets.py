"""A report holds the practice sheets that are published, as they were published; its pages of the house follow it."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from levain.capitalisation import services
from levain.capitalisation.gathering import gather
from levain.capitalisation.models import Citation, Part, PracticeSheet
from levain.foundation import written
from tests.capitalisation.factories import Learning
from tests.capitalisation.test_practice import complete
from tests.projects.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learning(client):
    learning = Learning()
    learning.sheet = complete(learning)
    learning.report()
    client.force_login(learning.adviser)
    return learning


def blocks(learning):
    return services.draft_of(learning.written_report).blocks


def card(learning):
    return next((one for one in blocks(learning) if getattr(one, "id", "") == "fiche-1"), None)


def test_a_published_sheet_is_named_found_and_stands_in_the_report(client, learning):
    services.publish_sheet(learning.sheet, by=learning.lead)
    answer = client.get(reverse("capitalisation:report_names", args=["rapport"]), {"q": "fiche seule clé"})
    assert answer.json()["found"] == [{"name": "[[fiche 1]]", "title": learning.sheet.title}]

    learning.paragraph(text="D'autres peuvent le faire : [[fiche 1]].")
    assert Citation.objects.get().target == learning.sheet
    assert services.check(learning.written_report) == []
    assert learning.sheet.title in client.get("/rapports/rapport/").content.decode()
    assert "fiche pratique 1" in client.get("/espace/rapports/rapport/").content.decode()
    entry = card(learning)
    assert [fact.label for fact in entry.facts][:3] == ["Contexte", "Problème", "Action"]
    references = [run.target for fact in entry.facts for run in fact.runs if run.kind == "reference"]
    assert {"preuve-1", "constat-1"} <= set(references)


def test_the_three_formats_hold_it(learning):
    services.publish_sheet(learning.sheet, by=learning.lead)
    learning.paragraph(learning.found, text="Voyez [[fiche 1]].")
    services.publish(learning.written_report, by=learning.lead)
    html, pdf, odt = (services.report_file(learning.cohort.slug, form) for form in ("html", "pdf", "odt"))

    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    told = "".join(ElementTree.fromstring(ZipFile(BytesIO(odt)).read("content.xml")).itertext())
    for found in (html.decode(), text, told):
        assert "On a fait faire deux clés." in found
        assert "Fiches pratiques" in found


def test_it_is_in_the_report_as_it_was_published_and_not_as_it_is_being_written(learning):
    services.publish_sheet(learning.sheet, by=learning.lead)
    sheet = PracticeSheet.objects.get()
    services.write_part(sheet, sheet.version, Part.ACTION, "Un brouillon que personne n'a relu.", by=learning.adviser)

    assert "brouillon" not in str(card(learning))
    assert "deux clés" in str(card(learning))


@pytest.mark.parametrize("when", ["never published", "taken off"])
def test_a_sheet_that_is_not_published_blocks_and_shows_no_word(client, learning, when):
    if when == "taken off":
        services.publish_sheet(learning.sheet, by=learning.lead)
        services.withdraw_sheet(PracticeSheet.objects.get(), "Une erreur.", by=learning.lead)
    paragraph = learning.paragraph(text="Voyez [[fiche 1]].")

    (blocking,) = services.check(learning.written_report)
    assert "fiche pratique 1 n’est pas publiée" in blocking.reason
    assert blocking.paragraph == paragraph
    assert "deux clés" not in str(blocks(learning))
    answer = client.get(reverse("capitalisation:report_names", args=["rapport"]), {"q": "fiche"})
    assert answer.json()["found"] == []
    for page in ("/espace/rapports/rapport/", f"/espace/paragraphes/{paragraph.pk}/"):
        assert client.get(page).status_code == 200
    client.force_login(learning.lead)
    assert "fiche pratique 1" in client.get("/espace/rapports/rapport/publier/").content.decode()


def test_a_report_on_other_projects_holds_none_of_it(learning):
    services.publish_sheet(learning.sheet, by=learning.lead)
    other = ProjectFactory(cohort=learning.cohort)
    report = learning.report(slug="autre", projects=[other], leads=[])
    learning.paragraph({"label": "La charte"}, text="Voyez [[fiche 1]].")

    assert not gather(report).sheets
    assert "son projet n’est pas dans ce rapport" in services.check(report)[0].reason


def test_another_sessions_sheet_is_not_named(learning):
    services.publish_sheet(learning.sheet, by=learning.lead)
    other = Learning().chain()
    other.report(slug="ailleurs")

    with pytest.raises(services.NothingSo):
        other.paragraph(text="Voyez [[fiche 1]].")


def test_a_page_of_the_house_follows_the_house_and_the_digest_does_not_change(settings, client, learning):
    settings.SITE_URL = "http://127.0.0.1:8000"
    url = "http://127.0.0.1:8000/appels/appel-2020/"
    paragraph = learning.paragraph({"label": "L'appel", "url": url}, text="L'appel le disait.")
    edition = services.publish(learning.written_report, by=learning.lead)
    assert written.Link("/appels/appel-2020/", "L'appel") in list(
        written.every_run(written.from_json(edition.content).blocks)
    )
    before = services.file_of(edition, "odt")

    settings.SITE_URL = "https://citoyens.example"
    links = [
        note["/A"]["/URI"]
        for page in PdfReader(BytesIO(services.file_of(edition, "pdf"))).pages
        for note in (one.get_object() for one in page.get("/Annots", []))
        if "/A" in note and "/URI" in note["/A"]
    ]
    assert "https://citoyens.example/appels/appel-2020/" in links
    after = ZipFile(BytesIO(services.file_of(edition, "odt"))).read("content.xml").decode()
    assert "https://citoyens.example/appels/" in after
    assert "127.0.0.1" not in after
    assert b"127.0.0.1" in ZipFile(BytesIO(before)).read("content.xml")
    assert 'href="https://citoyens.example/appels/' in services.report_file(learning.cohort.slug, "html").decode()
    assert 'href="/appels/appel-2020/"' in client.get("/rapports/rapport/").content.decode()
    form = client.get(f"/espace/paragraphes/{paragraph.pk}/").context["form"]
    assert form["stands_on"].value() == "L'appel | https://citoyens.example/appels/appel-2020/"
    assert services.verify(edition) == []
