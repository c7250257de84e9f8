"""The text of a file is read apart, with its place; what cannot be read says why."""

import zlib

import pytest

from levain.capitalisation.extraction import pieces
from levain.capitalisation.extraction.pieces import Unreadable
from levain.capitalisation.extraction.running import pieces_of
from tests.capitalisation import files


def read(kind, content):
    return pieces_of(kind, content if isinstance(content, bytes) else content.encode())


def refusal(kind, content, **said):
    with pytest.raises(Unreadable) as refused:
        pieces_of(kind, content, **said)
    return str(refused.value)


def test_a_pdf_gives_its_paragraphs_with_their_page():
    found = read("pdf", files.pdf("La premiere page.", "La deuxieme page."))

    assert [(one.text, one.page) for one in found] == [("La premiere page.", 1), ("La deuxieme page.", 2)]


def test_a_pdf_leaves_out_what_stands_on_each_page():
    from levain.capitalisation.extraction.pdf import _edge, _mask, _running, paragraphs

    pages = [["Rapport annuel", f"Le texte {word}.", f"page {number}"] for number, word in enumerate("abcde")]

    running = _running(pages)

    kept = [line for place, line in enumerate(pages[0]) if not (_edge(place, pages[0]) and _mask(line) in running)]
    assert kept == ["Le texte a."]
    lines = ["Le jardin", "Un long jardin parta-", "gé par tous.", "Une suite longue ici"]
    assert list(paragraphs(lines)) == ["Le jardin", "Un long jardin partagé par tous.", "Une suite longue ici"]


def test_a_docx_gives_its_words_under_their_titles_without_what_was_deleted():
    found = read(
        "docx",
        files.docx(
            '<w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:t>Le lieu</w:t></w:r></w:p>'
            "<w:p><w:r><w:t>Un </w:t></w:r><w:del><w:r><w:delText>vieux </w:delText></w:r></w:del>"
            "<w:r><w:instrText>HYPERLINK http://ailleurs</w:instrText><w:t>jardin</w:t><w:tab/><w:t>ouvert.</w:t></w:r></w:p>",
            **{"word/footnotes.xml": f"<w:footnotes {files.W}><w:p><w:t>Une note.</w:t></w:p></w:footnotes>"},
        ),
    )

    assert [(one.text, one.under) for one in found] == [
        ("Le lieu", ""),
        ("Un jardin ouvert.", "Le lieu"),
        ("Une note.", ""),
    ]


def test_an_odt_gives_its_words_without_what_was_struck_out_or_remarked():
    found = read(
        "odt",
        files.odt(
            "<text:tracked-changes><text:p>Ôté.</text:p></text:tracked-changes><text:h>Le lieu</text:h>"
            '<text:p>Un<text:s text:c="1000000000"/>jardin'
            "<o:annotation><text:p>À revoir</text:p></o:annotation>.</text:p>"
        ),
    )

    assert [(one.text, one.under) for one in found] == [("Le lieu", ""), ("Un jardin.", "Le lieu")]


def test_subtitles_give_what_each_voice_says_with_its_time():
    vtt = (
        "WEBVTT\n\n1\n00:01.000 --> 00:03.000\n<v Odile>On ouvre <i>samedi</i>,\n\n"
        "00:03.100 --> 00:05.000\n<v Odile>avec les voisins.\n\n"
        "01:00:06.000 --> 01:00:08.000\n<v Marc>Entendu &amp; noté.\n"
    )

    found = read("vtt", vtt)

    assert [(one.text, one.second, one.voice) for one in found] == [
        ("On ouvre samedi, avec les voisins.", 1, "Odile"),
        ("Entendu & noté.", 3606, "Marc"),
    ]


def test_subtitles_without_times_are_refused():
    assert refusal("srt", b"Bonjour a tous") == "no_cue"


def test_a_text_is_cut_at_its_empty_lines_and_a_very_long_paragraph_after_a_sentence():
    long = "Une phrase assez longue pour compter. " * 100

    found = read("txt", f"Un.\n\n{long}")

    assert found[0].text == "Un."
    assert all(len(one.text) <= pieces.LONGEST and one.text.endswith(".") for one in found)
    assert " ".join(one.text for one in found[1:]) == long.strip()


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("pdf", b"%PDF-1.7\nrien\n%%EOF\n", "broken"),
        ("pdf", files.pdf(""), "no_text"),
        ("txt", b" \n\n ", "no_text"),
        ("docx", b"PK\x03\x04nothing", "broken"),
        ("docx", files.docx("<w:p><w:r><w:t>Un"), "broken"),
        ("docx", files.docx('<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'), "broken"),
        ("docx", files.docx("<w:p>" * 1000 + "</w:p>" * 1000), "broken"),
        ("odt", files.odt("<text:p>a</text:p>" * 30_000), "too_long"),
        ("txt", b"a b\n" * 30_000, "too_long"),
        ("txt", b"a" * 9_000_000, "too_long"),
        ("docx", files.docx("<w:p><w:r><w:t>" + "a" * 50_000_000 + "</w:t></w:r></w:p>"), "too_long"),
    ],
)
def test_what_cannot_be_read_says_why(kind, content, why):
    assert refusal(kind, content) == why


def test_a_pdf_under_a_password_is_refused():
    assert refusal("pdf", files.locked_pdf()) == "locked"


def test_a_pdf_of_too_many_pages_is_refused():
    assert refusal("pdf", files.pdf(*["a"] * (pieces.MOST_PAGES + 1))) == "too_long"


def test_a_pdf_that_unpacks_without_end_stops_within_its_memory():
    bomb = zlib.compress(b"BT (" + b"a" * 400_000_000 + b") Tj ET", 9)
    page = files.pdf("XX").replace(b"BT /F1 12 Tf 50 700 Td (XX) Tj ET", bomb)
    assert b"<< /Length 33 >>" in page
    page = page.replace(b"<< /Length 33 >>", b"<< /Length %d /Filter /FlateDecode >>" % len(bomb))

    assert refusal("pdf", page) in ("too_heavy", "broken", "no_text", "too_long")


def test_a_reading_that_does_not_end_is_stopped():
    assert refusal("txt", b"a" * 100, patience=0) == "too_heavy"


def test_the_process_apart_can_neither_open_a_file_nor_reach_a_network():
    import subprocess
    import sys

    code = (
        "from levain.capitalisation.extraction.__main__ import limit; import socket; limit()\n"
        "for deed in (lambda: open('/etc/passwd'), lambda: socket.create_connection(('127.0.0.1', 9))):\n"
        "    try: deed()\n"
        "    except PermissionError as refused: print('refused')\n"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.split() == ["refused", "refused"]


def test_a_speech_without_any_full_stop_is_cut_into_stretches_that_keep_their_time():
    """Machines that write down what is said put no stop; a long one must not be read again at each word."""
    cues = "".join(
        f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}.000 --> "
        f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}.900\n"
        f"et puis le mot numero {at}\n\n"
        for at in range(60_000)
    )
    found = read("vtt", f"WEBVTT\n\n{cues}")

    assert all(len(one.text) <= pieces.LONGEST + 40 for one in found)
    assert len({one.second for one in found}) > 500


def test_an_attribute_as_long_as_a_book_is_passed_over():
    heavy = files.docx('<w:p x="' + "a" * 30_000_000 + '"><w:r><w:t>Un mot.</w:t></w:r></w:p>')

    assert [one.text for one in read("docx", heavy)] == ["Un mot."]
