"""A quarter day by day on Outlook: the year's loop and checks, mail counted, and what only happens at Microsoft."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import time_machine

from tests.simulation.outlook_seen import OutlookSeen
from tests.simulation.seen import Shown
from tests.simulation.year import A_DAY, Year, morning
from touchbase.sync import Outcome


@dataclass
class Quarter(Year):
    """`first` to `last`; `mailed` are the writes that told a guest something, run by run."""

    first: date = date(2026, 3, 2)
    last: date = date(2026, 5, 31)

    @property
    def outlook(self) -> OutlookSeen:
        assert isinstance(self.seen, OutlookSeen)
        return self.seen

    def live(self) -> None:
        day = self.asleep_until = self.first
        while day <= self.last:
            with time_machine.travel(morning(day), tick=False):
                self.now = datetime.now(UTC)
                self.outlook.graph.world.now = self.now
                for happens in self.story.get(day, ()):
                    happens(self)
                if day.weekday() in self.sync_on:
                    self.sync_and_check()
                self.people_act()
                checks_of_the_service(self)
            tomorrow = morning(day + A_DAY)
            self.diary.live(self.seen.dates(self.now, tomorrow), tomorrow)
            day += A_DAY

    def sync(self) -> Outcome:
        """I4: no mail that the plan does not show; a guest hears of a change once."""
        mails, mark = self.outlook.graph.mails, self.outlook.graph.mark()
        before = len(mails)
        done = super().sync()
        sent = [mail for mail in mails[before:] if mail.kind != "reply"]
        twice = [mail for n, mail in enumerate(sent) if mail in sent[:n]]
        assert not twice, f"{self.today}: {twice}"
        calls = [one for one in self.outlook.graph.spoken(since=mark) if one.writes and (one.status or 0) < 300]
        assert len(calls) <= done.mails <= done.plan.mails <= self.rules.max_mails_per_run, f"{self.today}: {sent}"
        assert {mail.to for mail in sent} <= self._concerned(done), f"{self.today}: {sent}"
        self.told["mails"] += len(sent)
        return done

    def _concerned(self, done: Outcome) -> set[str]:
        """The addresses of everybody the plan says it mails."""
        ids = {change.stakeholder for change in done.plan.writes if change.notifies}
        return {who.email for who in self.people if who.id in ids} | {f"{id}@example.com" for id in ids}

    def edit(self, kind: str, series: object, one: Shown) -> bool:
        """A cancelled date vanishes at Microsoft like a deleted one; nobody declines a meeting of their own there."""
        if kind == "decline":
            return self._propose(one)
        if kind == "drag" and self._crosses(one):
            return False
        return super().edit("delete" if kind == "cancel" else kind, series, one)  # type: ignore[arg-type]

    def _crosses(self, one: Shown) -> bool:
        """Dragged dates stay between the days of their neighbours: two days each way are free of them."""
        near = self.seen.dates(one.start - 3 * A_DAY, one.start + 3 * A_DAY)
        return any(other.uid == one.uid and other.key != one.key for other in near)

    def _propose(self, one: Shown) -> bool:
        """The guest asks for another time: nothing moves by itself."""
        self.proposals[one.uid, one.key] = wanted = one.start + timedelta(hours=1, minutes=7)
        self.outlook.hand.propose(one.uid, one.key, wanted)
        return True

    @property
    def proposals(self) -> dict[tuple[str, datetime], datetime]:
        """The times that guests proposed: seven minutes past, where no plan puts anything."""
        found: dict[tuple[str, datetime], datetime] = self._kept.setdefault(("proposals", True), {})
        return found


def checks_of_the_service(quarter: Quarter) -> None:
    """Answers true to the schema, four at a time at most, and no date where a guest proposed it and nobody put it."""
    quarter.outlook.graph.check()
    for (uid, key), wanted in quarter.proposals.items():
        stands = any(known == uid for _, known, _ in quarter.outlook.ours())
        if stands and quarter.wishes.get((uid, key)) != wanted:
            assert quarter.seen.place(uid, key) != wanted, f"{quarter.today}: {uid} {key}"
