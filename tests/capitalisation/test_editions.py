"""An edition stays at its address; a corrected one says what changed, and never gives back what was withdrawn."""

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


def corrected():
    learning = Learning().published()
    services.revise_finding(learning.found, 1, by=learning.adviser, text="Quatre projets sur cinq.")
    learning.second = services.publish(learning.written_report, by=learning.lead)
    return learning


def test_a_corrected_edition_says_what_changed():
    learning = corrected()
    said = [block for block in written.from_json(learning.second.content).blocks if block.kind == "list"][-1]

    assert said.items == [[written.Text("Modifié\u00a0: "), written.Reference("constat-1", "constat 1")]]


def test_the_page_of_changes_shows_the_words(client):
    corrected()
    page = client.get("/rapports/rapport/editions/2/changements/").content.decode()

    assert "<del>Trois</del>" in page
    assert "<ins>Quatre</ins>" in page
    assert "première édition" in client.get("/rapports/rapport/editions/1/changements/").content.decode()
    assert client.get("/rapports/rapport/editions/3/changements/").status_code == 404


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
    assert len(PdfReader(BytesIO(services.note_file(document))).pages) <= 2


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
    assert "ne repose sur aucune preuve" in reasons
    assert (
        f"1 projet de celle-ci\u00a0: {other.name}" in written.to_json(services.draft_of(report))["blocks"][0]["text"]
    )


def test_a_report_on_a_period_keeps_what_was_said_then():
    learning = Learning().chain()
    report = learning.report(leads=[], since=date(2001, 1, 1), until=date(2001, 12, 31))
    learning.paragraph(learning.kept)

    assert "hors de ce dont parle le rapport" in services.check(report)[0].reason
    assert "2001" in written.to_json(services.draft_of(report))["blocks"][0]["text"]
