"""A written document as a tagged PDF, by Typst, in a folder that holds nothing but the document's own files."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.template.loader import get_template

from levain.foundation.written import Document, Figure, to_json
from levain.foundation.written_words import words

LAYOUT = "foundation/written/report.typ"


PAGE = re.compile(rb"/Type\s*/Page\b")
USUAL, SMALLEST = 10.5, 7.5


class TooLong(ValueError):
    """It does not hold on so few pages, even in small letters."""


def render_within(document: Document, pages: int) -> bytes:
    """The PDF of a short document on so many pages at most: its letters get smaller, down to what can be read."""
    size = USUAL
    while size >= SMALLEST:
        content = render_pdf(document, size=size)
        if len(PAGE.findall(content)) <= pages:
            return content
        size -= 0.5
    raise TooLong(document.title)


def render_pdf(document: Document, *, size: float = USUAL) -> bytes:
    """The PDF/UA-1 of a document. The same document gives the same bytes."""
    plain = to_json(document)
    plain["size"] = size
    files = {}
    for position, block in enumerate(document.blocks):
        if isinstance(block, Figure):
            name = plain["blocks"][position]["file"] = f"figure-{position}.{'svg' if block.svg else 'png'}"
            files[name] = block.picture()
    plain["words"] = words(document.language)
    return set_pdf(LAYOUT, plain, files)


def set_pdf(layout: str, plain: dict[str, Any], files: Mapping[str, bytes] | None = None) -> bytes:
    """What a layout makes of plain values; Typst refuses what is not accessible."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        for name, content in (files or {}).items():
            (here / name).write_bytes(content)
        (here / "document.json").write_text(json.dumps(plain, ensure_ascii=False))
        (here / "layout.typ").write_text(Path(get_template(layout).origin.name).read_text())
        return typst.compile(
            str(here / "layout.typ"), root=folder, pdf_standards=["ua-1"], ignore_system_fonts=True, timestamp=0
        )
