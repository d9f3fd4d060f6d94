"""Half an hour a week of one's own: where the coming weeks leave it alone."""

from datetime import date, time, timedelta

import pytest

from touchbase.domain.hours import Hours, workweek
from touchbase.domain.period import Period
from touchbase.domain.zone import instant
from touchbase.planning.thinking import WEEKS, quiet_time

WEDNESDAY = date(2026, 6, 3)
LONDON = "Europe/London"
WEEK = workweek((Hours.parse("09:00-10:00"), Hours.parse("14:00-15:15")))


def busy(first: date, at: time, minutes: int = 30, weeks: int = 1) -> list[Period]:
    return [Period.lasting(instant(first + timedelta(weeks=n), at, LONDON), minutes) for n in range(weeks)]


@pytest.mark.parametrize(
    ("taken", "first", "at", "free", "because"),
    [
        ([], date(2026, 6, 5), time(14, 30), 8, "nothing is there: the end of the week, whole half hours only"),
        (busy(date(2026, 6, 12), time(14, 45)), date(2026, 6, 5), time(14), 8, "one date clashes there"),
        (
            [period for day in range(5) for period in busy(date(2026, 6, 1) + timedelta(day), time(8), 420, WEEKS + 1)
             if period.start.isoweekday() != 4],
            date(2026, 6, 4), time(14, 30), 8, "only Thursdays are free; the first one is tomorrow",
        ),
        (busy(WEDNESDAY, time(0), 60 * 24 * 7, WEEKS + 1), date(2026, 6, 5), time(14, 30), 0, "nothing is ever free"),
    ],
)  # fmt: skip
def test_the_most_undisturbed_slot_late_in_the_week(
    taken: list[Period], first: date, at: time, free: int, because: str
) -> None:
    found = quiet_time(WEEK, LONDON, taken, WEDNESDAY)
    assert found is not None
    assert (found.recurrence.first, found.recurrence.at, found.free) == (first, at, free), because
    assert found.recurrence.rrule().startswith("FREQ=WEEKLY;INTERVAL=1;BYDAY=")


def test_it_keeps_its_wall_time_when_the_clocks_change() -> None:
    """The dates after 25 October are tested an hour later in UTC."""
    october = date(2026, 10, 14)
    taken = busy(date(2026, 10, 30), time(14, 30))
    found = quiet_time(WEEK, LONDON, taken, october, weekday=4, at=time(14, 30))
    assert found is not None
    assert found.free == WEEKS - 1


@pytest.mark.parametrize(
    ("weekday", "at", "slot", "because"),
    [
        (0, None, (date(2026, 6, 8), time(14, 30)), "a day: the best hour of it"),
        (None, time(9), (date(2026, 6, 5), time(9)), "an hour: the latest day that has it"),
        (6, time(20), (date(2026, 6, 7), time(20)), "both: outside the working hours too"),
        (2, time(9), (date(2026, 6, 10), time(9)), "today's weekday begins in a week"),
        (6, None, None, "nobody works on that day"),
        (None, time(9, 10), None, "no half hour begins there"),
    ],
)
def test_what_is_asked_for_is_taken(
    weekday: int | None, at: time | None, slot: tuple[date, time] | None, because: str
) -> None:
    found = quiet_time(WEEK, LONDON, [], WEDNESDAY, weekday, at)
    assert (found and (found.recurrence.first, found.recurrence.at)) == slot, because
