"""A table as an OpenDocument spreadsheet, written row by row: what every free office opens, and Excel too."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from levain.foundation.sheets import cell
from levain.foundation.written_odt import NO_HOUR, NOT_IN_XML

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (("office", "office"), ("table", "table"), ("text", "text"))
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write(out: BinaryIO, title: str, header: list[str], lines: Iterable[Iterable[Any]]) -> None:
    """One sheet: numbers and days are such, all the rest is text that no office runs."""
    with ZipFile(out, "w") as archive:
        archive.writestr(_entry("mimetype", ZIP_STORED), KIND)
        archive.writestr(_entry("META-INF/manifest.xml"), MANIFEST)
        with archive.open(_entry("content.xml"), "w") as content:
            for piece in _content(title, header, lines):
                content.write(piece.encode())


def _entry(name: str, how: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, NO_HOUR)
    entry.compress_type = how
    return entry


def _content(title: str, header: list[str], lines: Iterable[Iterable[Any]]) -> Iterable[str]:
    name = "".join(sign for sign in title if sign not in "[]*?:/\\'")[:31] or "1"
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.2">'
        f"<office:body><office:spreadsheet><table:table table:name={quoteattr(name)}>"
    )
    yield _row(header)
    for line in lines:
        yield _row(line)
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _row(values: Iterable[Any]) -> str:
    return f"<table:table-row>{''.join(_cell(value) for value in values)}</table:table-row>"


def _cell(value: Any) -> str:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _valued("float", f'office:value="{value}"', value)
    if isinstance(value, date):
        day = value.isoformat()
        return _valued("date", f'office:date-value="{day}"', day)
    words = escape(NOT_IN_XML.sub("", str(cell(value))))
    if not words:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{line}</text:p>" for line in words.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _valued(kind: str, said: str, shown: Any) -> str:
    return f'<table:table-cell office:value-type="{kind}" {said}><text:p>{shown}</text:p></table:table-cell>'
