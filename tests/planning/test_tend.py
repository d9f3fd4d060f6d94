"""What each series that stands needs."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.planning.builders import (
    FORTNIGHTLY,
    MONTHLY,
    NOW,
    booking,
    person,
    reading,
    rule,
    rules,
    seen,
    span,
    utc,
    wall,
    world,
)
from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.change import End, Renew, SkipOccurrence
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.clash import Clashes
from touchbase.planning.openings import Openings
from touchbase.planning.tend import tend
from touchbase.planning.tended import Tended


def tended(snapshot: Snapshot, *stuck: str) -> Tended:
    return tend(snapshot, Clashes(Openings.of(snapshot)), stuck)


def said(found: Tended) -> str:
    return " | ".join(f"{change.kind}: {change.why[0]}" for change in found.changes)


LONG = "paused for a long time; resume books a new series"


@pytest.mark.parametrize(
    ("until", "entry", "expected", "sentence"),
    [
        (date(2026, 3, 10), booking(), "", "back before the next date that is not frozen"),
        (date(2026, 3, 11), booking(), "skip 10", "one date falls into the pause"),
        (date(2026, 3, 25), booking(), "skip 10 17 24", "three are skipped"),
        (date(2026, 4, 1), booking(), "end", "four are one mail: the series ends"),
        (None, booking(), "end", "a pause without an end"),
        (date(2026, 8, 1), booking(recurrence=rule(cadence=MONTHLY)), "end", "months, beyond the horizon too"),
        (date(2026, 5, 1), booking(recurrence=rule(cadence=MONTHLY)), "skip 7", "three months at a monthly cadence"),
        (date(2026, 3, 2), booking(), "", "a pause that is over today"),
        (date(2026, 3, 25), booking(standing="declined"), "", "a declined series is left alone"),
    ],
)
def test_a_pause(until: date | None, entry: Booking, expected: str, sentence: str) -> None:
    who = person(cadence=entry.series.recurrence.cadence, state="paused", paused_until=until)
    found = tended(world([who], [entry], given=rules(freeze_hours=36)))
    skipped = [change.original_start.day for change in found.changes if isinstance(change, SkipOccurrence)]
    words = ["end"] if said(found) == f"end: {LONG}" else ["skip", *map(str, skipped)] if skipped else []
    assert " ".join(words) == expected, sentence


def test_a_paused_series_keeps_its_frozen_dates_and_those_after_the_pause() -> None:
    who = person(state="paused", paused_until=date(2026, 3, 11))
    found = tended(world([who], [booking()], given=rules(freeze_hours=36, horizon_weeks=4)))
    assert [one.period.start.day for one in found.fixed] == [3, 17, 24]
    assert said(found) == "skip_occurrence: paused until 11 March"


def test_a_pause_that_ended_early_brings_the_dates_back() -> None:
    skipped = {utc(3, day): DateChange(None, "us") for day in (10, 17)} | {utc(3, 24): DateChange(None, "human")}
    found = tended(world([person()], [booking(exceptions=skipped)]))
    assert [(one.original_start, one.why) for one in found.clashing] == [
        (utc(3, 10), "the pause is over"),
        (utc(3, 17), "the pause is over"),
    ]
    assert utc(3, 10) not in found.positions["tb-ana-1"]


PARKED = booking(standing="parked", parked_since=NOW - timedelta(hours=72))


@pytest.mark.parametrize(
    ("state", "entry", "policy", "expected", "sentence"),
    [
        ("completed", booking(), "upsert-only", "end: you marked it completed", "completed"),
        ("let_go", booking(), "upsert-only", "end: you let it go", "let go"),
        ("let_go", booking(standing="declined"), "upsert-only", "end: you let it go", "a declined one ends as well"),
        ("active", booking(standing="retired"), "upsert-only", "end: you retired it", "retired by a command"),
        ("let_go", booking(), "create-only", "", "nothing ends under create-only"),
        ("let_go", booking(standing="ended"), "full", "", "what is over is over"),
        ("", PARKED, "full", "end: no longer on your list for three days", "parked for three days"),
        ("", PARKED, "upsert-only", "", "only where the policy is full"),
        ("", replace(PARKED, parked_since=NOW - timedelta(hours=71)), "full", "", "not an hour earlier"),
        ("", booking(), "full", "", "gone from the list a moment ago"),
    ],
)
def test_what_ends(state: str, entry: Booking, policy: str, expected: str, sentence: str) -> None:
    people = [person(state=state)] if state else []
    found = tended(world(people, [entry], given=rules(policy=policy)))
    assert said(found) == expected, sentence
    assert (found.clashing, found.fine, found.homeless) == ([], [], []), sentence


def test_an_end_leaves_the_frozen_dates_and_knows_who_asked() -> None:
    asked = tended(world([person(state="let_go")], [booking()], given=rules(freeze_hours=25), mails=True))
    (end,) = asked.changes
    assert isinstance(end, End)
    assert (end.after, end.asked, end.mails) == (utc(3, 3), True, 1)
    assert [one.period.start for one in asked.fixed] == [utc(3, 3)]
    (unasked,) = tended(world([], [PARKED], given=rules(policy="full"))).changes
    assert isinstance(unasked, End)
    assert not unasked.asked


def busy_on(*days: int) -> list[Period]:
    return [span(utc(3, day)) for day in days]


@pytest.mark.parametrize(
    ("cadence", "minutes", "busy", "pinned", "expected", "sentence"),
    [
        (FORTNIGHTLY, 30, [], False, "you now want to meet fortnightly, not weekly", "another cadence in the list"),
        (FORTNIGHTLY, 30, [], True, "", "a slot that a person chose stays"),
        (rule().cadence, 45, [], False, "it now lasts 45 minutes, not 30", "another length"),
        (rule().cadence, 30, busy_on(10), False, "", "one of three clashes: it is moved alone"),
        (rule().cadence, 30, busy_on(10, 17), False, "2 of its next 3 dates no longer suit: you are busy then",
         "most of them clash"),
    ],
)  # fmt: skip
def test_what_moves(
    cadence: object, minutes: int, busy: list[Period], pinned: bool, expected: str, sentence: str
) -> None:
    who = person(cadence=cadence, minutes=minutes)  # type: ignore[arg-type]
    snapshot = world([who], [booking(pinned=pinned)], busy=busy, given=rules(horizon_weeks=4, freeze_hours=26))
    found = tended(snapshot)
    assert [one.why for one in found.homeless] == ([expected] if expected else []), sentence
    assert utc(3, 3) in [one.period.start for one in found.fixed], sentence
    assert not tended(snapshot, "tb-ana-1").homeless, sentence


def test_each_date_of_a_series_that_stays_is_fixed_fine_or_clashing() -> None:
    changes = {
        utc(3, 10): DateChange(span(utc(3, 11)), "human"),
        utc(3, 17): DateChange(span(utc(3, 18)), "us"),
        utc(3, 24): DateChange(None, "human"),
    }
    found = tended(
        world([person()], [booking(exceptions=changes)], busy=[span(utc(3, 18)), span(utc(3, 11))],
              given=rules(horizon_weeks=6, freeze_hours=26))
    )  # fmt: skip
    assert [wall(one.period.start)[4:] for one in found.fixed] == ["2026-03-03 10:00", "2026-03-11 10:00"]
    assert [(one.original_start.day, one.why) for one in found.clashing] == [(17, "you are busy then")]
    assert [wall(one.period.start)[4:] for _, one in found.fine] == ["2026-03-31 10:00", "2026-04-07 10:00"]
    assert utc(4, 14, 9) in found.positions["tb-ana-1"], "neighbours beyond the horizon"
    assert utc(2, 24) in found.positions["tb-ana-1"], "and before it"


@pytest.mark.parametrize(
    ("last", "pinned", "expected", "sentence"),
    [
        (date(2026, 4, 14), False, date(2027, 4, 14), "six weeks before its end"),
        (date(2026, 4, 13), True, date(2027, 4, 13), "one that a person moved as well"),
        (date(2026, 4, 12), False, date(2027, 4, 12), "and later"),
        (date(2026, 2, 1), False, date(2027, 3, 2), "a year from today where the end is past"),
        (date(2026, 4, 15), False, None, "not yet"),
        (None, False, None, "one without end"),
    ],
)
def test_a_series_is_renewed_before_its_year_ends(
    last: date | None, pinned: bool, expected: date | None, sentence: str
) -> None:
    entry = booking(recurrence=rule(last=last), pinned=pinned)
    found = tended(world([person()], [entry], now=utc(3, 3, 9)))
    renewed = [change.recurrence.last for change in found.changes if isinstance(change, Renew)]
    if last == date(2026, 2, 1):
        expected = date(2027, 3, 3)
    assert renewed == ([expected] if expected else []), sentence
    dates: list[datetime] = [one.period.start for one in found.fixed] + [one.period.start for _, one in found.fine]
    assert not expected or max(dates).month in (5, 6), "the dates of the new year are tested at once"


def test_a_rule_of_a_persons_own_is_left_alone() -> None:
    entry = booking(recurrence=rule(last=date(2026, 3, 20)))
    snapshot = world([person(cadence=MONTHLY)], [entry])
    snapshot = replace(snapshot, reading=replace(snapshot.reading, series=(seen(entry, recurrence=None),)))
    found = tended(snapshot)
    assert (found.changes, found.homeless, len(found.fixed)) == ([], [], 3)


def test_an_older_series_that_makes_room_is_not_renewed() -> None:
    older = booking(recurrence=rule(last=date(2026, 3, 5)))
    newer = booking(recurrence=rule(date(2026, 3, 11)), generation=2)
    found = tended(world([person()], [newer, older]))
    assert found.changes == []
    assert [one.uid for one in found.fixed] == ["tb-ana-1"]
    assert {one.uid for _, one in found.fine} == {"tb-ana-2"}


def test_dates_on_the_calendar_that_nobody_tends_are_in_the_way_all_the_same() -> None:
    """Of a series that ended, of a stranger's, and those of this week that are over; not cancelled ones."""
    now = utc(3, 4, 12)
    ended = booking(recurrence=rule(date(2026, 2, 5), last=date(2026, 3, 5)), standing="ended")
    ben = booking("ben", rule(date(2026, 2, 3)))
    shown = world([], [replace(ended, standing="live"), ben, booking("zoe", rule(date(2026, 3, 6)))], now=now).reading
    off = replace(shown.dates[0], period=span(utc(3, 6, 15)), cancelled=True)
    snapshot = world([person("ben")], [ended, ben], now=now, given=rules(horizon_weeks=1))
    found = tended(replace(snapshot, reading=replace(shown, dates=(*shown.dates, off))))
    days = [wall(one.period.start)[:14] for one in found.fixed]
    assert days == ["Thu 2026-03-05", "Tue 2026-03-03", "Fri 2026-03-06"]


GIVEN_UP = booking(standing="ended")
STILL_SHOWN = reading(NOW, rules(), [booking()])


def test_a_series_given_up_that_still_stands_goes_before_another_comes() -> None:
    found = tended(world([person()], [GIVEN_UP], reading=STILL_SHOWN))
    assert said(found) == "end: you gave it up; a new series takes its place"


def test_one_whose_person_is_not_on_the_list_is_left_alone_whoever_brought_it_back() -> None:
    assert said(tended(world([person("ben")], [GIVEN_UP], reading=STILL_SHOWN))) == ""
