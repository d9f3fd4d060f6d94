"""Changes that print and count themselves, and the plan's hash: what it covers and what it does not."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.domain.booking import Booking, DateChange, Standing
from touchbase.domain.cadence import Cadence
from touchbase.domain.change import Change, Create, End, MoveOccurrence, MoveSeries, Park, Record, Renew, SkipOccurrence
from touchbase.domain.event import Evidence, Occurrence, Reading, Series
from touchbase.domain.history import NO_HISTORY, History
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.plan import Capacity, ExpectedMiss, GuardReport, Plan, Unplaced
from touchbase.domain.proposal import Proposal
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.touchbase import Judgement, Touchbase

NOW, LONDON = datetime(2026, 7, 1, 9, tzinfo=UTC), "Europe/London"
RULE = Recurrence(date(2026, 7, 7), time(10), LONDON, Cadence(1, "month"))
SERIES = Series("tb1", "ana", 1, RULE, "Touchbase", "", "Ana", "ana@example.com")
BOOKING = Booking(
    SERIES, exceptions={NOW: DateChange(None, "us"), NOW + timedelta(1): DateChange(RULE.period(NOW), "human")}
)
HELD = Touchbase("abc", "ana", NOW, 30, "touchbase", Judgement("likely", ("she accepted",)), "calendar", "tb1", NOW)

CHANGES: dict[str, Change] = {
    "judged": Record(stakeholder="ana", touchbase=HELD),
    "adopted": Record(stakeholder="bo", booking=BOOKING),
    "empty": Record(stakeholder="cy"),
    "park": Park(stakeholder="di", booking=replace(BOOKING, standing="parked")),
    "end": End(stakeholder="ed", uid="tb1", after=NOW),
    "move": MoveSeries(stakeholder="fe", uid="tb1", after=NOW, series=SERIES, notifies=True),
    "create": Create(stakeholder="gi", series=SERIES, notifies=True),
    "renew": Renew(stakeholder="ho", uid="tb1", recurrence=RULE.ending(date(2027, 7, 7))),
    "shift": MoveOccurrence(stakeholder="ida", uid="tb1", original_start=NOW, period=RULE.period(NOW), zone=LONDON),
    "skip": SkipOccurrence(stakeholder="jo", uid="tb1", original_start=NOW, zone=LONDON),
}
SHOWN = [
    ("judged", "record", "2026-07-01T09:00:00+00:00", None, None, 30, "2026-07-01T09:00:00+00:00"),
    ("adopted", "record", "2026-07-07T10:00:00+01:00", LONDON, "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU", 30, None),
    ("empty", "record", None, None, None, None, None),
    ("park", "park", "2026-07-07T10:00:00+01:00", LONDON, "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU", 30, None),
    ("end", "end", None, None, None, None, None),
    ("move", "move_series", "2026-07-07T10:00:00+01:00", LONDON, "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU", 30, None),
    ("create", "create", "2026-07-07T10:00:00+01:00", LONDON, "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU", 30, None),
    ("renew", "renew", "2026-07-07T10:00:00+01:00", LONDON,
     "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU;UNTIL=20270707T225959Z", 30, None),
    ("shift", "move_occurrence", "2026-07-01T10:00:00+01:00", LONDON, None, 30, "2026-07-01T10:00:00+01:00"),
    ("skip", "skip_occurrence", None, LONDON, None, None, "2026-07-01T10:00:00+01:00"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "start", "zone", "rrule", "minutes", "original"), SHOWN)
def test_every_change_shows_the_contracts_keys(
    name: str, kind: str, start: str, zone: str, rrule: str, minutes: int, original: str
) -> None:
    change = replace(CHANGES[name], why=("because",))
    assert change.to_json() == {
        "kind": kind, "stakeholder": change.stakeholder, "start": start, "time_zone": zone, "rrule": rrule,
        "duration_minutes": minutes, "original_start": original, "notifies": change.notifies, "why": ["because"],
    }  # fmt: skip


def test_a_bare_change_does_nothing_that_can_be_named() -> None:
    assert (Change(stakeholder="ana").facts(), Change(stakeholder="ana").writes) == ({}, True)


def test_what_is_ours_alone_writes_no_calendar() -> None:
    assert [name for name, change in CHANGES.items() if not change.writes] == ["judged", "adopted", "empty", "park"]
    plan = Plan(tuple(CHANGES.values()))
    assert (len(plan.writes), plan.mails) == (6, 3), "a moved series mails its end and its new slot"


def test_changes_sort_from_memory_to_single_dates() -> None:
    kinds = [change.kind for change in sorted(CHANGES.values(), key=Change.sort_key)]
    assert kinds == ["record", "record", "record", "park", "end", "move_series", "create", "renew", "move_occurrence",
                     "skip_occurrence"]  # fmt: skip


@given(st.permutations(list(CHANGES.values())))
def test_sorted_changes_have_one_hash_whatever_order_they_were_found_in(changes: list[Change]) -> None:
    plan = Plan(tuple(sorted(changes, key=Change.sort_key)))
    assert plan.hash == Plan(tuple(sorted(CHANGES.values(), key=Change.sort_key))).hash
    assert re.fullmatch(r"[0-9a-f]{12}", plan.hash)


def test_the_hash_of_the_first_release_stays() -> None:
    assert Plan(tuple(CHANGES.values())).hash == "3a39f7c0d6b1"
    assert Plan().hash == "4f53cda18c2b"


@pytest.mark.parametrize("name", CHANGES)
def test_reasons_mail_and_guard_do_not_enter_the_hash(name: str) -> None:
    plan = Plan((CHANGES[name],))
    other = Plan(
        (replace(CHANGES[name], why=("another",), notifies=not CHANGES[name].notifies),), notices=("a",), gap=0.1
    )
    assert other.guarded(GuardReport(("no",))).hash == plan.hash


def test_the_clock_does_not_enter_the_hash() -> None:
    later = NOW + timedelta(minutes=5)
    ends, moves = CHANGES["end"], CHANGES["move"]
    assert isinstance(ends, End)
    assert isinstance(moves, MoveSeries)
    assert Plan((replace(ends, after=later), replace(moves, after=later))).hash == Plan((ends, moves)).hash


DIFFERENT: list[tuple[str, dict[str, object], str]] = [
    ("create", {"stakeholder": "zoe"}, "somebody else"),
    ("create", {"series": replace(SERIES, guest_email="x@example.com")}, "another address"),
    ("create", {"series": replace(SERIES, recurrence=replace(RULE, at=time(11)))}, "another time"),
    ("create", {"series": replace(SERIES, recurrence=replace(RULE, minutes=45))}, "another length"),
    ("move", {"uid": "tb2"}, "another series to end"),
    ("end", {"uid": "tb2"}, "another series to end"),
    ("shift", {"period": RULE.period(NOW + timedelta(hours=1))}, "another time of that date"),
    ("skip", {"original_start": NOW + timedelta(days=1)}, "another date"),
    ("park", {"stakeholder": "zoe"}, "somebody else is no longer tended"),
]


def test_a_plan_that_waits_keeps_its_name_while_verdicts_come_in() -> None:
    waiting = (CHANGES["end"], CHANGES["park"])
    assert Plan((CHANGES["judged"], CHANGES["adopted"], *waiting)).hash == Plan(waiting).hash


@pytest.mark.parametrize(("name", "change", "_why"), DIFFERENT, ids=[f"{row[0]}: {row[2]}" for row in DIFFERENT])
def test_what_would_be_done_differently_has_another_hash(name: str, change: dict[str, object], _why: str) -> None:
    assert Plan((replace(CHANGES[name], **change),)).hash != Plan((CHANGES[name],)).hash  # type: ignore[arg-type]


def test_exceptions_are_told_in_order() -> None:
    backwards = replace(BOOKING, exceptions=dict(reversed(list(BOOKING.exceptions.items()))))
    assert Record(stakeholder="bo", booking=backwards).facts() == CHANGES["adopted"].facts()


def test_the_plan_as_json_has_the_contracts_keys() -> None:
    plan = Plan(
        (CHANGES["end"],), (Unplaced("bo", "no time", "ask"),), (ExpectedMiss("cy", NOW, "holiday"),),
        Capacity(2.0, 1.0, ("bo",), ("less",)), 3.5, 3.0, 0.14, GuardReport(("too much",)), ("seen twice",),
        (Proposal("bo", "make_up", "Europe/London", NOW, 45, ("owed",)), Proposal("cy", "ask", "Europe/London")),
    )  # fmt: skip
    shown = json.loads(json.dumps(plan.to_json()))
    assert shown.pop("changes")[0]["kind"] == "end"
    assert shown == {
        "plan": plan.hash,
        "unplaced": [{"stakeholder": "bo", "why": "no time", "fix": "ask"}],
        "expected_misses": [{"stakeholder": "cy", "original_start": "2026-07-01T09:00:00+00:00", "why": "holiday"}],
        "capacity": {"needed_hours_per_week": 2.0, "budget_hours_per_week": 1.0, "fits": False, "starved": ["bo"],
                     "cheapest_fix": ["less"]},
        "objective": 3.5, "bound": 3.0, "gap": 0.14, "guard": {"ok": False, "reasons": ["too much"]},
        "notices": ["seen twice"],
        "proposals": [
            {"stakeholder": "bo", "kind": "make_up", "start": "2026-07-01T10:00:00+01:00", "duration_minutes": 45,
             "why": ["owed"]},
            {"stakeholder": "cy", "kind": "ask", "start": None, "duration_minutes": None, "why": []},
        ],
    }  # fmt: skip


def test_a_budget_that_is_just_met_fits() -> None:
    assert Capacity(0.1 + 0.2, 0.3).fits
    assert not Capacity(0.31, 0.3).fits


def test_a_booking_stands_while_it_is_on_the_calendar() -> None:
    standings: tuple[Standing, ...] = ("live", "parked", "declined", "paused_by_user", "ended")
    assert [replace(BOOKING, standing=s).stands for s in standings] == [True, True, True, False, False]
    assert BOOKING.uid == "tb1"


def test_an_occurrence_knows_its_key_and_whether_it_moved() -> None:
    stays = Occurrence("tb1", NOW, RULE.period(NOW))
    moved = replace(stays, period=RULE.period(NOW + timedelta(days=1)))
    assert (stays.key, stays.moved, moved.key, moved.moved) == (("tb1", NOW), False, ("tb1", NOW), True)
    assert Evidence("tb1", NOW, moved.period).key == ("tb1", NOW)


@pytest.mark.parametrize(
    ("verdict", "held"), [("confirmed", True), ("likely", True), ("doubtful", False), ("not_held", False)]
)
def test_held_is_confirmed_or_likely(verdict: str, held: bool) -> None:
    assert Judgement(verdict, ()).held is held  # type: ignore[arg-type]


def test_a_snapshot_knows_its_day_its_horizon_and_what_it_does_not_know() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    met = History(NOW, "likely")
    snapshot = Snapshot(
        late, Owner("Sam", "sam@example.com", LONDON), Rules(horizon_weeks=2), (), Reading(Period(late, late)),
        histories={"ana": met},
    )  # fmt: skip
    assert snapshot.today == date(2026, 7, 2)
    assert snapshot.horizon == Period(late, late + timedelta(days=14))
    assert (snapshot.history("ana"), snapshot.history("bo")) == (met, NO_HISTORY)
    assert snapshot.busy_of("ana").is_busy(snapshot.horizon) is None
