"""Which promises press, which requests hang, and how many were kept."""

import pytest

from tests.agenda.memos import LONDON, TODAY, memo
from touchbase.agenda.promises import kept_rate, open_promises

LATE = memo("promise", "late", due_in=-1)
SOON = memo("promise", "soon", due_in=2)
SOME_DAY = memo("promise", "some day")
THEIRS = memo("promise", "theirs", by="them")
KEPT = memo("promise", "kept", state="done")


def test_mine_and_theirs_are_apart_and_the_most_pressing_comes_first() -> None:
    found = open_promises((SOME_DAY, SOON, KEPT, THEIRS, LATE))
    assert found.mine == (LATE, SOON, SOME_DAY)
    assert found.theirs == (THEIRS,)
    assert found.overdue(TODAY) == (LATE,)
    assert found.any


def test_a_promise_due_today_is_not_overdue_yet() -> None:
    assert open_promises((memo("promise", due_in=0),)).overdue(TODAY) == ()


def test_those_of_one_person_alone() -> None:
    bo = memo("promise", who="bo")
    assert open_promises((SOON, bo), "bo").mine == (bo,)
    assert not open_promises((SOON,), "bo").any


@pytest.mark.parametrize(
    ("days", "hangs", "because"), [(7, False, "a week is patience"), (8, True, "more than a week is silence")]
)
def test_a_request_of_theirs_that_grows_old_leaves_them_hanging(days: int, hangs: bool, because: str) -> None:
    asked = memo("ask", by="them", days_ago=days)
    found = open_promises((asked, memo("ask", by="me", days_ago=90)))
    assert found.requests == (asked,)
    assert bool(found.hanging(TODAY, LONDON)) is hangs, because


def test_a_promise_declined_with_its_reason_counts_as_kept_and_an_overdue_one_as_broken() -> None:
    memos = (KEPT, memo("promise", state="declined", why="no budget"), LATE, SOON, THEIRS)
    assert kept_rate(memos, TODAY.replace(day=1), TODAY, LONDON) == (2, 3)


def test_what_was_settled_or_fell_due_before_does_not_count() -> None:
    old = memo("promise", state="done", closed_days_ago=40)
    assert kept_rate((old, memo("promise", due_in=-40)), TODAY.replace(day=1), TODAY, LONDON) == (0, 0)
