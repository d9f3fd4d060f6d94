"""Database and journal cut and flipped: a state that was committed once, whole, or a refusal that names the cure."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from tests.bytes.bench import SOAK, Bench, bench
from tests.cli.terminal import Terminal
from tests.store.examples import ANA, BO, NOW, OWNER, said
from touchbase.errors import BadInput, Exit
from touchbase.store.backup import backup, backups
from touchbase.store.sqlite import open_store

PAGE, FRAME, HEADER = 4096, 24, 32  # bytes; https://www.sqlite.org/fileformat2.html#walformat
FLIPS = 5000 if SOAK else 250
OF_THE_MEMORY = FLIPS if SOAK else 100
READING = (("status", "--json"), ("log", "list", "--json"), ("export",))


def state(path: Path) -> str:
    """Every row of every table, and that nothing in it is damaged."""
    with open_store(path, OWNER, read_only=True) as store:
        assert store.check() == ()
        return json.dumps(store.export(), sort_keys=True, default=str)


class Journal:
    """A database whose last commits stand in the -wal alone; `states` are what was committed, in order."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "touchbase.db"
        self.wal = folder / "touchbase.db-wal"
        self.states: list[str] = []
        with open_store(self.path, OWNER) as store:
            store.set("first", "1")
        backup(self.path)
        with open_store(self.path, OWNER) as store:
            store.database.run("PRAGMA wal_autocheckpoint = 0")
            self.note(store.export())
            for number in range(8):
                with store.transaction():
                    for part in range(1 + number * 3):
                        start = NOW - timedelta(days=number * 30 + part)
                        store.record(said(start=start, who=(ANA, BO)[part % 2].id, note="n" * 400), NOW)
                    store.set("commit", str(number))
                self.note(store.export())
            self.main, self.journal = self.path.read_bytes(), self.wal.read_bytes()

    def note(self, rows: object) -> None:
        self.states.append(json.dumps(rows, sort_keys=True, default=str))

    def lay(self, main: bytes, journal: bytes | None) -> None:
        """As after a power cut: these two files and no -shm, which is made anew."""
        for name in ("-wal", "-shm"):
            self.path.with_name(self.path.name + name).unlink(missing_ok=True)
        self.path.write_bytes(main)
        if journal is not None:
            self.wal.write_bytes(journal)


@pytest.fixture(name="journal")
def _journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path)


def frames(raw: bytes) -> int:
    return (len(raw) - HEADER) // (FRAME + PAGE)


def test_a_journal_cut_anywhere_gives_a_state_that_was_committed(journal: Journal) -> None:
    """What is cut later is never older: no commit is lost whose last frame reached the disk."""
    number = frames(journal.journal)
    assert number > 20
    ends = [HEADER + n * (FRAME + PAGE) for n in range(number + 1)]
    points = {0, 1, HEADER - 1, HEADER, *(at + by for at in ends for by in (-1, 0, 1, FRAME, 512))}
    points |= set(range(0, len(journal.journal), 61 if SOAK else 19_997))
    seen = []
    for length in sorted(at for at in points if 0 <= at <= len(journal.journal)):
        journal.lay(journal.main, journal.journal[:length])
        seen.append(journal.states.index(state(journal.path)))
    for length in ends[:: 1 if SOAK else 6]:
        journal.lay(journal.main, journal.journal[: length + 7])
        with open_store(journal.path, OWNER) as store:  # a writer gets the same, and may go on
            assert json.dumps(store.export(), sort_keys=True, default=str) in journal.states
            store.set("after", "1")
            assert store.check() == ()
    assert seen == sorted(seen)
    assert set(seen) == set(range(len(journal.states))), "each commit was once the last"


def test_a_journal_that_is_gone_or_another_s_gives_the_state_before_it(journal: Journal) -> None:
    for raw in (None, b"", b"\0" * len(journal.journal), bytes(reversed(journal.journal)), b"Dear diary" * 900):
        journal.lay(journal.main, raw)
        assert state(journal.path) == journal.states[0]


def test_flipped_bits_in_the_journal_are_noticed_by_its_sums(journal: Journal) -> None:
    chance, seen = random.Random(5), set()
    for _ in range(FLIPS):
        raw = bytearray(journal.journal)
        for _ in range(chance.choice((1, 3, 20))):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        journal.lay(journal.main, bytes(raw))
        seen.add(journal.states.index(state(journal.path)))
    assert len(seen) > 3, "whatever came before the damage stands"


