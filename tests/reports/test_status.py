"""The status as a table: words, order, and what stands below it."""

from datetime import UTC, datetime, timedelta

import pytest

from touchbase.domain.cadence import Cadence
from touchbase.domain.history import History
from touchbase.domain.owner import Rules
from touchbase.domain.stakeholder import Stakeholder, State
from touchbase.reports.status import Account, Status, count_states, take_stock
from touchbase.reports.status_table import status_table

NOW = datetime(2026, 6, 3, 11, tzinfo=UTC)
LONDON = "Europe/London"


def person(id: str, priority: int = 5, state: State = "active") -> Stakeholder:
    return Stakeholder(id, id.title(), f"{id}@example.com", "peer", priority, Cadence(1, "month"), LONDON, state=state)


def days(number: int) -> History:
    return History(last_held=NOW - timedelta(days=number), last_verdict="likely")


def stock(people: dict[Stakeholder, History], **more: object) -> Status:
    lines, hours = take_stock(people, {who.id: past for who, past in people.items()}, NOW, LONDON, Rules())
    return Status(NOW, LONDON, lines, hours, 3.0, **more)  # type: ignore[arg-type]


def test_the_urgent_come_first() -> None:
    people = {
        person("fine"): days(1), person("slipping"): days(60), person("lapsed"): days(120),
        person("away", state="paused"): days(9), person("new"): History(), person("due"): days(40),
    }  # fmt: skip
    status = stock(people)
    assert [line.person.id for line in status.lines] == ["lapsed", "new", "slipping", "due", "fine", "away"]
    assert [line.person.id for line in status.urgent] == ["lapsed", "new", "slipping", "due"]
    assert count_states(status.lines) == {
        "never_met": 1, "on_track": 1, "due": 1, "slipping": 1, "lapsed": 1, "dormant": 0, "paused": 1,
        "completed": 0, "let_go": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("people", "title"),
    [
        ({}, "The list is empty. Add somebody: touchbase stakeholders add"),
        ({person("a"): days(1)}, "Nobody needs attention. 1 relationship on the list."),
        ({person("a"): days(99), person("b"): days(1)}, "1 of 2 relationships needs attention."),
        ({person("a"): days(99), person("b"): days(99)}, "2 of 2 relationships need attention."),
    ],
)
def test_the_title_says_how_it_stands(people: dict[Stakeholder, History], title: str) -> None:
    assert status_table(stock(people)).title == title


def test_only_active_people_cost_time() -> None:
    assert stock({person("a"): days(1), person("b", state="paused"): days(1)}).hours_needed == 0.11


def test_who_needs_nothing_gets_no_advice() -> None:
    [late, fine] = status_table(stock({person("a"): days(99), person("b"): days(1)})).rows
    assert "Reach out" in late.cells[3]
    assert fine.cells[3] == "Last met 2 June, yesterday."


def test_the_next_date_is_shown() -> None:
    history = History(last_held=NOW - timedelta(days=99), next=NOW + timedelta(days=6))
    [row] = status_table(stock({person("a"): history})).rows
    assert row.cells[2] == "9 Jun"


def test_below_stand_capacity_last_sync_and_what_does_not_work() -> None:
    accounts = (Account("local", True, "fine"), Account("google", False, "signed out"))
    notes = status_table(stock({person("a"): days(1)}, accounts=accounts, last_sync=NOW - timedelta(hours=2))).notes
    assert notes == (
        "Capacity: the list needs 0.1 h a week, you give 3 h: it fits.",
        "Last sync: 2 hours ago.",
        "google: signed out",
    )


def test_over_capacity_is_said() -> None:
    people = {person(f"p{n}"): days(1) for n in range(30)}
    assert "more than there is" in status_table(stock(people)).notes[0]


def test_a_long_list_can_leave_out_who_needs_nothing() -> None:
    people = {person(f"p{n}"): days(1) for n in range(20)} | {person("late"): days(99)}
    short, full = status_table(stock(people), everybody=False), status_table(stock(people))
    assert ([row.cells[0] for row in short.rows], len(full.rows)) == (["Late"], 21)
    assert short.notes[0] == "Not shown: 20 on track. All: touchbase status --all"
