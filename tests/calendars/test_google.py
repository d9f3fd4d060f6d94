"""Google Calendar passes the contract, whatever Google does about what nobody could tell us for sure."""

import pytest

from tests.calendars.contract import CalendarContract
from tests.calendars.google_desk import at_desk
from tests.emulators.google.switches import Switches
from touchbase.calendars.port import Calendar

WORLDS = {
    "likely": Switches(),
    "unlikely": Switches(
        instances_inherit_private=False,
        bare_cancelled=False,
        rule_change_drops_all=True,
        adds_organizer=True,
        omits_defaults=False,
        forgets_replies=False,
        merges_busy=False,
        strict_fifty=True,
        page_tokens_repeat=True,
        exceptions_follow=True,
        batch_backwards=True,
        batch_limit=50,
        conference="failure",
        conference_pending_reads=2,
    ),
}


class TestGoogle(CalendarContract):
    @pytest.fixture(autouse=True, params=WORLDS)
    def _empty(self, request: pytest.FixtureRequest) -> object:
        with at_desk(WORLDS[request.param]) as self.desk:
            self.calendar: Calendar = self.desk.calendar
            self.people = self.desk.people
            yield

    def picture(self) -> object:
        return self.desk.google.world.version, len(self.desk.google.world.ledger.mails)

    def mailed(self) -> object:
        return len(self.desk.google.world.ledger.mails)
