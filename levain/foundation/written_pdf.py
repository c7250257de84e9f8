"""A written document as a tagged PDF, by Typst, in a folder that holds nothing but the document's own files."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.template.loader import get_template

from levain.foundation.written import Document, Figure, to_json
from levain.foundation.written_words import words

LAYOUT = "foundation/written/report.typ"


def render_pdf(document: Document) -> bytes:
    """The PDF/UA-1 of a document; Typst refuses what is not accessible. The same document gives the same bytes."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        plain = to_json(document)
        for position, block in enumerate(document.blocks):
            if isinstance(block, Figure):
                plain["blocks"][position]["file"] = _put(here, position, block)
        plain["words"] = words(document.language)
        (here / "document.json").write_text(json.dumps(plain, ensure_ascii=False))
        (here / "report.typ").write_text(Path(get_template(LAYOUT).origin.name).read_text())
        return typst.compile(
            str(here / "report.typ"), root=folder, pdf_standards=["ua-1"], ignore_system_fonts=True, timestamp=0
        )


def _put(here: Path, position: int, figure: Figure) -> str:
    name = f"figure-{position}.{'svg' if figure.svg else 'png'}"
    (here / name).write_bytes(figure.picture())
    return name
