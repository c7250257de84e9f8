"""Many rows at once: too many for one object each, and the same on both engines."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

BATCH = 5_000


def first_id(model: type[models.Model]) -> int:
    return (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def pour(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows that give the same columns, by attribute name, their id included; the others take their default."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    fields = model._meta.local_concrete_fields
    given = [field for field in fields if field.attname in first]
    same = [field.get_db_prep_save(field.get_default(), connection) for field in fields if field.attname not in first]
    ordered = [*given, *(field for field in fields if field.attname not in first)]
    quoted = [connection.ops.quote_name(name) for name in (model._meta.db_table, *(f.column for f in ordered))]
    marks = ", ".join(["%s"] * len(ordered))
    statement = f"INSERT INTO {quoted[0]} ({', '.join(quoted[1:])}) VALUES ({marks})"  # noqa: S608
    made = (_values(row, given, same) for row in _all(first, rows))
    with connection.cursor() as cursor:
        while batch := list(islice(made, BATCH)):
            cursor.executemany(statement, batch)
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(reset)


def _all(first: dict[str, Any], others: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from others


def _values(row: dict[str, Any], given: list[models.Field], same: list[Any]) -> list[Any]:
    return [field.get_db_prep_save(row[field.attname], connection) for field in given] + same
