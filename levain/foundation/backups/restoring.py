"""Putting a backup back: everything is checked before, everything or nothing is written, and read again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.temp import NamedTemporaryFile
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from levain.foundation import erasures
from levain.foundation.backups import archive, tables
from levain.foundation.backups.archive import Backup, Say, Unusable
from levain.foundation.models import JournalEntry


class NotRestored(Exception):
    """Nothing was changed; its words say why."""


def restore(source: Path, *, force: bool = False, say: Say = lambda text: None) -> dict[str, int]:
    """Put a backup into an empty house, or with `force` in the place of what this house holds; what was restored."""
    with archive.opened(source) as backup:
        if tables.unknown(backup.migrations):
            raise NotRestored("This backup was made by a later version of Levain: install that version first.")
        backup.check(say)
        _make_room(backup, force, say)
        say("Writing…")
        try:
            _write(backup, say)
        except (DatabaseError, ValidationError, ValueError, TypeError, OSError) as problem:
            raise NotRestored(f"Nothing was restored: {problem}".strip()) from problem
        _keep_secret(backup.secret())
        _mark(backup.said.get("demonstration"))
        counts = {name: said["rows"] for name, said in backup.tables.items()}
        files = len(backup.files)
    _bring_up_to_date(say)
    again = erasures.replay()
    return {"rows": sum(counts.values()), "files": files, "erased_again": again}


def _make_room(backup: Backup, force: bool, say: Say) -> None:
    """The tables as they were when the backup was taken, with nothing that anybody would miss."""
    try:
        there = "django_migrations" in connection.introspection.table_names()
        if there and tables.applied() != sorted(backup.migrations):
            raise NotRestored(
                "This house is not of the same version as the backup: restore into an empty folder or database."
            )
        if there and _inhabited() and not force:
            raise NotRestored(
                "This house is not empty: restore elsewhere, or say --force to lose everything that it holds."
            )
        if not there:
            say("Making the tables…")
            MigrationExecutor(connection).migrate(tables.last_of_each_app(backup.migrations))
            call_command("createcachetable", verbosity=0)
    except DatabaseError as problem:
        raise NotRestored(f"The database does not answer: {problem}".strip()) from problem


def _inhabited() -> bool:
    return get_user_model().objects.exists() or JournalEntry.objects.exists()


def _write(backup: Backup, say: Say) -> None:
    found = tables.at(backup.migrations)
    if {model._meta.db_table: tables.columns(model) for model in found} != {
        name: said.get("columns") for name, said in backup.tables.items()
    }:
        raise Unusable("The tables of this backup are not those of its version of Levain.")
    with _files_go_with_the_rows() as written, transaction.atomic():
        _empty_everything(found)
        for model in found:
            tables.fill(model, backup.lines(model._meta.db_table))
        tables.count_on(found)
        connection.check_constraints()
        for name in backup.files:
            _put(backup, name, written)
        say("Reading again what was written…")
        _compare(backup, found)


def _empty_everything(found: list[type[models.Model]]) -> None:
    for model in found:
        tables.empty(model)
    with connection.cursor() as cursor:
        for table in ("django_session", settings.CACHES["default"]["LOCATION"]):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608


def _compare(backup: Backup, found: list[type[models.Model]]) -> None:
    for model in found:
        name = model._meta.db_table
        said = {key: backup.tables[name][key] for key in ("rows", "sha256")}
        if tables.digest(model) != said:
            raise ValueError(f"the table {name} does not read as it was written")


@contextmanager
def _files_go_with_the_rows() -> Iterator[list[str]]:
    """The files written meanwhile are taken away again if the rows are."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise


def _put(backup: Backup, name: str, written: list[str]) -> None:
    """A file under its name; one that is there already with the same content stays."""
    said = backup.files[name]
    if default_storage.exists(name):
        if _digest_of(name) == said["sha256"]:
            return
        default_storage.delete(name)
    with NamedTemporaryFile() as unpacked:
        for piece in backup.pieces(name):
            unpacked.write(piece)
        unpacked.seek(0)
        written.append(name)
        if default_storage.save(name, File(unpacked)) != name:
            raise OSError(f"the file {name} could not keep its name")


def _digest_of(name: str) -> str:
    digest = sha256()
    with default_storage.open(name) as content:
        for piece in content.chunks():
            digest.update(piece)
    return digest.hexdigest()


def _keep_secret(secret: str) -> None:
    """Links already sent in letters stay good; a key given by the environment is left to it."""
    if not secret or os.environ.get("LEVAIN_SECRET_KEY"):
        return
    path = settings.DATA / "secret_key"
    path.touch(mode=0o600)
    path.write_text(secret)


def _mark(day: Any) -> None:
    """A demonstration stays one, and real people never become one: the mark lets anybody sign in."""
    mark = settings.DATA / "demonstration"
    if day is None:
        mark.unlink(missing_ok=True)
    else:
        mark.write_text(str(day))


def _bring_up_to_date(say: Say) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the tables to this version…")
        call_command("migrate", verbosity=0)
