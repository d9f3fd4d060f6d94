"""How a relationship stands: the contract's states and days, and sentences that say why and what to do."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.world import LONDON, MONTHLY, NOW, WEEKLY, at, person
from touchbase.domain.cadence import Cadence
from touchbase.domain.history import NO_HISTORY, History
from touchbase.domain.owner import Thresholds
from touchbase.planning.health import ATTENTION, Health, assess, attention_order

YEARLY, QUARTERLY = Cadence(12, "month"), Cadence(3, "month")


def ago(days: int, **more: Any) -> History:
    return History(NOW - timedelta(days=days), "likely")._replace(**more)


USUAL = Thresholds()


def health(history: History, cadence: Cadence = WEEKLY, thresholds: Thresholds = USUAL) -> Health:
    return assess(person(cadence=cadence), history, NOW, LONDON, thresholds)


STATES = [
    (WEEKLY, 0, "on_track", 0.0, "met today"),
    (WEEKLY, 7, "on_track", 1.0, "a whole cadence is still on track"),
    (WEEKLY, 8, "due", 1.14, "a day later it is due"),
    (WEEKLY, 10, "due", 1.43, "half a cadence late is still due"),
    (WEEKLY, 11, "slipping", 1.57, "then it slips"),
    (WEEKLY, 21, "slipping", 3.0, "three cadences are the edge"),
    (WEEKLY, 22, "lapsed", 3.14, "more has lapsed"),
    (WEEKLY, 35, "lapsed", 5.0, "five cadences are the edge"),
    (WEEKLY, 36, "dormant", 5.14, "more is dormant"),
    (MONTHLY, 30, "on_track", 0.99, "a month by its mean days"),
    (MONTHLY, 31, "due", 1.02, "a long month is due"),
    (QUARTERLY, 274, "slipping", 3.0, "the shown ratio decides, not its hidden digits"),
    (QUARTERLY, 365, "lapsed", 4.0, "a year has lapsed"),
    (QUARTERLY, 366, "dormant", 4.01, "more than a year is dormant"),
    (YEARLY, 366, "on_track", 1.0, "a yearly cadence is not dormant after a year"),
    (YEARLY, 1095, "slipping", 3.0, "nor before it lapsed"),
    (YEARLY, 1100, "dormant", 3.01, "and then at once"),
]  # fmt: skip


@pytest.mark.parametrize(("cadence", "days", "state", "ratio", "_why"), STATES, ids=[row[4] for row in STATES])
def test_the_state_follows_the_ratio(cadence: Cadence, days: int, state: str, ratio: float, _why: str) -> None:
    found = health(ago(days), cadence)
    assert (found.state, found.ratio, found.days_since_held) == (state, ratio, days)


def test_thresholds_are_settings() -> None:
    assert health(ago(8), thresholds=Thresholds(due=2.0)).state == "on_track"
    assert health(ago(15), thresholds=Thresholds(1.0, 1.5, 2.0, 9.0)).state == "lapsed"


def test_days_are_dates_apart_in_the_owners_zone() -> None:
    late, early = datetime(2026, 3, 2, 23, 30, tzinfo=UTC), datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    assert assess(person(), History(late), early, LONDON, Thresholds()).days_since_held == 1
    assert assess(person(), History(late), early, "America/New_York", Thresholds()).days_since_held == 0


def test_somebody_met_in_the_future_was_met_today() -> None:
    assert health(ago(-3)).days_since_held == 0


def test_never_met_is_counted_from_the_day_they_joined_the_list() -> None:
    joined = assess(person(added=date(2026, 1, 5)), NO_HISTORY, NOW, LONDON, Thresholds())
    assert (joined.state, joined.ratio, joined.days_since_held) == ("never_met", None, None)
    assert joined.reasons == ("never met since 5 January, when they joined your list",)
    for added in (None, date(2026, 5, 1)):
        assert assess(person(added=added), NO_HISTORY, NOW, LONDON, Thresholds()).reasons == ("never met so far",)


SET_ASIDE = [
    (person(state="paused"), "paused", "paused"),
    (person(state="paused", paused_until=date(2027, 1, 10)), "paused", "paused until 10 January 2027"),
    (person(state="completed"), "completed", "you marked this relationship as completed"),
    (person(state="let_go"), "let_go", "you let this relationship go"),
]


@pytest.mark.parametrize(("who", "state", "reason"), SET_ASIDE, ids=[row[2] for row in SET_ASIDE])
def test_what_was_set_aside_is_no_nag(who: object, state: str, reason: str) -> None:
    found = assess(who, ago(94, doubtful=2), NOW, LONDON, Thresholds())  # type: ignore[arg-type]
    assert (found.state, found.reasons[:2]) == (state, (reason, "last met 29 November 2025, 94 days ago"))
    assert found.advice == "Nothing to do; `touchbase resume ana` takes it up again."
    assert found.ratio == 13.43


def test_a_pause_ends_by_itself() -> None:
    over = person(state="paused", paused_until=date(2026, 3, 3))
    assert assess(over, ago(3), NOW, LONDON, Thresholds()).state == "on_track"


def test_reasons_are_sentences_with_dates() -> None:
    found = health(ago(31, missed_in_a_row=2, doubtful=1)._replace(next=at(11)), MONTHLY)
    assert found.reasons == (
        "last met 31 January, 31 days ago; you meant to meet monthly",
        "2 dates in a row were not held",
        "nobody knows yet whether 1 date took place",
        "their next touchbase is Wed 11 March 10:00",
    )


def test_small_numbers_are_said_as_people_say_them() -> None:
    assert health(ago(0)).reasons == ("last met 3 March, today; you mean to meet weekly",)
    said = health(ago(1, missed_in_a_row=1, doubtful=2)).reasons
    assert said[0].startswith("last met 2 March, yesterday;")
    assert said[1:] == ("the last date was not held", "nobody knows yet whether 2 dates took place")


NEXT: dict[str, Any] = {"next": at(11)}
ADVICE = [
    (ago(1), "Nothing to do; the next sync looks for a date by itself."),
    (ago(1)._replace(**NEXT), "Nothing to do."),
    (ago(8)._replace(**NEXT), "Keep the date on Wed 11 March 10:00."),
    (NO_HISTORY._replace(**NEXT), "Keep the date on Wed 11 March 10:00."),
    (ago(8, missed_in_a_row=1), "Nothing to do; the next sync looks for a date by itself."),
    (ago(15, missed_in_a_row=2), "Ask whether another time or a longer cadence suits them better."),
    (ago(22), "Reach out: people welcome it more than we think."),
    (ago(22)._replace(**NEXT), "Reach out before Wed 11 March 10:00: people welcome it more than we think."),
    (ago(40), "Write a few lines and ask what is new; an old tie often has fresh advice to give."),
    (ago(40, doubtful=1), "Say whether you met: `touchbase confirm` asks about each doubtful date."),
]


@pytest.mark.parametrize(("history", "advice"), ADVICE)
def test_advice_is_one_sentence(history: History, advice: str) -> None:
    assert health(history).advice == advice


@given(days=st.integers(0, 4000), every=st.integers(1, 12), due=st.booleans())
def test_a_booked_date_changes_the_advice_and_never_the_state(days: int, every: int, due: bool) -> None:
    cadence = Cadence(every, "month" if due else "week")
    plain, booked = health(ago(days), cadence), health(ago(days)._replace(next=at(11)), cadence)
    assert booked[:3] == plain[:3]


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 12))
def test_time_never_makes_a_relationship_healthier(one: int, other: int, months: int) -> None:
    worse = ("on_track", "due", "slipping", "lapsed", "dormant").index
    early, late = sorted((one, other))
    cadence = Cadence(months, "month")
    assert worse(health(ago(early), cadence).state) <= worse(health(ago(late), cadence).state)


def test_the_worst_state_comes_first_and_priority_weighs_the_overdue_time() -> None:
    lines = [
        (person("track", priority=1), health(ago(1))),
        (person("far", priority=9), health(ago(35))),
        (person("near", priority=1), health(ago(25))),
        (person("slip", priority=1), health(ago(14))),
        (person("new-b", priority=3), health(NO_HISTORY)),
        (person("new-a", priority=3), health(NO_HISTORY)),
        (person("new-c", priority=1), health(NO_HISTORY)),
    ]
    lines.sort(key=lambda line: attention_order(*line))
    assert [who.id for who, _ in lines] == ["near", "far", "new-c", "new-a", "new-b", "slip", "track"]
    assert sorted(ATTENTION, key=ATTENTION.__getitem__)[-3:] == ["paused", "completed", "let_go"]
