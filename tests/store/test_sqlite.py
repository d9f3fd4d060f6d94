"""The SQLite store keeps the contract; and how its file is opened, kept private and shared."""

import errno
import os
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.store.contract import StoreContract, fill
from tests.store.examples import ANA, DAY, LIST, NOW, OWNER, said
from touchbase.domain.stakeholder import KnownList
from touchbase.errors import CannotWriteState, StorageFailed, TouchbaseError, TryLater
from touchbase.store.backup import backup
from touchbase.store.faults import unreachable
from touchbase.store.port import Store
from touchbase.store.sqlite import SqliteStore, open_store


class TestSqliteStore(StoreContract):
    """Joins the contract."""

    @pytest.fixture(autouse=True)
    def _place(self, tmp_path: Path) -> None:
        self.path = tmp_path / "touchbase.db"

    def open(self, owner: str) -> SqliteStore:
        store = open_store(self.path, owner)
        store.database.run("PRAGMA synchronous = OFF")  # no power cut in these tests, and no waiting for the disk
        return store

    def writes(self, store: Store) -> int:
        assert isinstance(store, SqliteStore)
        return store.database.connection.total_changes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "touchbase.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with open_store(path, OWNER) as opened:
        yield opened


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def pragma(store: SqliteStore, name: str) -> object:
    return store.database.rows(f"PRAGMA {name}")[0][0]


