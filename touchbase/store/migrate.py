"""The schema's steps, numbered: each in one transaction, with a backup before where there is something to lose."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from touchbase.errors import BadInput
from touchbase.store.database import Database
from touchbase.store.faults import unreadable

MIGRATIONS = Path(__file__).with_name("migrations")
APPLICATION = 0x74626173  # "tbas": how SQLite files say whose they are
_NUMBERED = re.compile(r"(\d{3})_\w+\.sql")


def version(database: Database) -> int:
    """The number of the last step done; 0 for a new file. `BadInput` for the database of another program."""
    number = int(database.rows("PRAGMA user_version")[0][0])
    if database.rows("PRAGMA application_id")[0][0] != APPLICATION and (number or _has_content(database)):
        raise unreadable(database.path)
    return number


def newest(folder: Path = MIGRATIONS) -> int:
    """The schema this code speaks."""
    return max((number for number, _ in _steps(folder)), default=0)


def refuse_newer(database: Database, folder: Path = MIGRATIONS) -> None:
    """`BadInput` when a newer touchbase has written this file; reads only."""
    found, known = version(database), newest(folder)
    if found > known:
        raise BadInput(
            f"{database.path} was written by a newer touchbase (schema {found}, this one knows {known}).",
            remedy="Upgrade touchbase; nothing was written.",
        )


def migrate(database: Database, folder: Path = MIGRATIONS) -> None:
    """Take the steps that are missing. One that fails or is killed half way leaves the file as it was before it."""
    refuse_newer(database, folder)
    if version(database) == 0:
        with database.transaction():  # a new file has nothing to lose, and gets its schema whole or not at all
            _take_missing(database, folder)
    else:
        _take_missing(database, folder)


def lift_guards(database: Database) -> None:
    """Let the log be changed, until `set_guards` in the same transaction."""
    for (name,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        database.run(f"DROP TRIGGER {name}")


def set_guards(database: Database, folder: Path = MIGRATIONS) -> None:
    """From here on the log only grows."""
    for statement in statements((folder / "sqlite_guards.sql").read_text("utf-8")):
        database.run(statement)


def statements(script: str) -> Iterator[str]:
    """The single statements of a script, so that all of them fit into one transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += "" if line.startswith("--") else line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""


def _take_missing(database: Database, folder: Path) -> None:
    for number, file in _steps(folder):
        if version(database) < number:
            _back_up(database, number)
            _take(database, number, file, folder)


def _take(database: Database, number: int, file: Path, folder: Path) -> None:
    with database.transaction():
        if version(database) >= number:  # another process was faster
            return
        lift_guards(database)
        for statement in statements(file.read_text("utf-8")):
            database.run(statement)
        set_guards(database, folder)
        database.run(f"PRAGMA application_id = {APPLICATION}")
        database.run(f"PRAGMA user_version = {number}")


def _back_up(database: Database, number: int) -> None:
    in_memory = database.rows("PRAGMA database_list")[0][2] == ""
    if not database.in_transaction and not in_memory:
        from touchbase.store.backup import backup

        backup(database.path, f"before-{number:03}")


def _has_content(database: Database) -> bool:
    return bool(database.rows("SELECT 1 FROM sqlite_master LIMIT 1"))


def _steps(folder: Path) -> list[tuple[int, Path]]:
    found = ((_NUMBERED.fullmatch(file.name), file) for file in folder.iterdir())
    return sorted((int(match[1]), file) for match, file in found if match)
