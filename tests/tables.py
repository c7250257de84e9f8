"""The tables of the tests are those of a fresh house: whether kept ones are of today, and what two houses share."""

import re
import sqlite3
from typing import Any

# What the engine keeps for itself, and the tables of Django that the house leaves empty.
ASIDE = ("sqlite_", "auth_")
GIVEN_NAME = re.compile(r"^fk_|^__unnamed|_[0-9a-f]{8}(_|$)|_pkey$|_key$|_not_null$")


def are_of_today(path: str) -> bool:
    """Whether the tables kept in this file were made when the house had the migrations of now."""
    from django.db.migrations.loader import MigrationLoader

    from levain.foundation.fresh_tables import names

    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as kept:
            rows = kept.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.Error:
        return False
    graph = MigrationLoader(None).graph
    return set(rows) == {name for node in graph.nodes for name in names(graph, node)}


def shape(connection: Any) -> dict[str, tuple[set, set]]:
    """The columns and the constraints of every table, however they came to be."""
    with connection.cursor() as cursor:
        asked = connection.introspection
        return {
            name: (set(map(tuple, asked.get_table_description(cursor, name))), _constraints(asked, cursor, name))
            for name in asked.table_names(cursor)
            if not name.startswith(ASIDE)
        }


def _constraints(asked: Any, cursor: Any, table: str) -> set:
    """A name that the engine or a digest gave is not compared; those of the house are."""
    return {
        ("" if GIVEN_NAME.search(name) else name, str(sorted(said.items(), key=str)))
        for name, said in asked.get_constraints(cursor, table).items()
    }
