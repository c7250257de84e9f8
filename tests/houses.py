"""A base for the house of another process."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection
from django.db.utils import ConnectionHandler


def an_empty_base(name: str) -> dict[str, str]:
    """What the processes of the house must be told; nothing where the base is a file of its folder."""
    return _a_base(name) if connection.vendor == "postgresql" else {}


def _a_base(name: str, like: str = "template1") -> dict[str, str]:
    """A base of this name, once for each process of the tests; nobody may be connected to the one it is like."""
    name = f"levain_{name}{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    url = urlsplit(os.environ["DATABASE_URL"])
    return {"DATABASE_URL": urlunsplit(url._replace(path=f"/{name}"))}


def a_base_with_tables(folder: Path, name: str) -> dict[str, str]:
    """The same, with a copy of the tables that the tests have made already; outside a transaction."""
    if connection.vendor == "postgresql":
        return _a_base(name, like=connection.settings_dict["NAME"])
    into = sqlite3.connect(folder / "levain.sqlite3")
    connection.ensure_connection()
    connection.connection.backup(into)
    into.execute("PRAGMA journal_mode=WAL")
    into.close()
    return {}


@contextmanager
def looked_at(surroundings: dict[str, str]) -> Iterator[Any]:
    """A connection to the base of another house."""
    url = surroundings.get("DATABASE_URL")
    name = urlsplit(url).path[1:] if url else str(Path(surroundings["LEVAIN_DATA"]) / "levain.sqlite3")
    other = ConnectionHandler({"default": {**connection.settings_dict, "NAME": name}})["default"]
    try:
        yield other
    finally:
        other.close()
