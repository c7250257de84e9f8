"""The report as somebody reads it aloud: numbers one can be sent to, sentences that hold, nothing said twice."""

import re

import pytest

from levain.capitalisation import annexes, live, services
from levain.capitalisation.document import build, note_of
from levain.capitalisation.gathering import gather
from levain.capitalisation.naming import shown_value
from levain.evaluation.figures import Figure
from levain.foundation.written_odt import render_odt
from levain.foundation.written_pdf import render_pdf
from levain.foundation.written_web import render_web
from tests.capitalisation.factories import Learning
from tests.foundation.test_written import text_of


def written():
    learning = Learning().chain()
    report = learning.report()
    learning.paragraph(learning.found, text="Une clé ouvre.")
    return build(gather(report))


def headings(document):
    return [block.shown for block in document.blocks if block.kind == "heading" and block.level == 2]


def said(document, kind):
    return [block for block in document.blocks if block.kind == kind]


def words(runs):
    return "".join(getattr(run, "text", getattr(run, "label", "")) for run in runs)


def test_the_number_an_annex_sends_to_stands_beside_its_paragraph():
    document = written()
    sent = words(said(document, "quotation")[0].runs)

    assert sent.endswith("Dans le texte\xa0: 1.1")
    assert '<span class="written-number">1.1</span>' in render_web(document)
    assert "1.1" in text_of(render_pdf(document))
    assert render_odt(document)


def test_parts_have_numbers_and_annexes_letters():
    found = headings(written())

    assert found[0] == "Note de décision"
    assert re.match(r"1\. ", found[1])
    assert [name[:9] for name in found[2:4]] == ["Annexe A.", "Annexe B."]


def test_what_a_passage_says_of_a_finding_is_a_sentence():
    quotation = said(written(), "quotation")[0]

    assert words(quotation.runs).startswith("Soutient le constat 1")
    assert quotation.where[0].isupper()
    assert quotation.who[0].isupper()


def test_the_note_alone_does_not_hold_the_contents():
    learning = Learning().chain()
    report = learning.report()
    for title in ("Un", "Deux", "Trois"):
        services.add_section(report, title, by=learning.lead)
    document = build(gather(report))

    assert said(document, "contents")
    assert not said(note_of(document), "contents")


def test_several_values_are_told_so_that_one_hears_where_each_ends():
    assert shown_value({"au jardin, au départ": 6, "au jardin, à la fin": 44}) == (
        "au jardin, au départ\xa0: 6\xa0; au jardin, à la fin\xa0: 44"
    )


def test_how_many_were_counted_is_one_number_or_two():
    def counting(*numbers):
        return live._counted([Figure("x", "M-SNA", "", "", 1, "", n) for n in numbers])

    assert counting(24, 24) == "24"
    assert counting(12, 14, 13) == "de 12 à 14 selon la valeur"


def test_a_source_of_the_web_says_its_address_to_those_who_read_on_paper():
    assert words(annexes._told("Le bâtiment-ville", "https://polau.org/batiment/")) == (
        "Le bâtiment-ville (polau.org/batiment)"
    )
    assert words(annexes._told("L'appel", "/appels/appel-2020/")) == "L'appel"
    assert words(annexes._told("Un livre", "")) == "Un livre"


@pytest.mark.django_db
def test_a_public_page_begins_its_sentences_with_a_capital_and_ends_no_badge_with_a_stop(client):
    learning = Learning().published()
    services.answer_lead(
        learning.asked, learning.asked.version, status="accepted", answered_by="Le bureau", by=None, fictional=True
    )
    lesson = client.get(f"/lecons/{learning.cohort.slug}/1/").content.decode()
    lead = client.get(f"/pistes/{learning.cohort.slug}/1/").content.decode()

    assert all(f">{letter}</dd>" in lesson for letter in "CME")
    assert "Réponse inventée<" in lead
