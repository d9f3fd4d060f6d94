"""What the calendar port means: one suite that every provider passes. A new one joins with a small subclass."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Protocol

import pytest

from touchbase.calendars.port import Calendar
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Evidence, Occurrence, Reading, RecurringMeeting, Reply, SeenSeries, Series
from touchbase.domain.identity import series_uid
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    ReleaseSeries,
    RenewSeries,
    RestoreDate,
    SkipDate,
    Step,
)
from touchbase.errors import CalendarRefused, ForeignEvent, NoSuchSeries, UidTaken

OWNER = Owner("Sam Okafor", "sam@example.com", "Europe/London", ("sam.okafor@example.org",))
ANA = "ana@example.com"


def utc(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def weekly(first: date = date(2026, 1, 5), at: time = time(10), last: date | None = date(2026, 12, 31)) -> Recurrence:
    return Recurrence(first, at, "Europe/London", Cadence(1, "week"), 30, last)


def series(who: str = "ana-ruiz", rule: Recurrence | None = None, generation: int = 1) -> Series:
    uid = series_uid(OWNER.id, who, generation)
    rule = weekly() if rule is None else rule
    return Series(uid, who, generation, rule, "Touchbase: Ana Ruiz", "Half an hour to talk.", "Ana Ruiz", ANA)


SERIES = series()
UID = SERIES.uid
WINDOW = Period(utc(1, 1, 0), utc(3, 1, 0))
MONDAYS = tuple(utc(1, day) for day in (5, 12, 19, 26)) + tuple(utc(2, day) for day in (2, 9, 16, 23))
THIRD = MONDAYS[2]
TUESDAY = Period.lasting(utc(1, 20, 15), 30)


class People(Protocol):
    """What people do to a calendar with their own program; `touchbase.calendars.memory.Hands` is one."""

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None: ...
    def delete_date(self, uid: str, original_start: datetime) -> None: ...
    def cancel_date(self, uid: str, original_start: datetime) -> None: ...
    def delete_series(self, uid: str) -> None: ...
    def move_series(self, uid: str, recurrence: Recurrence) -> None: ...
    def retitle(self, uid: str, summary: str) -> None: ...
    def answer(self, uid: str, reply: Reply) -> None: ...
    def answer_date(self, uid: str, original_start: datetime, reply: Reply) -> None: ...
    def decline_date(self, uid: str, original_start: datetime) -> None: ...
    def busy(self, period: Period, uid: str = "busy", *, out_of_office: bool = False) -> None: ...
    def meet(self, uid: str, period: Period, *guests: str) -> None: ...

    def meet_weekly(self, uid: str, recurrence: Recurrence, *guests: str, own: bool = True) -> str:
        """A series made by hand with these guests; with `own` False the first of them organises it.

        Returns the uid the provider gave it, where it does not take ours.
        """
        ...


class CalendarContract(ABC):
    """Subclasses give an empty calendar, its people, and a picture of all it holds, to see that nothing was written."""

    calendar: Calendar
    people: People

    @abstractmethod
    def picture(self) -> object:
        """Equal before and after exactly when nothing was written."""

    # how the tests speak

    def read(self, window: Period = WINDOW) -> Reading:
        return self.calendar.read(window)

    def starts(self, window: Period = WINDOW) -> list[datetime]:
        """Where the dates stand that are not cancelled."""
        return [date.period.start for date in self.read(window).dates if not date.cancelled]

    def date(self, original_start: datetime) -> Occurrence:
        return next(date for date in self.read().dates if date.original_start == original_start)

    def evidence(self, original_start: datetime) -> Evidence:
        return next(fact for fact in self.read().evidence if fact.original_start == original_start)

    def seen(self, uid: str = UID) -> SeenSeries:
        found = self.calendar.find(uid)
        assert found is not None
        return found

    def mailed(self) -> object:
        """The provider's mail ledger, where it has one: equal before and after when nobody was mailed."""
        return ()

    def coffee(self, *more: str, own: bool = True) -> str:
        """A weekly half-hour of the owner's with Ana, and with others, made by hand."""
        return self.people.meet_weekly("coffee", weekly(), ANA, *more, own=own)

    def twice(self, write: Callable[[], None]) -> None:
        """Every write may be repeated: the second one changes nothing."""
        write()
        before = self.picture()
        write()
        assert self.picture() == before

    # an empty calendar

    def test_an_empty_calendar_has_nothing_and_is_known_to_be_free(self) -> None:
        reading = self.read()
        assert (reading.series, reading.dates, reading.evidence, reading.meetings) == ((), (), (), ())
        assert reading.busy.is_busy(TUESDAY) is False
        assert reading.window == WINDOW

    def test_reading_writes_nothing(self) -> None:
        self.calendar.create(SERIES)
        before = self.picture()
        self.read()
        self.calendar.find(UID)
        self.calendar.free_busy((), WINDOW)
        assert self.picture() == before

    # create

    def test_a_series_is_read_back_as_it_was_created(self) -> None:
        self.twice(lambda: self.calendar.create(SERIES))
        seen = self.read().series
        assert [(one.uid, one.stakeholder, one.generation, one.recurrence) for one in seen] == [
            (UID, "ana-ruiz", 1, SERIES.recurrence)
        ]
        assert (seen[0].summary, seen[0].description) == (SERIES.summary, SERIES.description)
        assert (seen[0].guest_email, seen[0].guest_reply, seen[0].cancelled) == (ANA, "needs_action", False)
        assert self.seen() == seen[0]

    def test_its_dates_are_those_of_its_rule(self) -> None:
        self.calendar.create(SERIES)
        assert self.starts() == list(MONDAYS)
        assert all(date.key == (UID, date.period.start) and not date.moved for date in self.read().dates)

    def test_a_weekly_ten_o_clock_stays_ten_o_clock_when_the_clocks_change(self) -> None:
        self.calendar.create(SERIES)
        march = Period(utc(3, 20, 0), utc(4, 8, 0))
        assert self.starts(march) == [utc(3, 23, 10), utc(3, 30, 9), utc(4, 6, 9)]

    def test_a_series_without_a_date_in_the_window_is_still_read(self) -> None:
        self.calendar.create(SERIES)
        reading = self.read(Period(utc(1, 1, year=2030), utc(2, 1, year=2030)))
        assert [one.uid for one in reading.series] == [UID]
        assert reading.dates == ()

    def test_our_own_dates_are_not_the_owner_s_other_busy_time(self) -> None:
        self.calendar.create(SERIES)
        assert self.read().busy.busy == ()

    def test_a_uid_of_another_series_is_taken(self) -> None:
        self.calendar.create(SERIES)
        before = self.picture()
        for other in (replace(SERIES, stakeholder="ben"), replace(SERIES, recurrence=weekly(at=time(11)))):
            with pytest.raises(UidTaken):
                self.calendar.create(other)
        assert self.picture() == before

    def test_a_repeated_create_leaves_a_person_s_title_alone(self) -> None:
        self.calendar.create(SERIES)
        self.people.retitle(UID, "Coffee with Ana")
        self.calendar.create(SERIES)
        assert self.seen().summary == "Coffee with Ana"

    def test_somebody_else_s_event_is_never_written(self) -> None:
        self.people.meet(UID, TUESDAY, ANA)
        before = self.picture()
        with pytest.raises(UidTaken):
            self.calendar.create(SERIES)
        for write in self._writes():
            with pytest.raises(ForeignEvent):
                write()
        assert self.picture() == before
        assert self.calendar.find(UID) is None

    def test_a_series_that_was_never_there_cannot_be_written(self) -> None:
        for write in self._writes():
            with pytest.raises(NoSuchSeries):
                write()
        assert self.calendar.find(UID) is None

    def _writes(self) -> Sequence[Callable[[], None]]:
        return (
            lambda: self.calendar.end(UID, utc(1, 15)),
            lambda: self.calendar.renew(UID, weekly(last=date(2027, 12, 31))),
            lambda: self.calendar.change_guest(UID, "Ana Ruiz", "ana@example.org"),
            lambda: self.calendar.move_date(UID, THIRD, TUESDAY),
            lambda: self.calendar.skip_date(UID, THIRD),
            lambda: self.calendar.restore_date(UID, THIRD),
        )

    # single dates

    def test_a_moved_date_keeps_its_key(self) -> None:
        self.calendar.create(SERIES)
        self.twice(lambda: self.calendar.move_date(UID, THIRD, TUESDAY))
        assert self.date(THIRD) == Occurrence(UID, THIRD, TUESDAY)
        assert len(self.read().dates) == len(MONDAYS)

    def test_a_moved_date_can_be_moved_again_and_be_longer(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        longer = Period.lasting(utc(1, 21, 9), 60)
        self.twice(lambda: self.calendar.move_date(UID, THIRD, longer))
        assert self.date(THIRD).period == longer

    def test_a_date_moved_out_of_the_window_is_still_told_and_not_taken_for_deleted(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        only_monday = Period(utc(1, 19, 0), utc(1, 20, 0))
        assert [date.period for date in self.read(only_monday).dates] == [TUESDAY]
        only_tuesday = Period(utc(1, 20, 0), utc(1, 21, 0))
        assert [date.period for date in self.read(only_tuesday).dates] == [TUESDAY]

    def test_a_skipped_date_is_gone(self) -> None:
        self.calendar.create(SERIES)
        self.twice(lambda: self.calendar.skip_date(UID, THIRD))
        assert self.starts() == [start for start in MONDAYS if start != THIRD]

    def test_a_moved_date_can_be_skipped_and_a_skipped_one_moved(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        self.twice(lambda: self.calendar.skip_date(UID, THIRD))
        assert self.starts() == [start for start in MONDAYS if start != THIRD]
        self.twice(lambda: self.calendar.move_date(UID, THIRD, TUESDAY))
        assert self.date(THIRD) == Occurrence(UID, THIRD, TUESDAY)

    def test_a_skipped_or_moved_date_can_be_put_back(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.skip_date(UID, THIRD)
        self.calendar.move_date(UID, MONDAYS[3], Period.lasting(utc(1, 27), 30))
        self.twice(lambda: self.calendar.restore_date(UID, THIRD))
        self.twice(lambda: self.calendar.restore_date(UID, MONDAYS[3]))
        assert self.starts() == list(MONDAYS)

    def test_a_moved_date_can_be_moved_back_to_where_the_rule_has_it(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        self.twice(lambda: self.calendar.move_date(UID, THIRD, Period.lasting(THIRD, 30)))
        assert self.starts() == list(MONDAYS)

    def test_moving_a_date_to_where_it_is_writes_nothing(self) -> None:
        self.calendar.create(SERIES)
        before = self.picture()
        self.calendar.move_date(UID, THIRD, Period.lasting(THIRD, 30))
        self.calendar.restore_date(UID, THIRD)
        assert self.picture() == before

    def test_a_date_that_the_series_does_not_have_is_refused(self) -> None:
        self.calendar.create(SERIES)
        before = self.picture()
        writes: Sequence[Callable[[], None]] = (
            lambda: self.calendar.move_date(UID, utc(1, 20), TUESDAY),
            lambda: self.calendar.skip_date(UID, utc(1, 20)),
            lambda: self.calendar.restore_date(UID, utc(1, 20)),
        )
        for write in writes:
            with pytest.raises(CalendarRefused, match="no date"):
                write()
        assert self.picture() == before

    # end and renew

    def test_an_ended_series_has_no_later_dates_and_keeps_its_moves(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        self.twice(lambda: self.calendar.end(UID, utc(1, 21)))
        assert self.starts() == [*MONDAYS[:2], TUESDAY.start]
        assert not self.seen().cancelled

    def test_a_date_at_the_very_instant_stays(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.end(UID, THIRD)
        assert self.starts() == list(MONDAYS[:3])

    def test_a_date_moved_past_the_end_goes_and_one_moved_before_it_stays(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        early = Period.lasting(utc(1, 19, 16), 30)
        self.calendar.move_date(UID, MONDAYS[3], early)
        self.twice(lambda: self.calendar.end(UID, utc(1, 19, 20)))
        assert self.starts() == [*MONDAYS[:2], early.start]

    def test_a_series_with_no_date_left_is_cancelled_whole(self) -> None:
        self.calendar.create(SERIES)
        self.twice(lambda: self.calendar.end(UID, utc(1, 1)))
        reading = self.read()
        assert (reading.dates, reading.evidence) == ((), ())
        assert all(one.cancelled for one in reading.series)
        assert self.seen().cancelled

    def test_a_series_whose_last_dates_were_skipped_is_cancelled_whole(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.skip_date(UID, MONDAYS[0])
        self.calendar.end(UID, utc(1, 6))
        assert self.seen().cancelled

    def test_a_cancelled_series_is_no_longer_written_and_its_uid_stays_taken(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.end(UID, utc(1, 1))
        before = self.picture()
        for write in self._writes()[1:]:
            with pytest.raises(NoSuchSeries):
                write()
        with pytest.raises(UidTaken):
            self.calendar.create(SERIES)
        assert self.picture() == before
        again = series(generation=2)
        self.calendar.create(again)
        assert [one.uid for one in self.read().series if not one.cancelled] == [again.uid]

    def test_ending_after_the_last_date_writes_nothing(self) -> None:
        self.calendar.create(SERIES)
        before = self.picture()
        self.calendar.end(UID, utc(12, 31))
        assert self.picture() == before

    def test_an_endless_series_ends_too(self) -> None:
        self.calendar.create(series(rule=weekly(last=None)))
        self.twice(lambda: self.calendar.end(UID, utc(1, 13)))
        assert self.starts() == list(MONDAYS[:2])

    def test_a_renewed_series_goes_on_and_keeps_what_was_done_to_single_dates(self) -> None:
        self.calendar.create(series(rule=weekly(last=date(2026, 1, 31))))
        self.calendar.move_date(UID, THIRD, TUESDAY)
        self.calendar.skip_date(UID, MONDAYS[0])
        later = weekly(last=date(2026, 2, 28))
        self.twice(lambda: self.calendar.renew(UID, later))
        assert self.seen().recurrence == later
        assert self.starts() == [MONDAYS[1], TUESDAY.start, *MONDAYS[3:]]

    def test_renewing_another_slot_than_stands_is_refused(self) -> None:
        self.calendar.create(SERIES)
        with pytest.raises(CalendarRefused, match="slot"):
            self.calendar.renew(UID, weekly(at=time(11), last=date(2027, 12, 31)))

    # several steps at once

    def test_steps_are_answered_one_by_one_and_in_order(self) -> None:
        other = series("ben-ito")
        steps: tuple[Step, ...] = (CreateSeries(SERIES), SkipDate("tbnone", THIRD), CreateSeries(other))
        answers = self.calendar.write(steps)
        assert [type(answer) for answer in answers] == [type(None), NoSuchSeries, type(None)]
        answers = self.calendar.write((MoveDate(UID, THIRD, TUESDAY), EndSeries(other.uid, utc(1, 1))))
        assert answers == (None, None)
        assert self.date(THIRD).period == TUESDAY
        later = weekly(last=date(2027, 6, 30))
        assert self.calendar.write((RestoreDate(UID, THIRD), RenewSeries(UID, later))) == (None, None)
        assert (self.date(THIRD).moved, self.seen().recurrence) == (False, later)
        assert self.seen(other.uid).cancelled

    # what people do

    def test_a_date_dragged_by_a_person_is_read_where_it_stands(self) -> None:
        self.calendar.create(SERIES)
        self.people.move_date(UID, THIRD, TUESDAY)
        assert self.date(THIRD) == Occurrence(UID, THIRD, TUESDAY)

    def test_a_date_deleted_by_a_person_is_not_among_the_dates(self) -> None:
        self.calendar.create(SERIES)
        self.people.delete_date(UID, THIRD)
        assert THIRD not in [date.original_start for date in self.read().dates if not date.cancelled]
        assert self.evidence(THIRD).cancelled_by in ("owner", "someone")

    def test_a_date_cancelled_by_a_person_is_shown_as_cancelled_or_not_at_all(self) -> None:
        self.calendar.create(SERIES)
        self.people.cancel_date(UID, THIRD)
        assert all(date.cancelled for date in self.read().dates if date.original_start == THIRD)
        assert self.evidence(THIRD).cancelled_by in ("owner", "someone")
        self.twice(lambda: self.calendar.restore_date(UID, THIRD))
        assert self.starts() == list(MONDAYS)

    def test_a_deleted_series_is_gone_or_cancelled_and_never_comes_back_by_itself(self) -> None:
        self.calendar.create(SERIES)
        self.people.delete_series(UID)
        reading = self.read()
        assert reading.dates == ()
        assert all(one.cancelled for one in reading.series)
        found = self.calendar.find(UID)
        assert found is None or found.cancelled
        with pytest.raises(NoSuchSeries):
            self.calendar.move_date(UID, THIRD, TUESDAY)

    def test_a_dragged_series_is_read_with_its_new_slot(self) -> None:
        self.calendar.create(SERIES)
        dragged = weekly(date(2026, 1, 6), time(14, 30))
        self.people.move_series(UID, dragged)
        assert self.seen().recurrence == dragged
        assert self.starts()[0] == utc(1, 6, 14, 30)

    def test_an_edited_title_is_read_and_survives_our_next_write(self) -> None:
        self.calendar.create(SERIES)
        self.people.retitle(UID, "Coffee with Ana")
        self.calendar.move_date(UID, THIRD, TUESDAY)
        assert self.seen().summary == "Coffee with Ana"

    def test_a_changed_series_has_another_etag(self) -> None:
        self.calendar.create(SERIES)
        before = self.seen().etag
        self.people.retitle(UID, "Coffee with Ana")
        assert before not in ("", self.seen().etag)

    @pytest.mark.parametrize("reply", ["accepted", "declined", "tentative"])
    def test_the_guest_s_answer_to_the_series_counts_for_every_date(self, reply: Reply) -> None:
        self.calendar.create(SERIES)
        self.people.answer(UID, reply)
        assert self.seen().guest_reply == reply
        assert {fact.guest_reply for fact in self.read().evidence} == {reply}

    def test_the_guest_s_answer_to_one_date_outweighs_that_to_the_series(self) -> None:
        self.calendar.create(SERIES)
        self.people.answer(UID, "accepted")
        self.people.answer_date(UID, THIRD, "declined")
        assert self.evidence(THIRD).guest_reply == "declined"
        assert self.evidence(MONDAYS[1]).guest_reply == "accepted"
        assert self.starts() == list(MONDAYS)

    def test_the_owner_s_no_to_one_date_is_seen(self) -> None:
        self.calendar.create(SERIES)
        self.people.decline_date(UID, THIRD)
        assert self.evidence(THIRD).owner_reply == "declined"
        assert self.evidence(MONDAYS[1]).owner_reply == "accepted"

    def test_an_answer_survives_a_move_of_ours_and_its_way_back(self) -> None:
        self.calendar.create(SERIES)
        self.people.answer_date(UID, THIRD, "accepted")
        self.calendar.move_date(UID, THIRD, TUESDAY)
        self.calendar.restore_date(UID, THIRD)
        assert self.evidence(THIRD).guest_reply == "accepted"
        assert self.date(THIRD).period.start == THIRD

    # evidence

    def test_evidence_is_given_for_dates_that_end_inside_the_window(self) -> None:
        self.calendar.create(SERIES)
        cut = Period(utc(1, 5, 10, 30), utc(1, 19, 10, 30))
        assert [fact.original_start for fact in self.read(cut).evidence] == [MONDAYS[1], MONDAYS[2]]

    def test_evidence_of_a_moved_date_is_that_of_its_new_time(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        self.people.busy(Period.lasting(THIRD, 30), "old-place")
        assert (self.evidence(THIRD).period, self.evidence(THIRD).away) == (TUESDAY, "")

    def test_where_the_owner_was_instead_is_told_without_a_title(self) -> None:
        self.calendar.create(SERIES)
        self.people.busy(Period(utc(7, 6, 9, 15), utc(7, 6, 10)), "Secret plan")
        july = Period(utc(7, 1), utc(7, 31))
        away = {fact.original_start: fact.away for fact in self.read(july).evidence}
        assert away[utc(7, 6, 9)] == "another event from 10:15 to 11:00"
        assert away[utc(7, 13, 9)] == ""

    def test_being_out_of_office_is_told(self) -> None:
        self.calendar.create(SERIES)
        self.people.busy(Period(utc(1, 18, 0), utc(1, 21, 0)), "away", out_of_office=True)
        assert self.evidence(THIRD).away == "out of office"
        assert self.evidence(MONDAYS[1]).away == ""

    # other events

    def test_other_events_are_busy_time_clipped_to_the_window(self) -> None:
        self.people.busy(Period(utc(2, 28, 22), utc(3, 1, 4)))
        assert self.read().busy.busy == (Period(utc(2, 28, 22), utc(3, 1, 0)),)
        assert self.read().busy.covers == WINDOW

    def test_other_meetings_are_told_with_addresses_and_heads(self) -> None:
        self.people.meet("lunch", TUESDAY, ANA, "ben@example.com")
        found = self.read().meetings
        assert [(one.uid, one.period, one.people) for one in found] == [("lunch", TUESDAY, 3)]
        assert found[0].addresses == {ANA, "ben@example.com"}
        assert self.read().busy.is_busy(TUESDAY) is True

    def test_an_event_with_nobody_else_in_it_is_no_meeting(self) -> None:
        self.people.busy(TUESDAY)
        assert self.read().meetings == ()

    # series made by hand

    def test_a_series_made_by_hand_is_told_with_its_dates_in_the_window(self) -> None:
        uid = self.coffee()
        reading = self.read()
        assert reading.recurring == (RecurringMeeting(uid, frozenset({ANA}), 2, MONDAYS, True, 30),)
        assert (reading.series, reading.dates, self.calendar.find(uid)) == ((), (), None)
        assert sorted(one.period.start for one in reading.meetings) == list(MONDAYS)
        assert reading.busy.is_busy(Period.lasting(THIRD, 30)) is True

    def test_three_people_are_three_and_who_organises_it_is_told(self) -> None:
        self.coffee("ben@example.com", own=False)
        [found] = self.read().recurring
        assert (found.people, found.own) == (3, False)
        assert found.addresses == {ANA, "ben@example.com"}

    def test_only_what_repeats_and_starts_in_the_window_is_told(self) -> None:
        self.coffee()
        self.people.meet("lunch", TUESDAY, ANA)
        assert [one.starts for one in self.read(Period(utc(1, 19, 10, 15), utc(1, 27))).recurring] == [(MONDAYS[3],)]

    def test_our_own_series_are_not_among_those_made_by_hand(self) -> None:
        self.calendar.create(SERIES)
        assert self.read().recurring == ()

    def test_an_adopted_series_is_ours_from_then_on_and_nobody_is_mailed(self) -> None:
        uid = self.coffee()
        mailed = self.mailed()
        self.twice(lambda: self.calendar.adopt(uid, "ana-ruiz", 3))
        assert self.mailed() == mailed
        reading = self.read()
        [seen] = reading.series
        assert (seen.uid, seen.stakeholder, seen.generation, seen.guest_email) == (uid, "ana-ruiz", 3, ANA)
        assert (seen.recurrence, seen.cancelled) == (weekly(), False)
        assert self.calendar.find(uid) == seen
        assert self.starts() == list(MONDAYS)
        assert [fact.original_start for fact in reading.evidence] == list(MONDAYS)
        assert (reading.recurring, reading.meetings, reading.busy.busy) == ((), (), ())

    def test_an_adopted_series_is_written_like_any_of_ours(self) -> None:
        uid = self.coffee()
        self.calendar.adopt(uid, "ana-ruiz", 1)
        self.twice(lambda: self.calendar.move_date(uid, THIRD, TUESDAY))
        self.twice(lambda: self.calendar.end(uid, TUESDAY.start))
        assert self.starts() == [*MONDAYS[:2], TUESDAY.start]

    def test_what_was_done_to_its_single_dates_before_stays(self) -> None:
        uid = self.coffee()
        self.people.move_date(uid, THIRD, TUESDAY)
        self.people.delete_date(uid, MONDAYS[0])
        assert self.read().recurring[0].starts == (MONDAYS[1], TUESDAY.start, *MONDAYS[3:])
        self.calendar.adopt(uid, "ana-ruiz", 1)
        assert self.starts() == [MONDAYS[1], TUESDAY.start, *MONDAYS[3:]]

    def test_a_released_series_is_again_what_its_owner_made(self) -> None:
        uid = self.coffee()
        before = self.read()
        mailed = self.mailed()
        self.calendar.adopt(uid, "ana-ruiz", 1)
        self.twice(lambda: self.calendar.release(uid))
        assert self.mailed() == mailed
        assert (self.read(), self.calendar.find(uid)) == (before, None)
        with pytest.raises(ForeignEvent):
            self.calendar.skip_date(uid, THIRD)

    def test_a_series_tended_for_somebody_is_not_adopted_for_another(self) -> None:
        uid = self.coffee()
        self.calendar.adopt(uid, "ana-ruiz", 1)
        before = self.picture()
        for who, generation in (("ben-ito", 1), ("ana-ruiz", 2)):
            with pytest.raises(CalendarRefused):
                self.calendar.adopt(uid, who, generation)
        assert self.picture() == before

    def test_somebody_else_s_series_is_not_adopted(self) -> None:
        uid = self.coffee(own=False)
        before = self.picture()
        with pytest.raises(CalendarRefused):
            self.calendar.adopt(uid, "ana-ruiz", 1)
        assert self.picture() == before
        assert self.read().recurring[0].own is False

    def test_a_meeting_that_does_not_repeat_is_not_adopted(self) -> None:
        self.people.meet("lunch", TUESDAY, ANA)
        uid = self.read().meetings[0].uid
        before = self.picture()
        with pytest.raises(CalendarRefused):
            self.calendar.adopt(uid, "ana-ruiz", 1)
        assert self.picture() == before

    def test_what_is_not_there_is_neither_adopted_nor_released(self) -> None:
        with pytest.raises(NoSuchSeries):
            self.calendar.adopt("tbnone", "ana-ruiz", 1)
        with pytest.raises(NoSuchSeries):
            self.calendar.release("tbnone")

    def test_adoption_goes_through_the_batch_too(self) -> None:
        uid = self.coffee()
        answers = self.calendar.write((AdoptSeries(uid, "ana-ruiz", 1), AdoptSeries("tbnone", "ben-ito", 1)))
        assert [type(answer) for answer in answers] == [type(None), NoSuchSeries]
        assert self.seen(uid).stakeholder == "ana-ruiz"
        assert self.calendar.write((ReleaseSeries(uid),)) == (None,)
        assert self.read().recurring[0].uid == uid

    # a changed address

    def test_another_guest_is_asked_in_the_place_of_the_old_one(self) -> None:
        self.calendar.create(SERIES)
        self.people.answer(UID, "accepted")
        self.twice(lambda: self.calendar.change_guest(UID, "Ana Ruiz", "ana@example.org"))
        assert (self.seen().guest_email, self.seen().guest_reply) == ("ana@example.org", "needs_action")
        assert (self.seen().recurrence, self.seen().generation) == (SERIES.recurrence, 1)
        assert self.read().recurring == ()

    def test_what_was_done_to_single_dates_stays_with_another_guest(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        self.calendar.skip_date(UID, MONDAYS[0])
        self.calendar.change_guest(UID, "Ana Ruiz", "ana@example.org")
        assert self.starts() == [MONDAYS[1], TUESDAY.start, *MONDAYS[3:]]
        self.calendar.restore_date(UID, THIRD)
        assert self.starts() == list(MONDAYS[1:])

    def test_the_guest_that_is_asked_already_is_not_asked_again(self) -> None:
        self.calendar.create(SERIES)
        before, mailed = self.picture(), self.mailed()
        self.calendar.change_guest(UID, "Ana Ruiz", ANA)
        assert self.calendar.write((ChangeGuest(UID, "Ana Ruiz", ANA),)) == (None,)
        assert (self.picture(), self.mailed()) == (before, mailed)
