"""Taking a backup while people work: the rows of one moment, and every file that they name."""

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, models, transaction

from levain.foundation import erasures
from levain.foundation.backups import archive, last, tables
from levain.foundation.backups.archive import Say

# A file removed while it is being copied asks for the rows of a later moment.
TRIES = 8


class NotTaken(Exception):
    """No backup was made; its words say why."""


def back_up(target: Path, say: Say = lambda text: None) -> dict[str, Any]:
    """Write the house into a file, read it back, and only then give it its name; the manifest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".levain-backup-", dir=target.parent) as folder:
        unfinished = Path(folder, "backup")
        unfinished.touch(mode=0o600)
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as into:
            said = _write(into, Path(folder), say)
        with archive.opened(unfinished) as written:
            written.check(say)
        os.replace(unfinished, target)
    last.remember(said["made_at"])
    return said


def _write(into: zipfile.ZipFile, folder: Path, say: Say) -> dict[str, Any]:
    files: dict[str, dict[str, Any]] = {}
    for _attempt in range(TRIES):
        said = _rows(folder, say)
        gone = _copy(into, said.pop("names"), files, say)
        if not gone:
            break
    for table in said["tables"]:
        into.write(folder / table, archive.of_table(table))
    if not os.environ.get("LEVAIN_SECRET_KEY"):
        into.writestr(archive.SECRET, settings.SECRET_KEY)
    said |= {"files": files, "missing": sorted(gone)}
    into.writestr(archive.MANIFEST, json.dumps(said, ensure_ascii=False, indent=1))
    return said


def _rows(folder: Path, say: Say) -> dict[str, Any]:
    """Every table at one moment, each in a file of the folder; nobody waits meanwhile."""
    told: dict[str, Any] = {"levain": "backup", "format": archive.FORMAT, "engine": connection.vendor, "tables": {}}
    names: set[str] = set(erasures.names())
    try:
        with one_moment():
            told["made_at"] = datetime.now(UTC).isoformat(timespec="seconds")
            told["migrations"] = tables.applied()
            if not told["migrations"]:
                raise NotTaken("There is no house here: nothing to back up.")
            if tables.unknown(told["migrations"]):
                raise NotTaken("This house was made by a later version of Levain: back it up with that version.")
            found = tables.at(told["migrations"])
            say(f"Reading {len(found)} tables…")
            for model in found:
                told["tables"][model._meta.db_table] = _table(model, folder)
                names |= _files_of(model)
    except DatabaseError as problem:
        raise NotTaken(f"The database does not answer: {problem}".strip()) from problem
    told["demonstration"] = str(settings.DEMONSTRATION_DAY or "") if settings.DEMONSTRATION else None
    return told | {"names": names}


def _table(model: type[models.Model], folder: Path) -> dict[str, Any]:
    digest = tables.Digest()
    with (folder / model._meta.db_table).open("w", encoding="utf8") as kept:
        for line in tables.rows(model):
            digest.add(line)
            kept.write(f"{line}\n")
    return {"columns": tables.columns(model), **digest.told()}


def _files_of(model: type[models.Model]) -> set[str]:
    fields = [field.attname for field in tables.fields(model) if isinstance(field, models.FileField)]
    rows = model._base_manager.values_list(*fields) if fields else []
    return {name for row in rows for name in row if name}


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees the house as it was at one moment, and holds nobody up."""
    connection.ensure_connection()
    usual = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic(durable=True):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = usual


def _copy(into: zipfile.ZipFile, names: set[str], files: dict[str, dict[str, Any]], say: Say) -> set[str]:
    """Copy the files that are not copied yet; those that are no longer there."""
    wanted = sorted(names - files.keys())
    say(f"Copying {len(wanted)} files…")
    gone = set()
    for number, name in enumerate(wanted, 1):
        try:
            content = default_storage.open(name, "rb")
        except FileNotFoundError:
            gone.add(name)
            continue
        # Pictures and documents are packed already.
        told = zipfile.ZipInfo(archive.of_file(name), datetime.now(UTC).timetuple()[:6])
        with content, into.open(told, "w", force_zip64=True) as written:
            member = archive.Member(written)
            for piece in content.chunks(archive.CHUNK):
                member.write(piece)
        files[name] = member.told()
        if number % 500 == 0:
            say(f"  {number} of {len(wanted)}")
    return gone
