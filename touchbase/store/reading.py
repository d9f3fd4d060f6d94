"""How the file is opened to read: no trace is left."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from touchbase.store.database import Database
from touchbase.store.faults import translated, unreachable, unreadable
from touchbase.store.migrate import migrate, newest, refuse_newer, version
from touchbase.store.whole import is_cut

PATIENCE = 5.0  # seconds to wait for a writer


def open_to_read(path: Path, patience: float) -> Database:
    """No row is written and no file stays behind. One that is missing or of an older schema is a copy in memory."""
    size = _size(path)
    if size is None:
        return _in_memory(path, None)
    if size == 0 or is_cut(path):
        raise unreadable(path)
    database = connect(path, _reading_mode(path), patience)
    try:
        database.run("PRAGMA query_only = ON")
        refuse_newer(database)
        if version(database) == newest():
            return database
        with closing(database):
            return _in_memory(path, database)
    except BaseException:
        database.close()
        raise


def connect(path: Path, how: str, patience: float) -> Database:
    """`how` are the parameters of SQLite's URI."""
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{how}", uri=True, timeout=patience, isolation_level=None
        )
    except sqlite3.Error as error:
        raise translated(error, path) from error
    return Database(connection, path)


def _size(path: Path) -> int | None:
    """In bytes; None when there is no such file."""
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise unreachable(error, path) from error


def _reading_mode(path: Path) -> str:
    """`mode=ro` leaves its -wal and -shm behind where there were none; a writer that writes nothing takes them away."""
    if path.with_name(path.name + "-wal").exists():
        return "mode=ro"
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return "mode=rw" if writable else "mode=ro&immutable=1"


def _in_memory(path: Path, source: Database | None) -> Database:
    database = Database(sqlite3.connect(":memory:", isolation_level=None), path)
    if source is not None:
        source.connection.backup(database.connection)
    migrate(database)
    database.run("PRAGMA query_only = ON")
    return database
