"""Cells of a sheet that a spreadsheet must read as text, never run as a formula."""

import csv
import io
from collections.abc import Iterable

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: object) -> object:
    """Put an apostrophe before what would start a formula; numbers stay numbers."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(STARTS) or text.startswith(STARTS) else text


def rows(header: list[str], lines: Iterable[Iterable[object]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([cell(value) for value in line] for line in lines)
    return out.getvalue()
