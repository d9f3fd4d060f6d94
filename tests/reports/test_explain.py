"""Why somebody has the slot they have, in words."""

from datetime import UTC, date, datetime
from typing import cast

import pytest

from touchbase.domain.cadence import Cadence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.explain import Candidate, Explanation
from touchbase.planning.lift import Lift
from touchbase.reports.explain import explain_json, explain_tables
from touchbase.reports.plan import Reader

LONDON = "Europe/London"
ANA = Stakeholder("ana", "Ana Ruiz", "ana@example.com", "peer", 2, Cadence(1, "month"), LONDON)
BO = Stakeholder("bo", "Bo Lind", "bo@example.com", "boss", 1, Cadence(1, "month"), LONDON)
READER = Reader(LONDON, date(2026, 6, 3), {"ana": ANA, "bo": BO})
AT = datetime(2026, 6, 9, 13, tzinfo=UTC)


def candidate(mark: str = "", taken_by: tuple[str, ...] = (), full: str = "") -> Candidate:
    return Candidate(AT, 3, 1, 10, 2, 1, 4, 3, 8, 112, mark, taken_by, full)


def test_each_rule_has_its_column() -> None:
    (table,) = explain_tables(Explanation((candidate(),)), ANA, READER)
    assert table.title == "The best slots for Ana Ruiz (monthly), with everybody else as planned"
    named = dict(zip((column.name for column in table.columns), table.rows[0].cells, strict=True))
    assert named == {
        "From": "Tue 9 Jun 14:00", "Dates": "3", "Clash": "10", "Hours": "2", "Fair": "1", "Late": "4", "Kept": "-3",
        "Cost": "112", "In this plan": "open",
    }  # fmt: skip
    assert "the sum times 8" in " ".join(table.notes)


@pytest.mark.parametrize(
    ("shown", "expected", "tone", "sentence"),
    [
        (candidate("chosen"), "chosen", "good", "what the plan takes"),
        (candidate("present"), "present", "", "what stands"),
        (candidate(taken_by=("bo", "someone")), "Bo Lind, someone", "dim", "others, on the list or not"),
        (candidate("present", ("bo",), "max_per_day"), "present; Bo Lind; day full", "dim", "all of it"),
        (candidate(full="max_per_week"), "week full", "dim", "a cap"),
        (candidate(full="hours_per_week"), "no hours", "dim", "the budget"),
    ],
)
def test_what_is_in_the_way(shown: Candidate, expected: str, tone: str, sentence: str) -> None:
    (table,) = explain_tables(Explanation((shown,)), ANA, READER)
    assert (table.rows[0].cells[-1], table.rows[0].tone) == (expected, tone), sentence


@pytest.mark.parametrize(
    ("lift", "words"),
    [
        (Lift("hours_per_week", AT, 5, to=1.25), "hours_per_week = 1.25"),
        (Lift("max_per_day", AT, 5, to=3), "max_per_day = 3"),
        (Lift("max_per_week", AT, 5, to=11), "max_per_week = 11"),
        (Lift("touchbase", AT, 5, stakeholder="bo"), "another slot for Bo Lind"),
        (Lift("their_hours", AT, 5, to=60), "Ana Ruiz's working hours 60 minutes longer at both ends"),
        (Lift("your_hours", AT, 5, to=30), "your working hours 30 minutes longer at both ends"),
        (Lift("their_busy", AT, 5), "Ana Ruiz's other meetings out of the way"),
        (Lift("your_busy", AT, 5), "your other meetings out of the way"),
    ],
)
def test_what_would_let_them_in(lift: Lift, words: str) -> None:
    table = list(explain_tables(Explanation((), (lift,)), ANA, READER))[1]
    assert table.title == "What keeps Ana Ruiz out"
    assert table.rows[0].cells == (words, "Tue 9 Jun 14:00", "5")


def test_nothing_at_all_and_more_than_one_rule() -> None:
    titles = [table.title for table in explain_tables(Explanation((), ()), ANA, READER)]
    assert titles == [
        "There is no slot for Ana Ruiz that suits both of you on at least half of its dates.",
        "No single rule keeps Ana Ruiz out: it takes more than one.",
    ]


def test_as_json_with_the_owners_offset() -> None:
    shown = explain_json(Explanation((candidate("chosen"),), (Lift("max_per_day", AT, 5, to=3),)), LONDON)
    assert shown["binding"] == [
        {"rule": "max_per_day", "start": "2026-06-09T14:00:00+01:00", "cost": 5, "stakeholder": "", "to": 3}
    ]
    one = cast(list[dict[str, object]], shown["candidates"])[0]
    assert (one["start"], one["mark"], one["taken_by"]) == ("2026-06-09T14:00:00+01:00", "chosen", ())
    assert explain_json(Explanation(()), LONDON) == {"candidates": [], "binding": None}
