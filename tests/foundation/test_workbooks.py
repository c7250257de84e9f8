"""Workbooks are read cell by cell as text, and refused when they could harm or hold too much."""

import io
import random
import time
import zipfile
from datetime import date

import odfdo
import openpyxl
import pytest

from levain.foundation import workbooks
from levain.foundation.workbooks import UnreadableWorkbook


def test_what_is_written_is_read_back():
    content = workbooks.write({"survey": [["name", "n", "day"], ["é", 3, date(2021, 4, 1)], ["", None, True]]})

    assert workbooks.read(content, "xlsx") == {
        "survey": [["name", "n", "day"], ["é", "3", "2021-04-01"], ["", "", "yes"]]
    }


def test_no_cell_that_is_written_becomes_a_formula_or_a_link():
    content = workbooks.write({"a": [["x"], ["=1+1"], ["http://example.org"]]})

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [row[0].value for row in sheet.iter_rows()] == ["x", "'=1+1", "http://example.org"]
    assert all(row[0].data_type == "s" and not row[0].hyperlink for row in sheet.iter_rows())


def test_two_workbooks_of_the_same_rows_are_the_same_file():
    assert workbooks.write({"a": [["x"]]}) == workbooks.write({"a": [["x"]]})


def test_a_sheet_of_libreoffice_is_read_with_its_repeated_cells():
    book = odfdo.Document("spreadsheet")
    book.body.clear()
    table = odfdo.Table("Réponses")
    table.set_values([["a", "b", "b"], ["1", "", "3"]])
    book.body.append(table)
    out = io.BytesIO()
    book.save(out)

    assert workbooks.read(out.getvalue(), "ods") == {"Réponses": [["a", "b", "b"], ["1", "", "3"]]}


@pytest.mark.parametrize("said", ["a;b\n1;é\n", "a,b\n1,é\n", "a\tb\n1\té\n"])
@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-8", "cp1252"])
def test_a_csv_is_read_whatever_its_separator_and_its_coding(said, coding):
    assert workbooks.read(said.encode(coding), "csv") == {"": [["a", "b"], ["1", "é"]]}


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 half", b"\x00" * 50])
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_is_no_workbook_is_said_so(content, kind):
    with pytest.raises(UnreadableWorkbook):
        workbooks.read(content, kind)


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>" + b" " * 40_000_000)

    with pytest.raises(UnreadableWorkbook, match="unpacks|déplie|pèse"):
        workbooks.read(out.getvalue(), "xlsx")


def test_an_outside_entity_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')

    with pytest.raises(UnreadableWorkbook):
        workbooks.read(out.getvalue(), "ods")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "ROWS", 3)

    with pytest.raises(UnreadableWorkbook, match="3"):
        workbooks.read(b"a\n" * 5, "csv")


ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = (
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
)


def ods(body):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("content.xml", f"<d {NAMES}>{body}</d>")
        archive.writestr("Pictures/heavy", random.Random(1).randbytes(500_000), zipfile.ZIP_STORED)
    return packed.getvalue()


def test_millions_of_tags_in_a_small_file_are_refused_before_any_is_built():
    with pytest.raises(UnreadableWorkbook) as refused:
        workbooks.read(ods("<a/>" * (workbooks.TAGS + 1)), "ods")
    assert "trop de cellules" in str(refused.value)


def test_tables_inside_tables_are_read_once():
    opened = '<table:table table:name="a"><table:table-row><table:table-cell>'
    row = "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
    closed = "</table:table-cell></table:table-row></table:table>"
    began = time.process_time()
    found = workbooks.read(ods(opened * 300 + row * 2000 + closed * 300), "ods")

    assert len(found["a"]) == 2300
    assert time.process_time() - began < 5


def test_a_remark_on_a_cell_is_not_its_value():
    remark = "<office:annotation><text:p>À revoir</text:p></office:annotation>"
    cell = f"<table:table-cell>{remark}<text:p>12</text:p></table:table-cell>"
    body = f'<table:table table:name="a"><table:table-row>{cell}</table:table-row></table:table>'

    assert workbooks.read(ods(body), "ods") == {"a": [["12"]]}
