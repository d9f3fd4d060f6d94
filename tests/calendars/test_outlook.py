"""Outlook passes the contract, whatever Microsoft does about what its documentation leaves open."""

from collections.abc import Callable, Iterator

import pytest

from tests.calendars.contract import MONDAYS, SERIES, THIRD, TUESDAY, UID, CalendarContract, utc
from tests.calendars.outlook_desk import at_desk
from tests.emulators.graph.switches import Switches
from touchbase.calendars.port import Calendar
from touchbase.domain.period import Period
from touchbase.errors import CalendarRefused

WORLDS = {
    "likely": lambda: Switches(),
    "unlikely": lambda: Switches(
        same_transaction="refused",
        duplicate_status=409,
        duplicate_names_event=False,
        transaction_outlives_event=True,
        transaction_per_mailbox=False,
        page_size=1,
        expand_on_view="refused",
        tags_on_occurrences=False,
        tag_case="upper",
        keeps_declined=True,
        slot_change_drops_exceptions=False,
        range_change_drops_exceptions=True,
        reply_makes_exception=False,
        deleted_neighbours_count=True,
        exceptions_keep_their_id=False,
        limit_per="app",
        batch_order="given",
        more_properties=False,
        etag_on_select=False,
        sorted_instances=True,
    ),
}


class TestOutlook(CalendarContract):
    @pytest.fixture(autouse=True, params=WORLDS)
    def _empty(self, request: pytest.FixtureRequest) -> Iterator[None]:
        with at_desk(WORLDS[request.param]()) as (self.desk, calendar):
            self.calendar: Calendar = calendar
            self.people = self.desk.people
            yield

    def picture(self) -> object:
        return self.desk.picture()

    def mailed(self) -> object:
        return len(self.desk.graph.mails)

    # where Outlook is not like the others

    def test_a_skipped_or_moved_date_can_be_put_back(self) -> None:
        """A date taken off leaves no trace at Microsoft and cannot be had back; one moved can."""
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, MONDAYS[3], Period.lasting(utc(1, 27), 30))
        self.twice(lambda: self.calendar.restore_date(UID, MONDAYS[3]))
        self.calendar.skip_date(UID, THIRD)
        self.refuses_to_bring_back(lambda: self.calendar.restore_date(UID, THIRD))
        assert self.starts() == [start for start in MONDAYS if start != THIRD]

    def test_a_moved_date_can_be_skipped_and_a_skipped_one_moved(self) -> None:
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        self.twice(lambda: self.calendar.skip_date(UID, THIRD))
        self.refuses_to_bring_back(lambda: self.calendar.move_date(UID, THIRD, TUESDAY))
        assert self.starts() == [start for start in MONDAYS if start != THIRD]

    def test_a_date_cancelled_by_a_person_is_shown_as_cancelled_or_not_at_all(self) -> None:
        self.calendar.create(SERIES)
        self.people.cancel_date(UID, THIRD)
        assert all(date.cancelled for date in self.read().dates if date.original_start == THIRD)
        assert self.evidence(THIRD).cancelled_by == "someone"
        self.refuses_to_bring_back(lambda: self.calendar.restore_date(UID, THIRD))

    def test_a_date_moved_past_the_end_goes_and_one_moved_before_it_stays(self) -> None:
        """Dates keep their order, so only the last ones can be past the end."""
        self.calendar.create(SERIES)
        self.calendar.move_date(UID, THIRD, TUESDAY)
        before, mark = self.picture(), self.desk.graph.mark()
        for crossing in (utc(1, 19, 16), utc(1, 20, 16), utc(2, 2, 9)):
            with pytest.raises(CalendarRefused, match="neighbours"):
                self.calendar.move_date(UID, MONDAYS[3], Period.lasting(crossing, 30))
        assert (self.picture(), self.desk.writes(mark)) == (before, [])
        early = Period.lasting(utc(1, 21, 16), 30)
        self.calendar.move_date(UID, MONDAYS[3], early)
        self.calendar.move_date(UID, MONDAYS[4], Period.lasting(utc(2, 4), 30))
        self.twice(lambda: self.calendar.end(UID, utc(2, 3)))
        assert self.starts() == [*MONDAYS[:2], TUESDAY.start, early.start]

    def refuses_to_bring_back(self, write: Callable[[], None]) -> None:
        before = self.picture()
        with pytest.raises(CalendarRefused, match="bring back"):
            write()
        assert self.picture() == before
