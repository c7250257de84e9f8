"""The picture that goes with an address that is passed on: drawn by the house from a title, kept by what it says."""

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import get_template

LAYOUT = "capitalisation/card.typ"


def picture(kind: str, title: str, place: str, *, fictional: str = "") -> bytes:
    """A PNG of 1,200 by 630 points; the same words give the same picture, drawn once."""
    said = {"kind": kind, "title": title[:220], "place": place[:160], "fictional": fictional}
    told = json.dumps(said, ensure_ascii=False, sort_keys=True)
    name = f"cards/{sha256(told.encode()).hexdigest()}.png"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_drawn(told)))
    with default_storage.open(name) as kept:
        return kept.read()


def _drawn(told: str) -> bytes:
    """Typst reads nothing but the two files of this folder."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "card.json").write_text(told)
        (here / "layout.typ").write_text(Path(get_template(LAYOUT).origin.name).read_text())
        drawn = typst.compile(str(here / "layout.typ"), root=folder, format="png", ppi=72.0, ignore_system_fonts=True)
        if not isinstance(drawn, bytes):
            raise TypeError("a card has one page")
        return drawn
