"""One application as another service gave it: a row of named columns, each with its words."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

MOST_RECORDS = 2_000
MOST_COLUMNS = 200
LONGEST = 20_000


class NotUnderstood(Exception):
    """What was given is not what this kind of file, or this service, holds."""


@dataclass
class Record:
    """`row` names it in the report; `words` are its columns, in their order; `codes` the INSEE codes of some."""

    row: str
    words: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    error: str = ""

    def put(self, column: str, words: str, code: str = "") -> None:
        """Two columns of one name are told apart by their rank."""
        column, name, rank = " ".join(column.split())[:200] or "?", "", 1
        name = column
        while name in self.words:
            rank += 1
            name = f"{column} ({rank})"
        self.words[name] = words.replace("\x00", "").strip()[:LONGEST]
        if code:
            self.codes[name] = code

    def plain(self) -> dict[str, Any]:
        return {"row": self.row, "words": self.words, "codes": self.codes, "error": self.error}


def columns_of(records: list[Record]) -> list[str]:
    """Every column of a set of records, in the order they come."""
    return list(dict.fromkeys(name for record in records for name in record.words))[:MOST_COLUMNS]


def moment(words: str, zone: ZoneInfo) -> datetime:
    """A day or a moment as services and office suites write it; noon, in the zone of the call, for a day alone."""
    words = words.strip()
    try:
        found = datetime.fromisoformat(words.replace("Z", "+00:00"))
    except ValueError:
        found = _french(words)
    if len(words) <= 10:
        found = datetime.combine(found.date(), time(12))
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _french(words: str) -> datetime:
    for form in ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"):
        try:
            return datetime.strptime(words, form)  # noqa: DTZ007  the zone is the call's
        except ValueError:
            continue
    raise NotUnderstood(_("“%(words)s” is not a date (31/12/2027).") % {"words": words[:40]})


def today_or_before(found: datetime, today: date) -> datetime:
    if found.date() > today or found.year < 2000:
        raise NotUnderstood(_("“%(words)s” cannot be the day of a deposit.") % {"words": found.date().isoformat()})
    return found
