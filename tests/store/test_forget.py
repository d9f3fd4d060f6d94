"""Somebody who is forgotten is gone: not a byte of their name is left in any file of the store."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.contract import fill
from tests.store.examples import ANA, BO, DAY, LIST, NOW, OWNER, said
from touchbase.domain.stakeholder import KnownList
from touchbase.errors import TryLater
from touchbase.store.backup import backup, backups
from touchbase.store.port import SavedPlan
from touchbase.store.scrub import scrubber
from touchbase.store.sqlite import SqliteStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "touchbase.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with open_store(path, OWNER) as opened:
        fill(opened)
        with opened.transaction():
            for n in range(100):  # pages enough that some are freed and reused
                opened.record(said(start=NOW - n * DAY, note=f"Ana Ruíz {n} " * 9), NOW)
                opened.record(said(start=NOW - n * DAY, who=BO.id, note="about ana@EXAMPLE.com"), NOW)
        yield opened


def files_that_hold(folder: Path, *names: str) -> list[str]:
    wanted = [form.encode() for name in names for form in (name, name.lower(), name.upper())]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sorted({file.name for file in files for word in wanted if word in file.read_bytes()})


NAMES = ("Ruíz", "Ru\\u00edz", "ana@example.com", "ana.ruiz@example.org", "ana-ruiz", "Ana@example.com")


def test_not_a_byte_of_the_name_is_left_anywhere(path: Path, store: SqliteStore) -> None:
    backup(path)
    backup(path)
    (path.parent / "backups" / "touchbase-000003.part").write_text("half a copy of ana-ruiz")
    assert len(files_that_hold(path.parent, *NAMES)) >= 4, "the file or its -wal, and three copies"
    store.forget(ANA.id, [])
    assert files_that_hold(path.parent, *NAMES) == []
    assert len(backups(path)) == 1
    assert store.database.rows("PRAGMA freelist_count") == [(0,)], "the space is given back"
    store.set("later", "1")
    store.close()
    assert files_that_hold(path.parent, *NAMES) == []
    with open_store(path, OWNER) as again:
        assert again.check() == ()
        assert {entry.note for entry in again.touchbases(BO.id)} >= {"about [forgotten]"}


def test_killed_before_the_space_was_given_back_it_is_given_back_next_time(path: Path, store: SqliteStore) -> None:
    backup(path)

    def give_back() -> None:
        raise KeyboardInterrupt

    store._give_back = give_back  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        store.forget(ANA.id, [])
    assert files_that_hold(path.parent, *NAMES) != []
    del store._give_back
    assert store.forget(ANA.id, []) == 0
    assert files_that_hold(path.parent, *NAMES) == []


def test_while_another_reads_the_old_pages_it_says_try_later(path: Path) -> None:
    with open_store(path, OWNER, patience=0.01) as store, open_store(path, OWNER) as reader:
        fill(store)
        reader.database.run("BEGIN")
        assert reader.touchbases() != ()
        with pytest.raises(TryLater):
            store.forget(ANA.id, [])
        reader.database.run("ROLLBACK")
        store.forget(ANA.id, [])
    assert files_that_hold(path.parent, *NAMES) == []


def test_it_is_refused_inside_a_transaction(store: SqliteStore) -> None:
    with pytest.raises(RuntimeError, match="transaction"), store.transaction():
        store.forget(ANA.id, [])
    assert store.touchbases(ANA.id) != ()


def test_a_failure_half_way_leaves_everything(store: SqliteStore) -> None:
    before = store.export()
    store.database.run("CREATE TEMP TRIGGER no BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'not now'); END")
    with pytest.raises(sqlite3.IntegrityError, match="not now"):
        store.forget(ANA.id, [])
    assert store.export() == before


def test_a_list_that_brings_them_back_can_be_told(store: SqliteStore) -> None:
    assert store.forgotten([ANA.id]) == ()
    store.forget(ANA.id, ["Annie"])
    store.remember_list(KnownList("c" * 64, LIST.stakeholders))
    assert store.forgotten([BO.id, ANA.id, "ANA@Example.com", BO.email, " annie"]) == (
        ANA.id,
        "ANA@Example.com",
        " annie",
    )
    assert "ana" not in repr(store.export()["fact"])
    assert "forgotten-key" not in repr(store.export()["fact"])


def test_a_plan_that_names_them_cannot_be_approved_any_more(store: SqliteStore) -> None:
    store.save_plan(SavedPlan("bbbb", '{"changes":[{"stakeholder":"bo-lind"}]}', "waiting", NOW))
    store.forget(ANA.id, [])
    assert store.saved_plan("aaaa") is None
    assert store.saved_plan("bbbb") is not None
    assert store.last_action() is None


@pytest.mark.parametrize(
    ("text", "expected", "sentence"),
    [
        ("Met Ana Ruíz today", "Met [forgotten] today", "as written"),
        ("ANA  RUÍZ, again", "[forgotten], again", "other case and spacing"),
        ("Ana Rui\u0301z", "[forgotten]", "the accent as a letter of its own"),
        ("mail ana@example.com.", "mail [forgotten].", "an address at the end of a sentence"),
        ("Juana Ruízes", "Juana Ruízes", "inside other words"),
        ("juana@example.com", "juana@example.com", "inside another address"),
        ('{"a":["Ana Ru\\u00edz",1,null]}', '{"a":["[forgotten]",1,null]}', "inside JSON"),
        ('{ "a" :  1 }', '{ "a" :  1 }', "JSON without the name stays as it is"),
        ('{"Ana Ruíz":true}', '{"[forgotten]":true}', "as a key"),
        ('["{\\"a\\":\\"Ana Ru\\\\u00edz\\"}"]', '["{\\"a\\":\\"[forgotten]\\"}"]', "in JSON inside JSON"),
        ("[Ana Ruíz] called", "[[forgotten]] called", "what only looks like JSON"),
        ("a\nAna\nRuíz", "a\n[forgotten]", "over two lines"),
        ("", "", "nothing"),
    ],
)
def test_a_name_is_taken_out_however_it_is_written(text: str, expected: str, sentence: str) -> None:
    assert scrubber(["Ana Ruíz", "ana@example.com"])(text) == expected, sentence


def test_one_letter_is_no_name() -> None:
    assert scrubber(["", " ", "x"])("x and y") == "x and y"


def test_longer_names_are_taken_out_first() -> None:
    assert scrubber(["Ana", "Ana Ruíz", "", "x"])("Ana Ruíz and Ana x") == "[forgotten] and [forgotten] x"
