"""The file of a backup: a zip, with a manifest that says what must be in it."""

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from levain.foundation.backups.tables import Digest, named_today

FORMAT = 1
MANIFEST = "manifest.json"
SECRET = "secret_key"  # noqa: S105
LARGEST_MANIFEST = 100 * 1024 * 1024
LARGEST_SECRET = 1000
LARGEST_LINE = 50 * 1024 * 1024
# Text rows pack ten to thirty times; far more than that is a trap.
RATIO, SLACK = 150, 10 * 1024 * 1024
CHUNK = 256 * 1024
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")

Say = Callable[[str], None]


class Unusable(Exception):
    """A file that cannot be restored; its words say why."""


def of_table(name: str) -> str:
    return f"data/{name}.jsonl"


def of_file(name: str) -> str:
    return f"files/{name}"


class Backup:
    """A backup read with suspicion: nothing is believed that was not counted."""

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self.archive, self.size = archive, size
        try:
            self.said: dict[str, Any] = json.loads(b"".join(self._pieces(MANIFEST, LARGEST_MANIFEST)))
            self.migrations = named_today((str(app), str(name)) for app, name in self.said["migrations"])
            self.tables: dict[str, dict[str, Any]] = dict(self.said["tables"])
            self.files: dict[str, dict[str, Any]] = dict(self.said["files"])
            wanted = self.said["levain"], self.said["format"]
        except (KeyError, TypeError, ValueError) as problem:
            raise Unusable("This file is not a backup of Levain, or it was cut.") from problem
        if wanted != ("backup", FORMAT):
            raise Unusable("This backup was made by a later version of Levain.")

    def check(self, say: Say) -> None:
        """Read everything once, and compare with what the manifest says; raises Unusable."""
        self._check_list()
        say(f"Checking {len(self.tables)} tables and {len(self.files)} files…")
        for name, said in self.tables.items():
            found = Digest()
            try:
                for line in self.lines(name):
                    found.add(line)
            except ValueError as problem:
                raise Unusable(f"The table {name} of this backup cannot be read.") from problem
            if found.told() != {"rows": said.get("rows"), "sha256": said.get("sha256")}:
                raise Unusable(f"The table {name} of this backup is not what its manifest says.")
        for name, said in self.files.items():
            found_bytes = sha256()
            for piece in self.pieces(name):
                found_bytes.update(piece)
            if found_bytes.hexdigest() != said.get("sha256"):
                raise Unusable(f"The file {name} of this backup is not what its manifest says.")

    def _check_list(self) -> None:
        wanted = {MANIFEST, *map(of_table, self.tables), *map(of_file, self.files)}
        members = self.archive.infolist()
        names = [member.filename for member in members]
        if SECRET in names:
            wanted.add(SECRET)
        if len(names) != len(set(names)) or set(names) != wanted:
            raise Unusable("This backup does not hold what its manifest says.")
        for name in [*self.tables, *self.files]:
            if not NAME.fullmatch(name):
                raise Unusable("This backup would write outside its own folder.")
        if sum(member.file_size for member in members) > RATIO * self.size + SLACK:
            raise Unusable("This file unpacks into far more than it weighs.")

    def lines(self, table: str) -> Iterator[str]:
        name = of_table(table)
        left = b""
        for piece in self._pieces(name, self._member(name).file_size):
            *whole, left = (left + piece).split(b"\n")
            if len(left) > LARGEST_LINE:
                raise Unusable("This file unpacks into far more than it weighs.")
            yield from (line.decode() for line in whole)
        if left:
            raise Unusable(f"The table {table} of this backup was cut.")

    def pieces(self, name: str) -> Iterator[bytes]:
        return self._pieces(of_file(name), int(self.files[name].get("size", 0)))

    def secret(self) -> str:
        if SECRET not in self.archive.namelist():
            return ""
        return b"".join(self._pieces(SECRET, LARGEST_SECRET)).decode("ascii", "replace").strip()

    def _member(self, name: str) -> zipfile.ZipInfo:
        try:
            return self.archive.getinfo(name)
        except KeyError as problem:
            raise Unusable("This file is not a backup of Levain, or it was cut.") from problem

    def _pieces(self, name: str, at_most: int) -> Iterator[bytes]:
        """A member by small pieces, never more than what was announced."""
        member = self._member(name)
        if member.flag_bits & 1:
            raise Unusable("This archive is locked by a password: open it first.")
        left = at_most
        try:
            with self.archive.open(member) as content:
                while piece := content.read(CHUNK):
                    left -= len(piece)
                    if left < 0:
                        raise Unusable("This file unpacks into far more than it weighs.")
                    yield piece
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as problem:
            raise Unusable("This backup is damaged: a part of it cannot be read.") from problem


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield Backup(archive, path.stat().st_size)
    except zipfile.BadZipFile as problem:
        raise Unusable("This file is not a backup of Levain, or it was cut.") from problem


class Member:
    """A member being written, by pieces, counted on the way."""

    def __init__(self, into: IO[bytes]) -> None:
        self._into, self.size, self._digest = into, 0, sha256()

    def write(self, piece: bytes) -> None:
        self._into.write(piece)
        self._digest.update(piece)
        self.size += len(piece)

    def told(self) -> dict[str, Any]:
        return {"size": self.size, "sha256": self._digest.hexdigest()}