def test_a_main_file_cut_anywhere_is_refused_and_the_backup_named(journal: Journal) -> None:
    """With everything in it and no journal beside it, as it lies between two runs."""
    with open_store(journal.path, OWNER) as store:
        whole = json.dumps(store.export(), sort_keys=True, default=str)
    raw, [good] = journal.path.read_bytes(), backups(journal.path)
    pages = range(0, len(raw) + 1, PAGE)
    points = {at + by for at in pages for by in (-1, 0, 1, 100)} | set(range(0, len(raw), 97 if SOAK else 1777))
    for length in sorted(at for at in points if 0 <= at < len(raw)):
        journal.lay(raw[:length], None)
        for read_only in (True, False):
            with pytest.raises(BadInput) as refused, open_store(journal.path, OWNER, read_only=read_only) as store:
                store.export()
            assert refused.value.exit_code is Exit.CONFIG
            assert str(good) in refused.value.remedy, length
            assert journal.path.read_bytes() == raw[:length], "left as it was found"
    journal.lay(raw, None)
    assert state(journal.path) == whole


@pytest.fixture(name="booked")
def _booked(terminal: Terminal) -> Bench:
    made = bench(terminal)
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday", "--note", "tea")
    terminal.good("note", "bo-lind", "his talk")
    backup(terminal.home / "touchbase.db")
    return made.keep()


def refused_whole(made: Bench, argv: tuple[str, ...], raw: bytes) -> None:
    """Exit code 78, nothing on stdout, one line that names the newest backup, and not a byte changed."""
    path = made.home / "touchbase.db"
    answer = made.spoken(*argv)
    assert (answer.code, answer.out) == (Exit.CONFIG, ""), answer
    assert len(answer.err.splitlines()) == 1
    assert str(backups(path)[-1]) in answer.err
    assert made.files() == made.whole | {path: raw}


def flipped(raw: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(chance.choice((1, 3, 20, 200))):
        damaged[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


DAMAGES: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("cut after its header", lambda raw: raw[:100]),
    ("cut in the middle of a page", lambda raw: raw[: len(raw) // 2 + 123]),
    ("cut of its last page", lambda raw: raw[:-PAGE]),
    ("emptied", lambda raw: b""),
    ("zeroes", lambda raw: bytes(len(raw))),
    ("another program's", lambda raw: b"PK\x03\x04" + raw[4:]),
)


@pytest.mark.parametrize(("damage", "make"), DAMAGES, ids=lambda one: one if isinstance(one, str) else "")
def test_every_command_refuses_a_damaged_memory_in_one_line(
    booked: Bench, damage: str, make: Callable[[bytes], bytes]
) -> None:
    path = booked.home / "touchbase.db"
    raw = make(booked.whole[path])
    commands = [*READING, ("sync",), ("plan",), ("note", "ana-ruiz", "x"), ("brief", "ana-ruiz"), ("digest",)]
    for argv in commands:
        with booked.damaged(path, raw):
            refused_whole(booked, argv, raw)
    with booked.damaged(path, raw):
        answer = booked.spoken("doctor")
        assert answer.code != Exit.OK, damage
        assert "damaged" in answer.out + answer.err


def test_the_cure_it_names_works(booked: Bench) -> None:
    """The copy put in its place: the next run finds everybody booked and writes nothing to the calendar."""
    path = booked.home / "touchbase.db"
    path.write_bytes(booked.whole[path][:5000])
    assert booked.spoken("sync").code == Exit.CONFIG
    path.rename(path.with_suffix(".broken"))
    copyfile(backups(path)[-1], path)
    booked.terminal.good("sync")
    assert booked.calendar() == booked.booked
    assert booked.terminal.good("log", "list", "--json").json["touchbases"][0]["note"] == "tea"


def test_flipped_bits_in_the_memory_never_break_a_command_or_the_calendar(booked: Bench) -> None:
    """A flip inside a text is another text, and nobody can tell. It may change words, but no series goes or doubles."""
    path = booked.home / "touchbase.db"
    raw, chance, refused = booked.whole[path], random.Random(3), 0
    for number in range(OF_THE_MEMORY):
        damaged = flipped(raw, chance)
        with booked.damaged(path, damaged):
            answer = booked.spoken(*READING[number % len(READING)])
            assert path.read_bytes() == damaged, "reading leaves it as it is"
            refused += answer.code == Exit.CONFIG
            answer = booked.spoken("sync")
            assert booked.calendar().keys() == booked.booked.keys(), answer
            changed = [name for name, text in booked.calendar().items() if text != booked.booked[name]]
            assert [name for name in changed if b"CANCELLED" in booked.calendar()[name]] == [], answer
            if answer.code == Exit.CONFIG:
                assert changed == []
    assert refused > OF_THE_MEMORY // 10
