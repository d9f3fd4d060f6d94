"""A clock that cannot be right stops everything: faults of the machine, never of the calendar."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.planning.world import NOW, booking, world
from touchbase.planning.clock import wrong_clock
from touchbase.planning.decide import decide

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
TOLD = [
    (NOW, None, "", "both say the same"),
    (NOW + DAY, None, "", "a day apart may be a matter of zones"),
    (NOW + DAY + SECOND, None, "the calendar says", "behind by more than a day"),
    (NOW - DAY, None, "", "a day ahead"),
    (NOW - DAY - SECOND, None, "the calendar says", "ahead by more than a day"),
    (NOW - timedelta(days=27_000), None, "the calendar says", "2099"),
    (None, NOW - HOUR, "", "an hour ago"),
    (None, NOW + HOUR, "", "set back by an hour"),
    (None, NOW + HOUR + SECOND, "before the last run", "back by more than an hour"),
    (NOW, NOW + 9 * DAY, "before the last run", "the last run was in the future, whatever the calendar says"),
    (None, NOW - 400 * DAY, "", "more than a year without a run, where nobody else tells the time"),
    (None, NOW - 400 * DAY - SECOND, "The last run was on 2025-01-27", "longer than any series"),
    (NOW, NOW - 500 * DAY, "", "a long time away, by the calendar's own clock too"),
    (None, None, "", "the first run of all"),
]


@pytest.mark.parametrize(("theirs", "last", "said", "_why"), TOLD, ids=[row[3] for row in TOLD])
def test_a_time_that_cannot_be_true_is_not_believed(
    theirs: datetime | None, last: datetime | None, said: str, _why: str
) -> None:
    snapshot = world(booking("p0"))
    snapshot = replace(snapshot, reading=replace(snapshot.reading, clock=theirs), last_run=last)
    found = tuple(wrong_clock(snapshot))
    assert len(found) == bool(said)
    assert all(said in reason and "Set the machine's clock" in reason for reason in found)
    assert decide(snapshot).guard.reasons == found
