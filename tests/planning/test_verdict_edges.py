"""Verdicts at their edges, each found by a mutant that lived: whose record it is, its name, its key, all its fields."""

from dataclasses import replace
from typing import Any

import pytest

from tests.planning.world import at, booking, evidence, half_hour, person, seeing, world
from touchbase.domain.event import Evidence, Meeting
from touchbase.domain.identity import touchbase_id
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.planning.verdict import judge_dates

SEEN = evidence(25, month=2, guest_reply="accepted")
WHY = "your calendar shows a meeting of {} people with Ana Ruiz"


def met(people: int) -> Meeting:
    return Meeting("m1", half_hour(2, 8), frozenset({"ana@example.com"}), people)


def noted(people: int, kind: str, moves_clock: bool, *more: str) -> Touchbase:
    uid, start = "m1/ana", at(2, 8)
    return Touchbase(
        touchbase_id("sam@example.com", "ana", start, uid), "ana", start, 30, kind,
        Judgement("likely", (WHY.format(people), *more)), "calendar", uid, start, moves_clock=moves_clock,
    )  # fmt: skip


def test_every_record_says_whose_it_is() -> None:
    snapshot = seeing(world(booking()), evidence=(SEEN,), meetings=(met(2),))
    assert [record.stakeholder for record in judge_dates(snapshot)] == ["ana", "ana"]


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ({"together_minutes": 30}, "held, because attendance shows you and Ana Ruiz together for 30 minutes"),
        ({"guest_reply": "accepted"}, "probably held, because Ana Ruiz accepted"),
        ({}, "perhaps held, because Ana Ruiz did not answer"),
        ({"owner_reply": "declined"}, "not held, because you declined this date"),
    ],
)
def test_each_verdict_in_words(seen: dict[str, Any], said: str) -> None:
    (record,) = judge_dates(seeing(world(booking()), evidence=(evidence(25, month=2, **seen),)))
    assert record.why == (f"Ana Ruiz, Wed 25 February 10:00: {said}",)


def test_another_meeting_in_all_its_fields() -> None:
    for people, expected in (
        (2, noted(2, "meeting", True)),
        (6, noted(6, "shared", False, "too many to count as time together")),
    ):
        (record,) = judge_dates(seeing(world(people=(person("ana"),)), meetings=(met(people),)))
        assert record.touchbase == expected


def test_a_series_known_by_its_tag_alone_goes_by_the_name_on_the_list() -> None:
    forgotten = replace(world(booking(), people=(person("ana", "Ana Lima"),)), bookings=())
    (record,) = judge_dates(seeing(forgotten, evidence=(SEEN,)))
    assert record.why == ("Ana Lima, Wed 25 February 10:00: probably held, because Ana Lima accepted",)


def test_somebody_with_a_new_name_goes_by_the_new_one() -> None:
    renamed = world(booking(), people=(person("ana", "Ana Lima"),))
    (record,) = judge_dates(seeing(renamed, evidence=(SEEN,)))
    assert record.why == ("Ana Lima, Wed 25 February 10:00: probably held, because Ana Lima accepted",)


def test_a_moved_date_is_known_by_where_it_was_once() -> None:
    moved = Evidence("tb-ana-1", at(25, month=2), half_hour(27, 15, month=2), guest_reply="accepted")
    snapshot = seeing(world(booking()), evidence=(moved,))
    (record,) = judge_dates(snapshot)
    entry = record.touchbase
    assert entry is not None
    assert judge_dates(replace(snapshot, judged={("tb-ana-1", at(25, month=2)): entry})) == ()
    assert len(judge_dates(replace(snapshot, judged={("tb-ana-1", at(27, 15, month=2)): entry}))) == 1
