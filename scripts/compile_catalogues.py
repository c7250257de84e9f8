"""Compile every message catalogue; Babel does it, so that no system package is needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

for source in sorted(Path("levain").glob("*/locale/*/LC_MESSAGES/django.po")):
    with source.open("rb") as read:
        catalogue = read_po(read, locale=source.parts[-3])
    with source.with_suffix(".mo").open("wb") as written:
        write_mo(written, catalogue)
