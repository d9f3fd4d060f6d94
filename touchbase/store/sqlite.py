"""The store on one SQLite file: its parts put together, and its own health."""

from contextlib import AbstractContextManager
from pathlib import Path

from touchbase.errors import BadInput
from touchbase.store.export import Exports
from touchbase.store.facts import Facts
from touchbase.store.ledger import Ledger, Writes
from touchbase.store.lists import Lists
from touchbase.store.memos import Memos
from touchbase.store.opening import open_to_write
from touchbase.store.privacy import Forgetting
from touchbase.store.reading import PATIENCE, open_to_read
from touchbase.store.runs import Actions, Plans, Runs


class SqliteStore(Lists, Memos, Ledger, Writes, Forgetting, Exports, Runs, Plans, Actions, Facts):
    """The port in `port`; every part is a small class of its own file."""

    def transaction(self) -> AbstractContextManager[None]:
        return self.database.transaction()

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> "SqliteStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def check(self) -> tuple[str, ...]:
        """SQLite's own check, its foreign keys, and that what stands follows from the log."""
        try:
            found = [text for (text,) in self.database.rows("PRAGMA integrity_check") if text != "ok"]
            for table, row, *_ in self.database.rows("PRAGMA foreign_key_check"):
                found.append(f"Row {row} of {table} hangs on nothing.")
            return (*found, *self.faults_of_the_log())
        except BadInput as error:
            return (str(error),)


def open_store(path: Path, owner: str, *, read_only: bool = False, patience: float = PATIENCE) -> SqliteStore:
    """Open the file for one owner (by their lower-case address), made when missing unless `read_only`.

    Raises `CannotWriteState`, `StorageFailed`, `TryLater` after `patience` seconds, and `BadInput` for a damaged file
    or one of a newer touchbase. Opened `read_only` it leaves nothing behind, and every write raises `CannotWriteState`.
    """
    database = open_to_read(path, patience) if read_only else open_to_write(path, patience)
    return SqliteStore(database, owner)
