"""One document, two formats: the same words, the same references, readable by everyone."""

import base64
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from levain.foundation import written as w
from levain.foundation.written_pdf import drawable, render_pdf
from levain.foundation.written_web import Aside, contents, render_web

HOSTILE = '#read("/etc/passwd") $x$ <script>alert(1)</script> \\ " ` *a* _b_ @c [d] {{ e }} {% f %}'
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def document(*blocks, **said):
    return w.Document(title="Ce que cinq projets nous ont appris", date="11 mars 2022", blocks=list(blocks), **said)


def whole(**said):
    return document(
        w.Heading(2, "Récit", "recit"),
        w.Paragraph(
            [w.Text("Une clé. "), w.Strong("Fort"), w.Emphasis("doux"), w.Link("https://example.org/", "dehors")],
            id="p-1",
            label="Constat",
            references=[w.Reference("preuve-1", "preuve 1")],
        ),
        w.ListBlock([[w.Text("un")], [w.Text("deux")]]),
        w.ListBlock([[w.Text("un")]], ordered=True),
        w.Table("Codes", ["Code", "Sens"], [[[w.Text("acces")], [w.Text("entrer")]]]),
        w.Figure.of_png(DOT, alt="Un point", caption="Un point rouge", id="image"),
        w.Sheet("Garder l'appel", id="piste-1", label="Piste 1", facts=[w.Fact("À", [w.Text("le bureau")])]),
        w.Quotation("La clé", id="preuve-1", title="Preuve 1", who="Odile", when="le 3 mai", where="Melle"),
        w.Quotation("", id="preuve-2", title="Preuve 2", masked=True),
        w.Note("À lire d'abord", title="Avis"),
        subtitle="Session",
        **said,
    )


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\xa0", " ")


def test_a_document_comes_back_the_same_from_its_plain_values():
    assert w.from_json(w.to_json(whole())) == whole()


def test_a_reference_to_nowhere_is_refused():
    with pytest.raises(w.DeadReference):
        document(w.Paragraph([w.Reference("preuve-9", "preuve 9")]))


def test_two_places_of_one_name_are_refused():
    with pytest.raises(w.DeadReference):
        document(w.Heading(2, "A", "a"), w.Heading(2, "B", "a"))


def test_a_skipped_heading_is_refused():
    with pytest.raises(w.HeadingSkipped):
        document(w.Heading(2, "A"), w.Heading(4, "B"))


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_figure_without_words_for_it_is_refused(alt):
    with pytest.raises(w.AlternativeMissing):
        w.Figure(alt=alt, caption="Courbe", svg="<svg/>")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//etc/passwd", "/\\etc", "file:///etc/passwd", "ftp://x"]
)
def test_a_link_is_only_an_address_that_may_be_followed(url):
    with pytest.raises(w.DeadReference):
        w.Link(url, "ici")


def test_both_formats_say_the_same_words():
    page, pdf = render_web(whole()), text_of(render_pdf(whole()))

    for words in ("Une clé.", "Garder", "le bureau", "preuve 1", "Odile", "entrer", "Un point rouge"):
        assert words in page
        assert words in pdf


def test_every_reference_of_the_page_stands_in_it():
    page = render_web(whole())

    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))


def test_every_reference_of_the_pdf_leads_inside_it():
    reader = PdfReader(BytesIO(render_pdf(whole())))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]

    assert len(links) == 2
    assert sum("/Dest" in link or "/D" in link.get("/A", {}) for link in links) == 1


def test_the_pdf_is_tagged_named_and_in_its_language():
    reader = PdfReader(BytesIO(render_pdf(whole())))
    root = reader.trailer["/Root"]

    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert reader.metadata.title == "Ce que cinq projets nous ont appris"
    assert reader.metadata.author is None
    assert reader.outline


def tags(pdf):
    """The structure as a screen reader walks through it."""

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            return [name for one in node for name in walk(one)]
        if not hasattr(node, "get"):
            return []
        return [str(node["/S"])[1:] if "/S" in node else "", *walk(node.get("/K", []))]

    return walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])


