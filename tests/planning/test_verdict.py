"""Held or not: the contract's six rules, other meetings by heads, and what is worth a new line in the log."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.planning.world import (
    NOW,
    WINDOW,
    at,
    booking,
    evidence,
    half_hour,
    person,
    seeing,
    shown,
    world,
)  # fmt: skip
from touchbase.domain.booking import DateChange
from touchbase.domain.change import Record
from touchbase.domain.event import Evidence, Meeting
from touchbase.domain.identity import touchbase_id
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.planning.verdict import count_meeting, judge, judge_dates, ripe

FACTS: list[tuple[dict[str, Any], bool | None, str, str]] = [
    # what was seen, what a person said, verdict, reason
    ({"guest_reply": "declined", "together_minutes": 30}, True, "confirmed", "you said that you met"),
    ({"guest_reply": "accepted", "together_minutes": 30}, False, "not_held", "you said that you did not meet"),
    ({"cancelled_by": "owner", "together_minutes": 30}, None, "not_held", "you cancelled this date"),
    ({"cancelled_by": "stakeholder"}, None, "not_held", "Ana cancelled this date"),
    ({"cancelled_by": "someone"}, None, "not_held", "this date was cancelled"),
    ({"owner_reply": "declined", "guest_reply": "accepted"}, None, "not_held", "you declined this date"),
    ({"guest_reply": "declined", "together_minutes": 9}, None, "not_held", "Ana declined this date"),
    ({"together_minutes": 5, "away": "out of office"}, None, "confirmed",
     "attendance shows you and Ana together for 5 minutes"),
    ({"together_minutes": 4, "guest_reply": "accepted"}, None, "likely", "Ana accepted"),
    ({"away": "out of office", "guest_reply": "accepted"}, None, "doubtful",
     "you may have been elsewhere: out of office"),
    ({"guest_reply": "accepted"}, None, "likely", "Ana accepted"),
    ({"guest_reply": "tentative"}, None, "doubtful", "Ana answered maybe"),
    ({"guest_reply": "needs_action"}, None, "doubtful", "Ana did not answer"),
    ({"together_minutes": 0}, None, "doubtful", "Ana did not answer"),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "said", "verdict", "reason"), FACTS, ids=[row[3] for row in FACTS])
def test_the_first_rule_that_fits_decides(seen: dict[str, Any], said: bool | None, verdict: str, reason: str) -> None:
    judgement = judge(evidence(2, **seen), "Ana", said)
    assert (judgement.verdict, judgement.reasons) == (verdict, (reason,))


def test_everybody_who_called_it_off_is_named() -> None:
    seen = evidence(2, cancelled_by="owner", owner_reply="declined", guest_reply="declined")
    said = ("you cancelled this date", "you declined this date", "Ana declined this date")
    assert judge(seen, "Ana") == Judgement("not_held", said)


@pytest.mark.parametrize(("minutes", "expected"), [(14, False), (15, True), (16, True)])
def test_a_date_is_ripe_a_quarter_of_an_hour_after_its_end(minutes: int, expected: bool) -> None:
    seen = evidence(2)
    assert ripe(seen, seen.period.end + timedelta(minutes=minutes)) is expected


HEADS = [
    (1, None, "a block of one's own is no meeting"),
    (2, ("meeting", True), "two people count like a touchbase"),
    (3, ("shared", True), "three share it, and it counts"),
    (4, ("shared", True), "four share it, and it counts"),
    (5, ("shared", False), "five are noted, and the clock stays"),
    (8, ("shared", False), "eight are noted, and the clock stays"),
    (9, None, "more are ignored"),
]


@pytest.mark.parametrize(("people", "expected", "_why"), HEADS, ids=[row[2] for row in HEADS])
def test_other_meetings_count_by_heads(people: int, expected: tuple[str, bool] | None, _why: str) -> None:
    counted = count_meeting(Meeting("m", half_hour(2), frozenset(), people))
    assert (None if counted is None else (counted.kind, counted.moves_clock)) == expected


def entries(records: tuple[Record, ...]) -> list[Touchbase]:
    return [record.touchbase for record in records if record.touchbase is not None]


def verdicts(snapshot: Snapshot) -> dict[str, str]:
    return {f"{e.original_start:%d %b}": e.judgement.verdict for e in entries(judge_dates(snapshot))}


def with_log(snapshot: Snapshot, **change: Any) -> Snapshot:
    """The same after the log took every record, each changed as told."""
    log = {(e.uid, e.original_start or e.start): replace(e, **change) for e in entries(judge_dates(snapshot))}
    return replace(snapshot, judged=dict(snapshot.judged) | log)


def test_a_ripe_date_becomes_a_record_with_names_and_local_time() -> None:
    snapshot = seeing(world(booking()), evidence=(evidence(25, month=2, guest_reply="accepted"),))
    (record,) = judge_dates(snapshot)
    assert record.why == ("Ana Ruiz, Wed 25 February 10:00: probably held, because Ana Ruiz accepted",)
    assert record.touchbase == Touchbase(
        touchbase_id("sam@example.com", "ana", at(25, month=2), "tb-ana-1"), "ana", at(25, month=2), 30, "touchbase",
        Judgement("likely", ("Ana Ruiz accepted",)), "calendar", "tb-ana-1", at(25, month=2),
    )  # fmt: skip


def test_a_moved_date_keeps_its_key_and_counts_from_where_it_took_place() -> None:
    moved = Evidence("tb-ana-1", at(25, month=2), half_hour(27, 15, month=2), guest_reply="accepted")
    (entry,) = entries(judge_dates(seeing(world(booking()), evidence=(moved,))))
    assert (entry.original_start, entry.start) == (at(25, month=2), at(27, 15, month=2))


def test_a_date_still_going_on_or_of_nobody_we_know_says_nothing() -> None:
    seen = (evidence(3, 8), replace(evidence(2), uid="foreign"))
    snapshot = seeing(world(booking()), evidence=(replace(seen[0], period=Period(at(3, 8), NOW)), seen[1]))
    assert judge_dates(snapshot) == ()


def test_what_the_log_already_says_is_not_said_again() -> None:
    snapshot = seeing(world(booking()), evidence=(evidence(25, month=2),))
    assert len(judge_dates(snapshot)) == 1
    assert judge_dates(with_log(snapshot)) == ()


def test_new_evidence_changes_a_calendars_verdict_and_never_a_persons() -> None:
    unanswered = seeing(world(booking()), evidence=(evidence(25, month=2),))
    accepted = (evidence(25, month=2, guest_reply="accepted"),)
    assert verdicts(seeing(with_log(unanswered), evidence=accepted)) == {"25 Feb": "likely"}
    assert judge_dates(seeing(with_log(unanswered, source="human"), evidence=accepted)) == ()


def test_a_date_deleted_from_the_past_was_not_held() -> None:
    snapshot = world(booking())
    kept = tuple(date for date in snapshot.reading.dates if date.original_start != at(25, month=2))
    (record,) = judge_dates(seeing(snapshot, dates=kept))
    assert record.why == ("Ana Ruiz, Wed 25 February 10:00: not held, because this date was cancelled",)


def test_dates_of_a_series_found_by_look_up_alone_are_not_called_deleted() -> None:
    snapshot = seeing(world(booking()), dates=())
    assert list(verdicts(snapshot)) == ["28 Jan", "04 Feb", "11 Feb", "18 Feb", "25 Feb"]
    assert judge_dates(replace(snapshot, looked_up=frozenset({"tb-ana-1"}))) == ()


@pytest.mark.parametrize(
    ("standing", "seen"),
    [("live", {"recurrence": None}), ("live", {"cancelled": True}), ("ended", {})],
    ids=["a foreign rule", "a series called off as a whole", "a series that is over"],
)
def test_nothing_is_deleted_by_being_absent_from(standing: str, seen: dict[str, Any]) -> None:
    entry = booking(standing=standing)
    assert judge_dates(seeing(world(entry), series=(shown(entry, **seen),), dates=())) == ()


def test_a_series_nobody_sees_deletes_no_date() -> None:
    assert judge_dates(seeing(world(booking()), series=(), dates=())) == ()


def test_a_window_that_begins_after_now_holds_no_past() -> None:
    snapshot = world(booking())
    assert judge_dates(seeing(snapshot, window=Period(NOW + timedelta(days=1), WINDOW.end), dates=())) == ()


def test_a_date_we_took_off_for_a_pause_is_nobodys_miss() -> None:
    entry = booking(exceptions={at(25, month=2): DateChange(None, "us")})
    assert judge_dates(world(entry)) == ()
    cancelled = seeing(world(entry), evidence=(evidence(25, month=2, cancelled_by="owner"),))
    assert judge_dates(cancelled) == ()
    put_back = seeing(world(entry), evidence=(evidence(25, month=2, guest_reply="accepted"),))
    assert verdicts(put_back) == {"25 Feb": "likely"}


def test_a_date_a_person_took_off_was_not_held() -> None:
    assert verdicts(world(booking(exceptions={at(25, month=2): DateChange(None, "human")}))) == {"25 Feb": "not_held"}


def test_a_date_moved_out_of_sight_is_waited_for() -> None:
    beyond = half_hour(20, month=8)
    assert judge_dates(world(booking(exceptions={at(25, month=2): DateChange(beyond, "human")}))) == ()


def test_a_series_called_off_today_does_not_undo_what_was_held() -> None:
    entry = booking()
    before = with_log(seeing(world(entry), evidence=(evidence(18, month=2, guest_reply="accepted"),)))
    gone = (evidence(18, month=2, cancelled_by="owner"), evidence(25, month=2, cancelled_by="owner"))
    after = seeing(before, series=(shown(entry, cancelled=True),), dates=(), evidence=gone)
    assert verdicts(after) == {"25 Feb": "not_held"}


def test_a_series_found_by_its_tag_is_judged_though_our_memory_is_lost() -> None:
    entry = booking()
    snapshot = replace(world(entry), bookings=())
    assert verdicts(seeing(snapshot, evidence=(evidence(25, month=2),))) == {"25 Feb": "doubtful"}
    assert judge_dates(replace(seeing(snapshot, evidence=(evidence(25, month=2),)), stakeholders=())) == ()


def test_somebody_gone_from_the_list_is_judged_under_the_name_we_wrote() -> None:
    snapshot = seeing(world(booking(), people=()), evidence=(evidence(25, month=2, guest_reply="declined"),))
    assert judge_dates(snapshot)[0].why[0].endswith("not held, because Ana Ruiz declined this date")


ANA, BO = person("ana", addresses=("ana.ruiz@example.org",)), person("bo")


def met(people: int, *addresses: str, day: int = 2) -> tuple[Meeting, ...]:
    return (Meeting("m1", half_hour(day, 8), frozenset(addresses), people),)


def test_another_meeting_is_a_contact_with_each_of_its_people() -> None:
    everybody = ("sam@example.com", "Ana.Ruiz@example.org", "bo@example.com", "ana@example.com", "x@example.com")
    snapshot = seeing(world(people=(ANA, BO)), meetings=met(4, *everybody))
    found = entries(judge_dates(snapshot))
    assert [(e.stakeholder, e.kind, e.moves_clock, e.judgement.held) for e in found] == [
        ("ana", "shared", True, True),
        ("bo", "shared", True, True),
    ]
    assert len({e.id for e in found}) == 2
    assert judge_dates(with_log(snapshot)) == ()


def test_a_large_meeting_is_noted_with_its_reason() -> None:
    (record,) = judge_dates(seeing(world(people=(ANA,)), meetings=met(6, "ana@example.com")))
    assert record.why == (
        "Ana Ruiz, Mon 2 March 08:00: probably held, because your calendar shows a meeting of 6 people with Ana Ruiz, "
        "too many to count as time together",
    )


def test_meetings_to_come_too_large_or_with_nobody_on_the_list_say_nothing() -> None:
    for meetings in (met(2, "ana@example.com", day=4), met(9, "ana@example.com"), met(2, "x@example.com")):
        assert judge_dates(seeing(world(people=(ANA,)), meetings=meetings)) == ()


def test_the_owners_own_address_on_a_row_of_the_list_makes_no_contact() -> None:
    me = person("me", addresses=("sam@example.org",))
    assert judge_dates(seeing(world(people=(me,)), meetings=met(2, "SAM@example.org"))) == ()


def test_records_come_oldest_first() -> None:
    snapshot = seeing(
        world(booking(), people=(ANA,)), meetings=met(2, "ana@example.com"), evidence=(evidence(25, month=2),)
    )
    assert [e.kind for e in entries(judge_dates(snapshot))] == ["touchbase", "meeting"]


def test_a_date_known_as_another_meeting_is_not_said_again_once_its_series_is_ours() -> None:
    coffee = Meeting("tb-ana-1", half_hour(25, month=2), frozenset({"ana@example.com"}), 2)
    before = seeing(world(people=(person("ana"),)), meetings=(coffee,))
    assert [entry.uid for entry in entries(judge_dates(before))] == ["tb-ana-1/ana"]
    adopted = seeing(world(booking()), evidence=(evidence(25, month=2, guest_reply="accepted"),))
    assert len(judge_dates(adopted)) == 1
    assert judge_dates(replace(adopted, judged=with_log(before).judged)) == ()
    assert judge_dates(replace(before, judged=with_log(adopted).judged)) == (), "nor when it is released again"
