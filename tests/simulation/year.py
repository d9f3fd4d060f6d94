"""A year day by day: a sync each morning, people's edits after it, touchbases held or not, and the checks."""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from tests.simulation.diary import Diary, Flag
from tests.simulation.seen import BY_RULE, OFF, Master, Seen, Shown
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement
from touchbase.errors import RefusedPlan
from touchbase.reports.status import Status, status_json, take_stock
from touchbase.store.port import Store
from touchbase.store.sqlite import open_store
from touchbase.sync import Outcome, World, preview, run

LONDON = "Europe/London"
OWNER = Owner("Sam Okafor", "sam@example.com", LONDON)
FIRST, LAST = date(2026, 1, 5), date(2027, 1, 5)
CANARY = "canary-note-nobody-else-may-read"
PRIVATE = (CANARY, "canary-tag", "priority", "lapsed", "dormant", "slipping", "never_met", "direct_report")
HEARTBEAT = "last_sync"
A_DAY = timedelta(days=1)


def no_holidays(_code: str, _first: date, _last: date) -> frozenset[date]:
    return frozenset()


def morning(day: date) -> datetime:
    """06:30 in London, whatever the clocks did in the night."""
    return datetime.combine(day, time(6, 30), ZoneInfo(LONDON)).astimezone(UTC)


