"""A base for the house of another process."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection


def an_empty_base(name: str) -> dict[str, str]:
    """What the processes of the house must be told; nothing where the base is a file of its folder."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS levain_{name}")
        cursor.execute(f"CREATE DATABASE levain_{name}")
    url = urlsplit(os.environ["DATABASE_URL"])
    return {"DATABASE_URL": urlunsplit(url._replace(path=f"/levain_{name}"))}


def a_base_with_tables(folder: Path, name: str) -> dict[str, str]:
    """The same, with the tables that the tests have made already where they can be copied; outside a transaction."""
    if connection.vendor == "sqlite":
        into = sqlite3.connect(folder / "levain.sqlite3")
        connection.ensure_connection()
        connection.connection.backup(into)
        into.execute("PRAGMA journal_mode=WAL")
        into.close()
    return an_empty_base(name)
