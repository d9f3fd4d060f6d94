"""Whom one meets and has not listed, and the rhythm that shows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agenda.memos import LONDON, NOW
from tests.agenda.people import person
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Meeting
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.planning.suggest import name_of, rhythm, suggest

OWNER = Owner("Sam Okafor", "sam@example.com", LONDON, ("sam@example.org",))


def met(*guests: str, days_ago: int = 0, people: int | None = None) -> Meeting:
    start = NOW - timedelta(days=days_ago)
    return Meeting(f"m{days_ago}{guests}", Period.lasting(start, 30), frozenset(guests), people or len(guests) + 1)


def test_three_times_alone_is_enough_and_says_how_often() -> None:
    [kim] = suggest([met("kim.lee@example.com", days_ago=days) for days in (0, 14, 28)], (), OWNER)
    assert (kim.name, kim.category, str(kim.cadence)) == ("Kim Lee", "peer", "fortnightly")
    assert (kim.alone, kim.in_company, kim.last) == (3, 0, date(2026, 6, 3))


def test_company_counts_half_and_a_crowd_not_at_all() -> None:
    trio = [met("kim@example.net", "raj@example.net", days_ago=days) for days in range(0, 50, 10)]
    assert suggest(trio, (), OWNER) == ()
    more = [*trio, met("kim@example.net", days_ago=60)]
    [kim] = suggest(more, (), OWNER)
    assert (kim.email, kim.category, kim.alone, kim.in_company, kim.weight) == (
        "kim@example.net",
        "customer",
        1,
        5,
        3.5,
    )
    crowd = [met("kim@example.net", days_ago=days, people=5) for days in range(9)]
    assert suggest(crowd, (), OWNER) == ()


def test_the_listed_the_owner_and_mailboxes_of_nobody_are_left_out() -> None:
    who = ("ana@example.com", "sam@example.org", "no-reply@example.com", "room-3@example.com", "roomy@example.com")
    meetings = [met(address, days_ago=days) for address in who for days in range(4)]
    assert [one.email for one in suggest(meetings, (person("ana"),), OWNER)] == ["roomy@example.com"]


def test_the_most_met_come_first() -> None:
    meetings = [met("b@example.com", days_ago=n) for n in range(3)] + [
        met("a@example.com", days_ago=n) for n in range(3)
    ]
    meetings += [met("c@example.com", days_ago=n) for n in range(4)]
    assert [one.email[0] for one in suggest(meetings, (), OWNER)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("gap", "cadence"), [(7, "weekly"), (8, "weekly"), (14, "fortnightly"), (30, "monthly"), (90, "quarterly"),
                         (170, "twice a year"), (400, "yearly"), (900, "yearly")],
)  # fmt: skip
def test_the_usual_gap_is_the_rhythm(gap: int, cadence: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n * gap) for n in range(4)]
    assert str(rhythm(days)) == cadence


def test_one_day_tells_no_rhythm() -> None:
    assert rhythm([date(2026, 1, 1)] * 3) == Cadence(3, "month")


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 1, 1)), min_size=2))
def test_the_order_of_days_does_not_matter(days: list[date]) -> None:
    assert rhythm(days) == rhythm(days[::-1])


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("ana.ruiz@example.com", "Ana Ruiz"),
        ("bo_lind+work@example.com", "Bo Lind"),
        ("x@example.com", "X"),
        ("+@a", "+@a"),
    ],
)
def test_a_first_guess_at_the_name(address: str, name: str) -> None:
    assert name_of(address) == name
