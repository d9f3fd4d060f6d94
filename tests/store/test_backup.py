"""Backups are whole, few, private, and made once a day."""

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.store.contract import fill
from tests.store.examples import NOW, OWNER, said
from touchbase.errors import BadInput, CannotWriteState
from touchbase.store.backup import KEPT, backup, backups, daily_backup, is_whole, newest_good_backup
from touchbase.store.sqlite import SqliteStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "touchbase.db"


@pytest.fixture
def store(path: Path) -> SqliteStore:
    store = open_store(path, OWNER)
    fill(store)
    return store


def test_a_backup_is_the_store_as_it_stands_in_one_file(path: Path, store: SqliteStore) -> None:
    copy = backup(path)
    with open_store(copy, OWNER, read_only=True) as restored:
        assert restored.export() == store.export()
        assert restored.check() == ()
    assert [file.name for file in copy.parent.iterdir()] == ["touchbase-000001.db"]
    store.close()


def test_only_the_newest_few_stay(path: Path, store: SqliteStore) -> None:
    made = [backup(path) for _ in range(KEPT + 2)]
    assert backups(path) == made[-KEPT:]
    store.close()


def test_a_backup_is_private_under_any_umask(path: Path, store: SqliteStore) -> None:
    before = os.umask(0)
    try:
        copy = backup(path)
    finally:
        os.umask(before)
    assert (oct(copy.stat().st_mode & 0o777), oct(copy.parent.stat().st_mode & 0o777)) == ("0o600", "0o700")
    store.close()


def test_one_backup_a_day(path: Path, store: SqliteStore) -> None:
    monday, tuesday = date(2026, 6, 1), date(2026, 6, 2)
    made = [daily_backup(path, day) for day in (monday, monday, tuesday)]
    assert [copy and copy.name for copy in made] == [
        "touchbase-000001-2026-06-01.db",
        None,
        "touchbase-000002-2026-06-02.db",
    ]
    store.close()


def test_what_another_still_writes_is_not_in_it(path: Path, store: SqliteStore) -> None:
    with store.transaction():
        store.record(said(id="later"), NOW)
        copy = backup(path)
    with open_store(copy, OWNER, read_only=True) as restored:
        assert "later" not in {entry.id for entry in restored.touchbases()}
    store.close()


def test_a_damaged_database_does_not_push_good_backups_out(path: Path, store: SqliteStore) -> None:
    good = backup(path)
    store.close()
    raw = bytearray(path.read_bytes())
    raw[4096 * 2 : 4096 * 6] = bytes(4096 * 4)
    path.write_bytes(raw)
    with pytest.raises(BadInput, match=good.name):
        backup(path)
    assert backups(path) == [good]
    assert sorted(file.name for file in good.parent.iterdir()) == [good.name]


def test_the_newest_good_one_is_the_newest_that_is_whole(path: Path, store: SqliteStore) -> None:
    first, second, third = (backup(path) for _ in range(3))
    third.write_bytes(b"")
    second.write_bytes(second.read_bytes()[:5000])
    assert newest_good_backup(path) == first
    first.write_bytes(b"nonsense")
    assert newest_good_backup(path) is None
    store.close()


def test_another_program_s_database_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE x (y)")
    assert not is_whole(other)
    assert not is_whole(tmp_path / "missing.db")


def test_a_folder_that_cannot_be_made_is_said(path: Path, store: SqliteStore) -> None:
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(CannotWriteState):
        backup(path)
    store.close()


def test_no_database_no_backup(path: Path) -> None:
    with pytest.raises(CannotWriteState):
        backup(path)
    assert backups(path) == []
