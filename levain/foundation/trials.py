"""A spreadsheet is tried, then waits, signed, for the person's yes: what she read is what is written."""

import zlib
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from levain.foundation import files, workbooks

SALT = "levain.trial"
ONE_HOUR = 3600


def first_sheet(upload: UploadedFile) -> list[list[str]]:
    """The first sheet that holds something; raises workbooks.UnreadableWorkbook, whose words are for the person."""
    sheets = workbooks.read(upload.read(), files.extension(upload.name or ""))
    return next((rows for rows in sheets.values() if rows), [])


def held(what: str, rows: list[list[str]], place: Model) -> str:
    """The rows that were tried, signed for this import into this place."""
    return signing.dumps([_where(place), rows], salt=f"{SALT}.{what}", compress=True)


def opened(what: str, text: str, place: Model) -> list[list[str]] | None:
    """The rows that were tried, within the hour; None for those of another place, another import or another hand."""
    try:
        where, rows = signing.loads(text, salt=f"{SALT}.{what}", max_age=ONE_HOUR)
    except (signing.BadSignature, ValueError, TypeError, zlib.error):
        return None
    return rows if where == _where(place) else None


def _where(place: Any) -> str:
    return f"{type(place).__name__}-{place.pk}"
