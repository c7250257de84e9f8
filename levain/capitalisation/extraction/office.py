"""The paragraphs of a DOCX or an ODT, each under its title: only the words of the document, nothing it refers to."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

# Expat alone, and no declaration of a document type: nothing can be declared, so nothing can be expanded or fetched.
from xml.parsers import expat  # noqa: S406

from levain.capitalisation.extraction.pieces import Piece, Unreadable

# Large: what is longer than a piece is read again from its beginning with each one.
CHUNK = 1024 * 1024
MOST_XML = 60 * 1024 * 1024
MEMBERS = {"docx": ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"), "odt": ("content.xml",)}


def read(kind: str, content: bytes) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in MEMBERS[kind]:
                if name in archive.namelist():
                    yield from _member(archive, name, Docx() if kind == "docx" else Odt())
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, RuntimeError, NotImplementedError) as error:
        raise Unreadable("broken") from error


def _member(archive: zipfile.ZipFile, name: str, reader: "Reader") -> Iterator[Piece]:
    left = MOST_XML
    with archive.open(name) as stream:
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise Unreadable("too_long")
            reader.parser.Parse(chunk, False)
            yield from reader.taken()
        reader.parser.Parse(b"", True)
    yield from reader.taken()


class Reader:
    """Follows the elements as they come; a paragraph inside another (a note, a frame) is told after it."""

    skipped: frozenset[str] = frozenset()
    words: frozenset[str] | None = None
    paragraphs: frozenset[str] = frozenset()
    gaps: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="|")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.say
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.aside = self.within = self.depth = 0
        self.open: list[dict[str, Any]] = []
        self.done: list[Piece] = []
        self.under = ""

    def refuse(self, *_declared: Any) -> None:
        raise Unreadable("broken")

    def start(self, name: str, told: dict[str, str]) -> None:
        name = name.rpartition("|")[2]
        self.depth += 1
        if self.depth > 400:
            raise Unreadable("broken")
        if self.aside or name in self.skipped:
            self.aside += 1
        elif name in self.paragraphs:
            self.open.append({"said": [], "title": self.is_title(name)})
        elif name in self.gaps:
            self.put(" ")
        elif self.words and name in self.words:
            self.within += 1
        else:
            self.look(name, told)

    def end(self, name: str) -> None:
        name = name.rpartition("|")[2]
        self.depth -= 1
        if self.aside:
            self.aside -= 1
        elif name in self.paragraphs and self.open:
            self.close(self.open.pop())
        elif self.words and name in self.words:
            self.within -= 1

    def say(self, text: str) -> None:
        if not self.aside and (self.words is None or self.within):
            self.put(text)

    def put(self, text: str) -> None:
        if self.open:
            self.open[-1]["said"].append(text)

    def close(self, paragraph: dict[str, Any]) -> None:
        text = "".join(paragraph["said"]).strip()
        if not text:
            return
        if paragraph["title"]:
            self.under = text
        self.done.append(Piece(text, under="" if paragraph["title"] else self.under))

    def taken(self) -> list[Piece]:
        taken, self.done = self.done, []
        return taken

    def is_title(self, name: str) -> bool:
        return False

    def look(self, name: str, told: dict[str, str]) -> None:
        """What else an element says."""


class Docx(Reader):
    # What was deleted, what only older programs read, and the words of commands are not words of the document.
    skipped = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText"})
    words = frozenset({"t"})
    paragraphs = frozenset({"p"})
    gaps = frozenset({"tab", "br", "cr"})

    def look(self, name: str, told: dict[str, str]) -> None:
        if name == "pStyle" and self.open:
            style = next((value for key, value in told.items() if key.endswith("|val")), "")
            self.open[-1]["title"] = style.lower().startswith(("heading", "titre", "title"))


class Odt(Reader):
    skipped = frozenset({"tracked-changes", "annotation", "annotation-end", "sequence-decls", "desc", "title"})
    paragraphs = frozenset({"p", "h"})
    gaps = frozenset({"s", "tab", "line-break"})

    def is_title(self, name: str) -> bool:
        return name == "h"
