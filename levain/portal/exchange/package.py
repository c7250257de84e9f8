"""A package as it is read: nothing of it is believed before its digests, tables and columns are what they say."""

import csv
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps

from levain.portal.exchange import columns
from levain.portal.exchange.shared import SHARED, Model, own_models
from levain.portal.exchange.taking_out import FILES, FORMAT, PACKAGE, PLACES

LARGEST_CELL = 50_000_000
LARGEST_FILE = 200 * 1024 * 1024
LARGEST_TABLE = 1024 * 1024 * 1024
LARGEST_DESCRIPTION = 20 * 1024 * 1024
A_FILE = re.compile(rf"{FILES}/(?P<digest>[0-9a-f]{{64}})\.(?P<kind>[a-z0-9]{{1,5}})")


class NotThisPackage(Exception):
    """The folder is no package of a session, or is damaged; its words say what and where."""


class Package:
    """A folder written by `levain export`."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.said = self._described()
        self.cohort = str(self.said["levain"]["cohort"])
        self.tables = dict(self._tables())

    def _described(self) -> dict[str, Any]:
        try:
            said = json.loads(self._held(PACKAGE, LARGEST_DESCRIPTION).read_text("utf8"))
            made_by, resources = said["levain"], said["resources"]
            known = made_by["format"] == FORMAT and isinstance(resources, list) and made_by["cohort"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as wrong:
            raise NotThisPackage(f"{PACKAGE} cannot be read as a package of Levain: {wrong}.") from None
        if not known:
            raise NotThisPackage(f"This version of Levain reads packages of format {FORMAT}.")
        return said

    def _held(self, name: str, largest: int) -> Path:
        """A plain file of the folder: a link may lead anywhere, to what never ends too."""
        path = self.folder / name
        plain = path.is_file() and path.resolve() == self.folder.resolve() / name
        if not plain or path.stat().st_size > largest:
            raise NotThisPackage(f"{self.folder.name} holds no file {name[:100]}, or it is a link, or too large.")
        return path

    def _tables(self) -> Iterator[tuple[Model, Path]]:
        known = {columns.name_of(model): model for model in _may_travel()}
        read: set[str] = set()
        for resource in self.said["resources"]:
            name = resource.get("name") if isinstance(resource, dict) else None
            if name != "places" and (name not in known or resource.get("path") != f"{name}.csv"):
                raise NotThisPackage(f"This house has no table “{str(name)[:60]}”.")
            path = self._held(PLACES if name == "places" else f"{name}.csv", LARGEST_TABLE)
            if resource.get("hash") != f"sha256:{_digest(path)}":
                raise NotThisPackage(f"{path.name} was changed since the package was made.")
            if name in read:
                raise NotThisPackage(f"The table “{name}” is described twice.")
            read.add(name)
            if name != "places":
                yield known[name], path

    def lines(self, model: Model) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row with the number of its line; the columns must be those of this version, or of one before it."""
        csv.field_size_limit(LARGEST_CELL)
        with self.tables[model].open(encoding="utf8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            try:
                since = self._added_since(model, list(reader.fieldnames or []))
                for row in reader:
                    if None in row or None in row.values():
                        raise NotThisPackage(
                            f"{columns.name_of(model)}, line {reader.line_num}: not as many cells as columns."
                        )
                    if any("\x00" in cell for cell in row.values()):
                        raise NotThisPackage(f"{columns.name_of(model)}, line {reader.line_num}: not a text.")
                    yield reader.line_num, since | row
            except (csv.Error, UnicodeDecodeError) as wrong:
                raise NotThisPackage(f"{columns.name_of(model)}.csv cannot be read: {wrong}.") from None

    def _added_since(self, model: Model, found: list[str]) -> dict[str, str]:
        """The cells of columns that came after the package was made, as a house that has grown fills them."""
        expected = columns.fields(model)
        later = {field.name: columns.unsaid(field) for field in expected if field.name not in found}
        known = [field.name for field in expected if field.name in found]
        if known != found or None in later.values():
            odd = sorted(set(found) ^ {field.name for field in expected}) or ["the order of the columns"]
            raise NotThisPackage(
                f"{columns.name_of(model)}.csv was made by another version of Levain: {', '.join(odd)[:200]}."
            )
        return {name: cell for name, cell in later.items() if cell is not None}

    def file(self, path: str) -> tuple[str, bytes]:
        """The kind and the content of a file of the package, which is what its name says."""
        told = A_FILE.fullmatch(path)
        if told is None:
            raise NotThisPackage(f"The file {path[:100]} is missing: it has no name of a file of a package.")
        content = self._held(path, LARGEST_FILE).read_bytes()
        if sha256(content).hexdigest() != told["digest"]:
            raise NotThisPackage(f"The file {path[:100]} was changed since the package was made.")
        return told["kind"], content


def _may_travel() -> list[Model]:
    return [*(apps.get_model(one.label) for one in SHARED), *own_models()]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        found = sha256()
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()
