"""The schema grows in whole steps: killed at any statement, the file is what it was before."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.store.contract import fill
from tests.store.examples import NOW, OWNER, said
from touchbase.domain.profile import NO_PROFILE
from touchbase.errors import BadInput, StorageFailed
from touchbase.store import migrate as steps
from touchbase.store.backup import backups, is_whole
from touchbase.store.database import Database
from touchbase.store.migrate import MIGRATIONS, migrate, newest, statements, version
from touchbase.store.sqlite import open_store

NEXT = newest() + 1
SECOND = """-- A column more; the log is rewritten, which only a migration may do.
ALTER TABLE run ADD COLUMN mood TEXT;
CREATE TABLE mood (owner TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (owner, day));
INSERT INTO mood (owner, day) SELECT DISTINCT owner, 'x;y' FROM log;
UPDATE log SET action = action;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "touchbase.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Our steps and one more."""
    copy = Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))
    (copy / f"{NEXT:03}_mood.sql").write_text(SECOND)
    return copy


def connected(path: Path) -> Database:
    return Database(sqlite3.connect(path, isolation_level=None), path)


def content(path: Path) -> list[str]:
    """Everything in the file, its schema and numbers too."""
    with closing(sqlite3.connect(path)) as connection:
        numbers = [str(connection.execute(f"PRAGMA {p}").fetchone()) for p in ("user_version", "application_id")]
        return [*connection.iterdump(), *numbers]


def filled(path: Path) -> None:
    with open_store(path, OWNER) as store:
        fill(store)


class Cut(BaseException):
    """The power goes."""


class FailingDatabase(Database):
    """Breaks before the nth writing statement."""

    left = 0

    def run(self, sql: str, params: object = ()) -> int:
        self.left -= 1
        if self.left == 0:
            raise Cut
        return super().run(sql, params)  # type: ignore[arg-type]


def test_a_new_file_gets_every_step_and_none_twice(path: Path) -> None:
    with closing(connected(path)) as database:
        migrate(database)
        assert version(database) == newest() >= 1
        before = database.connection.total_changes
        migrate(database)
        assert database.connection.total_changes == before
    assert backups(path) == []


def test_a_step_keeps_what_is_there_and_makes_a_backup_first(path: Path, folder: Path) -> None:
    filled(path)
    before = content(path)
    with closing(connected(path)) as database:
        migrate(database, folder)
        assert version(database) == NEXT
        assert database.rows("SELECT owner, day FROM mood") == [(OWNER, "x;y")]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.run("DELETE FROM log")
    [copy] = backups(path)
    assert content(copy) == before
    assert f"before-{NEXT:03}" in copy.name


def test_a_step_that_another_process_took_meanwhile_is_not_taken_twice(path: Path, folder: Path) -> None:
    filled(path)

    class Slow(Database):
        def run(self, sql: str, params: object = ()) -> int:
            if sql == "BEGIN IMMEDIATE":
                with closing(connected(path)) as faster:
                    migrate(faster, folder)
            return super().run(sql, params)  # type: ignore[arg-type]

    with closing(Slow(sqlite3.connect(path, isolation_level=None), path)) as slow:
        migrate(slow, folder)
        assert version(slow) == NEXT


def test_an_exception_at_any_statement_leaves_the_file_as_it_was(path: Path, folder: Path) -> None:
    filled(path)
    before = content(path)
    for n in range(1, 100):
        with closing(FailingDatabase(sqlite3.connect(path, isolation_level=None), path)) as database:
            database.left = n
            with suppress(Cut):
                migrate(database, folder)
                break
        assert content(path) == before, n
    assert n > 10
    assert content(path) != before


def killed_at(path: Path, n: int, folder: Path) -> bool:
    """Migrate in a process that dies without a word at its nth statement; True when it got to the end."""
    child = os.fork()
    if child == 0:  # pragma: no cover  (this process does not live to tell)
        database = connected(path)
        left = iter(range(n))
        database.connection.set_trace_callback(lambda _: next(left, None) is None and os._exit(9))
        migrate(database, folder)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # fork beside a thread
