"""A plan the guard stops: said once as an error, then one reminder a day, carried out when its hash is approved."""

import json
from pathlib import Path

import pytest

from tests.sync.desk import Desk, person
from touchbase.domain.owner import Rules
from touchbase.errors import Exit, RefusedPlan

RULES = Rules(horizon_weeks=5, hours_per_week=20.0, max_per_day=9, max_mails_per_run=2)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person(id) for id in ("ana-ruiz", "ben-li", "chi-obi")], rules=RULES)


def refused(desk: Desk, **more: str) -> RefusedPlan:
    with pytest.raises(RefusedPlan) as caught:
        desk.run(**more)
    return caught.value


def emptied(desk: Desk) -> None:
    """Everybody is booked, and then the list is empty: a plan that stays the same from day to day."""
    desk.rules = RULES._replace(max_mails_per_run=25)
    desk.run()
    desk.people.clear()


def test_the_first_time_it_is_an_error_that_says_what_to_do_and_nothing_is_written(desk: Desk) -> None:
    error = refused(desk)
    with desk.open() as store:
        waiting = store.waiting_plan()
        assert (store.bookings(), store.operations(), store.known_list(), store.last_run()) == ((), (), None, None)
    assert waiting is not None
    assert error.exit_code == Exit.REFUSED
    assert "3 mails" in error.sentence
    assert error.remedy.endswith(f"touchbase sync --approve {waiting.hash}")
    assert [change["kind"] for change in json.loads(waiting.body)["changes"]] == ["create"] * 3
    assert desk.calendar.writes == 0


def test_afterwards_it_is_silent_but_for_one_reminder_a_day(desk: Desk) -> None:
    emptied(desk)
    refused(desk)
    said = [desk.later(hours=8).run().reminder for _ in range(6)]
    days = [bool(words) for words in said]  # 15:00, 23:00, 07:00 and so on, three runs a day
    assert days == [False, False, True, False, False, True]
    assert "--approve" in said[2]


def test_the_reminded_run_leaves_nothing_but_the_day_it_reminded(desk: Desk) -> None:
    refused(desk)
    rows = desk.dump()
    done = desk.later(hours=1).run()
    assert (done.applied, done.recorded, done.failed, done.reminder) == ([], [], [], "")
    assert desk.dump() == rows


@pytest.mark.parametrize("letters", [12, 6, 4])
def test_the_hash_or_a_beginning_of_it_approves(desk: Desk, letters: int) -> None:
    refused(desk)
    hash = desk.preview().hash
    done = desk.run(approve=hash[:letters].upper())
    assert len(done.applied) == 3
    assert desk.later(minutes=15).run().plan.changes == ()


@pytest.mark.parametrize(
    ("approve", "why"),
    [("", "nothing approves nothing"), ("0" * 12, "another hash"), ("first", "three letters, below, are too few")],
)
def test_anything_else_does_not(desk: Desk, approve: str, why: str) -> None:
    hash = desk.preview().hash
    refused(desk, approve=hash[:3] if approve == "first" else approve)
    assert desk.calendar.writes == 0, why


def test_an_approval_of_another_plan_is_told_so_every_time(desk: Desk) -> None:
    refused(desk)
    hash = desk.preview().hash
    rows = desk.dump()
    for wrong in ("abcd1234", hash[:3]):
        error = refused(desk, approve=wrong)
        assert error.exit_code == Exit.REFUSED
        assert error.sentence.startswith(f"{wrong} is not the name of this plan, which is {hash}")
        assert error.remedy == "Look at it with `touchbase plan`."
    assert desk.dump() == rows


def test_with_no_plan_stopped_an_approval_of_anything_simply_runs(desk: Desk) -> None:
    desk.rules = RULES._replace(max_mails_per_run=25)
    assert len(desk.run(approve="abcd1234").applied) == 3


def test_another_plan_needs_another_hash(desk: Desk) -> None:
    refused(desk)
    old = desk.preview().hash
    desk.people.append(person("dee-fox"))
    error = refused(desk, approve=old)
    assert old not in error.remedy
    assert desk.calendar.writes == 0
    assert len(desk.run(approve=desk.preview().hash).applied) == 4


def test_an_approved_plan_no_longer_waits(desk: Desk) -> None:
    refused(desk)
    desk.run(approve=desk.preview().hash)
    with desk.open() as store:
        assert store.waiting_plan() is None


def test_a_plan_that_a_quiet_run_overtook_no_longer_waits_and_is_an_error_again(desk: Desk) -> None:
    emptied(desk)
    before = list(desk.calendar.entries)
    refused(desk)
    people = [person(id) for id in ("ana-ruiz", "ben-li", "chi-obi")]
    desk.people += people
    desk.run()
    with desk.open() as store:
        assert store.waiting_plan() is None
    desk.people.clear()
    refused(desk)
    assert list(desk.calendar.entries) == before


def test_an_empty_list_ends_nothing(desk: Desk) -> None:
    emptied(desk)
    rows = desk.dump()
    assert "empty" in refused(desk).sentence
    assert {name: rows_of for name, rows_of in desk.dump().items() if name not in ("plan", "fact")} == {
        name: rows_of for name, rows_of in rows.items() if name not in ("plan", "fact")
    }
