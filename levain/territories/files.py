"""Reading a file of territories: every row is checked, and each bad one is named with its line and the reason."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation.imports import enough

from .models import Territory

Kind = Territory.Kind
Key = tuple[str, str]

SHIPPED = Path(__file__).parent / "data" / "territories.csv.gz"
COLUMNS = (
    *("kind", "code", "name", "region", "department", "epci"),
    *("postcodes", "population", "longitude", "latitude", "successor"),
)
COMMUNE_CODE = r"(\d{2}|2[AB])\d{3}"
CODES = {
    Kind.COUNTRY: re.compile(r"[A-Z]{2}"),
    Kind.REGION: re.compile(r"\d{2,3}"),
    Kind.DEPARTMENT: re.compile(r"\d{2,3}|2[AB]"),
    Kind.EPCI: re.compile(r"\d{9}"),
    Kind.COMMUNE: re.compile(COMMUNE_CODE),
    Kind.FORMER: re.compile(COMMUNE_CODE),
}
POSTCODES = re.compile(r"(\d{5}( \d{5})*)?")
WIDEST = 50_000_000


@dataclass(frozen=True)
class RowError:
    line: int
    reason: str

    def __str__(self) -> str:
        return _("Line %(line)d: %(reason)s") % {"line": self.line, "reason": self.reason}


class Unreadable(Exception):
    """The file as a whole cannot be read as territories."""


class BadRow(Exception):
    """One row is wrong, for a reason we can say."""


@dataclass(slots=True)
class Row:
    line: int
    kind: str
    code: str
    name: str
    region: str
    department: str
    epci: str
    postcodes: str
    population: int | None
    longitude: float | None
    latitude: float | None
    successor: str

    @property
    def key(self) -> Key:
        return self.kind, self.code

    def named(self) -> Iterator[Key]:
        """The territories this row speaks of, that must exist."""
        if self.successor:
            yield Kind.COMMUNE, self.successor
        for kind, code in ((Kind.REGION, self.region), (Kind.DEPARTMENT, self.department), (Kind.EPCI, self.epci)):
            if code:
                yield kind, code


def text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(WIDEST + 1)
        if content[:2] == b"\x1f\x8b":
            with gzip.open(io.BytesIO(content)) as archive:
                content = archive.read(WIDEST + 1)
        if len(content) > WIDEST:
            raise Unreadable(_("This file is too big to be a list of territories."))
        return content.decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(_("This file cannot be opened: %(reason)s") % {"reason": error.strerror or error}) from error
    except (UnicodeDecodeError, EOFError, zlib.error) as error:
        raise Unreadable(_("This file is neither UTF-8 text nor a whole gzip archive.")) from error


def read(path: Path) -> tuple[list[Row], list[RowError]]:
    """The good rows and the bad ones."""
    text = text_of(path)
    heading = text.split("\n", 1)[0]
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",")
    try:
        missing = [column for column in COLUMNS if column not in (lines.fieldnames or [])]
    except csv.Error as error:
        raise Unreadable(_("This is not a table: %(reason)s") % {"reason": error}) from error
    if missing:
        raise Unreadable(_("The first line lacks these columns: %(columns)s.") % {"columns": ", ".join(missing)})
    rows: list[Row] = []
    errors: list[RowError] = []
    seen: dict[Key, int] = {}
    try:
        for raw in lines:
            if enough(errors):
                break
            try:
                row = checked(raw, lines.line_num)
                first = seen.setdefault(row.key, row.line)
                if first != row.line:
                    raise BadRow(_("%(code)s is already on line %(line)d.") % {"code": row.code, "line": first})
                rows.append(row)
            except BadRow as error:
                errors.append(RowError(lines.line_num, str(error)))
    except csv.Error as error:
        raise Unreadable(_("This is not a table: %(reason)s") % {"reason": error}) from error
    return rows, errors


def checked(raw: dict, line: int) -> Row:
    if None in raw or None in raw.values():
        raise BadRow(_("it does not have %(count)d columns.") % {"count": len(COLUMNS)})
    cell = {column: raw[column].strip() for column in COLUMNS}
    kind, code = cell["kind"], cell["code"]
    if kind not in CODES:
        raise BadRow(_("“%(kind)s” is not a kind of territory.") % {"kind": kind[:40]})
    if not CODES[Kind(kind)].fullmatch(code):
        raise BadRow(_("“%(code)s” is not the code of a %(kind)s.") % {"code": code[:40], "kind": Kind(kind).label})
    if not cell["name"] or len(cell["name"]) > 200 or "\x00" in cell["name"]:
        raise BadRow(_("a name of 1 to 200 characters is needed."))
    if len(cell["postcodes"]) > 200 or not POSTCODES.fullmatch(cell["postcodes"]):
        raise BadRow(_("postcodes are five digits, separated by a space."))
    require_places(cell)
    cell["population"] = number(cell["population"], int, 0, 2_000_000_000, gettext_lazy("population"))
    cell["longitude"] = number(cell["longitude"], float, -180, 180, gettext_lazy("longitude"))
    cell["latitude"] = number(cell["latitude"], float, -90, 90, gettext_lazy("latitude"))
    return Row(line=line, **cell)


def require_places(cell: dict) -> None:
    kind = cell["kind"]
    if kind == Kind.FORMER and not cell["successor"]:
        raise BadRow(_("a former commune needs the code of its successor."))
    if kind != Kind.FORMER and cell["successor"]:
        raise BadRow(_("only a former commune has a successor."))
    if kind == Kind.COMMUNE and not (cell["region"] and cell["department"]):
        raise BadRow(_("a commune needs its region and its department."))
    if kind == Kind.DEPARTMENT and not cell["region"]:
        raise BadRow(_("a department needs its region."))


def number(text: str, convert, least, most, what):
    if not text:
        return None
    try:
        value = convert(text)
    except ValueError:
        value = None
    if value is None or not least <= value <= most:
        raise BadRow(
            _("%(what)s: “%(text)s” is not a number between %(least)d and %(most)d.")
            % {"what": what, "text": text[:40], "least": least, "most": most}
        )
    return value
