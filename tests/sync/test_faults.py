"""Faults of the calendar: one person's is theirs alone, an unknown one is looked up, three in a row stop the run."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.sync.desk import FORTNIGHTLY, Desk, live_after, person, utc
from touchbase.calendars.diary import Commitment
from touchbase.domain.identity import series_uid
from touchbase.domain.period import Period
from touchbase.errors import CalendarRefused, ProviderDown, SignInAgain, TouchbaseError, TryLater

PEOPLE = ("ana-ruiz", "ben-li", "chi-obi", "dee-fox", "eva-ito")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person(id, FORTNIGHTLY) for id in PEOPLE])


def test_a_refusal_concerns_one_person_and_the_others_are_done(desk: Desk) -> None:
    """I12, and the outcome tells."""
    desk.calendar.fail(CalendarRefused("Not that one.", "Ask them."), write=2)
    done = desk.run()
    assert [(failure.error, failure.remedy) for failure in done.failed] == [("Not that one.", "Ask them.")]
    assert len(done.applied) == 4
    assert done.stopped is None
    assert desk.outcomes() == {"done": 4, "failed": 1}
    assert [change.stakeholder for change in desk.later(minutes=15).run().applied] == [done.failed[0].stakeholder]


def test_refusals_never_stop_a_run_however_many(desk: Desk) -> None:
    for nth in range(1, 6):
        desk.calendar.fail(CalendarRefused("Not that one."), write=nth)
    done = desk.run()
    assert (len(done.failed), done.stopped) == (5, None)


@pytest.mark.parametrize("error", [ProviderDown("No answer."), TryLater("Slow down."), SignInAgain("Who are you?")])
def test_three_systemic_failures_in_a_row_stop_the_run(desk: Desk, error: TouchbaseError) -> None:
    for nth in (1, 2, 3):
        desk.calendar.fail(error, write=nth)
    done = desk.run()
    assert done.stopped is error
    assert (len(done.failed), desk.calendar.writes) == (3, 3)
    assert desk.outcomes() == {"unknown": 3}
    again = desk.later(minutes=15).run()
    assert (len(again.applied), again.failed) == (5, [])
    assert Counter(mail.about for mail in desk.calendar.sent) == {"invitation": 5}


def test_a_success_or_a_refusal_between_begins_the_count_anew(desk: Desk) -> None:
    for nth in (1, 2, 4):
        desk.calendar.fail(ProviderDown("No answer."), write=nth)
    done = desk.run()
    assert (len(done.failed), len(done.applied), done.stopped) == (3, 2, None)


def test_a_stopped_run_is_stopped_for_the_later_phases_too(desk: Desk) -> None:
    """Ends come first; when the calendar is down at the ends, nothing is created."""
    for id in PEOPLE[:3]:
        desk.stand(id, date(2026, 3, 9 + PEOPLE.index(id)))
        desk.people[PEOPLE.index(id)] = desk.people[PEOPLE.index(id)]._replace(state="completed")
    desk.settled()
    for nth in (1, 2, 3):
        desk.calendar.fail(ProviderDown("No answer."), write=nth)
    done = desk.run()
    assert [call.verb for call in desk.calendar.calls if call.verb in ("create", "end")] == ["end"] * 3
    assert done.stopped is not None


@pytest.mark.parametrize("after", [True, False], ids=["it had happened", "it had not"])
def test_an_unknown_create_is_looked_up_and_never_repeated(desk: Desk, after: bool) -> None:
    """I3, I4."""
    desk.calendar.fail(ProviderDown("Cut off."), write=1, after=after)
    done = desk.run()
    assert len(done.failed) == 1
    assert desk.outcomes() == {"unknown": 1, "done": 4}
    again = desk.later(minutes=15).run()
    assert len(again.applied) == (0 if after else 1)
    assert Counter(call.uid for call in desk.calendar.calls if call.verb == "create")[
        desk.booking_of(done.failed[0].stakeholder).uid
    ] == (1 if after else 2)
    assert Counter(mail.to for mail in desk.calendar.sent) == dict.fromkeys((who.email for who in desk.people), 1)
    assert desk.outcomes() == ({"done": 5} if after else {"done": 5, "failed": 1})
    assert desk.later(minutes=15).run().plan.changes == ()


def _moved(desk: Desk) -> None:
    desk.people[0] = desk.people[0]._replace(cadence=replace(FORTNIGHTLY, every=3))


def _ended(desk: Desk) -> None:
    desk.people[0] = desk.people[0]._replace(state="let_go")


def _skipped(desk: Desk) -> None:
    desk.people[0] = desk.people[0]._replace(state="paused", paused_until=date(2026, 3, 25))


def _clashing(desk: Desk) -> None:
    desk.hands.busy(Period(utc(3, 10, 9), utc(3, 10, 12)))


@pytest.mark.parametrize(
    ("story", "step"),
    [(_moved, "end"), (_moved, "create"), (_ended, "end"), (_skipped, "skip_date"), (_clashing, "move_date")],
)
@pytest.mark.parametrize("after", [True, False], ids=["it had happened", "it had not"])
def test_whatever_write_is_cut_off_the_next_run_mails_nobody_twice(
    desk: Desk, story: Callable[[Desk], None], step: str, after: bool
) -> None:
    """I3, I4: the mails of both runs together are those of one that was not disturbed."""
    desk.people[1:] = []
    desk.stand("ana-ruiz", date(2026, 3, 10))
    desk.settled()
    story(desk)
    quiet = desk.copy(desk.home.with_name("quiet"))
    quiet.run()
    verbs = [call.verb for call in quiet.calendar.calls if call.verb not in ("read", "free_busy", "find")]
    desk.calendar.fail(ProviderDown("Cut off."), write=1 + verbs.index(step), after=after)
    assert len(desk.run().failed) == 1
    desk.later(minutes=15).run()
    quiet.later(minutes=15).run()
    assert Counter(desk.calendar.sent) == Counter(quiet.calendar.sent)
    assert desk.calendar.entries.keys() == quiet.calendar.entries.keys()
    assert desk.bookings() == quiet.bookings()
    assert desk.later(minutes=15).run().plan.changes == ()
    assert max(live_after(desk.calendar, desk.now + timedelta(hours=24)).values(), default=0) <= 1


def test_a_failed_end_keeps_the_new_series_of_the_same_person_waiting(desk: Desk) -> None:
    """I1: no create after an end that failed."""
    desk.stand("ana-ruiz", date(2026, 3, 10))
    desk.people[:] = [desk.people[0]._replace(cadence=replace(FORTNIGHTLY, every=1))]
    desk.settled().calendar.fail(CalendarRefused("Not now."), write=1)
    done = desk.run()
    assert (done.applied, [call.verb for call in desk.calendar.calls if call.verb == "create"]) == ([], [])
    assert live_after(desk.calendar, desk.now) == {"ana-ruiz": 1}


@pytest.mark.parametrize("by", ["a tombstone", "somebody else's event"])
def test_a_uid_that_is_taken_gives_way_to_the_next_generation(desk: Desk, by: str) -> None:
    desk.people[:] = [desk.people[0]._replace(cadence=replace(FORTNIGHTLY, every=1))]
    taken = series_uid("sam@example.com", "ana-ruiz", 1)
    if by == "a tombstone":
        desk.stand("ana-ruiz", date(2026, 2, 2))
        desk.hands.delete_series(taken)
        desk.home.joinpath("touchbase.db").unlink()
    else:
        desk.calendar.others.append(Commitment(taken, Period(utc(3, 9, 6), utc(3, 9, 7))))
    desk.hands.busy(Period(utc(3, 17, 0), utc(3, 17, 23)))  # so that single dates move, whatever weekday is chosen
    desk.hands.busy(Period(utc(3, 18, 0), utc(3, 18, 23)), "18")
    desk.hands.busy(Period(utc(3, 19, 0), utc(3, 19, 23)), "19")
    desk.hands.busy(Period(utc(3, 24, 0), utc(3, 24, 23)), "24")
    desk.hands.busy(Period(utc(3, 30, 0), utc(3, 30, 23)), "30")
    desk.hands.busy(Period(utc(4, 10, 0), utc(4, 10, 23)), "10")
    done = desk.settled().run()
    booked = desk.booking_of("ana-ruiz")
    assert (booked.series.generation, booked.uid) == (2, series_uid("sam@example.com", "ana-ruiz", 2))
    assert done.failed == []
    moved = [change for change in done.applied if change.kind == "move_occurrence"]
    assert moved, "a single date moves, and follows the series to its new name"
    assert {call.uid for call in desk.calendar.calls if call.verb == "move_date"} == {booked.uid}
    assert len(booked.exceptions) == len(moved)
    assert desk.outcomes() == {"failed": 1, "done": 1 + len(moved)}
    assert desk.later(minutes=15).run().plan.changes == ()


def test_events_that_are_not_ours_are_never_written(desk: Desk) -> None:
    """I5: not even one that has the uid of a series of ours."""
    uid = desk.stand("ana-ruiz", date(2026, 3, 10))
    strangers = [Commitment(uid, Period(utc(3, 9, 6), utc(3, 9, 7))), Commitment("x", Period(utc(3, 12), utc(3, 13)))]
    desk.calendar.entries.clear()
    desk.calendar.others += strangers
    desk.people[0] = desk.people[0]._replace(state="let_go")
    desk.settled().run()
    assert desk.calendar.others == strangers
    assert not desk.calendar.entries.get(uid)
    ours = {booking.uid for booking in desk.bookings()}
    assert {mail.uid for mail in desk.calendar.sent} <= ours - {uid}


def test_the_same_write_at_the_same_moment_is_the_same_operation(desk: Desk) -> None:
    desk.calendar.fail(ProviderDown("Cut off."), write=1)
    desk.run()
    desk.run()
    assert desk.outcomes() == {"done": 5}