def test_a_link_of_the_pdf_says_what_it_opens_and_on_which_page():
    pages = PdfReader(BytesIO(render_pdf(whole()))).pages
    told = [note.get_object()["/Contents"] for page in pages for note in page.get("/Annots", [])]

    assert "https://example.org/" in told
    assert any(one.startswith("Preuve 1, page") for one in told)


def test_the_pdf_has_one_title_and_its_headings_follow_one_another():
    made = tags(render_pdf(document(w.Contents("Sommaire"), *whole().blocks)))
    levels = [int(name[1:]) for name in made if re.fullmatch("H[1-6]", name)]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_pdf_tells_quotations_paragraphs_and_the_cells_that_name_others():
    made = tags(render_pdf(whole()))

    assert {"BlockQuote", "TH", "Caption", "L"} <= set(made)
    assert made.count("P") >= 6


def test_a_figure_keeps_its_alternative_in_the_pdf():
    assert "Un point" in str(
        _alternatives(PdfReader(BytesIO(render_pdf(whole()))).trailer["/Root"]["/StructTreeRoot"])
    )


def _alternatives(node, depth=0):
    found = [node["/Alt"]] if hasattr(node, "get") and "/Alt" in node else []
    kids = node.get("/K", []) if hasattr(node, "get") else []
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        found += _alternatives(kid, depth + 1) if hasattr(kid, "get") and depth < 20 else []
    return found


def test_the_same_document_gives_the_same_bytes():
    assert render_web(whole()) == render_web(whole())
    assert render_pdf(whole()) == render_pdf(whole())


def test_hostile_words_stay_words_in_both_formats():
    hostile = document(
        w.Heading(2, HOSTILE),
        w.Paragraph([w.Text(HOSTILE)], label=HOSTILE),
        w.Sheet(HOSTILE, facts=[w.Fact(HOSTILE, [w.Text(HOSTILE)])]),
        w.Quotation(HOSTILE, who=HOSTILE, where=HOSTILE),
        w.Table(HOSTILE, [HOSTILE], [[[w.Text(HOSTILE)]]]),
    )
    page, pdf = render_web(hostile), text_of(render_pdf(hostile))

    assert "<script" not in page
    assert '#read("/etc/passwd")' in " ".join(pdf.split())
    assert "root:" not in pdf


def test_invention_and_draft_are_said_in_both_formats():
    both = whole(fictional=True, draft=True)

    for words in ("Contenu inventé", "Brouillon"):
        assert words in render_web(both)
        assert words.lower() in text_of(render_pdf(both)).lower()


def test_invention_is_said_on_every_page_of_the_pdf():
    long = document(*[w.Paragraph([w.Text("Un mot. " * 400)]) for _number in range(6)], fictional=True)
    reader = PdfReader(BytesIO(render_pdf(long)))

    assert len(reader.pages) > 2
    assert all("Contenu inventé" in page.extract_text() for page in reader.pages)


def lowest(pdf):
    """How far down the words go, in points above the foot of the page."""
    found = []

    def note(text, cm, tm, *_font):
        if text.strip():
            found.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return min(found)


@pytest.mark.parametrize(
    "block",
    [
        w.Sheet("Piste", compact=True, runs=[w.Text("Un mot. " * 1500)]),
        w.Sheet("Constat", facts=[w.Fact("Confiance", [w.Text("Un mot. " * 1500)])]),
        w.Quotation("Un mot. " * 1500, title="Preuve 1", who="Odile"),
        w.Paragraph([w.Text("Un mot. " * 1500)], id="p-1", references=[w.Reference("p-1", "preuve 1")]),
    ],
    ids=["lead", "finding", "quotation", "paragraph"],
)
def test_words_longer_than_a_page_go_on_over_the_next(block):
    made = render_pdf(document(w.Heading(2, "Partie"), block))

    assert text_of(made).split().count("mot.") == 1500
    assert lowest(made) > 20
    assert "Un mot." in PdfReader(BytesIO(made)).pages[0].extract_text()


def test_words_are_not_cut_at_the_end_of_a_line():
    """Whoever listens to the document, or takes a sentence out of it, has whole words."""
    made = render_pdf(document(w.Paragraph([w.Text("Démantibulation " * 300)])))

    assert text_of(made).count("Démantibulation") == 300


