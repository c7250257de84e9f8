"""Only the passage agreed to is published: not what stands around it, nor what stands beside it and was refused."""

from importlib import import_module
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.urls import reverse
from pypdf import PdfReader

from levain.capitalisation import services, voices_shown
from levain.foundation import written
from tests.capitalisation.factories import WORDS, Learning

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "Ce matin, rien.", "On a ouvert le jardin."


def read_in(form, content):
    if form == "pdf":
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    elif form == "odt":
        text = " ".join(ElementTree.fromstring(ZipFile(BytesIO(content)).read("content.xml")).itertext())
    else:
        text = content.decode()
    return " ".join(text.split())


@pytest.fixture
def learning():
    """Beside the passage published, words refused and words nobody was asked about."""
    made = Learning()
    made.evidence(AFTER, consent="refused")
    made.evidence(BEFORE, consent="pending")
    return made.published()


@pytest.mark.parametrize("form", ["html", "pdf", "odt"])
def test_a_report_quotes_the_passage_alone(learning, form):
    text = read_in(form, services.report_file(learning.cohort.slug, form))

    assert "boîte à sucre" in text
    assert "ouvert le jardin" not in text
    assert "Ce matin" not in text


@pytest.mark.parametrize(
    "address",
    [
        lambda made: reverse("capitalisation:report", args=["rapport"]),
        lambda made: made.learned.showing.get_absolute_url(),
        lambda made: made.asked.showing.get_absolute_url(),
        lambda made: reverse("api:report", args=["rapport"]),
        lambda made: reverse("capitalisation:feed"),
        lambda made: reverse("capitalisation:learned"),
    ],
)
def test_no_public_page_gives_the_words_around(client, learning, address):
    answer = client.get(address(learning))

    assert answer.status_code == 200
    assert "ouvert le jardin" not in answer.content.decode()
    assert "Ce matin" not in answer.content.decode()


def test_the_table_of_quotations_gives_the_words_alone(client, learning):
    client.force_login(learning.adviser)
    table = client.get(reverse("capitalisation:quotations_csv", args=[learning.cohort.slug])).content.decode()

    assert WORDS in table
    assert AFTER not in table
    assert "avant" not in table


def test_a_document_frozen_with_the_words_around_opens_without_them():
    kept = written.to_json(written.Document(title="T", date="", blocks=[written.Quotation("Dit.", id="preuve-1")]))
    kept["blocks"][0] |= {"before": "… rien. ", "after": " Et puis"}

    assert written.from_json(kept).blocks == [written.Quotation("Dit.", id="preuve-1")]


def test_the_words_around_leave_the_editions_frozen_with_them(learning):
    step = import_module("levain.capitalisation.migrations.0011_words_around_leave_the_editions")
    edition = learning.edition
    place = next(n for n, one in enumerate(edition.content["blocks"]) if one.get("id") == "preuve-3")
    edition.content["blocks"][place] |= {"before": "… rien. ", "after": " On a ouvert"}
    edition.parts = written.part_digests(edition.content)
    edition.digest = written.whole_digest(edition.parts)
    edition.save()
    step.take_away(apps, None)

    edition.refresh_from_db()
    assert "On a ouvert" not in str(edition.content)
    assert services.verify(edition) == []


def test_her_page_leaves_out_what_others_refused_or_were_not_asked(learning):
    note = learning.written(f"Pierre : on garde tout. {WORDS} Marie : on vend demain. Fin.")
    learning.evidence("on garde tout.", source=note, consent="refused", speaker_user=None, speaker="Pierre")
    learning.evidence("on vend demain.", source=note, consent="pending", speaker_user=None, speaker="Marie")
    kept = learning.evidence(source=note, consent="pending", speaker_user=None, speaker="Une voisine")
    [hers] = voices_shown.for_her([kept], None)

    assert (hers.before, hers.quote, hers.after) == ("Pierre : […] ", WORDS, " Marie : […] Fin.")


def test_her_page_shows_what_others_agreed_to_and_all_her_own_words(learning):
    note = learning.written(f"Pierre : on garde tout. {WORDS} Elle ajoute : demain.")
    learning.evidence("on garde tout.", source=note, speaker_user=None, speaker="Pierre")
    learning.evidence("demain.", source=note, consent="refused", speaker_user=None, speaker="Une voisine")
    kept = learning.evidence(source=note, consent="pending", speaker_user=None, speaker="Une voisine")
    [hers] = voices_shown.for_her([kept], None)

    assert (hers.before, hers.after) == ("Pierre : on garde tout. ", " Elle ajoute : demain.")


def test_the_list_of_evidence_taken_out_gives_no_words_that_may_not_be_shown(client, learning):
    client.force_login(learning.adviser)
    page = reverse("portal:extract", args=[learning.cohort.slug, "preuves"])
    answer = client.post(page, {"columns": ["number", "words"], "form": "csv"})
    table = b"".join(answer.streaming_content).decode()

    assert WORDS in table
    assert AFTER not in table
    assert BEFORE not in table
