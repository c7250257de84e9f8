"""An edition stays at its address; a corrected one says what changed, and never gives back what was withdrawn."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from levain.capitalisation import changes, note, services
from levain.capitalisation.document import note_of
from levain.capitalisation.gathering import gather
from levain.capitalisation.models import Edition, Evidence
from levain.foundation import written
from levain.projects.services import withdraw_entry
from tests.capitalisation.factories import WORDS, Learning
from tests.projects.factories import ProjectFactory

pytestmark = pytest.mark.django_db
TITLE = "Constat 1\u00a0: La première demande est d'entrer"


def corrected():
    learning = Learning().published()
    services.revise_finding(learning.found, 1, by=learning.adviser, text="Quatre projets sur cinq.")
    learning.second = services.publish(learning.written_report, by=learning.lead)
    return learning


def test_a_corrected_edition_says_what_changed():
    learning = corrected()
    said = [block for block in written.from_json(learning.second.content).blocks if block.kind == "list"][-1]

    assert said.items == [[written.Text("Modifié\u00a0: "), written.Reference("constat-1", TITLE)]]


def test_the_page_of_changes_shows_the_words(client):
    corrected()
    page = client.get("/rapports/rapport/editions/2/changements/").content.decode()

    assert "<del>Trois</del>" in page
    assert "<ins>Quatre</ins>" in page
    assert "première édition" in client.get("/rapports/rapport/editions/1/changements/").content.decode()
    assert client.get("/rapports/rapport/editions/3/changements/").status_code == 404


def test_a_reader_finds_titles_and_no_anchor_in_what_changed(client):
    learning = Learning().chain()
    report = learning.report()
    first = learning.paragraph(learning.found, learning.project, {"label": "La charte", "url": "https://a.fr/"})
    learning.paragraph(learning.kept, text="Deux.")
    services.publish(report, by=learning.lead)
    services.remove_paragraph(first, by=learning.adviser)
    other = learning.evidence("On a ouvert le jardin.")
    services.link_evidence(learning.found, other, "supports", by=learning.adviser)
    words = f"Trois, avec [[projet {learning.project.slug}]]\n\n- une\n- deux"
    learning.paragraph(learning.found, text=words)
    services.publish(report, by=learning.lead)

    page = client.get("/rapports/rapport/editions/2/changements/").content.decode()
    told = re.sub(r"<[^>]+>", "", page[page.index('<ol class="learning-changes"') : page.index("</main>")])
    assert not re.search(r"\b(p|preuve|projet|constat|source|partie|piste|lecon|chiffre)-\w", told)
    assert "partie « L&#x27;appui », paragraphe 1" in told.replace("\u00a0", " ")
    assert "Preuve 2" in told
    assert "une partie sans nom" not in page
    said = str(Edition.objects.get(number=2).content["blocks"][-1])
    assert "paragraphe 2" in said


def test_an_entry_is_not_reworded_because_another_paragraph_names_it(client):
    learning = Learning().published()
    learning.paragraph(learning.found, text="Encore un paragraphe.")
    services.publish(learning.written_report, by=learning.lead)
    page = client.get("/rapports/rapport/editions/2/changements/")

    assert [one.title for one in page.context["changes"]] == ["partie «\u00a0L'appui\u00a0», paragraphe 2"]


def test_other_sources_under_the_same_words_are_a_change(client):
    learning = Learning().published()
    one = learning.section.paragraphs.get()
    services.revise_paragraph(one, 1, kind=one.kind, text=one.text, refs=[learning.kept], by=learning.adviser)
    services.publish(learning.written_report, by=learning.lead)
    page = client.get("/rapports/rapport/editions/2/changements/").content.decode()

    assert "paragraphe 1" in page
    assert "<del>constat" in page


def test_the_first_edition_stays_at_its_address(client):
    corrected()
    first, last = (client.get(f"/rapports/rapport/editions/{number}/").content.decode() for number in (1, 2))

    assert "Trois projets sur cinq." in first
    assert "plus récente" in first
    assert "Quatre projets sur cinq." in last
    assert "plus récente" not in last
    for form in ("pdf", "odt"):
        assert client.get(f"/rapports/rapport/editions/1/rapport.{form}").status_code == 200


def test_after_a_second_edition_there_is_nothing_new():
    learning = corrected()

    with pytest.raises(services.NothingNew):
        services.publish(learning.written_report, by=learning.lead)


def test_withdrawn_words_are_in_no_difference(client):
    learning = corrected()
    other = learning.evidence("On a ouvert le jardin.")
    services.link_evidence(learning.found, other, "supports", by=learning.adviser)
    services.publish(learning.written_report, by=learning.lead)
    withdraw_entry(learning.note, by=learning.bearer)

    for edition in Edition.objects.all():
        assert WORDS not in str(edition.content)
        assert "ouvert le jardin" not in str(edition.content)
        assert services.verify(edition) == []
    for number in (2, 3):
        page = client.get(f"/rapports/rapport/editions/{number}/changements/").content.decode()
        assert WORDS not in page
        assert "ouvert le jardin" not in page


def test_an_edition_without_the_withdrawn_words_says_how_many():
    learning = Learning().published()
    services.record_consent(learning.kept, Evidence.Consent.REFUSED, by=learning.adviser)
    services.unlink_evidence(learning.found.links.get(), by=learning.adviser)
    spare = learning.evidence("On a ouvert le jardin.")
    services.link_evidence(learning.found, spare, "supports", by=learning.adviser)
    for thing in (learning.found, learning.learned, learning.asked):
        thing.refresh_from_db()
        if thing.review_since:
            services.looked_at_again(thing, by=learning.adviser)
    edition = services.publish(learning.written_report, by=learning.lead)

    assert "1 passage a été retiré" in str(edition.content)
    assert WORDS not in str(edition.content)


def test_a_moved_paragraph_has_not_changed():
    learning = Learning().chain()
    learning.report()
    learning.paragraph(learning.found, text="Un.")
    second = learning.paragraph(learning.found, text="Deux.")
    first = services.publish(learning.written_report, by=learning.lead)
    services.move_paragraph(second, learning.adviser, up=True)
    after = services.publish(learning.written_report, by=learning.lead)

    told = [one for one in changes.between(first, after) if one.id.startswith("p-")]
    assert {one.kind for one in told} <= {"added", "taken", "changed"}


def lots(learning, count, **said):
    for number in range(count):
        lead = {"title": f"Piste {number}", "addressee": "Bureau", "first_step": "Écrire.", **said}
        learning.policy_lead(learning.learned, **lead)


def test_the_note_stands_alone_on_two_pages(client):
    learning = Learning().chain()
    lots(learning, 8, first_step="Un premier pas. " * 8)
    report = learning.report()
    learning.paragraph(learning.found)
    services.publish(report, by=learning.lead)

    pdf = PdfReader(BytesIO(client.get("/rapports/rapport/note.pdf").content))
    assert len(pdf.pages) <= 2
    assert "/rapports/rapport/" in pdf.pages[-1].extract_text()
    page = client.get("/rapports/rapport/note/").content.decode()
    assert "Un premier pas." in page
    assert "L&#x27;appui" not in page


@pytest.mark.parametrize("count", [4, 7, 9, 14, 19])
def test_what_the_note_may_hold_does_hold_on_two_pages(count):
    learning = Learning().chain()
    step = max(10, (note.SIGNS - 200) // (count + 1) - note.A_LEAD - 70)
    lots(
        learning, count, title="Le titre d'une piste assez longue", first_step=("deux pas " * 200)[: min(step, 1000)]
    )
    report = learning.report()
    learning.paragraph(learning.found)
    chain = gather(report)
    room = note.SIGNS - note.length(chain)
    if room > 0:
        report.intro = ("Des mots. " * 200)[: min(room, 2000)]
        chain = gather(report)
    document = note_of(services.draft_of(report))

    assert note.length(chain) <= note.SIGNS
    assert len(PdfReader(BytesIO(services.note_file(document, report))).pages) <= 2


def test_too_long_a_note_blocks_and_says_by_how_much():
    learning = Learning().chain()
    lots(learning, 12, first_step="m" * 900)
    report = learning.report()
    learning.paragraph(learning.found)

    (blocking,) = services.check(report)
    assert "deux pages" in blocking.reason
    assert blocking.to == "/espace/rapports/rapport/modifier/"


def test_a_report_on_some_projects_keeps_what_is_theirs():
    learning = Learning().chain()
    other = ProjectFactory(cohort=learning.cohort)
    report = learning.report(projects=[other], leads=[])
    learning.paragraph(learning.found)
    reasons = " ".join(one.reason for one in services.check(report))

    assert WORDS not in str(written.to_json(services.draft_of(report)))
    assert "Rien sous le constat 1 n’est des projets de ce rapport" in reasons
    assert (
        f"1 projet de celle-ci\u00a0: {other.name}" in written.to_json(services.draft_of(report))["blocks"][0]["text"]
    )


def test_a_report_on_a_period_keeps_what_was_said_then():
    learning = Learning().chain()
    report = learning.report(leads=[], since=date(2001, 1, 1), until=date(2001, 12, 31))
    learning.paragraph(learning.kept)

    assert "hors de ce dont parle le rapport" in services.check(report)[0].reason
    assert "2001" in written.to_json(services.draft_of(report))["blocks"][0]["text"]
