"""19, 22, 23: the database deleted, put back from an old backup, or left on another machine: adopted by the tags.

Whatever is lost, the calendar is looked at first: nothing is created, nothing cancelled, nobody mailed.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.machines import IDS, NEW, OPENERS, Machine, OnFiles, Rhythms, database, lose, machine_at
from touchbase.store.backup import backup

EVERYBODY: Rhythms = dict.fromkeys(IDS, "weekly")
JOINED = {**EVERYBODY, NEW: "weekly"}
RARER = {**JOINED, IDS[0]: "monthly"}
WITHOUT = {id: said for id, said in RARER.items() if id != IDS[1]}
MEANWHILE = [
    # what the list says when the memory is lost, what was done since the backup
    (EVERYBODY, "nothing"),
    (JOINED, "somebody was booked"),
    (RARER, "a series was moved to its next generation"),
    (WITHOUT, "somebody was taken off the list"),
]


@pytest.fixture(name="machine", params=OPENERS)
def _machine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with machine_at(request.param, tmp_path, monkeypatch) as made:
        monkeypatch.setenv("TOUCHBASE_HOME", str(made.home))
        assert made.sync(EVERYBODY) == len(IDS)
        yield made


def settle(machine: Machine, rhythms: Rhythms) -> None:
    while machine.sync(rhythms):
        pass


def deleted(machine: Machine, _old: Path, _: pytest.MonkeyPatch) -> None:
    lose(machine)


def restored(machine: Machine, old: Path, _: pytest.MonkeyPatch) -> None:
    lose(machine)
    database(machine.home).write_bytes(old.read_bytes())


def left_behind(machine: Machine, _old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.move_out(machine.home.with_name("another-machine"))
    monkeypatch.setenv("TOUCHBASE_HOME", str(machine.home))


LOSSES: list[Callable[[Machine, Path, pytest.MonkeyPatch], None]] = [deleted, restored, left_behind]


@pytest.mark.parametrize("loss", LOSSES)
def test_a_lost_memory_creates_cancels_and_mails_nothing(
    machine: Machine, loss: Callable[[Machine, Path, pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All stories one after the other on one calendar, each with a backup from before it."""
    for rhythms, story in MEANWHILE:
        old = machine.home.with_name("old.db")
        backup(database(machine.home)).replace(old)
        settle(machine, rhythms)
        before, live = machine.traces(), machine.live()
        assert live == dict.fromkeys(live, 1), story
        loss(machine, old, monkeypatch)
        assert machine.sync(rhythms) == 0, story
        assert machine.sync(rhythms) == 0, story
        assert (machine.traces(), machine.live()) == (before, live), story
        if loss is left_behind:
            return


def test_19_two_machines_with_one_list_and_one_calendar_book_everybody_once(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither knows of the other; each adopts by the tags what the other made."""
    before = machine.traces()
    left_behind(machine, Path(), monkeypatch)
    assert machine.sync(EVERYBODY) == 0
    assert machine.traces() == before
    assert machine.live() == Counter(IDS)


def test_23_deleted_with_backups_beside_it_the_newest_good_one_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was held is in the backup and not on the calendar, so nothing begins anew before somebody chose that."""
    with machine_at("files", tmp_path, monkeypatch) as machine:
        assert isinstance(machine, OnFiles)
        monkeypatch.setenv("TOUCHBASE_HOME", str(machine.home))
        machine.sync(EVERYBODY)
        copy, before = backup(database(machine.home)), machine.traces()
        for path in machine.home.glob("touchbase.db*"):
            path.unlink()
        for _ in range(2):
            said = machine.terminal.run("sync")
            assert (said.code, copy.name in said.err, said.err.count("\n")) == (78, True, 1)
            assert machine.traces() == before
        database(machine.home).write_bytes(copy.read_bytes())
        assert machine.sync(EVERYBODY) == 0
        assert machine.traces() == before
