"""Office files are archives: few members, no bomb, no path that escapes, no outside entity, no macro."""

import re
import zipfile
import zlib

from django.core.files import File
from django.utils.translation import gettext as _

MEMBERS = 1000
UNPACKED = 100 * 1024 * 1024
RATIO = 100
CHUNK = 256 * 1024

ODF = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
OOXML = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MACRO = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/|Basic/|Scripts/)", re.IGNORECASE)
OUTSIDE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
MACRO_ENABLED = re.compile(rb"macroEnabled|attachedTemplate[^>]*TargetMode\s*=\s*.External", re.IGNORECASE)


class NotThisKind(Exception):
    """The archive is not the office file its name announces."""


class Dangerous(Exception):
    """The archive could harm whoever opens it."""


def check(upload: File, kind: str) -> None:
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
            _check_list(members, upload.size)
            _check_kind(archive, {member.filename for member in members}, kind)
            _unpack(archive, members)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise NotThisKind from error


def _check_list(members: list[zipfile.ZipInfo], size: int) -> None:
    """What the archive says of itself, before anything is unpacked."""
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS or unpacked > UNPACKED or unpacked > RATIO * max(size, 1):
        raise Dangerous(_("This file unpacks into far more than it weighs. We do not keep it."))
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise Dangerous(_("This file would write outside its own folder. We do not keep it."))
        if MACRO.search(name):
            raise Dangerous(_("This file holds macros. Save it without macros and send it anew."))
        if member.flag_bits & 1:
            raise Dangerous(_("This file is locked by a password. Send it without."))


def _check_kind(archive: zipfile.ZipFile, names: set[str], kind: str) -> None:
    if kind in ODF:
        if "mimetype" not in names or archive.open("mimetype").read(100).strip() != ODF[kind]:
            raise NotThisKind
    elif not {"[Content_Types].xml", OOXML[kind]} <= names:
        raise NotThisKind


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Read every member by small pieces, never more than the limit, whatever its header claims."""
    left = UNPACKED
    for member in members:
        searched = member.filename.endswith((".xml", ".rels", ".rdf"))
        end = b""
        with archive.open(member) as content:
            while piece := content.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise Dangerous(_("This file unpacks into far more than it weighs. We do not keep it."))
                if searched:
                    _search(end + piece)
                    end = piece[-200:]


def _search(piece: bytes) -> None:
    # The same words in UTF-16 have a zero between each sign.
    for text in (piece, piece.replace(b"\x00", b"")):
        if OUTSIDE.search(text):
            raise Dangerous(_("This file calls for content from outside. We do not keep it."))
        if MACRO_ENABLED.search(text):
            raise Dangerous(_("This file holds macros. Save it without macros and send it anew."))
