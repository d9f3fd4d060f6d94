"""Other events of the owner's: each once, whichever calendars show it, and those that repeat by hand."""

from dataclasses import replace

import pytest

from tests.calendars.contract import ANA, MONDAYS, TUESDAY, WINDOW, utc
from touchbase.calendars.diary import Commitment, Diary, once
from touchbase.domain.event import RecurringMeeting
from touchbase.domain.period import Period

BEN = "ben@example.com"
LUNCH = Commitment("lunch", TUESDAY, guests=frozenset({ANA}), people=2, own=True)
BLOCK = Commitment("block", TUESDAY)


@pytest.mark.parametrize(
    ("other", "count", "sentence"),
    [
        (LUNCH, 1, "the very same"),
        (replace(LUNCH, uid="copy"), 1, "the same people at the same time under another uid"),
        (replace(LUNCH, guests=frozenset({BEN})), 1, "the same uid, though its guests are not shown alike"),
        (replace(LUNCH, uid="copy", guests=frozenset({BEN})), 2, "other people"),
        (replace(LUNCH, period=Period.lasting(utc(1, 21), 30)), 2, "another time"),
        (BLOCK, 2, "somebody else's block at the same time"),
    ],
)
def test_each_meeting_once(other: Commitment, count: int, sentence: str) -> None:
    assert len(once((LUNCH, other))) == count, sentence


def test_a_block_that_names_nobody_is_known_by_its_uid_or_by_all_it_is() -> None:
    assert len(once((BLOCK, BLOCK, replace(BLOCK, own=True)))) == 1
    nameless = [Commitment("#0", TUESDAY), Commitment("#0", TUESDAY, whole_day=True), Commitment("", TUESDAY)]
    assert once((*nameless, *nameless)) == nameless


def test_the_first_one_stays_and_is_busy_where_any_of_them_is() -> None:
    declined = replace(LUNCH, busy=False, accepted=False)
    away = replace(LUNCH, uid="copy", own=False, out_of_office=True)
    assert once((declined, away)) == [replace(LUNCH, out_of_office=True)]
    assert once((declined, declined)) == [declined]


def test_two_names_of_one_meeting_are_one_whoever_tells_of_it() -> None:
    renamed = replace(LUNCH, uid="copy")
    assert once((LUNCH, renamed, replace(renamed, guests=frozenset()))) == [LUNCH]


def date_of(nth: int, **more: object) -> Commitment:
    made = Commitment("c", Period.lasting(MONDAYS[nth], 30), guests=frozenset({ANA}), people=2, series="c", own=True)
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_series_by_hand_is_what_most_of_its_dates_are() -> None:
    guest_more = date_of(1, guests=frozenset({ANA, BEN}), people=3)
    longer = date_of(2, period=Period.lasting(MONDAYS[2], 60))
    dates = [date_of(0), guest_more, longer, date_of(3), date_of(4)]
    assert list(Diary(dates, "Europe/London").recurring(WINDOW)) == [
        RecurringMeeting("c", frozenset({ANA}), 2, MONDAYS[:5], True, 30)
    ]


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (date_of(0, series=""), "one that stands alone"),
        (date_of(0, guests=frozenset(), people=0), "one with nobody else in it"),
        (date_of(0, whole_day=True), "a whole day"),
        (date_of(0, period=Period(utc(12, 31, 23, year=2025), utc(1, 1, 1))), "one that began before the window"),
        (date_of(0, period=Period.lasting(WINDOW.end, 30)), "one that begins after it"),
    ],
)
def test_what_is_no_series_by_hand(one: Commitment, sentence: str) -> None:
    assert list(Diary([one], "Europe/London").recurring(WINDOW)) == [], sentence


def test_a_date_of_somebody_else_s_makes_it_somebody_else_s() -> None:
    [found] = Diary([date_of(0), date_of(1, own=False)], "Europe/London").recurring(WINDOW)
    assert found.own is False
