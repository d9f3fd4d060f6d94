"""A damaged file is refused in words, with the newest whole backup named, and never changed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.contract import fill
from tests.store.examples import NOW, OWNER
from touchbase.errors import BadInput, Exit, TouchbaseError
from touchbase.store.backup import backup
from touchbase.store.sqlite import SqliteStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "touchbase.db"
    with open_store(path, OWNER) as store:
        fill(store)
    return path


def read_all(store: SqliteStore) -> tuple[object, ...]:
    return (
        store.known_list(),
        store.bookings(),
        store.touchbases(),
        store.log(),
        dict(store.histories(NOW)),
        store.operations(),
        store.last_run(),
        store.waiting_plan(),
        store.last_action(),
        store.get("notice"),
    )


def use(path: Path, read_only: bool) -> None:
    with open_store(path, OWNER, read_only=read_only) as store:
        read_all(store)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda raw: b"", "emptied"),
        (lambda raw: b"Dear diary, " * 500, "no database at all"),
        (lambda raw: raw[:100], "cut after the header"),
        (lambda raw: raw[: len(raw) // 2], "cut in the middle"),
        (lambda raw: raw[:100] + bytes(len(raw) - 100), "zeroes after the header"),
        (lambda raw: raw[:4096] + bytes(len(raw) - 4096), "only its first page is left"),
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_damaged_file_is_refused_and_its_newest_backup_named(
    path: Path, damage: Callable[[bytes], bytes], sentence: str, read_only: bool
) -> None:
    good = backup(path)
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(BadInput, match="damaged") as refused:
        use(path, read_only)
    assert good.name in refused.value.remedy, sentence
    assert refused.value.exit_code is Exit.CONFIG
    assert path.read_bytes() == before, sentence


def test_without_a_backup_the_cure_says_so(path: Path) -> None:
    path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(BadInput, match="no whole backup"):
        open_store(path, OWNER)


def test_an_empty_file_without_backups_is_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    with open_store(path, OWNER) as store:
        assert store.touchbases() == ()


def test_flipped_bytes_give_our_error_or_an_answer_and_never_a_crash(path: Path) -> None:
    """Not every flip can be seen: one inside a text is another text. But what cannot be understood is refused."""
    whole = path.read_bytes()
    chance, refused = random.Random(7), 0
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        path.write_bytes(raw)
        try:
            with open_store(path, OWNER, read_only=True) as store:
                read_all(store)
                store.check()
        except TouchbaseError as error:
            refused += error.exit_code == Exit.CONFIG
    assert refused > 10


def test_a_row_that_makes_no_value_is_damage(path: Path) -> None:
    with open_store(path, OWNER) as store:
        store.database.run("UPDATE touchbase SET starts = 'last tuesday', reasons = '{'")
        with pytest.raises(BadInput, match="damaged"):
            store.touchbases()
        store.database.run("UPDATE touchbase SET note = CAST(X'C328' AS TEXT)")
        with pytest.raises(BadInput, match="damaged"):
            store.touchbases()


def test_check_says_what_is_damaged_where_it_can_be_opened(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[3 * 4096 : 3 * 4096 + 40] = bytes(40)
    path.write_bytes(raw)
    with open_store(path, OWNER, read_only=True) as store:
        assert store.check() != ()
