"""What somebody may try against a report: files of the machine, signs that break a format, weight, two at once."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from levain.capitalisation import services
from levain.capitalisation.models import Citation, Edition, Paragraph
from levain.capitalisation.services import files
from levain.foundation.versions import ChangedSince
from tests.capitalisation.factories import Learning

pytestmark = pytest.mark.django_db

NASTY = [
    '#read("/etc/passwd")',
    '#include "/etc/passwd"',
    '#image("/etc/hostname")',
    '"); #sys.inputs; ("',
    "![p](file:///etc/passwd)",
    "[p](file:///etc/passwd)",
    "<iframe src=file:///etc/passwd></iframe>",
    "]]>&lt;&#0;<text:p/>",
    "\\input{/etc/passwd} $$ `#panic()` @constat-1 <constat-1>",
    "signes \ufffe\uffff\x0b\x00 \u202e \U0001f600 fin",
    "[[../../]]",
]


def words_of(content):
    return " ".join("".join(ElementTree.fromstring(ZipFile(BytesIO(content)).read("content.xml")).itertext()).split())


@pytest.mark.parametrize("nasty", NASTY)
def test_hostile_words_are_words_in_the_three_formats(nasty):
    """Written straight in the base, as an import would: the form refuses some of them earlier."""
    learning = Learning().chain()
    report = learning.report(subtitle=nasty[:100].replace("\x00", ""))
    paragraph = learning.paragraph(learning.found)
    Paragraph.objects.filter(pk=paragraph.pk).update(text=f"Avant {nasty} après".replace("\x00", ""))

    html = services.report_file(learning.cohort.slug, "html").decode()
    pdf = services.report_file(learning.cohort.slug, "pdf")
    odt = services.report_file(learning.cohort.slug, "odt")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    for found in (html, text, words_of(odt)):
        assert "root:" not in found
        assert "après" in found
    assert not re.search(r"<(iframe|script|img)[^>]*(file:|onerror)", html)
    assert 'href="file:' not in html
    assert report


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.org", ""])
def test_a_source_whose_address_leads_nowhere_safe_is_named_without_a_link(address):
    """As a session brought from another house may hold it: the form refuses it earlier."""
    learning = Learning().chain()
    learning.report()
    paragraph = learning.paragraph(learning.found)
    Citation.objects.create(paragraph=paragraph, position=9, source={"label": "La charte", "url": address})

    html = services.report_file(learning.cohort.slug, "html").decode()
    assert "La charte" in html
    assert not address or f'href="{address}' not in html
    for form in ("pdf", "odt"):
        assert services.report_file(learning.cohort.slug, form)


def long_report(count):
    learning = Learning().chain()
    learning.report()
    Paragraph.objects.bulk_create(
        Paragraph(section=learning.section, position=place, kind="finding", text=f"Paragraphe numéro {place}.")
        for place in range(1, count + 1)
    )
    Citation.objects.bulk_create(
        Citation(paragraph=one, finding=learning.found) for one in learning.section.paragraphs.all()
    )
    return learning


def test_five_thousand_paragraphs_are_laid_out_by_the_worker(client, django_capture_on_commit_callbacks):
    learning = long_report(5000)
    services.publish(learning.written_report, by=learning.lead)
    page = "/rapports/rapport/rapport.odt"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.get(page)
    assert answer.status_code == 202
    assert answer["Refresh"] == "5"
    assert "en attente" in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.get(page)

    assert DBTaskResult.objects.count() == 1
    files.make_file.call(Edition.objects.get().pk, "odt")
    taken = client.get(page)
    assert taken.status_code == 200
    assert "Paragraphe numéro 5000." in words_of(taken.content)


def test_a_long_draft_is_not_laid_out_while_one_waits(client):
    learning = long_report(1000)
    client.force_login(learning.adviser)

    assert client.get("/rapports/rapport/rapport.pdf").status_code == 202


def test_two_people_at_once_on_one_paragraph_lose_nothing(client):
    learning = Learning().chain()
    learning.report()
    paragraph = learning.paragraph(learning.found, text="Au départ.")
    client.force_login(learning.adviser)
    page = reverse("capitalisation:edit_paragraph", args=[paragraph.pk])
    said = {"kind": "finding", "stands_on": "[[constat 1]]", "version": paragraph.version}
    client.post(page, {**said, "text": "La première."})
    answer = client.post(page, {**said, "text": "La seconde."})

    shown = answer.content.decode()
    assert "La première." in shown
    assert "La seconde." in shown
    paragraph.refresh_from_db()
    assert paragraph.text == "La première."
    with pytest.raises(ChangedSince):
        services.revise_paragraph(paragraph, said["version"], kind="finding", text="T", refs=[], by=learning.adviser)


def test_a_passage_tampered_with_is_not_published():
    learning = Learning().chain()
    report = learning.report()
    learning.paragraph(learning.found)
    passage = learning.kept.passage
    type(passage).objects.filter(pk=passage.pk).update(quote="Tout autre chose.")

    with pytest.raises(services.NotReady) as refused:
        services.publish(report, by=learning.lead)
    assert any("preuve 1" in one.reason for one in refused.value.blockings)


def test_the_file_made_before_a_withdrawal_is_not_handed_any_more():
    learning = Learning().published()
    before = services.file_of(learning.edition, "odt")
    services.record_consent(learning.kept, "refused", by=learning.adviser)

    after = services.file_of(Edition.objects.get(), "odt")
    assert "boîte à sucre" in words_of(before)
    assert "boîte à sucre" not in words_of(after)
