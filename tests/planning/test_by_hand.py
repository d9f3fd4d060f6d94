"""Recurring 1:1s made by hand: who is served by one, how often they are, and what the plan says of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.planning.builders import (
    FORTNIGHTLY,
    LONDON,
    MONTHLY,
    NEW_YORK,
    NOW,
    WEEKLY,
    booking,
    on,
    person,
    reading,
    rules,
    utc,
    world,
)
from touchbase.domain.adoption import Adopt
from touchbase.domain.cadence import Cadence
from touchbase.domain.change import Create
from touchbase.domain.event import RecurringMeeting
from touchbase.domain.history import History
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.planning.adoption import adoption
from touchbase.planning.by_hand import by_hand, rhythm, served
from touchbase.planning.decide import decide

FIRST = date(2026, 2, 24)  # a Tuesday, five weeks before the clocks change


def every(days: int, count: int, first: date = FIRST, zone: str = LONDON) -> tuple[datetime, ...]:
    """At ten on the wall clock of the zone."""
    return tuple(on(first + timedelta(days=days * n), "10:00", zone) for n in range(count))


def meeting(starts: Iterable[datetime] = every(14, 6), *addresses: str, **more: Any) -> RecurringMeeting:
    guests = frozenset(addresses or ("ana@example.com",))
    usual = RecurringMeeting("coffee", guests, len(guests) + 1, tuple(starts), True, 30)
    return replace(usual, **more)


def having(*meetings: RecurringMeeting, people: Iterable[Stakeholder] = (), **more: Any) -> Snapshot:
    given = rules()
    shown = reading(NOW, given, (), recurring=tuple(meetings))
    return world(tuple(people) or (person("ana", FORTNIGHTLY),), reading=shown, given=given, **more)


@pytest.mark.parametrize(
    ("found", "wanted", "yes", "sentence"),
    [
        (meeting(), FORTNIGHTLY, True, "as often as wanted"),
        (meeting(every(7, 12)), MONTHLY, True, "more often"),
        (meeting(every(21, 5)), FORTNIGHTLY, True, "half as long again is often enough"),
        (meeting(every(28, 4)), FORTNIGHTLY, False, "twice as long is not"),
        (meeting(), WEEKLY, False, "nor every other week for somebody met weekly"),
        (meeting((utc(2, 24), utc(3, 24), utc(4, 28))), MONTHLY, True, "four weeks and five are a month"),
        (meeting((utc(4, 7),)), Cadence(3, "month"), True, "one date in a window of a quarter is quarterly"),
        (meeting((utc(4, 7),)), MONTHLY, False, "and not monthly"),
        (meeting(every(14, 1)), FORTNIGHTLY, False, "no date to come"),
        (meeting((*every(14, 2), *every(14, 3, date(2026, 4, 7)))), FORTNIGHTLY, True, "a date taken off is no matter"),
        (meeting((utc(2, 24), utc(3, 12), *every(14, 3, date(2026, 3, 24)))), FORTNIGHTLY, True, "nor a moved one"),
        (meeting(every(14, 6), "ana@example.com", "ben@example.com"), FORTNIGHTLY, False, "three are no 1:1"),
        (meeting(people=3), FORTNIGHTLY, False, "nor are more who came than are named"),
        (meeting(every(14, 6), "ben@example.com"), FORTNIGHTLY, False, "somebody else"),
        (meeting(every(14, 6), "Ana@Example.org"), FORTNIGHTLY, True, "another address of theirs, however written"),
        (meeting(own=False), FORTNIGHTLY, True, "whoever organises it"),
    ],
)  # fmt: skip
def test_who_is_served(found: RecurringMeeting, wanted: Cadence, yes: bool, sentence: str) -> None:
    who = person("ana", wanted, addresses=("ana@example.org",))
    snapshot = having(found, people=(who,))
    assert (set(served(snapshot)) == {"ana"}) is yes, sentence
    assert any(isinstance(change, Create) for change in decide(snapshot).changes) is not yes


def test_the_days_between_are_those_of_the_owner_s_calendar() -> None:
    over_the_change = having(meeting((utc(3, 24, 0, 30), utc(3, 30, 23, 30), utc(4, 6, 23, 30))))
    assert [one.days for one in by_hand(over_the_change)] == [7.0]


@pytest.mark.parametrize(
    ("state", "expected"), [("active", ["ana"]), ("paused", []), ("completed", []), ("let_go", [])]
)  # fmt: skip
def test_only_active_people_are_looked_for(state: str, expected: list[str]) -> None:
    who = person("ana", FORTNIGHTLY, state=state)
    assert [one.who.id for one in by_hand(having(meeting(), people=(who,)))] == expected


def test_somebody_with_a_series_of_ours_is_not_looked_for() -> None:
    ours = booking()
    shown = reading(NOW, rules(), (ours,), recurring=(meeting(),))
    assert by_hand(world((person("ana"),), (ours,), reading=shown)) == ()
    over = replace(ours, standing="ended")
    assert len(by_hand(world((person("ana"),), (over,), reading=shown))) == 1


def test_of_several_the_one_that_serves_best_counts() -> None:
    rare, theirs = meeting(every(28, 4), uid="rare"), meeting(every(7, 9), uid="theirs", own=False)
    found = by_hand(having(rare, theirs, meeting()))
    assert [one.meeting.uid for one in found] == ["coffee", "theirs", "rare"]
    assert served(having(rare, theirs, meeting()))["ana"].meeting.uid == "coffee"


def test_what_the_owner_refused_does_not_serve() -> None:
    snapshot = having(meeting(), refused=frozenset({("ana", "coffee")}))
    assert (served(snapshot), [one.refused for one in by_hand(snapshot)]) == ({}, [True])
    plan = decide(snapshot)
    assert (kinds(plan.changes), plan.proposals) == (["create"], ())


def kinds(changes: Iterable[object]) -> list[str]:
    return [getattr(change, "kind", "") for change in changes]


def test_a_served_person_is_proposed_to_and_is_no_failure() -> None:
    plan = decide(having(meeting(), people=(person("ana", FORTNIGHTLY), person("ben", priority=5))))
    assert ([change.stakeholder for change in plan.changes], plan.unplaced, plan.capacity.starved) == (["ben"], (), ())
    [proposal] = plan.proposals
    assert (proposal.kind, proposal.stakeholder, proposal.start, proposal.minutes) == ("adopt", "ana", utc(3, 10), 30)
    assert proposal.why == (
        "you already meet Ana Ruiz every other Tuesday at 10:00",
        "`touchbase adopt ana` lets touchbase look after it",
        "`touchbase adopt ana --no` books one of its own",
    )


def test_somebody_else_s_series_serves_as_it_is() -> None:
    [proposal] = decide(having(meeting(own=False))).proposals
    assert (proposal.kind, proposal.why[1]) == ("served", "that series serves as your touchbase as it is")


def test_proposals_come_by_priority() -> None:
    people = (person("ana", FORTNIGHTLY, 3), person("ben", FORTNIGHTLY, 1))
    both = (meeting(), meeting(every(14, 6), "ben@example.com", uid="walk"))
    assert [one.stakeholder for one in decide(having(*both, people=people)).proposals] == ["ben", "ana"]


def test_its_hours_are_taken_from_the_budget() -> None:
    people = (person("ana", FORTNIGHTLY), person("ben", WEEKLY))
    given = rules(hours_per_week=0.5)
    shown = reading(NOW, given, (), recurring=(meeting(),))
    plan = decide(world(people, reading=shown, given=given))
    assert [one.stakeholder for one in plan.unplaced] == ["ben"]
    assert plan.capacity.starved == ("ben",)
    roomy = rules(hours_per_week=0.75)
    assert kinds(decide(world(people, reading=shown, given=roomy)).changes) == ["create"]


def test_somebody_over_the_budget_who_is_served_does_not_starve() -> None:
    given = rules(hours_per_week=0.1, planner_seconds=0)
    shown = reading(NOW, given, (), recurring=(meeting(),))
    assert decide(world((person("ana", FORTNIGHTLY),), reading=shown, given=given)).capacity.starved == ()


def test_no_make_up_is_proposed_to_somebody_who_is_served() -> None:
    missed = Touchbase("t", "ana", utc(2, 24), 30, "touchbase", Judgement("not_held", ()), "calendar", "c", utc(2, 24))
    history = History(last_held=utc(1, 6), last_verdict="not_held", missed_in_a_row=1)
    more: dict[str, Any] = {"histories": {"ana": history}, "judged": {("c", utc(2, 24)): missed}}
    assert [one.kind for one in decide(having(meeting(), **more)).proposals] == ["adopt"]


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        (every(7, 5), "every Tuesday at 10:00"),
        (every(14, 5), "every other Tuesday at 10:00"),
        (every(21, 5), "every third Tuesday at 10:00"),
        (every(2, 20), "several times a week"),
        (every(28, 4), "about once a month on a Tuesday at 10:00"),
        (every(63, 2), "about every 2 months on a Tuesday at 10:00"),
        ((utc(4, 7, 9),), "on Tue 7 April 10:00"),
        ((*every(7, 4), utc(3, 24, 15)), "every Tuesday at 10:00"),
    ],
)
def test_how_often_in_words(starts: tuple[datetime, ...], words: str) -> None:
    [one] = by_hand(having(meeting(starts)))
    assert rhythm(one, LONDON) == words


def test_the_words_are_on_the_owner_s_clock() -> None:
    [one] = by_hand(having(meeting(every(7, 5))))
    assert rhythm(one, NEW_YORK) == "every Tuesday at 06:00"


def test_an_adoption_is_one_change_that_mails_nobody() -> None:
    over = replace(booking(generation=4), standing="ended")
    snapshot = replace(having(meeting()), bookings=(over,), mails=True)
    plan = adoption(by_hand(snapshot)[0], snapshot)
    [change] = plan.changes
    assert isinstance(change, Adopt)
    assert (change.uid, change.generation, change.start, change.mails, plan.mails) == ("coffee", 5, utc(3, 10), 0, 0)
    assert change.why == ("you meet every other Tuesday at 10:00; it stays in that slot", "you asked for it")
    assert change.to_json() == {
        "kind": "adopt", "stakeholder": "ana", "start": "2026-03-10T10:00:00+00:00", "time_zone": LONDON,
        "rrule": None, "duration_minutes": 30, "original_start": None, "notifies": False, "why": list(change.why),
    }  # fmt: skip
