"""One connection: statements with our errors, transactions that nest, and writes that touch no row without need."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from touchbase.store.faults import failing, translated, unreadable
from touchbase.store.tables import Table

Value = str | int | float | None
Params = Sequence[Value] | Mapping[str, Value]
Row = tuple[Any, ...]
T = TypeVar("T")


class Database:
    """The connection stands in autocommit: a transaction is where `transaction` says so, and nowhere else."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._depth = 0

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        try:
            return self.connection.execute(sql, params).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error

    def row(self, sql: str, params: Params = ()) -> Row | None:
        found = self.rows(sql, params)
        return found[0] if found else None

    def values(self, make: Callable[[Row], T], sql: str, params: Params = ()) -> list[T]:
        """The rows as values; a row that makes none means the file is damaged (`BadInput`)."""
        found = self.rows(sql, params)
        try:
            return [make(row) for row in found]
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise unreadable(self.path) from error

    def run(self, sql: str, params: Params = ()) -> int:
        """How many rows went or changed."""
        if self.in_transaction and not self.connection.in_transaction:
            raise failing("it ended this step", self.path)  # else the rest would stand without its beginning
        try:
            return self.connection.execute(sql, params).rowcount
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error

    def put(self, table: Table, row: Row) -> bool:
        """Make one row stand as given; False when it already did."""
        if self.row(table.find, row[: len(table.key)]) == row:
            return False
        self.run(table.upsert, row)
        return True

    def keep(self, table: Table, where: str, params: Params, wanted: Iterable[Row]) -> int:
        """Make the rows of a table `where` something holds equal to these; how many went or changed."""
        keys = len(table.key)
        stored = {row[:keys]: row for row in self.rows(f"{table.select} WHERE {where}", params)}
        rows = {row[:keys]: row for row in wanted}
        gone = [key for key in stored if key not in rows]
        new = [row for key, row in rows.items() if stored.get(key) != row]
        self._run_many(table.delete, gone)
        self._run_many(table.upsert, new)
        return len(gone) + len(new)

    def _run_many(self, sql: str, rows: list[Row]) -> None:
        try:
            self.connection.executemany(sql, rows)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, one writer at a time; inside another one, all or nothing of this part."""
        begin, commit, undo = _steps(self._depth)
        self.run(begin)
        self._depth += 1
        try:
            yield
            self.run(commit)
        except BaseException:
            self._undo(undo)
            raise
        finally:
            self._depth -= 1

    @property
    def in_transaction(self) -> bool:
        return self._depth > 0

    def _undo(self, statements: tuple[str, ...]) -> None:
        if self.connection.in_transaction:  # where a full disk has not already undone everything
            for statement in statements:
                self.run(statement)

    def close(self) -> None:
        self.connection.close()


def _steps(depth: int) -> tuple[str, str, tuple[str, ...]]:
    if depth == 0:
        return "BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)
    return f"SAVEPOINT s{depth}", f"RELEASE s{depth}", (f"ROLLBACK TO s{depth}", f"RELEASE s{depth}")


class Room:
    """What every part of the store stands on: one owner's rows in one database."""

    def __init__(self, database: Database, owner: str) -> None:
        self.database = database
        self.owner = owner
