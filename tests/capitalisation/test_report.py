"""A report is not published while something stands in its way; once it is, it is frozen, and it says what changed."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.utils import timezone
from pypdf import PdfReader

from levain.capitalisation import rules, services
from levain.capitalisation.models import Edition, Evidence, Paragraph
from levain.capitalisation.services import asking
from levain.foundation import withdrawals
from levain.foundation.passages import State
from levain.people.models import RoleCode
from levain.projects.services import withdraw_entry
from tests.capitalisation.factories import WORDS, Learning
from tests.people.factories import someone


def reasons(report):
    return [one.reason for one in services.check(report)]


def test_an_empty_report_is_not_published():
    learning = Learning()
    learning.report()

    with pytest.raises(services.NotReady):
        services.publish(learning.written_report, by=learning.lead)


def test_a_finding_without_a_source_blocks_and_leads_to_its_paragraph():
    learning = Learning().chain()
    report = learning.report()
    paragraph = learning.paragraph()

    blocking = services.check(report)[0]
    assert blocking.paragraph == paragraph
    assert blocking.to == f"/espace/rapports/rapport/?partie={paragraph.section_id}#paragraphe-{paragraph.pk}"
    with pytest.raises(services.NotReady):
        services.publish(report, by=learning.lead)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("consent", [Evidence.Consent.PENDING, Evidence.Consent.REFUSED])
def test_words_nobody_agreed_to_block(consent):
    learning = Learning()
    report = learning.report(leads=[])
    learning.paragraph(learning.finding([learning.evidence(consent=consent)]))

    assert len(reasons(report)) == 1


def test_a_reason_gives_the_first_words_and_says_when_there_are_more():
    learning = Learning()
    report = learning.report(leads=[])
    learning.paragraph(kind="opinion", text="Trop court.")
    learning.paragraph(kind="opinion", text="Un mot. " * 20)

    short, long = reasons(report)
    assert "Trop court.\u00a0»" in short
    assert "…" in long


def test_words_nobody_was_asked_about_lead_to_their_page_and_those_asked_to_the_board():
    learning = Learning()
    report = learning.report(leads=[])
    kept = learning.evidence(consent=Evidence.Consent.PENDING)
    learning.paragraph(learning.finding([kept]))

    (unasked,) = services.check(report)
    assert (unasked.to, "pas encore été consultée" in unasked.reason) == (kept.get_absolute_url(), True)
    until = timezone.localdate() + timedelta(days=30)
    asking.ask_people(learning.cohort, [learning.bearer.pk], by=learning.adviser, deadline=until)
    (asked,) = services.check(report)
    assert asked.to.endswith(f"?etat=attente#preuve-{kept.pk}")


@pytest.mark.parametrize("consent", [Evidence.Consent.AGREED, Evidence.Consent.ANONYMOUS])
def test_words_agreed_to_or_without_a_name_do_not(consent):
    learning = Learning()
    report = learning.report(leads=[])
    said = {"speaker_user": None} if consent == Evidence.Consent.ANONYMOUS else {}
    learning.paragraph(learning.finding([learning.evidence(consent=consent, **said)]))

    assert reasons(report) == []


def test_a_finding_on_no_evidence_blocks_even_through_a_lead():
    learning = Learning()
    learning.policy_lead(learning.lesson(learning.finding()))
    report = learning.report()
    learning.paragraph({"label": "La charte", "url": "https://example.org/"})

    assert len(reasons(report)) == 1


@pytest.mark.parametrize("kind", [Paragraph.Kind.CONTEXT, Paragraph.Kind.OPINION])
def test_context_and_opinion_wait_for_a_second_reader(kind):
    learning = Learning().chain()
    report = learning.report()
    paragraph = learning.paragraph(kind=kind)

    assert len(reasons(report)) == 1
    services.confirm_paragraph(paragraph, by=learning.lead)
    assert reasons(report) == []


def test_nobody_confirms_her_own_words():
    learning = Learning().chain()
    learning.report()
    paragraph = learning.paragraph(kind=Paragraph.Kind.OPINION)

    with pytest.raises(services.OwnWords):
        services.confirm_paragraph(paragraph, by=learning.adviser)
    assert not rules.can_confirm(learning.adviser, paragraph)


def test_a_finding_is_not_confirmed_and_nothing_is_confirmed_twice():
    learning = Learning().chain()
    learning.report()
    opinion = learning.paragraph(kind=Paragraph.Kind.OPINION)
    services.confirm_paragraph(opinion, by=learning.lead)

    with pytest.raises(services.AlreadyConfirmed):
        services.confirm_paragraph(opinion, by=learning.lead)
    with pytest.raises(services.NothingToConfirm):
        services.confirm_paragraph(learning.paragraph(learning.found), by=learning.lead)


def test_new_words_are_confirmed_again():
    learning = Learning().chain()
    learning.report()
    opinion = learning.paragraph(kind=Paragraph.Kind.OPINION)
    services.confirm_paragraph(opinion, by=learning.lead)
    services.revise_paragraph(opinion, 1, kind="opinion", text="Autre avis.", refs=[], by=learning.lead)

    opinion.refresh_from_db()
    assert (opinion.confirmed_by, opinion.written_by) == (None, learning.lead)


@pytest.mark.parametrize(("promise", "n", "blocks"), [("anonymous", 10, 1), ("anonymous", 11, 0), ("none", 3, 0)])
def test_a_figure_under_the_floor_blocks(promise, n, blocks):
    learning = Learning()
    report = learning.report(leads=[])
    said = {"label": "Satisfaits", "value": 9, "counted": str(n), "n": n, "promise": promise}
    learning.paragraph(services.add_figure(learning.cohort, "sat", by=learning.adviser, method="M", rows="r", **said))

    assert len(reasons(report)) == blocks


def test_a_paragraph_posted_twice_is_written_once():
    learning = Learning().chain()
    learning.report()
    token = uuid4()

    assert learning.paragraph(token=token) == learning.paragraph(token=token)


def test_paragraphs_change_places_and_stop_at_the_ends():
    learning = Learning()
    learning.report()
    first, second = learning.paragraph(text="un"), learning.paragraph(text="deux")

    assert services.move_paragraph(second, learning.adviser, up=True)
    assert not services.move_paragraph(second, learning.adviser, up=True)
    assert list(learning.section.paragraphs.all()) == [second, first]


def test_an_edition_is_frozen():
    learning = Learning().published()
    services.revise_finding(learning.found, 1, by=learning.adviser, text="Tout autre chose.")

    learning.edition.refresh_from_db()
    assert services.verify(learning.edition) == []
    assert "Tout autre chose." not in str(learning.edition.content)


def test_an_edition_with_other_words_is_found_out():
    learning = Learning().published()
    learning.edition.content["blocks"][-1]["title"] = "Altéré"

    assert services.verify(learning.edition) != []


def test_nothing_new_is_not_published_twice():
    learning = Learning().published()

    with pytest.raises(services.NothingNew):
        services.publish(learning.written_report, by=learning.lead)
    assert Edition.objects.count() == 1


def test_a_corrected_report_is_a_second_edition():
    learning = Learning().published()
    services.revise_finding(learning.found, 1, by=learning.adviser, text="Quatre projets sur cinq.")

    assert services.publish(learning.written_report, by=learning.lead).number == 2


def test_a_source_changed_afterwards_is_said():
    learning = Learning().published()
    learning.note.text = "Tout a été réécrit."
    learning.note.save()

    assert [found.state for found in services.changed_since(learning.edition).values()] == [State.CHANGED]


def test_a_source_with_more_around_it_has_only_moved():
    learning = Learning().published()
    learning.note.text = "Un ajout. " + learning.note.text
    learning.note.save()

    assert [found.state for found in services.changed_since(learning.edition).values()] == [State.MOVED]


def test_a_refusal_masks_the_words_and_keeps_the_digest():
    learning = Learning().published()
    services.record_consent(learning.kept, Evidence.Consent.REFUSED, by=learning.adviser)
    edition = Edition.objects.get()

    assert WORDS not in str(edition.content)
    assert edition.digest == learning.edition.digest
    assert services.verify(edition) == []
    assert WORDS not in PdfReader(BytesIO(services.file_of(edition, "pdf"))).pages[-1].extract_text()
    with pytest.raises(services.NotReady):
        services.publish(learning.written_report, by=learning.lead)


def test_a_note_withdrawn_is_masked_wherever_it_was_quoted():
    learning = Learning().published()
    said = withdrawals.uses(learning.note)

    withdraw_entry(learning.note, by=learning.bearer)
    edition, kept = Edition.objects.get(), Evidence.objects.get(pk=learning.kept.pk)

    assert len(said) == 2
    assert "édition 1" in said[1]
    assert WORDS not in str(edition.content) + kept.words + kept.passage.quote
    assert kept.passage.digest
    assert edition.digest == learning.edition.digest
    assert services.verify(edition) == []
    assert {found.state for found in services.changed_since(edition).values()} == {State.WITHDRAWN}
    with pytest.raises(services.NotReady):
        services.publish(learning.written_report, by=learning.lead)
    with pytest.raises(services.WordsWithdrawn):
        services.record_consent(kept, Evidence.Consent.AGREED, by=learning.adviser)
    assert withdrawals.uses(learning.note)[1:] == []


def test_the_pages_of_withdrawn_words_still_open(client):
    learning = Learning().published()
    withdraw_entry(learning.note, by=learning.bearer)
    client.force_login(learning.adviser)

    for thing in (learning.kept, learning.found, learning.written_report):
        page = client.get(thing.get_absolute_url()).content.decode()
        assert WORDS not in page
    assert "paroles retirées" in client.get(learning.kept.get_absolute_url()).content.decode()
    assert client.get(f"{learning.kept.get_absolute_url()}constat/").status_code == 200


def test_only_the_national_team_publishes():
    learning = Learning().published()

    assert rules.can_publish(learning.lead, learning.written_report)
    assert not rules.can_publish(learning.adviser, learning.written_report)
    assert not rules.can_publish(someone(RoleCode.EVALUATOR, learning.cohort), learning.written_report)


def test_before_it_is_published_only_its_authors_read_it(client):
    learning = Learning().chain()
    report = learning.report()
    learning.paragraph()

    assert client.get(report.get_absolute_url()).status_code in (302, 403)
    client.force_login(learning.bearer)
    assert client.get(report.get_absolute_url()).status_code == 403
    client.force_login(learning.adviser)
    assert "Brouillon" in client.get(report.get_absolute_url()).content.decode()


def test_once_published_everyone_reads_it_and_every_reference_leads_somewhere(client):
    page = client.get(Learning().published().written_report.get_absolute_url()).content.decode()
    ids = re.findall(r' id="([^"]+)"', page)

    assert WORDS in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_reference_of_a_finding_opens_the_exact_passage(client):
    learning = Learning().published()
    page = client.get(learning.written_report.get_absolute_url()).content.decode()
    paragraph = page[page.index('id="p-1-1"') : page.index('id="preuves"')]

    assert f'href="#preuve-{learning.kept.number}"' in paragraph
    entry = page[page.index(f'id="preuve-{learning.kept.number}"') :]
    assert f"<mark>{WORDS}</mark>" in entry


def test_the_page_says_that_a_source_has_changed_at_its_reference(client):
    learning = Learning().published()
    address = learning.written_report.get_absolute_url()
    assert "la source a changé depuis" not in client.get(address).content.decode()
    learning.note.text = "Réécrit."
    learning.note.save()

    page = client.get(address).content.decode()
    paragraph = page[page.index('id="p-1-1"') : page.index('id="preuves"')]
    assert "la source a changé depuis" in paragraph


def test_the_way_to_the_words_is_for_those_who_may_go(client):
    learning = Learning().published()
    address, way = learning.written_report.get_absolute_url(), f'href="{learning.kept.get_absolute_url()}"'

    assert way not in client.get(address).content.decode()
    client.force_login(learning.adviser)
    assert way in client.get(address).content.decode()
    client.force_login(learning.bearer)
    assert way in client.get(address).content.decode()


def test_the_pdf_names_the_exact_passage_and_is_tagged(client):
    learning = Learning().published()
    answer = client.get(f"{learning.written_report.get_absolute_url()}rapport.pdf")
    reader = PdfReader(BytesIO(answer.content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    assert answer["Content-Type"] == "application/pdf"
    assert WORDS in words
    assert "preuve 1" in words
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.metadata.title == "Ce que nous avons appris"


def test_an_invented_report_says_so_everywhere(client):
    learning = Learning().published(fictional=True)

    shown = client.get(learning.written_report.get_absolute_url()).content.decode()
    assert "Contenu inventé.</strong>" in shown.replace("</strong>.", ".</strong>")
    assert "Contenu inventé.." not in shown.replace("</strong>", "")
    assert b"Contenu invent\xc3\xa9" in services.report_file(learning.cohort.slug, "html")


def test_the_edition_is_offered_as_a_text_to_take_from(client):
    learning = Learning().published()

    answer = client.get(f"{learning.written_report.get_absolute_url()}rapport.odt")
    words = "".join(ElementTree.fromstring(ZipFile(BytesIO(answer.content)).read("content.xml")).itertext())

    assert answer["Content-Type"] == "application/vnd.oasis.opendocument.text"
    assert WORDS in words
    assert learning.written_report.editions.get().digest in words


@pytest.mark.parametrize("format", ["html", "pdf", "odt"])
def test_the_same_report_gives_the_same_file(format):
    learning = Learning().published()

    assert services.report_file(learning.cohort.slug, format) == services.report_file(learning.cohort.slug, format)


def test_the_file_of_an_unpublished_report_is_marked_as_a_draft():
    learning = Learning().chain()
    learning.report()

    assert "Brouillon" in services.report_file(learning.cohort.slug, "html").decode()


def test_a_cohort_without_a_report_says_so():
    with pytest.raises(services.NoReport):
        services.report_file("nulle-part", "html")


def test_hostile_words_stay_words(client):
    learning = Learning()
    nasty = '<script>alert(1)</script> #read("/etc/passwd") $x$'
    note = learning.written(f"Avant {nasty} après")
    report = learning.report(leads=[])
    learning.paragraph(learning.finding([learning.evidence(nasty, note)], title=nasty, text=nasty), text=nasty)
    services.publish(report, by=learning.lead)

    assert "<script>alert" not in client.get(report.get_absolute_url()).content.decode()
    words = PdfReader(BytesIO(services.report_file(learning.cohort.slug, "pdf"))).pages[0].extract_text()
    assert "alert(1)" in words


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_costs_the_same_for_any_number_of_passages(client, count, django_assert_max_num_queries):
    learning = Learning()
    evidence = [
        learning.evidence(f"Phrase numéro {number}", learning.written(f"Phrase numéro {number} du carnet"))
        for number in range(count)
    ]
    report = learning.report(leads=[])
    for one in evidence:
        learning.paragraph(learning.finding([one]))
    services.publish(report, by=learning.lead)
    client.get(report.get_absolute_url())

    with django_assert_max_num_queries(6):
        client.get(report.get_absolute_url())
