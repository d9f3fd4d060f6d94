"""Where a run and the one after it come to, and that a killed one comes there too: I1, I2, I3, I4 and the database."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, fields, replace
from typing import Any

from tests.emulators.faults import Fault
from tests.kills import story
from tests.kills.desks import SAM, Desk
from tests.kills.process import Process, bare
from touchbase.domain.booking import Booking
from touchbase.domain.stakeholder import KnownList
from touchbase.domain.touchbase import Touchbase
from touchbase.store.lock import run_lock
from touchbase.store.sqlite import open_store

SILENT = (0, "", "")


@dataclass(frozen=True)
class End:
    """The calendar, the mails, and what our memory says of both."""

    calendar: object
    mails: Counter[Any]
    ledger: tuple[Booking, ...]
    log: tuple[object, ...]
    said: tuple[Touchbase, ...]
    known: KnownList | None
    coming: Mapping[str, object]


@dataclass(frozen=True)
class Undisturbed:
    """Its end, the points of its first run on the disk, and how many requests and parts of batches that sent."""

    end: End
    points: tuple[str, ...]
    met: int


def process(desk: Desk, at: Any, *options: str) -> Process:
    """A sync at that moment, started with `run` or `start`."""
    desk.at(at)
    return Process(bare(desk.home, desk.environment), at, options)


def undisturbed(desk: Desk) -> Undisturbed:
    """Nobody is killed."""
    notes, every = desk.home.with_name("notes"), Fault(lambda request, app: app(request), times=None)
    desk.put_back()
    desk.faults.add(every)
    code, _, err = process(desk, story.NOW, "--notes", str(notes)).run("sync")
    assert (code, err) == (0, "")
    met = every.met
    assert process(desk, story.LATER).run("sync") == SILENT
    return Undisturbed(end_of(desk), tuple(notes.read_text("utf-8").splitlines()), met)


def end_of(desk: Desk) -> End:
    with open_store(desk.home / "touchbase.db", SAM, read_only=True) as store:
        coming = {id: history.next for id, history in store.histories(story.LATER).items()}
        ledger = tuple(replace(b, parked_since=None) for b in store.bookings())  # the moment it was noticed may differ
        log = tuple(replace(entry, at=story.NOW) for entry in store.log())
        assert not {*store.operations("intended"), *store.operations("unknown")}
        return End(
            desk.picture(), desk.mails(), ledger, log, store.touchbases(), store.known_list(), coming,
        )  # fmt: skip


def check_recovery(desk: Desk, wanted: End, where: str) -> None:
    """The process was killed: whoever comes next finds the lock free, the database whole, and finishes the work."""
    with run_lock(desk.home / "sync.lock") as ours:
        assert ours, f"the lock outlived its holder, killed {where}"
    code, _, err = process(desk, story.LATER).run("sync")
    assert (code, err) == (0, ""), f"the next run failed when killed {where}: {err}"
    many = {who: series for who, series in desk.live().items() if series > 1}
    assert not many, f"two live series when killed {where}"
    check_end(end_of(desk), wanted, where)
    assert whole(desk) == [("ok",)], where
    before = desk.writes()
    assert process(desk, story.LATER).run("sync") == SILENT, where
    assert desk.writes() == before, f"a third run wrote when killed {where}"


def check_end(found: End, wanted: End, where: str) -> None:
    for field in fields(End):
        assert getattr(found, field.name) == getattr(wanted, field.name), f"{field.name} differ when killed {where}"


def whole(desk: Desk) -> list[tuple[str]]:
    """SQLite's own word on the database."""
    with closing(sqlite3.connect(desk.home / "touchbase.db")) as database:
        return database.execute("PRAGMA integrity_check").fetchall()