def test_a_name_and_its_number_stay_together():
    made = render_pdf(whole())

    assert "preuve\xa01" in " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def test_a_part_and_a_paragraph_bear_the_number_they_are_cited_by():
    numbered = document(
        w.Contents("Sommaire"),
        w.Heading(2, "Cinq chemins", "partie-4", number="4"),
        w.Paragraph([w.Text("Une clé.")], id="p-4-1", number="4.1"),
        w.Paragraph([w.Text("Une date.")], id="p-4-2", number="4.2", label="Constat"),
    )
    page, pdf = render_web(numbered), text_of(render_pdf(numbered))

    for said in ("4. Cinq chemins", "4.1", "4.2"):
        assert said in page
        assert said in pdf
    assert contents(numbered) == [("partie-4", "4. Cinq chemins")]


def opening(leads, said="Un premier pas. "):
    """What a report opens on: a note of decision, then its contents."""
    sheets = [
        w.Sheet(
            f"La piste numéro {number}",
            compact=True,
            id=f"note-{number}",
            label=f"Piste {number}",
            facts=[
                w.Fact("À qui", [w.Text("Le bureau")]),
                w.Fact("Premier pas", [w.Text(said)]),
                w.Fact("En entier", [w.Reference("recit", f"piste {number}")]),
            ],
        )
        for number in range(leads)
    ]
    parts = [w.Contents("Sommaire"), w.Heading(2, "Récit", "recit"), w.Paragraph([w.Text("Une clé. " * 40)])]
    return document(w.Heading(2, "Note de décision", "note"), *sheets, *parts)


@pytest.mark.parametrize(("leads", "said"), [(3, "Un pas. "), (9, "Un premier pas. " * 8), (18, "Un pas. " * 9)])
def test_the_note_of_a_whole_report_holds_on_two_pages(leads, said):
    pages = [page.extract_text() for page in PdfReader(BytesIO(render_pdf(opening(leads, said)))).pages]

    assert next(place for place, text in enumerate(pages) if "Sommaire" in text) <= 2
    assert "La piste numéro 2" in pages[0] + pages[1]


def test_the_facts_of_a_short_note_stand_each_on_its_line():
    lines = PdfReader(BytesIO(render_pdf(opening(3)))).pages[0].extract_text().splitlines()

    assert any(line.startswith("Premier pas") for line in lines)
    assert any(line.startswith("En entier") for line in lines)


def test_a_withdrawn_passage_leaves_its_place_and_no_words():
    page = render_web(whole())

    assert "Ce passage a été retiré" in page


def test_what_is_true_today_is_said_where_it_is_cited_and_where_it_stands():
    page = render_web(whole(), {"preuve-1": Aside("La source a changé.", to="/espace/preuves/1/", changed=True)})

    assert page.count("la source a changé depuis") == 1
    assert "La source a changé." in page
    assert 'href="/espace/preuves/1/"' in page


def test_a_change_of_one_part_changes_its_digest_and_the_whole():
    before = w.part_digests(w.to_json(document(w.Heading(2, "A"), w.Heading(2, "B"))))
    after = w.part_digests(w.to_json(document(w.Heading(2, "A"), w.Heading(2, "C"))))

    assert [one == other for one, other in zip(before, after, strict=True)] == [True, True, False]
    assert w.whole_digest(before) != w.whole_digest(after)


def test_contents_are_the_headings_of_the_second_level():
    assert contents(whole()) == [("recit", "Récit")]


def test_signs_that_no_letter_draws_do_not_stop_the_pdf():
    """Emoji, signs of other scripts and signs that are none: people paste them, the paper shows a square."""
    words = "Bravo \U0001f44f\U0001f3fd, \u4f60\u597d, \ufffe\uffff \u0633\u0644\u0627\u0645 fin"
    document = w.Document(title=words, date="11 mars 2022", blocks=[w.Paragraph([w.Text(words)])])

    assert render_pdf(document).startswith(b"%PDF")
    assert drawable("Où ça ? « Là » – 3 €…") == "Où ça ? « Là » – 3 €…"
    assert "\u25a1" in drawable("\U0001f44f")
