"""Documents from outside: given, read once, quoted like the rest, kept version by version, withdrawn."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation.models import CorpusText, DocumentParagraph, DocumentVersion, Evidence, OutsideDocument
from levain.capitalisation.services import cite_as_evidence, outside_reading
from levain.capitalisation.services import outside as services
from levain.foundation import documents, passages, scanning, work
from levain.foundation.files import Unacceptable
from levain.foundation.models import Document, Passage, SearchEntry
from levain.people.models import RoleCode
from tests.capitalisation import files
from tests.capitalisation.factories import Learning
from tests.people.factories import UserFactory, someone

SAID = {
    "title": "Étude du lavoir",
    "author": "Nadia Roche",
    "side": "expert",
    "written_on": date(2021, 3, 4),
    "origin": "Remise par le bureau d’études",
    "licence": "Licence Ouverte 2.0",
    "audience": "team",
}


@pytest.fixture
def learning(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Learning()


def given(learning, file=None, **said):
    document, _new = services.give_document(
        learning.cohort, by=learning.adviser, file=file or files.text(), **(SAID | said)
    )
    return document


def read(learning, file=None, **said):
    document = given(learning, file, **said)
    assert outside_reading.read_waiting() == 1
    return document


def paragraph(document, words):
    return DocumentParagraph.objects.get(version__document=document, text__contains=words)


def post(client, learning, **said):
    client.force_login(learning.adviser)
    told = {**SAID, "file": files.text(), "token": uuid4(), "project": ""} | said
    return client.post(reverse("capitalisation:give_outside", args=[learning.cohort.slug]), told)


def test_a_document_given_joins_the_corpus_once_the_worker_has_read_it(client, learning):
    answer = post(client, learning)
    document = OutsideDocument.objects.get()

    assert answer.url == document.get_absolute_url()
    assert "attend" in client.get(answer.url).content.decode()
    assert work.run_once()
    found = client.get(f"/espace/capitalisation/{learning.cohort.slug}/corpus/", {"q": "boîte sucre"})
    assert "Étude du lavoir, version 1" in found.content.decode()
    assert "expert" in found.content.decode()
    assert not outside_reading.read_waiting()


def test_a_page_of_a_document_shows_its_paragraphs_their_place_and_how_to_quote_them(client, learning):
    document = read(learning, files.upload("etude.pdf", files.pdf("La premiere page.", "La deuxieme page.")))
    client.force_login(learning.adviser)

    page = client.get(document.get_absolute_url()).content.decode()

    assert "page 1" in page
    assert "La deuxieme page." in page
    assert "capitalisation.documentparagraph:" in page
    assert "etude.pdf" in page


def test_words_of_a_document_become_evidence_with_who_said_them_and_when(learning):
    document = read(learning, project=learning.project)
    source = paragraph(document, "cherchée")

    kept = cite_as_evidence(source, "text", "cherchée trois fois", by=learning.adviser)

    assert (kept.side, kept.speaker, kept.said_on) == ("expert", "Nadia Roche", date(2021, 3, 4))
    assert kept.project == learning.project
    assert passages.address(kept.passage).startswith(
        f"/espace/corpus/documents/{document.pk}/?version=1&page=1&passage="
    )


def test_a_new_version_leaves_the_former_with_its_evidence_and_takes_its_place_in_the_corpus(client, learning):
    document = read(learning)
    kept = cite_as_evidence(paragraph(document, "cherchée"), "text", "trois fois", by=learning.adviser)

    services.give_version(document, by=learning.adviser, file=files.text("On l’a trouvée hier.", "etude-2.txt"))
    outside_reading.read_waiting()

    assert passages.find(kept.passage).state == passages.State.INTACT
    current = CorpusText.objects.filter(kind="documents").values_list("object_id", flat=True)
    assert set(current) == set(DocumentParagraph.objects.filter(version__number=2).values_list("pk", flat=True))
    client.force_login(learning.adviser)
    former = client.get(passages.address(kept.passage)).content.decode()
    assert f'<mark id="passage-{kept.passage.pk}">trois fois</mark>' in former
    assert "Une version plus récente existe" in former


def test_a_document_withdrawn_masks_what_was_quoted_and_keeps_the_digests(client, learning):
    document = read(learning)
    kept = cite_as_evidence(paragraph(document, "cherchée"), "text", "trois fois", by=learning.adviser)
    file = Document.objects.get().file.name
    digest = DocumentVersion.objects.get().digest

    services.withdraw_document(document, by=learning.lead, because="Son autrice le demande")
    services.withdraw_document(document, by=learning.lead, because="Une autre fois")

    kept.refresh_from_db()
    assert kept.consent == Evidence.Consent.WITHDRAWN
    assert Passage.objects.get(pk=kept.passage_id).quote == ""
    assert not DocumentParagraph.objects.exclude(text="").exists()
    assert DocumentVersion.objects.get().digest == digest
    assert not CorpusText.objects.filter(kind="documents").exists()
    assert not SearchEntry.objects.filter(tokens__contains="sucr").exists()
    assert not Document.objects.exists()
    assert file
    client.force_login(learning.adviser)
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Son autrice le demande" in page
    assert "voisine" not in page


def test_a_withdrawal_met_while_reading_writes_nothing(learning):
    document = given(learning)
    version = outside_reading._claim()
    services.withdraw_document(document, by=learning.lead, because="Une erreur")

    outside_reading.read(version)

    assert not DocumentParagraph.objects.exists()


def test_the_same_file_twice_says_so(learning):
    document = read(learning)

    with pytest.raises(services.SameFile, match="version 1"):
        services.give_version(document, by=learning.adviser, file=files.text())
    with pytest.raises(services.SameFile, match="Étude du lavoir"):
        given(learning, files.text(name="autre-nom.txt"), title="Autre titre")

    assert OutsideDocument.objects.count() == DocumentVersion.objects.count() == Document.objects.count() == 1


def test_a_form_sent_twice_gives_one_document(client, learning):
    token = uuid4()

    first, second = (post(client, learning, token=token, file=files.text()) for _time in range(2))

    assert first.url == second.url
    assert OutsideDocument.objects.count() == 1


BAD = {
    "macros.docm": files.docx("<w:p/>"),
    "macros.docx": files.docx("<w:p/>", **{"word/vbaProject.bin": b"x"}),
    "modele.docx": files.docx(
        "<w:p/>",
        **{"word/_rels/settings.xml.rels": '<R Type="attachedTemplate" Target="http://x/" TargetMode="External"/>'},
    ),
    "entites.docx": files.docx('<!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'),
    "bombe.odt": files.odt("<text:p>" + " " * 60_000_000 + "</text:p>"),
    "faux.pdf": b"MZ\x90\x00" + b"\x00" * 100,
    "faux.docx": b"%PDF-1.7\n%%EOF",
    "page.html": b"<html>",
    "page.txt": b"<html><script>alert(1)</script>",
    "vide.txt": b"",
    "lourd.txt": b"a" * (10 * 1024 * 1024 + 1),
    "nuls.srt": b"\x00\x01",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_could_harm_is_refused_and_nothing_is_kept(learning, name, tmp_path):
    with pytest.raises(Unacceptable):
        given(learning, files.upload(name, BAD[name]))

    assert not OutsideDocument.objects.exists()
    assert not Document.objects.exists()


def test_the_form_says_what_is_wrong_with_a_file_and_keeps_what_was_typed(client, learning):
    answer = post(client, learning, file=files.upload("macros.docx", BAD["macros.docx"]))

    page = answer.content.decode()
    assert "macros" in page
    assert "Étude du lavoir" in page
    assert not OutsideDocument.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (files.upload("secret.pdf", files.locked_pdf()), "mot de passe"),
        (files.upload("scan.pdf", files.pdf("")), "numérisation"),
        (files.upload("sans-heure.srt", b"Bonjour"), "aucun temps"),
        (files.upload("abime.pdf", b"%PDF-1.7\nrien\n%%EOF\n"), "abîmé"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing_of_it(client, learning, file, words):
    file.seek(0)
    document = read(learning, file)
    client.force_login(learning.adviser)

    assert words in client.get(document.get_absolute_url()).content.decode()
    assert not DocumentParagraph.objects.exists()
    assert not Document.objects.exists()
    assert services.give_version(document, by=learning.adviser, file=files.text()).number == 1


def test_a_reading_lost_with_its_worker_is_taken_up_and_given_up_after_three_times(learning):
    given(learning)
    version = outside_reading._claim()
    assert outside_reading.read_waiting() == 0

    DocumentVersion.objects.update(began_at=timezone.now() - timedelta(minutes=11))
    assert outside_reading.read_waiting() == 1
    version.refresh_from_db()
    assert version.read

    DocumentVersion.objects.update(state="reading", tries=3, began_at=timezone.now() - timedelta(minutes=11))
    outside_reading.read_waiting()
    version.refresh_from_db()
    assert version.refused == "too_heavy"


def test_a_file_waits_for_its_virus_check_and_one_that_holds_something_is_not_read(learning, settings, monkeypatch):
    settings.SCAN_URL = "clamd://nobody:1"

    def down(content):
        raise scanning.ScannerDown

    monkeypatch.setattr(scanning, "suspect", down)
    given(learning)
    assert outside_reading.read_waiting() == 0

    monkeypatch.setattr(scanning, "suspect", lambda content: True)
    documents.check_waiting()
    outside_reading.read_waiting()

    assert DocumentVersion.objects.get().refused == "virus"
    assert not DocumentParagraph.objects.exists()


def test_a_paragraph_changed_behind_our_back_is_found(learning):
    document = read(learning)
    version = document.versions.get()
    assert services.verify(version)

    DocumentParagraph.objects.filter(version=version, position=2).update(text="Autre chose.")

    assert not services.verify(version)


def test_each_reads_what_was_given_for_her(client, learning):
    team = read(learning, title="Équipe")
    for_project = read(learning, files.text("Un."), title="Projet", audience="project", project=learning.project)
    for_all = read(learning, files.text("Deux."), title="Session", audience="cohort")
    other = someone(RoleCode.BEARER, Learning().project)

    def status(user):
        client.force_login(user)
        return [client.get(one.get_absolute_url()).status_code for one in (team, for_project, for_all)]

    assert status(learning.adviser) == [200, 200, 200]
    assert status(learning.bearer) == [403, 200, 200]
    assert status(other) == [403, 403, 403]
    assert status(UserFactory()) == [403, 403, 403]


def test_the_file_itself_is_read_by_the_same_people(client, learning):
    read(learning)
    address = reverse("foundation:document", args=[Document.objects.get().pk])

    client.force_login(learning.bearer)
    assert client.get(address).status_code == 403
    client.force_login(learning.adviser)
    answer = client.get(address)
    assert b"".join(answer.streaming_content).decode() == files.STUDY
    assert "attachment" in answer["Content-Disposition"]


def test_what_is_said_of_a_document_follows_its_words_into_the_corpus(client, learning):
    document = read(learning)
    client.force_login(learning.adviser)
    told = SAID | {"side": "partner", "project": learning.project.pk, "version": document.version}

    answer = client.post(reverse("capitalisation:edit_outside", args=[document.pk]), told)

    assert answer.status_code == 302
    assert set(CorpusText.objects.filter(kind="documents").values_list("side", "project")) == {
        ("partner", learning.project.pk)
    }


def test_a_document_changed_meanwhile_is_not_written_over(client, learning):
    document = read(learning)
    client.force_login(learning.adviser)
    services.edit_document(document, by=learning.lead, version=1, title="Étude complète")

    answer = client.post(
        reverse("capitalisation:edit_outside", args=[document.pk]), SAID | {"version": 1, "project": ""}
    )

    assert "Étude complète" in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_whatever_its_encoding(learning, encoding):
    document = read(learning, files.upload("note.txt", "Été à Crest".encode(encoding)))

    assert document.versions.get().paragraphs.get().text == "Été à Crest"


def test_a_page_of_a_long_document_costs_no_more_than_of_a_short_one(client, learning, django_assert_max_num_queries):
    document = read(learning, files.text("\n\n".join(f"Paragraphe {number}." for number in range(200))))
    client.force_login(learning.adviser)
    client.get(document.get_absolute_url())

    with django_assert_max_num_queries(12):
        page = client.get(document.get_absolute_url() + "?page=7").content.decode()
    assert "Paragraphe 130." in page
    with django_assert_max_num_queries(12):
        client.get(reverse("capitalisation:outside_documents", args=[learning.cohort.slug]))


def test_a_withdrawal_asks_why(client, learning):
    document = read(learning)
    client.force_login(learning.adviser)
    address = reverse("capitalisation:withdraw_outside", args=[document.pk])

    assert client.post(address, {"because": " "}).status_code == 200
    assert client.post(address, {"because": "Erreur de fichier"}).status_code == 302
    assert client.get(address).status_code == 403
    document.refresh_from_db()
    assert document.withdrawn_because == "Erreur de fichier"
    assert not default_storage.listdir("documents")[1]


def test_who_asks_the_questions_is_not_of_the_side_of_who_answers(learning):
    said = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Nadia Roche>Oui.\n\n00:03.000 --> 00:04.000\n<v Marc>Et après ?\n"
    read(learning, files.upload("entretien.vtt", said))

    assert list(CorpusText.objects.filter(kind="documents").order_by("pk").values_list("side", flat=True)) == [
        "expert",
        "",
    ]