@dataclass
class Year:
    """The whole simulation; `story` is what happens by plan on a day, the rest is thrown with `dice`."""

    home: Path
    seen: Seen
    people: list[Stakeholder]
    rules: Rules
    dice: random.Random
    temper: dict[str, str]
    sync_on: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    edits_a_day: float = 0.25
    story: dict[date, list[Callable[["Year"], None]]] = field(default_factory=dict)
    diary: Diary = field(default_factory=lambda: Diary(LONDON))
    wishes: dict[tuple[str, datetime], datetime | None] = field(default_factory=dict)
    slots: dict[str, tuple[int, time]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)  # people whose series somebody deleted
    told: Counter[str] = field(default_factory=Counter)  # what happened how often, so that nothing is tested in vain
    log: list[tuple[Any, ...]] = field(default_factory=list)
    walls: dict[str, tuple[int, time]] = field(default_factory=dict)
    sleeps_on: date = FIRST
    asleep_until: date = FIRST
    _kept: dict[tuple[str, bool], Any] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: morning(FIRST))

    @property
    def database(self) -> Path:
        return self.home / "touchbase.db"

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(LONDON)).date()

    # a day

    def live(self) -> None:
        self.story.setdefault(self.sleeps_on, []).append(Year.sleep)
        self.asleep_until = day = FIRST
        while day <= LAST:
            with time_machine.travel(morning(day), tick=False):
                self.now = datetime.now(UTC)
                for happens in self.story.get(day, ()):
                    happens(self)
                if day >= self.asleep_until and day.weekday() in self.sync_on:
                    self.sync_and_check()
                self.people_act()
            tomorrow = morning(day + A_DAY)
            self.diary.live(self.seen.dates(self.now, tomorrow), tomorrow)
            day += A_DAY

    def sync_and_check(self) -> None:
        from tests.simulation import checks

        if self.today.weekday() == 0:
            checks.preview_writes_nothing(self)
        checks.after_sync(self, self.sync())
        self.confirm()

    def sync(self) -> Outcome:
        with open_store(self.database, OWNER.id) as store:
            done = run(self.world(store), self.people, "f" * 64)
        self.told.update(change.kind for change in done.applied)
        return done

    def plan(self) -> Any:
        with open_store(self.database, OWNER.id) as store:
            return preview(self.world(store), self.people)

    def world(self, store: Store) -> World:
        return World(OWNER, self.rules, store, self.seen.wake(), self.now, no_holidays)

    def confirm(self) -> None:
        """The owner is asked about doubtful dates, and answers some; the note is for nobody else."""
        with open_store(self.database, OWNER.id) as store:
            for entry in store.touchbases(since=self.now - timedelta(days=4)):
                key = (entry.uid, entry.original_start or entry.start)
                if entry.judgement.verdict == "doubtful" and key in self.diary.lived and self.dice.random() < 0.5:
                    met = self.dice.random() < 0.7
                    judged = Judgement("confirmed" if met else "not_held", ("you said so",))
                    store.confirm(replace(entry, judgement=judged, source="human", note=CANARY), self.now)
                    self.diary.lived[key].said = met
                    self.told["confirmed"] += 1

    # what people do

    def people_act(self) -> None:
        masters = {one.uid: one for one in self.seen.masters() if one.live_after(self.now + 2 * A_DAY)}
        for uid in sorted(masters.keys() - self._kept.get(("known", True), set())):
            self._greet(masters[uid])
        self._kept["known", True] = self._kept.get(("known", True), set()) | masters.keys()
        self._answer_single_dates(masters)
        if self.dice.random() < self.edits_a_day and masters:
            self._edit(masters[self.dice.choice(sorted(masters))])

    def _greet(self, series: Master) -> None:
        """A new invitation arrives."""
        if self.temper.get(series.who) in ("keen", "moody"):
            self.seen.hand.answer(series.uid, "accepted")
        elif self.temper.get(series.who) == "unsure":
            self.seen.hand.answer(series.uid, "tentative")

    def _answer_single_dates(self, masters: dict[str, Master]) -> None:
        if not any(self.temper.get(one.who) == "moody" for one in masters.values()):
            return
        day_after = morning(self.today + A_DAY)
        for date_ in self.seen.dates(day_after, day_after + A_DAY):
            if self.temper.get(date_.who) == "moody" and not date_.off and date_.start >= day_after:
                answer = self.dice.choice(("accepted", "declined", "tentative", ""))
                if answer:
                    self.seen.hand.answer_date(date_.uid, date_.key, answer)
                    self.told[f"answered {answer}"] += 1

    def _edit(self, series: Master) -> None:
        first = self.now + timedelta(days=self.dice.randint(2, 12))
        dates = [one for one in self.seen.dates(first, first + timedelta(days=40))
                 if one.uid == series.uid and not one.off and one.start >= first]  # fmt: skip
        if dates:
            kind = self.dice.choice(("drag", "drag", "delete", "cancel", "decline", "retitle", "drag series"))
            if self.edit(kind, series, dates[0]):
                self.told[kind] += 1

    def edit(self, kind: str, series: Master, one: Shown) -> bool:
        """One edit by hand, on the calendar and in the diary; False when it would make no sense."""
        key = (one.uid, one.key)
        if kind == "drag":
            start = one.start + timedelta(minutes=self.dice.choice((120, -60, 25 * 60 + 15)))
            self.seen.hand.move_date(one.uid, one.key, Period(start, start + (one.end - one.start)))
            self.wishes[key] = start
        elif kind in ("delete", "cancel"):
            if kind == "delete" and self.seen.place(one.uid, one.key) is not BY_RULE:
                return False  # a program would take the moved VEVENT away too
            getattr(self.seen.hand, f"{kind}_date")(one.uid, one.key)
            self.wishes[key] = OFF
            if kind == "delete":
                self.diary.called_off[key] = one.who
        elif kind == "decline":
            self.seen.hand.decline_date(one.uid, one.key)
        elif kind == "retitle":
            self.titles[one.uid] = f"Coffee {self.dice.randint(1, 999)}"
            self.seen.hand.retitle(one.uid, self.titles[one.uid])
        else:
            return self._drag_series(series)
        return True

    def _drag_series(self, series: Master) -> bool:
        """To another hour of the same weekday: a program moves DTSTART, and single dates are the series' again.

        Not where a date lies between two looks, be it one that was taken off: what took place before such a drag, no
        later look can tell.
        """
        near = timedelta(days=1 if len(self.sync_on) == 7 else 3, hours=12)
        if self._sleeps_soon() or any(d.uid == series.uid for d in self.seen.dates(self.now - near, self.now + near)):
            return False
        with open_store(self.database, OWNER.id) as store:
            rules = [b.series.recurrence for b in store.bookings() if b.uid == series.uid]
        if not rules:
            return False  # of somebody who was off the list when the database was lost
        [rule] = rules
        if any(True for _ in rule.starts(Period(self.now - near, self.now + near))):
            return False
        held = [one for one in self.wishes if one[0] == series.uid]
        busy_days = [d for d in self.seen.dates(self.now - 15 * A_DAY, self.now + 400 * A_DAY) if d.uid == series.uid
                     and self.seen.place(d.uid, d.key) is not BY_RULE]  # fmt: skip
        if held or busy_days or series.uid in self.slots:
            return False
        at = time(8 if rule.at.hour >= 12 else 16, self.dice.choice((0, 15, 50)))
        self.seen.hand.move_series(series.uid, replace(rule, at=at))
        self.slots[series.uid] = self.walls[series.uid] = (series.weekday, at)
        return True

    def _sleeps_soon(self) -> bool:
        return self.sleeps_on - timedelta(days=4) <= self.today <= self.asleep_until

    # what else happens, by name

    def sleep(self) -> None:
        """The laptop stays shut for three weeks from `sleeps_on`."""
        self.asleep_until = self.today + timedelta(weeks=3)
        self.told["slept"] += 1

    def change(self, id: str, **fields: Any) -> None:
        """The owner edits the list; whatever was wished of that person's series until now may go."""
        self.people[:] = [who._replace(**fields) if who.id == id else who for who in self.people]
        self.let_go_of(id)

    def let_go_of(self, id: str) -> None:
        uids = {one.uid for one in self.seen.masters() if one.who == id}
        for kept in (self.slots, self.titles):
            for uid in uids & kept.keys():
                del kept[uid]
        self.wishes = {key: wish for key, wish in self.wishes.items() if key[0] not in uids}
        self.diary.called_off = {key: who for key, who in self.diary.called_off.items() if who != id}

    def uid_of(self, id: str) -> str:
        return next(one.uid for one in self.seen.masters() if one.who == id and one.live_after(self.now))

    def resume(self, id: str) -> None:
        """As the command does: what a deletion held back may be booked again."""
        with open_store(self.database, OWNER.id) as store:
            for booking in store.bookings():
                if booking.series.stakeholder == id and booking.standing in ("paused_by_user", "declined"):
                    store.save_booking(replace(booking, standing="ended"))
        self.gone.discard(id)

    # what the product says

    def flags(self) -> dict[str, Flag]:
        """As the status report shows them."""
        with open_store(self.database, OWNER.id, read_only=True) as store:
            lines, hours = take_stock(self.people, store.histories(self.now), self.now, LONDON, self.rules)
        shown: Any = json.loads(json.dumps(status_json(Status(self.now, LONDON, lines, hours, 1.0))))
        return {
            who["id"]: (
                who["state"], who["ratio"],
                who["last_held"] and datetime.fromisoformat(who["last_held"]).astimezone(UTC),
                who["days_since_held"], who["missed_in_a_row"],
            ) for who in shown["stakeholders"]
        }  # fmt: skip

    def rows(self, *, heartbeat: bool = True) -> dict[str, list[tuple[Any, ...]]]:
        """The whole database."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as rows:
            tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = {name: rows.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables}  # noqa: S608
        rows.close()
        if not heartbeat:
            found["fact"] = [row for row in found["fact"] if HEARTBEAT not in row]
        return found


def refused(year: Year) -> str:
    """Run where the guard must say no; what it said."""
    try:
        return year.sync().reminder or "silent"
    except RefusedPlan as refusal:
        return refusal.sentence