# ---- how it is kept


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("journal_mode", "wal", "readers do not wait for writers"),
        ("synchronous", 2, "a commit outlives a power cut"),
        ("foreign_keys", 1, "nothing hangs on nothing"),
        ("secure_delete", 1, "what is deleted is overwritten"),
        ("temp_store", 2, "no copy goes through a shared folder"),
        ("busy_timeout", 5000, "a short wait is no failure"),
    ],
)
def test_the_file_is_kept_with_care(store: SqliteStore, name: str, value: object, sentence: str) -> None:
    assert pragma(store, name) == value, sentence


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_only_the_owner_can_read_it_under_any_umask(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with open_store(path, OWNER) as store:
            store.set("a", "1")
            modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert set(modes) == {"touchbase.db", "touchbase.db-wal", "touchbase.db-shm"}
    assert set(modes.values()) == {"0o600"}
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    open_store(path, OWNER).close()
    path.chmod(0o644)
    open_store(path, OWNER).close()
    assert oct(path.stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("statement", ["UPDATE log SET payload = ''", "DELETE FROM log"])
def test_the_log_cannot_be_changed(store: SqliteStore, statement: str) -> None:
    store.record(said(), NOW)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.database.run(statement)
    assert len(store.log()) == 1


def test_the_log_cannot_be_changed_after_somebody_was_forgotten_either(store: SqliteStore) -> None:
    fill(store)
    store.forget(ANA.id, [])
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.database.run("DELETE FROM log")


def test_opening_it_loads_no_heavy_library() -> None:
    code = textwrap.dedent("""
        import sys, touchbase.store.sqlite
        heavy = ("filelock", "hmac", "secrets", "tempfile", "shutil", "logging", "socket", "asyncio", "subprocess")
        print([name for name in heavy if name in sys.modules])
    """)
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


# ---- two at once


def test_a_writer_who_waits_too_long_is_told_to_try_later(store: SqliteStore, path: Path) -> None:
    other = open_store(path, OWNER, patience=0.01)
    with store.transaction():
        store.set("a", "1")
        with pytest.raises(TryLater):
            other.set("b", "2")
        assert other.get("a") is None, "reading goes on"
    other.set("b", "2")
    other.close()
    assert (store.get("a"), store.get("b")) == ("1", "2")


def test_many_processes_that_start_at_once_make_one_database(path: Path) -> None:
    code = textwrap.dedent("""
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from touchbase.store.sqlite import open_store
        with open_store(Path(sys.argv[1]), "sam@example.com") as store:
            for n in range(10):
                store.begin_run(datetime(2026, 6, 1, tzinfo=UTC))
    """)
    started = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(p.communicate()[1], p.returncode) for p in started] == [(b"", 0)] * 4
    with open_store(path, OWNER) as store:
        assert store.begin_run(NOW) == 41
        assert store.check() == ()


@pytest.mark.parametrize("goes_away", [True, False])
def test_a_restored_copy_that_somebody_reads_is_waited_for(path: Path, goes_away: bool) -> None:
    """A backup has no -wal yet; to give it one we have to be alone with it for a moment."""
    with open_store(path, OWNER) as store:
        fill(store)
    backup(path).replace(path)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM fact").fetchall()
        if goes_away:
            threading.Timer(0.15, reader.rollback).start()
            open_store(path, OWNER).close()
        else:
            with pytest.raises(TryLater):
                open_store(path, OWNER, patience=0.1)


# ---- to read only


def test_reading_a_missing_file_shows_an_empty_store_and_makes_nothing(path: Path) -> None:
    with open_store(path, OWNER, read_only=True) as store:
        assert (store.known_list(), store.touchbases(), dict(store.histories(NOW))) == (None, (), {})
        with pytest.raises(CannotWriteState):
            store.set("a", "1")
    assert not path.parent.exists()


def test_reading_leaves_every_file_as_it_was(path: Path) -> None:
    with open_store(path, OWNER) as store:
        fill(store)
        expected = store.histories(NOW)
    before = files(path.parent)
    with open_store(path, OWNER, read_only=True) as store:
        assert store.histories(NOW) == expected
        assert store.known_list() == LIST
        assert store.check() == ()
        with pytest.raises(CannotWriteState):
            store.record(said("confirmed"), NOW)
        with pytest.raises(CannotWriteState):
            store.finish_run(1, NOW, "", "")
    assert files(path.parent) == before


def test_reading_while_somebody_writes_sees_what_is_committed(store: SqliteStore, path: Path) -> None:
    store.set("a", "1")
    before = sorted(files(path.parent))
    with store.transaction():
        store.set("a", "2")
        with open_store(path, OWNER, read_only=True) as reader:
            assert reader.get("a") == "1"
            with pytest.raises(CannotWriteState):
                reader.set("a", "3")
    assert sorted(files(path.parent)) == before


@pytest.fixture
def open_ground() -> Iterator[Path]:
    """A folder that others can reach: pytest's own are closed to them."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_nobody(place: Path, code: str) -> str:
    """What it prints or raises when run as nobody in particular: for root no folder is read-only."""
    code = f"""
import os
from pathlib import Path
from touchbase.store.sqlite import open_store
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
place, owner = Path({str(place)!r}), {OWNER!r}
{code}"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return (run.stdout or run.stderr.strip().splitlines()[-1]).strip()


def test_a_folder_that_cannot_be_written_can_be_read(open_ground: Path) -> None:
    place = open_ground / "touchbase.db"
    with open_store(place, OWNER) as store:
        store.set("a", "1")
    place.chmod(0o444)
    open_ground.chmod(0o555)
    assert as_nobody(place, "print(open_store(place, owner, read_only=True).get('a'))") == "1"
    assert "CannotWriteState" in as_nobody(place, "open_store(place, owner)")
    assert "CannotWriteState" in as_nobody(open_ground / "new" / "touchbase.db", "open_store(place, owner)")
    open_ground.chmod(0o755)


def test_a_file_that_cannot_even_be_seen_is_said(open_ground: Path) -> None:
    (open_ground / "closed").mkdir(mode=0o000)
    ask = "open_store(place, owner, read_only=True)"
    assert "CannotWriteState" in as_nobody(open_ground / "closed" / "touchbase.db", ask)


# ---- what goes wrong


def test_a_file_where_the_folder_should_be_cannot_be_written(path: Path) -> None:
    path.parent.write_text("a file")
    for place in (path, path.parent / "deeper" / "touchbase.db"):
        with pytest.raises(CannotWriteState):
            open_store(place, OWNER)
        with open_store(place, OWNER, read_only=True) as store:
            assert store.touchbases() == ()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_where_the_file_should_be_is_no_file_and_stays_as_it_is(path: Path, read_only: bool) -> None:
    path.mkdir(parents=True, mode=0o755)
    with pytest.raises(CannotWriteState):
        open_store(path, OWNER, read_only=read_only)
    assert oct(path.stat().st_mode & 0o777) == "0o755"


def test_a_read_only_file_stays_read_only(open_ground: Path) -> None:
    place = open_ground / "touchbase.db"
    open_store(place, OWNER).close()
    place.chmod(0o444)
    if os.getuid() == 0:
        os.chown(place, 65534, 65534)
        os.chown(open_ground, 65534, 65534)
    assert "CannotWriteState" in as_nobody(place, "open_store(place, owner).set('a', '1')")


@pytest.mark.parametrize(
    ("number", "expected", "sentence"),
    [
        (errno.ENOSPC, StorageFailed, "no room"),
        (errno.EIO, StorageFailed, "a failing disk"),
        (errno.EACCES, CannotWriteState, "not ours"),
        (errno.EROFS, CannotWriteState, "mounted read-only"),
    ],
)
def test_what_the_system_says_becomes_our_error(number: int, expected: type[TouchbaseError], sentence: str) -> None:
    assert type(unreachable(OSError(number, ""), Path("state"))) is expected, sentence


def test_a_full_disk_undoes_the_whole_step_and_says_so(store: SqliteStore) -> None:
    store.set("a", "1")
    store.database.run(f"PRAGMA max_page_count = {pragma(store, 'page_count')}")

    def write_much() -> None:
        with store.transaction():
            store.set("a", "2")
            for n in range(1000):
                store.record(said(start=NOW - n * DAY, note="x" * 500), NOW)

    with pytest.raises(StorageFailed, match="full"):
        write_much()
    assert (store.get("a"), store.log(), store.check()) == ("1", (), ())
    store.database.run("PRAGMA max_page_count = 100000")
    assert store.record(said(), NOW)


def test_a_full_disk_keeps_the_old_list(store: SqliteStore) -> None:
    store.remember_list(LIST)
    store.database.run(f"PRAGMA max_page_count = {pragma(store, 'page_count')}")
    many = tuple(ANA._replace(id=f"ana-{n}") for n in range(1000))
    with pytest.raises(StorageFailed):
        store.remember_list(KnownList("b" * 64, many))
    assert store.known_list() == LIST


def test_a_full_disk_cannot_be_overlooked_inside_a_transaction(store: SqliteStore) -> None:
    store.database.run(f"PRAGMA max_page_count = {pragma(store, 'page_count')}")

    def carry_on() -> None:
        with store.transaction():
            store.set("a", "1")
            with suppress(StorageFailed):
                store.set("b", "x" * 10_000_000)
            store.set("c", "1")

    with pytest.raises(StorageFailed):
        carry_on()
    assert [store.get(key) for key in "abc"] == [None, None, None]


def test_a_fault_of_our_own_is_not_dressed_up(store: SqliteStore) -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax"):
        store.database.run("DELETE EVERYTHING")
    with pytest.raises(ValueError, match="zone"):
        store.touchbases(since=NOW.replace(tzinfo=None))


def test_check_tells_where_what_stands_does_not_follow_from_the_log_and_rebuild_mends_it(store: SqliteStore) -> None:
    fill(store)
    expected = store.touchbases()
    store.database.run("UPDATE touchbase SET verdict = 'confirmed' WHERE id = 'bo-1'")
    store.database.run("DELETE FROM touchbase WHERE id <> 'bo-1'")
    store.database.run("PRAGMA foreign_keys = OFF")
    store.database.run("DELETE FROM series")
    found = store.check()
    assert sum("does not stand as the log says" in line for line in found) == 2
    assert any("hangs on nothing" in line for line in found)
    assert store.rebuild() == 2
    assert store.touchbases() == expected


def test_a_sum_that_does_not_follow_from_the_touchbases_is_found_and_mended(store: SqliteStore) -> None:
    fill(store)
    expected = store.histories(NOW)
    store.database.run("UPDATE history SET missed = missed + 1 WHERE stakeholder = ?", (ANA.id,))
    assert store.check() == (f"What is summed up of {ANA.id} does not follow from their touchbases.",)
    assert store.rebuild() == 1
    assert (store.check(), store.histories(NOW)) == ((), expected)


def test_the_tables_hold_what_they_should_in_the_common_subset_of_sql() -> None:
    import touchbase.store

    scripts = (Path(touchbase.store.__file__).parent / "migrations").glob("[0-9]*.sql")
    for script in scripts:
        words = script.read_text("utf-8").upper()
        assert not [word for word in ("AUTOINCREMENT", "WITHOUT ROWID", "STRFTIME", "BLOB", "PRAGMA") if word in words]


def test_every_table_is_keyed_by_its_owner_first(path: Path) -> None:
    open_store(path, OWNER).close()
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            keyed = {name: place for _, name, *_, place in connection.execute(f"PRAGMA table_info({table})")}
            assert keyed["owner"] == 1, table
