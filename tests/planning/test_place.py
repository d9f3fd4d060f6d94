"""Who gets a new series, and in words why, or why not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.planning.builders import (
    KATHMANDU,
    MONTHLY,
    NOW,
    booking,
    owner,
    person,
    reading,
    rule,
    rules,
    span,
    utc,
    world,
)
from touchbase.domain.booking import Booking, Standing
from touchbase.domain.history import History
from touchbase.domain.hours import Hours
from touchbase.domain.identity import series_uid
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.diary import Diary
from touchbase.planning.openings import Openings
from touchbase.planning.place import Placement, place
from touchbase.planning.tended import Homeless

TRADE = "say what gives way: `touchbase trade` (or raise capacity.hours_per_week; see capacity below)"


def placed(snapshot: Snapshot, homeless: Sequence[Homeless] = (), ending: tuple[str, ...] = ()) -> Placement:
    openings = Openings.of(snapshot)
    return place(snapshot, openings, Diary(openings.grid, snapshot.rules), homeless, ending)


def invited(id: str, address: str, standing: Standing = "live") -> Booking:
    entry = booking(id, standing=standing)
    return replace(entry, series=replace(entry.series, guest_email=address))


EARLY = person(working_hours=(Hours(5 * 60, 6 * 60),))
MOST_WEEKS = [span(utc(3, 2, 0) + timedelta(n), 24 * 60) for n in range(100) if n // 7 % 3]
TAKEN = booking("ben", rule(date(2026, 2, 4)))


@pytest.mark.parametrize(
    ("snapshot", "why", "fix", "sentence"),
    [
        (world([EARLY]), "your working hours and Ana Ruiz's share no free 30 minutes",
         "widen working_hours on one side, or shorten duration_minutes", "hours that never meet"),
        (world([person()], guests={"ana": MOST_WEEKS}), "no weekly slot is free for both on even half of its dates",
         "a longer cadence, or more working_hours for ana", "away two weeks of three"),
        (world([person()], given=rules(hours_per_week=0.4)),
         "your 0.4 hours a week are taken up by touchbases with others",
         TRADE, "more than there is"),
        (world([person("ben", priority=1), person()], given=rules(hours_per_week=0.9)),
         "your 0.9 hours a week are taken up by touchbases with others",
         TRADE, "spent in this very run"),
        (world([person("ben"), person()], [TAKEN], given=rules(hours_per_week=0.9)),
         "your 0.9 hours a week are taken up by touchbases with others",
         TRADE, "spent before"),
        (world([person("ben", priority=1), person()], given=rules(max_per_week=1)),
         "every slot that suits both is taken by other touchbases or lies on a full day or week",
         "raise touchbase.max_per_day or max_per_week", "one a week, and it is Ben's"),
        (world([person("ben", priority=1), person()], given=rules(new_per_run=1)),
         "waits for a later run: at most 1 new series a run", "touchbase sync", "the ramp"),
        (world([person()], [booking(standing="paused_by_user")]),
         "their series was deleted or taken back by hand, so it is not made anew", "touchbase resume ana", "by hand"),
        (world([person(cadence=MONTHLY)], histories={"ana": History(last_held=NOW)}, given=rules(horizon_weeks=4)),
         "not due before 1 April", "nothing to do: it is booked within 4 weeks of that day", "met this morning"),
    ],
)  # fmt: skip
def test_everybody_without_a_series_is_told_why(snapshot: Snapshot, why: str, fix: str, sentence: str) -> None:
    (unplaced,) = (one for one in placed(snapshot).unplaced if one.stakeholder == "ana")
    assert (unplaced.why, unplaced.fix) == (why, fix), sentence


@pytest.mark.parametrize(
    ("known", "booked", "sentence"),
    [
        (booking("anna"), True, "another address, another person"),
        (invited("anna", "Ana@Example.com"), False, "the name was corrected where no id is written"),
        (invited("anna", "ana@example.org"), False, "their second address"),
        (invited("anna", "ana@example.com", standing="parked"), False, "off the list, and parked"),
        (invited("anna", "ana@example.com", standing="ended"), True, "that series is over"),
        (invited("ben", "ana@example.com"), True, "somebody on the list has that address in their series"),
    ],
)
def test_an_address_that_is_invited_already_under_another_id_is_asked_about(
    known: Booking, booked: bool, sentence: str
) -> None:
    found = placed(world([person(addresses=("ana@example.org",)), person("ben", state="paused")], [known]))
    assert [one.series.stakeholder for one in found.placed] == ["ana"] * booked, sentence
    for one in found.unplaced:
        assert one.why.endswith("has a series already under the id anna, which is no longer on your list")
        assert one.fix == 'write id = "anna" for them in the list; if it is another person, `touchbase retire anna`'


@pytest.mark.parametrize(
    ("shown", "booked", "sentence"),
    [
        ([booking("ana")], False, "it still stands, and may not end"),
        ([booking("ana", rule(last=date(2026, 3, 2)))], True, "what is left of it is frozen or over"),
        ([], True, "it is gone"),
    ],
)
def test_under_create_only_a_series_given_up_that_stands_is_not_doubled(
    shown: Sequence[Booking], booked: bool, sentence: str
) -> None:
    given = rules(policy="create-only")
    found = placed(world([person()], [booking(standing="ended")], given=given, reading=reading(NOW, given, shown)))
    assert [one.series.stakeholder for one in found.placed] == ["ana"] * booked, sentence
    for one in found.unplaced:
        assert one.why == 'the series you gave up still stands, and under the policy "create-only" nothing is ended'
        assert one.fix == "delete it on the calendar; the next sync books a new one"


def test_the_series_of_an_ending_one_frees_its_hours() -> None:
    snapshot = world([person()], [TAKEN], given=rules(hours_per_week=0.9))
    assert placed(snapshot).placed == ()
    assert [one.series.stakeholder for one in placed(snapshot, ending=(TAKEN.uid,)).placed] == ["ana"]


def test_a_series_has_all_the_calendar_needs() -> None:
    (one,) = placed(world([person()], [booking(standing="ended", generation=3)])).placed
    series = one.series
    assert (series.uid, series.generation) == (series_uid(owner().id, "ana", 4), 4)
    assert (series.guest_name, series.guest_email, series.conference) == ("Ana Ruiz", "ana@example.com", True)
    assert series.recurrence.last == series.recurrence.first + timedelta(days=365)
    assert one.replaces is None


@pytest.mark.parametrize(
    ("snapshot", "why", "sentence"),
    [
        (world([person()]), "13 of 13 dates in 13 weeks suit both of you", "how many dates suit"),
        (world([person()]), "Ana Ruiz's calendar is unknown, so only their working hours were used", "unknown is said"),
        (world([person(zone=KATHMANDU)]), "14:45 for them in Asia/Kathmandu", "their wall clock"),
        (world([person()]), "in the part of the day both of you prefer", "preferences"),
        (world([person()]), "you have not met yet", "never met"),
        (world([person()], histories={"ana": History(last_held=utc(2, 25))}),
         "last met 25 February, next owed 4 March", "what is owed"),
    ],
)  # fmt: skip
def test_every_slot_carries_its_why(snapshot: Snapshot, why: str, sentence: str) -> None:
    (one,) = placed(snapshot).placed
    assert why in one.why, sentence


def test_what_does_not_apply_is_not_said() -> None:
    who = person(preferred=(Hours(9 * 60, 9 * 60 + 15),))
    (one,) = placed(world([who], guests={"ana": []})).placed
    assert len(one.why) == 2


def test_moves_go_whatever_the_ramp_says_and_leave_the_old_slot() -> None:
    ana, ben, cy = person("ana", MONTHLY, 5), person("ben", priority=1), person("cy", priority=2)
    old = booking("ana")
    snapshot = world([ana, ben, cy], [old], given=rules(new_per_run=1))
    found = placed(snapshot, [Homeless(ana, old, "you now want to meet monthly, not weekly")])
    assert [(one.series.stakeholder, one.replaces) for one in found.placed] == [("ben", None), ("ana", old)]
    assert found.placed[1].why[0] == "you now want to meet monthly, not weekly"
    assert [one.stakeholder for one in found.unplaced] == ["cy"]
    assert set(found.requests) == {"ana", "ben", "cy"}


def test_who_is_not_active_or_has_a_series_needs_none() -> None:
    people = [person("ben"), *(person(f"not-{state}", state=state) for state in ("paused", "completed", "let_go"))]
    found = placed(world(people, [TAKEN]))
    assert (found.placed, found.unplaced) == ((), ())
