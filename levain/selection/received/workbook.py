"""The rows of a workbook (CSV, XLSX, ODS): the first one names the columns."""

from django.utils.translation import gettext as _

from levain.foundation import workbooks
from levain.selection.received.records import MOST_RECORDS, NotUnderstood, Record


def from_file(content: bytes, kind: str) -> list[Record]:
    """Its first sheet that holds something."""
    try:
        sheets = workbooks.read(content, kind)
    except workbooks.UnreadableWorkbook as error:
        raise NotUnderstood(str(error)) from error
    rows = next((found for found in sheets.values() if len(found) > 1), [])
    if not rows:
        raise NotUnderstood(_("This file holds no row under its first one, which names the columns."))
    head, *lines = rows
    if len(lines) > MOST_RECORDS:
        raise NotUnderstood(_("More than %(n)d applications: import them in several times.") % {"n": MOST_RECORDS})
    return [_record(head, line, place) for place, line in enumerate(lines, 2) if any(line)]


def _record(head: list[str], line: list[str], place: int) -> Record:
    record = Record(str(place))
    for rank, name in enumerate(head):
        if name:
            record.put(name, line[rank] if rank < len(line) else "")
    if any(line[len(head) :]):
        record.error = _("it has more cells than the first row has names.")
    return record
