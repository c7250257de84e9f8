"""Tables handed out as CSV: cells that a spreadsheet reads as text, never runs; columns that say what they are."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponse, JsonResponse

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Number(str):
    """A number in the signs of a language, as its spreadsheets read it."""


@dataclass(frozen=True)
class Column:
    """A column of a published table: `type` is one of TableSchema's."""

    name: str
    type: str
    title: Any
    unit: str = ""
    one_of: tuple[str, ...] = ()


def cell(value: object) -> object:
    """Put an apostrophe before what would start a formula; numbers stay numbers, dates are ISO dates."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int | float | Decimal | Number):
        return "" if value is None else value
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(STARTS) or text.startswith(STARTS) else text


def rows(header: list[str], lines: Iterable[Iterable[object]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([cell(value) for value in line] for line in lines)
    return out.getvalue()


def schema(columns: Iterable[Column]) -> dict[str, Any]:
    """The TableSchema that a file of these columns is valid against."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "fields": [
            {"name": column.name, "type": column.type, "title": str(column.title)}
            | ({"unit": column.unit} if column.unit else {})
            | ({"trueValues": ["yes"], "falseValues": ["no"]} if column.type == "boolean" else {})
            | ({"constraints": {"enum": list(column.one_of)}} if column.one_of else {})
            for column in columns
        ],
        "missingValues": [""],
    }


def as_file(name: str, columns: Iterable[Column], lines: Iterable[Iterable[object]]) -> HttpResponse:
    """The table, to be kept under this name."""
    told = rows([column.name for column in columns], lines)
    answer = HttpResponse(told, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def streamed(name: str, columns: Iterable[Column], lines: Iterable[Iterable[object]]) -> FileResponse:
    """A table that may be long: written row by row, on disk past a megabyte, and sent as it is read."""
    out = SpooledTemporaryFile(max_size=1_000_000)  # noqa: SIM115 - the answer closes it
    write(out, [column.name for column in columns], lines)
    out.seek(0)
    answer = FileResponse(out, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def write(out: Any, header: list[str], lines: Iterable[Iterable[object]], *, delimiter: str = ",") -> None:
    """The table into a file open for bytes, a row at a time."""
    words = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    writer = csv.writer(words, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([cell(value) for value in line] for line in lines)
    words.detach()


def schema_as_file(name: str, columns: Iterable[Column]) -> JsonResponse:
    answer = JsonResponse(schema(columns), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
