"""I3: killed at any call of store or calendar, then run again, it comes to the same end. I1, I4 and I8 on the way."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.sync.crashing import Fate, Killed, mortal_calendar, mortal_store
from tests.sync.desk import FORTNIGHTLY, WEEKLY, Desk, live_after, person, utc
from touchbase.calendars.memory import Mail
from touchbase.domain.availability import FreeBusy
from touchbase.domain.booking import Booking
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.touchbase import Touchbase
from touchbase.store.port import LogEntry
from touchbase.sync import run

YEAR = Period(utc(1, 1), utc(12, 31))
KINDS = {
    "create", "move_series", "end", "renew", "readdress", "move_occurrence", "skip_occurrence", "record", "park",
}  # fmt: skip


def eventful(home: Path, at_once: int = 1) -> Desk:
    """A desk whose next plan holds every kind of change, and a date put back after a pause."""
    people = [
        person("ana-ruiz"),  # was held on Monday, and two single dates to come clash
        person("ben-li", FORTNIGHTLY, working_hours=(Hours.parse("11:00-11:30"),)),  # weekly from now on
        person("chi-obi"),  # completed from now on
        person("dee-fox", Cadence(1, "month")),  # its year ends soon
        person("eva-ito"),  # paused for two weeks
        person("fay-kim"),  # back from a pause
        person("gil-roy"),  # taken from the list
        person("hal-day", Cadence(1, "month")),  # new
        person("ida-moe", FORTNIGHTLY),  # new
        person("jo-lee", Cadence(1, "month")),  # at another address
    ]
    desk = Desk(home, people)
    desk.calendar.at_once = at_once
    desk.hands.answer(desk.stand("ana-ruiz", date(2026, 3, 2)), "accepted")
    desk.stand("ben-li", date(2026, 3, 3), "11:00")
    desk.stand("chi-obi", date(2026, 3, 4), "12:00")
    desk.stand("dee-fox", date(2025, 4, 10), last=date(2026, 4, 10))
    eva = desk.stand("eva-ito", date(2026, 3, 6), "14:00")
    desk.stand("fay-kim", date(2026, 3, 2), "15:00", off=[utc(3, 16, 15), utc(3, 23, 15)])
    desk.stand("gil-roy", date(2026, 3, 3), "16:00")
    desk.stand("jo-lee", date(2026, 3, 5), "16:30")
    desk.hands.busy(Period(utc(3, 16, 9), utc(3, 16, 12)), "a")
    desk.hands.busy(Period(utc(3, 23, 9), utc(3, 23, 12)), "b")
    desk.calendar.free["ben-li"] = only_on_tuesdays()  # whatever becomes of the move, one slot alone suits
    desk.hands.move_date(eva, utc(3, 20, 14), Period(utc(3, 20, 15), utc(3, 20, 15, 30)))
    changed = {
        "ben-li": people[1]._replace(cadence=WEEKLY),
        "chi-obi": people[2]._replace(state="completed"),
        "eva-ito": people[4]._replace(state="paused", paused_until=date(2026, 3, 28)),
        "jo-lee": people[9]._replace(email="jo-lee@example.org"),
    }
    desk.people = [changed.get(who.id, who) for who in people if who.id != "gil-roy"]
    return desk.settled()


def only_on_tuesdays() -> FreeBusy:
    days = (utc(3, 2, 0) + timedelta(days=n) for n in range(84))
    return FreeBusy.of((Period.lasting(day, 24 * 60) for day in days if day.weekday() != 1), YEAR)


@dataclass(frozen=True)
class End:
    """Where it all comes to, whichever way."""

    series: Mapping[str, tuple[object, ...]]
    ledger: tuple[Booking, ...]
    mails: Counter[Mail]
    said: tuple[Touchbase, ...]
    known: object
    coming: object


def end_of(desk: Desk) -> End:
    entries = desk.calendar.entries.values()
    with desk.open() as store:
        coming = {id: history.next for id, history in store.histories(desk.now).items()}
        ledger = tuple(replace(b, parked_since=None) for b in store.bookings())  # the moment it was noticed may differ
        return End(
            {e.series.uid: (e.series.recurrence, dict(e.overrides), e.deleted, e.version) for e in entries},
            ledger, Counter(desk.calendar.sent), store.touchbases(), store.known_list(), coming,
        )  # fmt: skip


@cache
def template(at_once: int) -> Desk:
    return eventful(Path(mkdtemp(prefix="touchbase-")) / "desk", at_once)


@cache
def undisturbed(at_once: int) -> tuple[End, tuple[str, ...]]:
    """The end without any crash, and the calls on the way to it."""
    desk, fate = template(at_once).copy(Path(mkdtemp(prefix="touchbase-")) / "desk"), Fate()
    with desk.open() as store:
        done = run(desk.world(mortal_store(store, fate), mortal_calendar(desk.calendar, fate)), desk.people, "f")
    assert {change.kind for change in done.plan.changes} == KINDS
    assert any(call.verb == "restore_date" for call in desk.calendar.calls)
    assert done.mails == len(desk.calendar.sent) == done.plan.mails
    run_again(desk)
    return end_of(desk), tuple(fate.names)


def run_again(desk: Desk) -> None:
    """The next run of the crontab."""
    desk.later(minutes=15)
    with desk.open() as store:
        run(desk.world(store), desk.people, "f")


def nothing_left(desk: Desk) -> None:
    """I2: one more run finds nothing to do."""
    writes = desk.calendar.writes
    with desk.open() as store:
        assert run(desk.world(store), desk.people, "f").plan.changes == ()
    assert desk.calendar.writes == writes


def log_of(desk: Desk) -> tuple[LogEntry, ...]:
    with desk.open() as store:
        return store.log()


def crash(desk: Desk, fate: Fate) -> None:
    store = desk.open()
    with pytest.raises(Killed):
        run(desk.world(mortal_store(store, fate), mortal_calendar(desk.calendar, fate)), desk.people, "f")
    store.close()


def check(desk: Desk, wanted: End, log: tuple[LogEntry, ...], where: str) -> None:
    found = end_of(desk)
    for part in ("series", "ledger", "mails", "said", "known", "coming"):
        assert getattr(found, part) == getattr(wanted, part), f"{part} differ when killed {where}"
    assert log_of(desk)[: len(log)] == log, f"the log was rewritten when killed {where}"
    with desk.open() as store:
        assert store.check() == ()
        assert not {*store.operations("intended"), *store.operations("unknown")}


def at_most_one_each(desk: Desk, where: str) -> None:
    """I1, with every date inside the freeze of a series that ends left to take place."""
    doubles = [id for id, many in live_after(desk.calendar, desk.now + timedelta(hours=25)).items() if many > 1]
    assert not doubles, f"two live series when killed {where}"


LASTING = {"write", "commit", "begin_run", "finish_run", "set", "save_plan", "act", "publish"}
EVERY_CALL = os.environ.get("HYPOTHESIS_PROFILE") == "soak"


def deaths(names: tuple[str, ...], *, after: bool) -> list[int]:
    """The calls to be killed at. Where nothing lasts between two calls, being killed at either is the same.

    So: after each one that leaves something behind, and a sample of the others to see that it is so; in the soak, all.
    """
    return [n for n, name in enumerate(names, 1) if EVERY_CALL or (after and name in LASTING) or n % 8 == 0]


@pytest.mark.parametrize("third", range(3))
@pytest.mark.parametrize(("at_once", "after"), [(1, False), (1, True), (50, True)])
def test_killed_at_any_call_and_run_again(tmp_path: Path, at_once: int, after: bool, third: int) -> None:
    wanted, names = undisturbed(at_once)
    for nth in deaths(names, after=after)[third::3]:
        where = f"{'after' if after else 'before'} call {nth}, {names[nth - 1]}"
        desk = template(at_once).copy(tmp_path / f"{nth}")
        crash(desk, Fate(nth, after=after))
        at_most_one_each(desk, where)
        log = log_of(desk)
        run_again(desk)
        at_most_one_each(desk, where)
        check(desk, wanted, log, where)
    nothing_left(desk)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_inside_a_batch(tmp_path: Path, after: bool) -> None:
    """The calendar dies between two steps that it took together."""
    wanted, _ = undisturbed(50)
    for nth in range(1, sum(wanted.mails.values()) + 1):  # every write of this story mails somebody
        desk = template(50).copy(tmp_path / f"{nth}")
        desk.calendar.fail(Killed(), write=nth, after=after)
        crash(desk, Fate())
        log = log_of(desk)
        run_again(desk)
        check(desk, wanted, log, f"in write {nth} of a batch")


def test_killed_twice_in_a_row(tmp_path: Path) -> None:
    wanted, names = undisturbed(1)
    for nth in range(13, len(names), 16):
        desk = template(1).copy(tmp_path / f"{nth}")
        crash(desk, Fate(nth, after=bool(nth % 2)))
        crash(desk, Fate(12, after=bool(nth % 2)))
        log = log_of(desk)
        run_again(desk)
        check(desk, wanted, log, f"at call {nth} and again")
