"""How the file is opened: to write, made private and migrated; to read, without leaving a trace."""

import os
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

from touchbase.errors import TryLater
from touchbase.store.backup import backups
from touchbase.store.database import Database
from touchbase.store.faults import translated, unreachable, unreadable, unwritable
from touchbase.store.migrate import migrate, newest, refuse_newer, version

# secure_delete and temp_store: what is deleted is gone, and no copy of it goes through a shared folder.
SETTINGS = ("PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY")
PAUSE = 0.05  # seconds


def open_to_write(path: Path, patience: float) -> Database:
    """`patience` is how many seconds to wait for another writer before `TryLater`."""
    make_folder(path.parent)
    _make_file(path)
    database = _connect(path, "mode=rw", patience)
    try:
        refuse_newer(database)
        _use_wal(database, patience)
        for setting in (*SETTINGS, f"PRAGMA busy_timeout = {int(patience * 1000)}", "PRAGMA synchronous = FULL"):
            database.run(setting)
        migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def open_to_read(path: Path, patience: float) -> Database:
    """No row is written and no file stays behind. One that is missing or of an older schema is a copy in memory."""
    size = _size(path)
    if size is None:
        return _in_memory(path, None)
    if size == 0:
        raise unreadable(path)
    database = _connect(path, _reading_mode(path), patience)
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


def make_folder(folder: Path) -> None:
    """The folder and those above it, for the owner's eyes only; one that exists stays as it is."""
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(mode=0o700, exist_ok=True)
            place.chmod(0o700)  # whatever the umask took away
    except OSError as error:
        raise unreachable(error, folder) from error


def _size(path: Path) -> int | None:
    """In bytes; None when there is no such file."""
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise unreachable(error, path) from error


def _make_file(path: Path) -> None:
    """Made before SQLite sees it, because -wal and -shm take its mode over."""
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
            path.chmod(0o600)  # whatever the umask took away
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise unwritable(path)
        if found.st_size == 0 and backups(path):
            raise unreadable(path)
        if found.st_mode & 0o077:
            path.chmod(found.st_mode & 0o700)
    except OSError as error:
        raise unreachable(error, path) from error


def _reading_mode(path: Path) -> str:
    """`mode=ro` leaves its -wal and -shm behind where there were none; a writer that writes nothing takes them away."""
    if path.with_name(path.name + "-wal").exists():
        return "mode=ro"
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return "mode=rw" if writable else "mode=ro&immutable=1"


def _connect(path: Path, how: str, patience: float) -> Database:
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{how}", uri=True, timeout=patience, isolation_level=None
        )
    except sqlite3.Error as error:
        raise translated(error, path) from error
    return Database(connection, path)


def _use_wal(database: Database, patience: float) -> None:
    """Two who make the file at once get in each other's way here, and SQLite does not always wait by itself."""
    database.run("PRAGMA busy_timeout = 0")
    while database.rows("PRAGMA journal_mode")[0][0] != "wal":
        try:
            database.rows("PRAGMA journal_mode = WAL")
        except TryLater:
            patience -= PAUSE
            if patience < 0:
                raise
            time.sleep(PAUSE)


def _in_memory(path: Path, source: Database | None) -> Database:
    database = Database(sqlite3.connect(":memory:", isolation_level=None), path)
    if source is not None:
        source.connection.backup(database.connection)
    migrate(database)
    database.run("PRAGMA query_only = ON")
    return database
