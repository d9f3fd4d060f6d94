"""Weeks day by day on Google: the year's loop and checks, mail counted, and what only happens at Google."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import time_machine

from tests.simulation import checks
from tests.simulation.google_home import SAM
from tests.simulation.google_seen import GoogleSeen
from tests.simulation.seen import Shown
from tests.simulation.year import A_DAY, Year, morning
from touchbase.sync import Outcome


@dataclass
class Quarter(Year):
    """`first` to `last`."""

    first: date = date(2026, 10, 5)
    last: date = date(2027, 1, 3)

    @property
    def at_google(self) -> GoogleSeen:
        assert isinstance(self.seen, GoogleSeen)
        return self.seen

    def live(self) -> None:
        day = self.asleep_until = self.first
        while day <= self.last:
            with time_machine.travel(morning(day), tick=False):
                self.now = self.at_google.google.now = datetime.now(UTC)
                for happens in self.story.get(day, ()):
                    happens(self)
                if day.weekday() in self.sync_on:
                    self.sync_and_check()
                self.people_act()
                assert self.at_google.google.world.complaints == []
            tomorrow = morning(day + A_DAY)
            self.diary.live(self.seen.dates(self.now, tomorrow), tomorrow)
            day += A_DAY

    def sync_and_check(self) -> None:
        """A second run, and on Mondays a preview, take as long as the first: two days a week."""
        self.at_google.close()  # the process before is over
        if self.today.weekday() == 0:
            checks.preview_writes_nothing(self)
        checks.after_sync(self, self.sync(), again=self.today.weekday() in (0, 3))
        self.confirm()

    def sync(self) -> Outcome:
        """I4: no more notifying calls than the plan shows, and nobody hears twice of one thing in one run."""
        google = self.at_google.google
        calls, mails = len(google.calls), len(google.world.ledger.mails)
        done = super().sync()
        notifying = [call for call in google.calls[calls:] if call.writes and call.notifies and call.status < 300]
        assert len(notifying) <= done.mails <= done.plan.mails <= self.rules.max_mails_per_run, f"{self.today}"
        sent = [one for one in google.world.ledger.mails[mails:] if one.by == SAM and one.what != "reply"]
        assert len(set(sent)) == len(sent) <= done.mails, f"{self.today}: {sent}"
        self.told["mails"] += len(sent)
        return done

    def edit(self, kind: str, series: object, one: Shown) -> bool:
        """A cancelled date vanishes at Google like a deleted one."""
        return super().edit("delete" if kind == "cancel" else kind, series, one)  # type: ignore[arg-type]
