"""The tables of a fresh house, made from the models at once: migrating takes fifty times as long.

What only migrations do (`RunPython`, `RunSQL`) is done after, and all are written down as applied. That migrations
make the same tables is held by `tests/foundation/test_backups.py`, which restores into a house that has migrated.
"""

from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class NoMigrations:
    """What Django reads of an app without migrations, for every app."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def make() -> None:
    """Make every table of an empty house."""
    usual = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = NoMigrations()
    try:
        call_command("migrate", run_syncdb=True, verbosity=0)
    finally:
        settings.MIGRATION_MODULES = usual
    finish()


def unfinished() -> bool:
    """Whether the tables are there while no migration is written down: somebody stopped the making of this house."""
    return not MigrationRecorder(connection).applied_migrations()


def names(graph: Any, node: tuple[str, str]) -> list[tuple[str, str]]:
    """A migration, with those that it replaces: Django writes them all down."""
    return [*graph.nodes[node].replaces, node]


def finish() -> None:
    """Do what the migrations of the house do beside making tables, and say that all are applied."""
    recorder = MigrationRecorder(connection)
    if recorder.applied_migrations():
        return
    recorder.ensure_schema()
    graph = MigrationLoader(None).graph
    state = SimpleNamespace(apps=apps, clear_delayed_apps_cache=lambda: None)
    for node in dict.fromkeys(each for leaf in graph.leaf_nodes() for each in graph.forwards_plan(leaf)):
        migration = graph.nodes[node]
        if type(migration).__module__.startswith("levain."):
            for operation in migration.operations:
                if isinstance(operation, RunPython | RunSQL):
                    with connection.schema_editor(atomic=migration.atomic) as editor:
                        operation.database_forwards(node[0], editor, state, state)
        for name in names(graph, node):
            recorder.record_applied(*name)
