"""The tables of the tests, made from the models at once: migrating takes ten times as long.

What only migrations do (`RunPython`, `RunSQL`) is done after. That migrations make the same tables is held by
`test_backups`, which restores into a house that has migrated, and compares.
"""

import re
import sqlite3
from types import SimpleNamespace
from typing import Any

GIVEN_NAME = re.compile(r"^fk_|^__unnamed|_[0-9a-f]{8}(_|$)|_pkey$|_key$|_not_null$")


class NoMigrations:
    """What Django reads of an app without migrations, for every app."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def _of_the_house() -> Any:
    from django.db.migrations.loader import MigrationLoader

    return MigrationLoader(None)


def are_of_today(path: str) -> bool:
    """Whether the tables kept in this file were made when the house had the migrations of now."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as kept:
            rows = kept.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.Error:
        return False
    graph = _of_the_house().graph
    return set(rows) == {name for node in graph.nodes for name in _names(graph, node)}


def _names(graph: Any, node: tuple[str, str]) -> list[tuple[str, str]]:
    """A migration, with those that it replaces: Django writes them all down."""
    return [*graph.nodes[node].replaces, node]


def finish() -> None:
    """Do what the migrations of the house do beside making tables, and say that all are applied."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations import RunPython, RunSQL
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    if recorder.applied_migrations():
        return
    recorder.ensure_schema()
    graph = _of_the_house().graph
    state = SimpleNamespace(apps=apps, clear_delayed_apps_cache=lambda: None)
    for node in dict.fromkeys(each for leaf in graph.leaf_nodes() for each in graph.forwards_plan(leaf)):
        migration = graph.nodes[node]
        if type(migration).__module__.startswith("levain."):
            for operation in migration.operations:
                if isinstance(operation, RunPython | RunSQL):
                    with connection.schema_editor(atomic=migration.atomic) as editor:
                        operation.database_forwards(node[0], editor, state, state)
        for name in _names(graph, node):
            recorder.record_applied(*name)


def shape(connection: Any) -> dict[str, tuple[set, set]]:
    """The columns and the constraints of every table, however they came to be."""
    with connection.cursor() as cursor:
        asked = connection.introspection
        return {
            name: (set(map(tuple, asked.get_table_description(cursor, name))), _constraints(asked, cursor, name))
            for name in asked.table_names(cursor)
        }


def _constraints(asked: Any, cursor: Any, table: str) -> set:
    """A name that the engine or a digest gave is not compared; those of the house are."""
    return {
        ("" if GIVEN_NAME.search(name) else name, str(sorted(said.items(), key=str)))
        for name, said in asked.get_constraints(cursor, table).items()
    }
