"""A written document as a tagged PDF, by Typst, in a folder that holds nothing but the document's own files."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.template.loader import get_template

from levain.foundation.written import Contents, Document, Figure, Sheet, to_json
from levain.foundation.written_alone import standing_alone
from levain.foundation.written_words import words

LAYOUT = "foundation/written/report.typ"


PAGE = re.compile(rb"/Type\s*/Page\b")
USUAL = 10.5
# From the most comfortable to the closest: letters get smaller, the facts of a sheet leave their lines to follow one
# another, then letters get smaller again, down to what can be read.
SETTINGS = [(size, True) for size in (USUAL, 10, 9.5)] + [(size, False) for size in (10, 9.5, 9, 8.5)]
# What opens a long document, before its contents.
OPENING_PAGES = 2


class TooLong(ValueError):
    """It does not hold on so few pages, even in small letters."""


def render_within(document: Document, pages: int) -> bytes:
    """The PDF of a short document on so many pages at most: it gets closer, down to what can be read."""
    for size, airy in SETTINGS:
        content = _laid(document, size=size, airy=airy)
        if len(PAGE.findall(content)) <= pages:
            return content
    raise TooLong(document.title)


def render_pdf(document: Document) -> bytes:
    """The PDF/UA-1 of a document. The same document gives the same bytes.

    What stands before its contents holds on two pages, if it can at all.
    """
    opening = next((place for place, block in enumerate(document.blocks) if isinstance(block, Contents)), 0)
    if not any(isinstance(block, Sheet) for block in document.blocks[:opening]):
        return _laid(document)
    page = f" ({words(document.language)['page']}\u00a0000)"
    alone = standing_alone(document, 0, opening, page)
    for size, airy in SETTINGS:
        if len(PAGE.findall(_laid(alone, size=size, airy=airy))) <= OPENING_PAGES:
            break
    return _laid(document, opening=opening, opening_size=size, airy=airy)


def _laid(document: Document, *, size: float = USUAL, **said: Any) -> bytes:
    plain = {**to_json(document), "size": size, "opening": 0, "airy": True, **said}
    files = {}
    for position, block in enumerate(document.blocks):
        if isinstance(block, Figure):
            name = plain["blocks"][position]["file"] = f"figure-{position}.{'svg' if block.svg else 'png'}"
            files[name] = block.picture()
    plain["words"] = words(document.language)
    return set_pdf(LAYOUT, plain, files)


# What the letters of the house certainly draw; the rest is tried once. Signs that turn the words round are left out.
UNUSUAL = re.compile("[^\x20-\x7e\xa0-\u017f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u202f-\u203a\u20ac\\n\\t\\r]")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNDRAWN = "\u25a1"


def drawable(text: str) -> str:
    """The same words, a square for each sign no letter of the house draws: an accessible PDF holds none of them."""
    signs = set(UNUSUAL.findall(text)) - set(TURNING)
    drawn = {sign: sign if _drawn(sign) else UNDRAWN for sign in signs} | dict.fromkeys(TURNING, "")
    return UNUSUAL.sub(lambda found: drawn[found[0]], text)


@lru_cache(maxsize=4096)
def _drawn(sign: str) -> bool:
    page = '#set document(title: "x")\n#set text(font: "Libertinus Serif")\na#sys.inputs.sign;b'
    try:
        typst.compile(
            page.encode(), pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs={"sign": sign}, format="pdf"
        )
    except typst.TypstError:
        return False
    return True


def set_pdf(layout: str, plain: dict[str, Any], files: Mapping[str, bytes] | None = None) -> bytes:
    """What a layout makes of plain values; Typst refuses what is not accessible."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        for name, content in (files or {}).items():
            (here / name).write_bytes(content)
        (here / "document.json").write_text(drawable(json.dumps(plain, ensure_ascii=False)))
        (here / "layout.typ").write_text(Path(get_template(layout).origin.name).read_text())
        return typst.compile(
            str(here / "layout.typ"), root=folder, pdf_standards=["ua-1"], ignore_system_fonts=True, timestamp=0
        )
