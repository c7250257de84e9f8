"""A table written to a file row by row, in the form asked for: memory does not grow with the rows."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from levain.foundation import files, open_sheets, registry, sheets
from levain.foundation.sheets import cell
from levain.portal.extracts.kinds import Cell, Kind
from levain.programmes.models import Cohort

AT_ONCE = 500
CSV = "text/csv; charset=utf-8"
FORMS = {"csv": CSV, "csv2": CSV, "ods": files.MEDIA["ods"], "xlsx": files.MEDIA["xlsx"]}


def lines(
    kind: Kind, user: Any, cohort: Cohort, cells: list[Cell], told: Callable[[int], Any]
) -> Iterator[list[Any]]:
    """What she may see now, row by row: each is asked to its own rule."""
    held: list[Any] = []
    done = 0
    for row in kind.rows(user, cohort).iterator(chunk_size=AT_ONCE):
        held.append(row)
        if len(held) == AT_ONCE:
            yield from _seen(user, held, cells)
            done += len(held)
            told(done)
            held = []
    yield from _seen(user, held, cells)
    told(done + len(held))


def _seen(user: Any, held: list[Any], cells: list[Cell]) -> Iterator[list[Any]]:
    registry.read_ahead([(user, row) for row in held])
    for row in held:
        if registry.may_see(user, row):
            yield [_said(cell.read(row)) for cell in cells]


def _said(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def write(out: BinaryIO, form: str, title: str, header: list[str], rows: Iterable[list[Any]]) -> None:
    """What people read says yes and no in their language; programs read the words of the schema."""
    read = rows if form == "csv" else ([_in_words(value) for value in row] for row in rows)
    {"csv": _csv, "csv2": _csv_in_french, "ods": open_sheets.write, "xlsx": _xlsx}[form](out, title, header, read)


def _in_words(value: Any) -> Any:
    return (_("yes") if value else _("no")) if isinstance(value, bool) else value


def _csv(out: BinaryIO, title: str, header: list[str], rows: Iterable[list[Any]]) -> None:
    sheets.write(out, header, rows)


def _csv_in_french(out: BinaryIO, title: str, header: list[str], rows: Iterable[list[Any]]) -> None:
    """What an office set to French opens as it is: the mark of UTF-8, semicolons, decimal commas."""
    out.write(codecs.BOM_UTF8)
    sheets.write(out, header, ([_with_comma(value) for value in row] for row in rows), delimiter=";")


def _with_comma(value: Any) -> Any:
    return sheets.Number(str(value).replace(".", ",")) if isinstance(value, float | Decimal) else value


def _xlsx(out: BinaryIO, title: str, header: list[str], rows: Iterable[list[Any]]) -> None:
    """Written row after row: no cell is ever a formula or a link."""
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2020, 1, 1)})
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("".join(sign for sign in title if sign not in "[]*?:/\\'")[:31] or "1")
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, head)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _put(sheet, place, column, value, day)
    sheet.freeze_panes(1, 0)
    book.close()


def _put(sheet: Any, place: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(place, column, datetime(value.year, value.month, value.day), day)
        return
    written = cell(value)
    if isinstance(written, str):
        sheet.write_string(place, column, written[:32_767])
    else:
        sheet.write_number(place, column, written)