@pytest.mark.parametrize("start", ["new", "filled"])
def test_a_kill_at_any_statement_leaves_the_file_as_it_was(path: Path, folder: Path, start: str) -> None:
    original = path.with_suffix(".original")
    if start == "filled":
        filled(original)
    for n in range(0, 500, 4):
        with suppress(FileNotFoundError):
            shutil.rmtree(path.parent / "backups")
        for leftover in path.parent.glob("touchbase.db*"):
            leftover.unlink()
        if start == "filled":
            shutil.copy(original, path)
        if killed_at(path, n, folder):
            break
        with closing(connected(path)) as database:
            assert database.rows("PRAGMA integrity_check") == [("ok",)]
            assert version(database) == (0 if start == "new" else newest())
        assert all(is_whole(copy) for copy in backups(path))
        with closing(connected(path)) as database:
            migrate(database, folder)
            assert version(database) == NEXT
    assert n > 10


def test_a_newer_file_is_refused_and_not_touched(path: Path, folder: Path) -> None:
    filled(path)
    with closing(connected(path)) as database:
        migrate(database, folder)
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(BadInput, match=rf"newer touchbase \(schema {NEXT}, this one knows {newest()}\)"):
            open_store(path, OWNER, read_only=read_only)
    assert path.read_bytes() == before


def test_an_older_file_is_read_from_a_copy_in_memory(path: Path) -> None:
    """A file without any step of ours stands for an older schema: empty, but ours by its number."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {steps.APPLICATION}")
    before = path.read_bytes()
    with open_store(path, OWNER, read_only=True) as store:
        assert store.touchbases() == ()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["touchbase.db"]


def test_a_file_of_the_first_release_keeps_everything(path: Path, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    for name in ("001_first.sql", "sqlite_guards.sql"):
        shutil.copy(MIGRATIONS / name, first / name)
    with closing(connected(path)) as database:
        migrate(database, first)
        database.run(
            "INSERT INTO stakeholder VALUES (?, 'bo', 0, 'Bo', 'bo@example.com', 'boss', 1, 2, 'week', 'UTC', '[]', 30,"
            " '[]', '[]', '', NULL, '[]', 'maintain', 'active', NULL)",
            (OWNER,),
        )
        database.run("INSERT INTO known_list VALUES (?, 'f')", (OWNER,))
    for read_only in (True, False):
        with open_store(path, OWNER, read_only=read_only) as store:
            known = store.known_list()
            assert known is not None
            assert (known.stakeholders[0].id, known.stakeholders[0].profile) == ("bo", NO_PROFILE)
    assert [copy.name for copy in backups(path)] == ["touchbase-000001-before-002.db", "touchbase-000002-before-003.db"]


def test_a_copy_in_memory_makes_no_backup(path: Path, folder: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as source, closing(connected(Path(":memory:"))) as memory:
        source.backup(memory.connection)
        memory.path = path
        migrate(memory, folder)
        assert version(memory) == NEXT
    assert backups(path) == []


@pytest.mark.parametrize("script", ["CREATE TABLE theirs (x)", "CREATE TABLE theirs (x); PRAGMA user_version = 1"])
def test_the_database_of_another_program_is_refused_and_not_touched(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(BadInput, match="not a database of touchbase"):
            open_store(path, OWNER, read_only=read_only)
    assert path.read_bytes() == before


def test_no_step_is_taken_without_room_for_its_backup(path: Path, folder: Path) -> None:
    filled(path)
    before = content(path)
    (path.parent / "backups").mkdir()
    (path.parent / "backups" / f"touchbase-000001-before-{NEXT:03}.part").mkdir()  # stands in the way like a full disk
    with closing(connected(path)) as database, pytest.raises((StorageFailed, OSError, Exception)):
        migrate(database, folder)
    assert content(path) == before


def test_statements_are_split_where_they_end() -> None:
    script = (
        "-- a comment; with a sign\nCREATE TABLE a (x TEXT DEFAULT ';');\nCREATE TRIGGER t\nBEGIN\n  SELECT 1;\nEND;\n"
    )
    assert [text.split()[1] for text in statements(script)] == ["TABLE", "TRIGGER"]


def test_every_step_has_its_own_number() -> None:
    numbers = [file.name[:3] for file in MIGRATIONS.glob("[0-9]*.sql")]
    assert sorted(numbers) == [f"{n:03}" for n in range(1, newest() + 1)]


def test_the_log_goes_on_after_a_step(path: Path, folder: Path) -> None:
    filled(path)
    with closing(connected(path)) as database:
        migrate(database, folder)
        database.run(f"PRAGMA user_version = {newest()}")  # as if this code knew the last step
    with open_store(path, OWNER) as store:
        assert store.record(said("confirmed", id="later"), NOW)
        assert store.check() == ()
