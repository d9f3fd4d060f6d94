"""Stores that live in memory: fast, and with copies to go back to. Nothing of the disk is tested here."""

import sqlite3
from functools import cache
from pathlib import Path

from tests.sync.desk import OWNER
from touchbase.store.database import Database
from touchbase.store.migrate import migrate
from touchbase.store.sqlite import SqliteStore

NOWHERE = Path("in-memory.db")
HEARTBEAT = "last_sync"

Rows = dict[str, list[tuple[object, ...]]]


@cache
def blank() -> bytes:
    """A database just made."""
    database = Database(sqlite3.connect(":memory:", isolation_level=None), NOWHERE)
    migrate(database)
    return database.connection.serialize()


def opened(image: bytes) -> SqliteStore:
    """The store that image is of."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(image)
    connection.execute("PRAGMA foreign_keys = ON")
    return SqliteStore(Database(connection, NOWHERE), OWNER.id)


def image(store: SqliteStore) -> bytes:
    """A copy of the whole database."""
    return store.database.connection.serialize()


def rows(store: SqliteStore) -> Rows:
    """Every row, but for the one fact that says when the last run was."""
    connection = store.database.connection
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608
    return {name: [row for row in kept if HEARTBEAT not in row] for name, kept in found.items()}
