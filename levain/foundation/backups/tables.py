"""The rows of each table as lines of JSON, the same on both engines, and their digest."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.duration import duration_iso_string

# Nobody is signed in by a restore.
PASSING = {"sessions.session"}
AT_ONCE = 500


def applied() -> list[tuple[str, str]]:
    """The migrations of this house, as one list that can be compared."""
    return named_today(MigrationRecorder(connection).applied_migrations())


def named_today(migrations: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same migrations, under the one name that several have taken since."""
    joined = MigrationLoader(None).replacements
    found = set(migrations)
    found |= {node for node, migration in joined.items() if found.issuperset(migration.replaces)}
    return sorted(found.difference(*(migration.replaces for migration in joined.values())))


def unknown(migrations: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that this version of Levain has not got."""
    graph = MigrationLoader(connection).graph
    return [node for node in migrations if node not in graph.nodes]


def last_of_each_app(migrations: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the tables must be migrated to."""
    graph = MigrationLoader(connection).graph
    return [
        (app, name)
        for app, name in migrations
        if not any(child[0] == app and tuple(child) in migrations for child in graph.node_map[app, name].children)
    ]


def at(migrations: list[tuple[str, str]]) -> list[type[models.Model]]:
    """The tables as they were after these migrations, whatever the code has become since."""
    loader = MigrationLoader(connection)
    now = set(migrations) == loader.disk_migrations.keys()
    known = apps if now else loader.project_state(migrations).apps
    found = known.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]
    return sorted((one for one in kept if one._meta.label_lower not in PASSING), key=lambda one: one._meta.db_table)


def fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in fields(model)]


def rows(model: type[models.Model]) -> Iterator[str]:
    """Each row as a line, in the order of the keys."""
    names = [field.attname for field in fields(model)]
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=AT_ONCE):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=plain)


def plain(value: Any) -> str:
    if isinstance(value, (bytes, memoryview)):
        return b64encode(bytes(value)).decode()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class Digest:
    """Of the rows and not of their spelling: PostgreSQL sorts the keys of its JSON, and writes 1.0 as it likes."""

    def __init__(self) -> None:
        self.count, self._digest = 0, sha256()

    def add(self, line: str) -> list[Any]:
        row = json.loads(line, parse_float=_number)
        self._digest.update(json.dumps(row, sort_keys=True).encode() + b"\n")
        self.count += 1
        return row

    def told(self) -> dict[str, Any]:
        return {"rows": self.count, "sha256": self._digest.hexdigest()}


def _number(text: str) -> float | int:
    value = float(text)
    return int(value) if value.is_integer() else value


def digest(model: type[models.Model]) -> dict[str, Any]:
    found = Digest()
    for line in rows(model):
        found.add(line)
    return found.told()


def empty(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608


def fill(model: type[models.Model], lines: Iterable[str]) -> None:
    """Write rows as they were read: no default, no signal, no date of today."""
    kept = fields(model)
    names = ", ".join(_quoted(field.column) for field in kept)
    marks = ", ".join(["%s"] * len(kept))
    statement = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    each = iter(lines)
    with connection.cursor() as cursor:
        while some := list(islice(each, AT_ONCE)):
            cursor.executemany(statement, [_row(kept, json.loads(line)) for line in some])


def _row(kept: list[models.Field], row: list[Any]) -> list[Any]:
    return [_value(field, value) for field, value in zip(kept, row, strict=True)]


def _value(field: models.Field, value: Any) -> Any:
    if value is None and isinstance(field, models.JSONField) and not field.null:
        return connection.ops.adapt_json_value(None, None)
    return field.get_db_prep_save(field.to_python(value), connection)


def count_on(found: list[type[models.Model]]) -> None:
    """The next key of each table follows the last one restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
