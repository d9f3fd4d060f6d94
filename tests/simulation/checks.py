"""What must be true on every day of the year, one function an invariant of the design."""

from collections import Counter
from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.simulation.seen import OFF
from tests.simulation.year import OWNER, PRIVATE, Year
from touchbase.store.sqlite import open_store
from touchbase.sync import Outcome


def after_sync(year: Year, done: Outcome, *, again: bool = True) -> None:
    """Everything that is looked at after each sync; `again`: that another one has nothing left to do, too."""
    for check in (
        one_live_series_each,
        the_user_wins,
        absence_is_not_deletion,
        the_log_only_grows,
        wall_time_is_constant,
        nothing_private_on_the_calendar,
        the_flags_are_right,
    ):
        check(year)
    one_fault_is_one_persons(year, done)
    if again:
        nothing_left_to_do(year, done)


def one_live_series_each(year: Year) -> None:
    """I1."""
    later = year.now + timedelta(hours=year.rules.freeze_hours + 1)
    live = Counter(series.who for series in year.seen.masters() if series.live_after(later))
    for who in [who for who, many in live.items() if many > 1]:  # an end may lie behind the last date: count dates
        dates = year.seen.dates(later, later + timedelta(days=400))
        coming = {one.uid for one in dates if one.who == who and not one.off and one.start > later}
        assert len(coming) <= 1, f"{year.today}: {who} has {coming}"


def nothing_left_to_do(year: Year, done: Outcome) -> None:
    """I2: run until the ramp is done, run again: neither a row nor a byte of the calendar changes."""
    while done.failed or (done.plan.writes and any("new series a run" in one.why for one in done.plan.unplaced)):
        done = year.sync()
    rows, picture = year.rows(), year.seen.picture()
    told = Counter(year.told)
    again = year.sync()
    assert again.plan.changes == (), f"{year.today}: {again.plan.changes}"
    assert year.rows() == rows, str(year.today)
    assert year.seen.picture() == picture, str(year.today)
    assert year.told == told


def the_user_wins(year: Year) -> None:
    """I6: every date dragged or taken off, every slot and title somebody chose, still stands."""
    year.wishes = {key: wish for key, wish in year.wishes.items() if (wish or key[1]) > year.now}
    for (uid, key), wish in year.wishes.items():
        assert year.seen.place(uid, key) == wish, f"{year.today}: {uid} {key} should be {wish or 'off'}"
    for series in year.seen.masters():
        if series.uid in year.slots:
            assert (series.weekday, series.at) == year.slots[series.uid], f"{year.today}: {series}"
        assert series.title == year.titles.get(series.uid, series.title), f"{year.today}: {series}"


def absence_is_not_deletion(year: Year) -> None:
    """I7: nobody's series counts as deleted but those that were."""
    with open_store(year.database, OWNER.id) as store:
        deleted = {b.series.stakeholder for b in store.bookings() if b.standing == "paused_by_user"}
    assert deleted == year.gone, str(year.today)


def the_log_only_grows(year: Year) -> None:
    """I8."""
    lines = sorted(year.rows()["log"], key=lambda row: row[1])
    assert lines[: len(year.log)] == year.log, str(year.today)
    year.log = lines


def wall_time_is_constant(year: Year) -> None:
    """I9: a series keeps weekday and wall time in its own zone, and so does each date that nobody moved."""
    zones = {}
    for series in year.seen.masters():
        slot = year.walls.setdefault(series.uid, (series.weekday, series.at))
        assert (series.weekday, series.at) == slot, f"{year.today}: {series}"
        zones[series.uid] = (ZoneInfo(series.zone), *slot)
    for one in year.seen.dates(year.now, year.now + timedelta(days=1)):
        zone, weekday, at = zones[one.uid]
        wall = one.key.astimezone(zone)
        assert (wall.weekday(), wall.time()) == (weekday, at), f"{year.today}: {one}"


def preview_writes_nothing(year: Year) -> None:
    """I10: on Mondays, before the sync."""
    if year.database.exists():
        rows, picture, size = year.rows(), year.seen.picture(), year.database.stat().st_mtime_ns
        year.plan()
        assert (year.rows(), year.seen.picture()) == (rows, picture)
        assert year.database.stat().st_mtime_ns == size


def nothing_private_on_the_calendar(year: Year) -> None:
    """I11."""
    for text in year.seen.words():
        found = [word for word in PRIVATE if word in text.lower()]
        assert not found, f"{year.today}: {found}"


def one_fault_is_one_persons(year: Year, done: Outcome) -> None:
    """I12: who had a fault today is named, and everybody else's changes were made."""
    faulty: set[str] = year._kept.get(("faulty", True), set())
    assert {failure.stakeholder for failure in done.failed} <= faulty, f"{year.today}: {done.failed}"
    assert done.stopped is None
    todo = {change.stakeholder for change in done.plan.writes} - faulty
    assert {change.stakeholder for change in done.applied} >= todo, str(year.today)


def the_flags_are_right(year: Year) -> None:
    """The states, ratios and last touchbases are those of the diary; and what comes next is what the calendar shows."""
    said, real = year.flags(), year.diary.flags(year.people, year.now)
    wrong = {id: (said.get(id), flag) for id, flag in real.items() if said.get(id) != flag}
    assert not wrong, f"{year.today}: said, and real: {wrong}"
    assert said.keys() == real.keys()
    if year.today.weekday() == 2:
        _what_comes_next(year)


def _what_comes_next(year: Year) -> None:
    with open_store(year.database, OWNER.id) as store:
        coming = {id: history.next for id, history in store.histories(year.now).items() if history.next}
        live = {b.uid for b in store.bookings() if b.standing == "live"}
    end = year.now + timedelta(weeks=year.rules.horizon_weeks)
    shown: dict[str, Any] = {}
    for one in year.seen.dates(year.now, end):
        if one.uid in live and not one.off and year.now < one.start < end:
            shown[one.who] = min(one.start, shown.get(one.who, one.start))
    assert {id: start.astimezone(UTC) for id, start in coming.items()} == shown, str(year.today)


__all__ = ["OFF", "after_sync", "preview_writes_nothing"]
