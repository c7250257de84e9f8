"""Dates as people write them, for every page, mail and document: in French the first day is « 1er »."""

import re
from datetime import date, datetime
from functools import cache

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import get_language, override


@cache
def _first_day() -> re.Pattern[str]:
    """The figure 1 before the name of a month."""
    with override("fr"):
        return re.compile(rf"\b1(?=[ \u00a0](?:{'|'.join(str(month) for month in MONTHS.values())})\b)")


def in_words(value: date | None, form: str = "DATE_FORMAT") -> str:
    """A date, or a moment, in the reader's language; nothing for no date."""
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    said = date_format(value, form)
    return _first_day().sub("1er", said) if (get_language() or "").startswith("fr") else said
