"""What a file given by a person may be: judged by its name and by its content, never by what it says of itself."""

import re
from pathlib import PurePosixPath

import filetype
from django.core.files import File
from django.utils.translation import gettext as _

from levain.foundation import archives, typed

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
PICTURES = frozenset({"jpg", "jpeg", "png", "webp"})
OFFICE = frozenset({"odt", "ods", "docx", "xlsx"})
TEXTS = frozenset({"csv", "txt"})
KINDS = PICTURES | OFFICE | TEXTS | {"pdf"}
# Taken only where they are asked for.
SUBTITLES = frozenset({"srt", "vtt"})
MEDIA = {
    "webp": "image/webp",
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Unacceptable(Exception):
    """A file that we do not keep; its words say why, and what to send instead."""


def extension(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lstrip(".").lower()


def clean_name(name: str) -> str:
    """The name the person gave, without folders, signs that cannot be shown, or signs that a system would obey."""
    name = PurePosixPath(name.replace("\\", "/")).name
    name = re.sub(r"[\x00-\x1f\x7f-\x9f\"<>:|?*;%]", "", name)
    name = "".join(sign for sign in name if sign not in typed.HIDDEN).strip(" .")
    stem, dot, end = name.rpartition(".")
    return f"{stem[:150]}{dot}{end[:10]}" if dot else name[:150] or "file"


def inspect(upload: File, *, kinds: frozenset[str] = KINDS) -> str:
    """The kind of the file (an extension), or Unacceptable. The file is left at its beginning."""
    kind = extension(upload.name or "")
    if kind not in kinds & (KINDS | SUBTITLES):
        raise Unacceptable(_not_listed(kinds))
    if upload.size > LARGEST:
        raise Unacceptable(_("This file weighs more than 10 MB. Send a lighter one."))
    if not upload.size:
        raise Unacceptable(_("This file is empty."))
    upload.seek(0)
    head = upload.read(8192)
    upload.seek(0)
    check = _picture if kind in PICTURES else {"pdf": _pdf}.get(kind, _office if kind in OFFICE else _text)
    check(upload, head, kind)
    upload.seek(0)
    return "jpg" if kind == "jpeg" else kind


def _not_listed(kinds: frozenset[str]) -> str:
    accepted = ", ".join(sorted(kinds & (KINDS | SUBTITLES)))
    return _("This kind of file is not accepted. Accepted: %(kinds)s.") % {"kinds": accepted}


def _other_content(kind: str) -> Unacceptable:
    said = _("The content of this file is not what its name (.%(kind)s) announces. Save it again and send it anew.")
    return Unacceptable(said % {"kind": kind})


def _picture(upload: File, head: bytes, kind: str) -> None:
    guess = filetype.guess(head)
    if guess is None or guess.extension != ("jpg" if kind == "jpeg" else kind):
        raise _other_content(kind)


def _pdf(upload: File, head: bytes, kind: str) -> None:
    upload.seek(max(0, upload.size - 2048))
    if not head.startswith(b"%PDF-") or b"%%EOF" not in upload.read():
        raise _other_content(kind)


def _office(upload: File, head: bytes, kind: str) -> None:
    if not head.startswith(b"PK\x03\x04"):
        raise _other_content(kind)
    try:
        archives.check(upload, kind)
    except archives.NotThisKind as error:
        raise _other_content(kind) from error
    except archives.Dangerous as error:
        raise Unacceptable(str(error)) from error


MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|iframe|body|\?xml)", re.IGNORECASE)


def _text(upload: File, head: bytes, kind: str) -> None:
    content = upload.read()
    if content.startswith(UTF_16):
        head = content = _from_utf_16(content)
    if filetype.guess(head) is not None or re.search(rb"[\x00-\x08\x0e-\x1f]", content) or MARKUP.search(head[:8192]):
        raise _other_content(kind)
    try:
        as_text(content)
    except UnicodeDecodeError as error:
        raise Unacceptable(_("This text cannot be read. Save it in UTF-8 and send it anew.")) from error


def _from_utf_16(content: bytes) -> bytes:
    return content.decode("utf-16", "replace").encode()


def as_text(content: bytes) -> str:
    """Text in UTF-8, in UTF-16 if it says so, else as French spreadsheets write it."""
    if content.startswith(UTF_16):
        content = _from_utf_16(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")
