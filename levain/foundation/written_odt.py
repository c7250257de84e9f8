"""A written document as an OpenDocument text, for those who complete it, sign it or cut from it.

The parts of the file are templates, as those of the web page; version 1.2 of the format is what every office opens.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import typst
from django.template.loader import render_to_string
from PIL import Image

from levain.foundation.written import Contents, Document, Figure, Heading
from levain.foundation.written_words import words

KIND = "application/vnd.oasis.opendocument.text"
TEMPLATES = "foundation/written/odt"
TEXT_WIDTH_MM = 158
COUNTRIES = {"fr": "FR", "en": "GB"}
# A file made of the same words is the same file: it carries no hour.
NO_HOUR = (1980, 1, 1, 0, 0, 0)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Picture:
    """A figure as the file holds it: a PNG, which every office shows, as wide as the text at most."""

    name: str
    content: bytes
    width: int
    height: int

    @property
    def path(self) -> str:
        return f"Pictures/{self.name}"


def render_odt(document: Document) -> bytes:
    """The ODT of a document. The same document gives the same bytes."""
    pictures = {
        position: _picture(position, block)
        for position, block in enumerate(document.blocks)
        if isinstance(block, Figure)
    }
    country = COUNTRIES.get(document.language, "none")
    known = {
        "document": document,
        "words": words(document.language),
        "language": document.language,
        "country": country,
        "locale": f"{document.language}-{country}" if country != "none" else document.language,
        "pictures": pictures.values(),
        "text_width": TEXT_WIDTH_MM,
        "paged": any(isinstance(one, Contents) for one in document.blocks),
        "headings": [one for one in document.blocks if isinstance(one, Heading) and one.level == 2 and one.id],
        "blocks": [
            {
                "block": block,
                "template": f"{TEMPLATES}/{block.kind}.xml",
                "picture": pictures.get(position),
            }
            for position, block in enumerate(document.blocks)
        ],
    }
    parts = {"mimetype": KIND.encode()}
    parts |= {f"{name}.xml": _part(name, known) for name in ("content", "styles", "meta")}
    parts |= {picture.path: picture.content for picture in pictures.values()}
    parts["META-INF/manifest.xml"] = _part("manifest", known)
    return _packed(parts.items())


def _part(name: str, known: dict) -> bytes:
    return NOT_IN_XML.sub("", render_to_string(f"{TEMPLATES}/{name}.xml", known)).encode()


def _picture(position: int, figure: Figure) -> Picture:
    content = _drawn(figure.picture()) if figure.svg else figure.picture()
    with Image.open(BytesIO(content)) as image:
        width, height = image.size
    return Picture(f"{position}.png", content, TEXT_WIDTH_MM, round(TEXT_WIDTH_MM * height / width))


def _drawn(svg: bytes) -> bytes:
    """A drawing as points, fine enough for paper."""
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    return typst.compile(page.encode(), format="png", ppi=220, sys_inputs={"svg": svg.decode()})


def _packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The kind of file stands first and as it is, where those who look at a file's first bytes expect it."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in parts:
            entry = ZipInfo(name, NO_HOUR)
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()
