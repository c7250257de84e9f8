"""The same written document as an OpenDocument text: its parts, and what another program reads in them."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import odfdo
import pytest

from levain.foundation import written as w
from levain.foundation.written_odt import render_odt
from tests.foundation.test_written import HOSTILE, document, whole

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"


def parts(made):
    return ZipFile(BytesIO(render_odt(made)))


def part(made, name="content.xml"):
    return ElementTree.fromstring(parts(made).read(name))


def text_of(made):
    return " ".join("".join(part(made).itertext()).split())


def test_the_kind_of_file_stands_first_as_it_is():
    first = parts(whole()).infolist()[0]

    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert parts(whole()).read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_the_manifest_names_every_part_and_no_other():
    named = {entry.get(f"{MANIFEST}full-path") for entry in part(whole(), "META-INF/manifest.xml")}

    assert named - {"/"} == set(parts(whole()).namelist()) - {"mimetype", "META-INF/manifest.xml"}


def test_another_program_opens_it():
    read = odfdo.Document(BytesIO(render_odt(whole())))

    assert read.get_type() == "text"
    assert [str(heading).strip() for heading in read.body.get_headers()][:2] == [
        "Ce que cinq projets nous ont appris",
        "Récit",
    ]
    assert read.meta.title == "Ce que cinq projets nous ont appris"
    assert len(read.body.get_tables()) == 1


def test_headings_keep_their_levels():
    levels = [heading.get(f"{TEXT}outline-level") for heading in part(whole()).iter(f"{TEXT}h")]

    assert levels == ["1", "2", "3", "3", "3"]


def test_a_heading_begins_a_page_where_it_should():
    heading = list(part(document(w.Heading(2, "Partie", new_page=True))).iter(f"{TEXT}h"))[1]

    assert heading.get(f"{TEXT}style-name") == "NewPage2"


def test_every_style_that_is_used_is_defined():
    """What it names and nobody wrote would look like nothing."""
    made = document(w.Contents("Sommaire"), *whole().blocks, fictional=True, draft=True)
    content, styles = part(made), part(made, "styles.xml")
    defined = {one.get(f"{STYLE}name") for whole_part in (content, styles) for one in whole_part.iter()}
    used = {value for one in content.iter() for name, value in one.attrib.items() if name.endswith("}style-name")}

    assert used <= defined


@pytest.mark.parametrize(("language", "country", "named"), [("fr", "FR", "fr-FR"), ("en", "GB", "en-GB")])
def test_it_says_its_language(language, country, named):
    made = whole(language=language)
    default = next(part(made, "styles.xml").iter(f"{STYLE}text-properties"))

    assert (default.get(f"{FO}language"), default.get(f"{FO}country")) == (language, country)
    assert named in "".join(part(made, "meta.xml").itertext())


def test_a_table_says_which_cells_name_the_others():
    table = next(part(whole()).iter(f"{TABLE}table"))
    head = next(table.iter(f"{TABLE}table-header-rows"))

    assert ["".join(cell.itertext()) for cell in head.iter(f"{TABLE}table-cell")] == ["Code", "Sens"]
    assert table.find(f"{TABLE}title").text == "Codes"
    assert table.find(f"{TABLE}table-column").get(f"{TABLE}number-columns-repeated") == "2"


def test_every_reference_leads_inside_it():
    content = part(whole())
    marks = {mark.get(f"{TEXT}name") for mark in content.iter(f"{TEXT}bookmark")}
    links = [link.get(LINK) for link in content.iter(f"{TEXT}a")]

    assert links == ["https://example.org/", "#preuve-1"]
    assert {link[1:] for link in links if link.startswith("#")} <= marks
    assert marks == {"recit", "p-1", "image", "piste-1", "preuve-1", "preuve-2"}


def parted():
    """A document that has a table of contents: its references say the page."""
    parts = [block for block in whole().blocks if block.kind != "heading"]
    return document(w.Contents("Sommaire"), w.Heading(2, "Récit", "recit"), *parts)


def test_a_reference_says_its_page_where_there_is_a_table_of_contents():
    pages = list(part(parted()).iter(f"{TEXT}bookmark-ref"))
    marks = {mark.get(f"{TEXT}name") for mark in part(parted()).iter(f"{TEXT}bookmark")}

    assert [page.get(f"{TEXT}ref-name") for page in pages] == ["recit", "preuve-1"]
    assert {page.get(f"{TEXT}reference-format") for page in pages} == {"page"}
    assert {page.get(f"{TEXT}ref-name") for page in pages} <= marks
    assert not list(part(whole()).iter(f"{TEXT}bookmark-ref"))


def test_a_page_nobody_has_counted_yet_is_not_given_a_number():
    """Only a word processor knows where its pages end: until it has counted, a dash, and how to have it count."""
    assert {page.text for page in part(parted()).iter(f"{TEXT}bookmark-ref")} == {"–"}
    assert "preuve 1 (p. –)" in text_of(parted())
    assert "sélectionnez tout, puis appuyez sur F9" in text_of(parted())
    assert "appuyez sur F9" not in text_of(whole())


def test_a_word_processor_can_write_the_table_of_contents_again():
    """It finds the parts by their style, so that the title of the document is not one of them."""
    contents = next(part(parted()).iter(f"{TEXT}table-of-content"))
    source = contents.find(f"{TEXT}table-of-content-source")
    entry = source.find(f"{TEXT}table-of-content-entry-template")
    taken = [one.get(f"{TEXT}style-name") for one in source.iter(f"{TEXT}index-source-style")]

    assert (source.get(f"{TEXT}use-outline-level"), source.get(f"{TEXT}use-index-source-styles")) == ("false", "true")
    assert taken == ["Heading_20_2"]
    assert [child.tag.removeprefix(f"{TEXT}index-entry-") for child in entry] == [
        "link-start",
        "text",
        "tab-stop",
        "page-number",
        "link-end",
    ]
    assert "Récit" in "".join(contents.find(f"{TEXT}index-body").itertext())


def test_a_figure_keeps_its_picture_and_its_alternative():
    frame = next(part(whole()).iter(f"{DRAW}frame"))

    assert frame.find(f"{SVG}desc").text == "Un point"
    assert parts(whole()).read(frame.find(f"{DRAW}image").get(LINK)).startswith(b"\x89PNG")


def test_a_drawing_becomes_a_picture_every_office_shows():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100"/></svg>'
    made = document(w.Figure(svg=svg, alt="Un rectangle", caption="Rectangle"))
    frame = next(part(made).iter(f"{DRAW}frame"))

    assert parts(made).read("Pictures/0.png").startswith(b"\x89PNG")
    assert (frame.get(f"{SVG}width"), frame.get(f"{SVG}height")) == ("158mm", "79mm")


def test_it_says_what_the_other_formats_say():
    said = text_of(whole(fictional=True, draft=True))

    for words in ("Une clé.", "Garder", "le bureau", "preuve 1", "Odile", "entrer", "Un point rouge", "Session"):
        assert words in said
    for words in ("Contenu inventé", "Brouillon", "Ce passage a été retiré"):
        assert words in said


def test_invention_is_said_on_every_page():
    header = "".join(part(whole(fictional=True), "styles.xml").itertext())

    assert "Contenu inventé" in header


def test_the_same_document_gives_the_same_file():
    assert render_odt(whole()) == render_odt(whole())


@pytest.mark.parametrize("hostile", [HOSTILE, "]]> <!-- <text:p/> &amp; &", "a\x00b\x0bc\x1f\ufffe"])
def test_hostile_words_stay_words(hostile):
    made = w.Document(
        title=hostile,
        subtitle=hostile,
        date="11 mars 2022",
        blocks=[
            w.Heading(2, hostile),
            w.Paragraph([w.Text(hostile), w.Link(f"https://example.org/{hostile}", hostile)], label=hostile),
            w.Sheet(hostile, facts=[w.Fact(hostile, [w.Text(hostile)])]),
            w.Quotation(hostile, who=hostile, where=hostile),
            w.Table(hostile, [hostile], [[[w.Text(hostile)]]]),
        ],
    )
    kept = "".join(sign for sign in hostile if sign >= " " and sign != "\ufffe")

    assert " ".join(kept.split()) in text_of(made)
    assert len(list(part(made).iter(f"{TEXT}h"))) == 3
