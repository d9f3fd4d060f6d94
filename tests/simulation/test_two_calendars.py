"""A leader with a Google and an Outlook calendar: touchbases stand on Outlook, both say when there is no time."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.emulators.google.browser import Browser
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.graph.graph import Graph
from tests.simulation.outlook_home import SAM, OutlookHome
from tests.simulation.outlook_seen import OutlookSeen

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
SIX_WEEKS = timedelta(weeks=6)
PEOPLE = ("ana-ruiz", "ben-li", "chi-obi", "dee-fox")
ONE = """
[[stakeholder]]
id = "{id}"
name = "{id}"
email = "{id}@example.com"
category = "peer"
cadence = "weekly"
added = 2026-03-02
"""
BOTH = """\
[[calendar.busy_from]]
provider = "google"
calendar_id = "primary"
[calendar.google]
client_secrets = "client_secret.json"
api_endpoint = "{api}"
meet_endpoint = "{meet}"
"""


class Both:
    """One home, two accounts."""

    def __init__(self, home: OutlookHome, google: GoogleEmulator) -> None:
        self.home, self.google = home, google
        self.seen = OutlookSeen(home)

    def invite(self, *ids: str) -> None:
        self.home.write("stakeholders.toml", "".join(ONE.format(id=id) for id in ids))

    def sign_in_at_google(self, at: datetime) -> None:
        browser = Browser(self.google.server.ca_path)

        def person(line: str) -> None:
            if line.startswith("https://"):
                browser(line.strip())

        self.google.now = at
        assert self.home.run("auth", "google", "--no-browser", at=at, hear=person).code == 0
        browser.wait()

    def sync(self, at: datetime) -> Any:
        self.google.now = at
        return self.home.run("sync", "--json", at=at)

    def taken(self) -> list[tuple[datetime, datetime]]:
        """The leader's Google time, from Google's own records."""
        meetings = self.google.world.books[SAM].meetings.values()
        dates = [date for one in meetings for date in one.between(MONDAY, MONDAY + SIX_WEEKS)]
        return [(date.start.instant, date.end.instant) for date in dates]

    def clashes(self) -> list[str]:
        """Touchbases that stand over something on Google."""
        dates = self.seen.dates(MONDAY, MONDAY + SIX_WEEKS)
        return [
            f"{one.who} {one.start}"
            for one in dates
            if any(start < one.end and one.start < end for start, end in self.taken())
        ]


@contextmanager
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    with Graph(now=MONDAY) as graph, GoogleEmulator(MONDAY) as google:
        for name, value in {**graph.server.environment, **google.environment}.items():
            monkeypatch.setenv(name, value)
        graph.person(SAM, "Sam Okafor")
        google.add_user(SAM, "Sam Okafor", "Europe/London")
        more = BOTH.format(api=google.api_endpoint, meet=google.meet_endpoint)
        both = Both(OutlookHome(folder / "home", graph, more=more), google)
        google.client_secrets(both.home.folder / "client_secret.json")
        both.invite(*PEOPLE)
        assert both.home.sign_in(at=MONDAY).code == 0
        both.sign_in_at_google(MONDAY)
        yield both


def test_both_say_when_there_is_no_time_and_everybody_is_invited_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, monkeypatch) as both:
        hands = both.google.hands(SAM)
        for day in range(4):
            start = MONDAY.replace(hour=8) + timedelta(days=day)
            hands.busy(start, start + timedelta(hours=10), rule="RRULE:FREQ=WEEKLY")
        both.home.hands.make("Friday morning", MONDAY.replace(hour=8) + timedelta(days=4), 120, weekly=1)
        answer = both.sync(MONDAY)
        assert answer.code == 0, answer
        done = json.loads(answer.out)
        booked = [(one["kind"], one["stakeholder"]) for one in done["applied"]]
        assert 2 <= len(booked) <= len(PEOPLE)
        assert {kind for kind, _ in booked} == {"create"}
        dates = both.seen.dates(MONDAY, MONDAY + SIX_WEEKS)
        assert {one.start.weekday() for one in dates} == {4}
        assert min(one.start.astimezone(LONDON).hour for one in dates) >= 10
        assert both.clashes() == []
        # a new commitment on Google moves one date on Outlook, and nothing is written at Google, ever
        one = sorted(dates, key=lambda date: date.start)[2]
        hands.busy(one.start - timedelta(minutes=15), one.end)
        assert both.clashes()
        both.sync(MONDAY + timedelta(hours=1))
        assert both.clashes() == []
        assert [call for call in both.google.calls if call.writes] == []
        assert both.google.world.ledger.mails == []
        invited = [mail.to for mail in both.home.graph.mails if mail.kind == "invitation"]
        assert len(invited) == len(set(invited)) == len(booked)
        mark = both.seen.writes()
        both.sync(MONDAY + timedelta(hours=2))
        assert both.seen.writes() == mark


def test_a_google_sign_in_that_ended_stops_new_bookings_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, monkeypatch) as both:
        both.invite("ana-ruiz")
        assert both.sync(MONDAY).code == 0
        both.google.oauth.tokens.revoke(SAM)
        both.invite("ana-ruiz", "ben-li")
        later = MONDAY + timedelta(days=1)
        answer = both.sync(later)
        assert "touchbase auth google" in answer.err
        assert [who for _, _, who in both.seen.ours()] == ["ana-ruiz"]
        both.sign_in_at_google(later + timedelta(hours=1))
        assert both.sync(later + timedelta(hours=2)).code == 0
        assert sorted(who for _, _, who in both.seen.ours()) == ["ana-ruiz", "ben-li"]
