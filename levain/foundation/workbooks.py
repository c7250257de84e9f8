"""Workbooks in and out: named sheets of cells read as text, whichever office wrote them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from levain.foundation import archives, files
from levain.foundation.sheets import Column, cell

Rows = list[list[str]]
ROWS, COLUMNS, LONGEST, REPEATED = 20_000, 200, 32_767, 1_000
# What opens or closes a tag: each takes memory that its few bytes do not tell.
TAGS, CHUNK = 2_000_000, 256 * 1024
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class UnreadableWorkbook(Exception):
    """A file that is no workbook, or holds too much; its words say which."""


def read(content: bytes, kind: str) -> dict[str, Rows]:
    """The sheets of a `kind` "xlsx", "ods" or "csv" (one sheet, named ""), each row cut after its last filled cell.

    Formulas give the value they had when the file was kept; nothing is run.
    """
    try:
        if kind == "csv":
            return {"": _trimmed(_of_csv(content))}
        archives.check(ContentFile(content), kind)
        _check_tags(content)
        found = _of_xlsx(content) if kind == "xlsx" else _of_ods(content)
    except archives.Dangerous as error:
        raise UnreadableWorkbook(str(error)) from error
    except (archives.NotThisKind, KeyError, ValueError, TypeError, csv.Error, ElementTree.ParseError) as error:
        raise UnreadableWorkbook(_("This file cannot be read as a workbook (%(kind)s).") % {"kind": kind}) from error
    return {name: _trimmed(rows) for name, rows in found.items()}


def _check_tags(content: bytes) -> None:
    left = TAGS
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            with archive.open(member) as opened:
                while piece := opened.read(CHUNK):
                    left -= piece.count(b"<")
                    if left < 0:
                        raise UnreadableWorkbook(_("This file holds too many cells to be read."))


def write(sheets: Mapping[str, Iterable[Iterable[Any]]], *, neutral: bool = True) -> bytes:
    """A workbook in the format of Excel: the first row of each sheet is its header.

    `neutral` puts an apostrophe before what would start a formula; cells are never formulas in either case.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2020, 1, 1)})
    head, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name[:31])
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date) and not isinstance(value, datetime):
                    sheet.write_datetime(place, column, datetime(value.year, value.month, value.day), day)
                else:
                    written = cell(value) if neutral else "" if value is None else value
                    sheet.write(place, column, written, head if place == 0 else None)
        sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def as_file(name: str, columns: Iterable[Column], lines: Iterable[Iterable[Any]]) -> HttpResponse:
    """The table as a workbook of one sheet, to be kept under this name."""
    content = write({_("Sheet 1"): [[column.name for column in columns], *lines]})
    answer = HttpResponse(content, content_type=files.MEDIA["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _of_csv(content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    heading = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=heading.count)
    return _held(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _of_xlsx(content: bytes) -> dict[str, Rows]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, OSError, AttributeError) as error:
        raise ValueError from error
    return {sheet.title: _held(sheet.iter_rows(values_only=True, max_col=COLUMNS)) for sheet in book.worksheets}


def _of_ods(content: bytes) -> dict[str, Rows]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314  no DTD: archives.check refused it
    return {table.get(f"{TABLE}name", ""): _held(_rows_of_ods(table)) for table in _tables_of_ods(root)}


def _tables_of_ods(root):
    """A table inside another is read with it, and not again for each one around."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{TABLE}table":
            yield element
        else:
            waiting.extend(reversed(element))


def _rows_of_ods(table):
    for row in table.iter(f"{TABLE}table-row"):
        cells: list[str] = []
        for one in row:
            if one.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            text = "\n".join("".join(line.itertext()) for line in one.findall(f"{TEXT}p"))
            times = int(one.get(f"{TABLE}number-columns-repeated", "1"))
            cells += [text] * min(times, COLUMNS - len(cells))
        again = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        yield from [cells] * (min(again, REPEATED) if any(cells) else 1)


def _held(rows: Iterable[Iterable[Any]]) -> Rows:
    found = []
    for row in rows:
        found.append([_text(value) for value in list(row)[:COLUMNS]])
        if len(found) > ROWS:
            raise UnreadableWorkbook(_("This file has more than %(n)d rows.") % {"n": ROWS})
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    return str(value).replace("\x00", "").strip()[:LONGEST]


def _trimmed(rows: Rows) -> Rows:
    """Rows without the empty cells after their last word, and without the empty rows after the last one."""
    kept = []
    for row in rows:
        while row and not row[-1]:
            row = row[:-1]
        kept.append(row)
    while kept and not kept[-1]:
        kept.pop()
    return kept
