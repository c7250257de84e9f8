"""The rows of an XLSForm by the names of their columns, each text in the languages it has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from levain.foundation.workbooks import Rows

# Names that forms found in the wild give to the same columns.
ALIASES = {
    "list name": "list_name",
    "choice name": "name",
    "value": "name",
    "repeat count": "repeat_count",
    "read only": "readonly",
    "read_only": "readonly",
    "relevance": "relevant",
    "skip": "relevant",
    "constraint message": "constraint_message",
    "required message": "required_message",
    "choice filter": "choice_filter",
    "guidance hint": "guidance_hint",
    "form title": "form_title",
    "form id": "form_id",
    "id_string": "form_id",
    "title": "form_title",
    "default language": "default_language",
    "image": "media::image",
    "audio": "media::audio",
    "video": "media::video",
}
CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")
NAMES = {"french": "fr", "français": "fr", "francais": "fr", "english": "en", "anglais": "en", "default": ""}


@dataclass(frozen=True)
class Heading:
    """A column: its name, and the language of its texts ("" when the form says none)."""

    name: str
    language: str = ""


@dataclass
class Row:
    """One line of a sheet: `at` is its number in the workbook, headings being line 1."""

    at: int
    cells: dict[Heading, str]

    def get(self, name: str, language: str = "") -> str:
        return self.cells.get(Heading(name, language), "")

    def text(self, name: str, language: str) -> str:
        """In the first language of the form, said with its name or without."""
        return self.get(name, language) or self.get(name)

    def others(self, name: str, language: str) -> dict[str, str]:
        """The same text in the other languages."""
        return {
            heading.language: text
            for heading, text in self.cells.items()
            if heading.name == name and heading.language not in ("", language) and text
        }


def language_code(said: str) -> str:
    """The code of "Français (fr)" is fr; a name without a code gives its own two letters when we know them."""
    found = CODE.search(said)
    if found:
        return found[1].lower()[:10]
    name = said.strip().lower()
    return NAMES.get(name, name[:10])


def headings(cells: list[str]) -> list[Heading]:
    found = []
    for said in cells:
        name, *more = [part.strip() for part in re.split(r"::?", said)]
        name = name.lower()
        if name in ("media", "bind", "instance", "body") and more:
            name, more = f"{name}::{more[0].lower()}", more[1:]
        name = ALIASES.get(name, name)
        found.append(Heading(name, language_code(more[0]) if more and more[0] else ""))
    return found


def rows(sheet: Rows) -> Iterator[Row]:
    """Each line that says something."""
    columns = headings(sheet[0]) if sheet else []
    for at, cells in enumerate(sheet[1:], 2):
        told = {column: text for column, text in zip(columns, cells, strict=False) if column.name and text}
        if told:
            yield Row(at, told)


def languages(sheet: Rows) -> list[str]:
    found = [heading.language for heading in headings(sheet[0])] if sheet else []
    return list(dict.fromkeys(language for language in found if language))
