"""How the file is opened to write: made private, and migrated."""

import os
import stat
import time
from pathlib import Path

from touchbase.errors import TryLater
from touchbase.store.backup import backups
from touchbase.store.database import Database
from touchbase.store.faults import unreachable, unreadable, unwritable
from touchbase.store.migrate import migrate, refuse_newer
from touchbase.store.reading import connect
from touchbase.store.whole import is_cut

# secure_delete and temp_store: what is deleted is gone, and no copy of it goes through a shared folder.
SETTINGS = ("PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY")
PAUSE = 0.05  # seconds


def open_to_write(path: Path, patience: float) -> Database:
    """`patience` is how many seconds to wait for another writer before `TryLater`."""
    make_folder(path.parent)
    _make_file(path)
    database = connect(path, "mode=rw", patience)
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


def make_folder(folder: Path) -> None:
    """The folder and those above it, for the owner's eyes only; one that exists stays as it is."""
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(mode=0o700, exist_ok=True)
            place.chmod(0o700)  # whatever the umask took away
    except OSError as error:
        raise unreachable(error, folder) from error


def _make_file(path: Path) -> None:
    """Made before SQLite sees it, because -wal and -shm take its mode over."""
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
            path.chmod(0o600)  # whatever the umask took away
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise unwritable(path)
        if (found.st_size == 0 and backups(path)) or is_cut(path):
            raise unreadable(path)
        if found.st_mode & 0o077:
            path.chmod(found.st_mode & 0o700)
    except OSError as error:
        raise unreachable(error, path) from error


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
