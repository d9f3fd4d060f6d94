"""What people do on the calendar with their own hands: drag, delete, put back, double-book; guests' replies."""

from datetime import datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.machine.convergence import bring_back
from tests.machine.ground import Shown
from tests.machine.life import EVERYBODY, Life, Then, one_of, then, which
from tests.sync.desk import LONDON, WEEKLY
from touchbase.domain.event import Reply
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence

REPLIES: tuple[Reply, ...] = ("accepted", "declined", "tentative", "needs_action")
HOURS = st.sampled_from((-3, -1, 1, 2, 24, 48))


class HandRules(Life):
    """Each is noted among the wishes, which no later run may go against."""

    def _date(self, n: int, m: int) -> tuple[Shown, datetime] | None:
        """One of the next dates of one of our series."""
        one = self.live(n)
        key = None if one is None else one_of(sorted(one.dates)[:3], m)
        return None if one is None or key is None else (one, key)

    @rule(n=which, m=which, hours=HOURS, then=then)
    def drag_date(self, n: int, m: int, hours: int, then: Then) -> None:
        found = self._date(n, m)
        if found is not None:
            one, key = found
            place = Period.lasting(key + timedelta(hours=hours), one.dates[key].minutes)
            self.town.hands.move_date(one.uid, key, place)
            self.town.wishes.dates[one.uid, key] = place
            self.by_hand()
        self.go_on(then, m)

    @rule(n=which, m=which, seen=st.booleans(), then=then)
    def delete_date(self, n: int, m: int, seen: bool, then: Then) -> None:
        found = self._date(n, m)
        if found is not None:
            one, key = found
            (self.town.hands.cancel_date if seen else self.town.hands.delete_date)(one.uid, key)
            self.town.wishes.dates[one.uid, key] = None
            self.by_hand()
        self.go_on(then, m)

    @rule(n=which, then=then)
    def delete_series(self, n: int, then: Then) -> None:
        one = self.live(n)
        if one is not None:
            self.town.hands.delete_series(one.uid)
            self.town.wishes.gone.add(one.uid)
            self.by_hand()
        self.go_on(then, n)

    @rule(n=which, title=st.sampled_from(("Coffee", "Walk and talk")), then=then)
    def retitle(self, n: int, title: str, then: Then) -> None:
        one = self.live(n)
        if one is not None:
            self.town.hands.retitle(one.uid, title)
            self.by_hand()
        self.go_on(then, n)

    @rule(n=which, m=which, weeks=st.integers(1, 4), then=then)
    def double_book(self, n: int, m: int, weeks: int, then: Then) -> None:
        """Another meeting stands where a date of ours is, for some weeks."""
        found = self._date(n, m)
        if found is not None:
            one, key = found
            at = one.dates[key].start
            for week in range(weeks):
                place = Period.lasting(at + timedelta(weeks=week, minutes=-30), 90)
                self.town.hands.busy(place, f"busy-{self.town.ground.deeds}-{week}")
            self.by_hand()
        self.go_on(then, m)

    @rule(n=which, reply=st.sampled_from(REPLIES), then=then)
    def answer_series(self, n: int, reply: Reply, then: Then) -> None:
        one = self.live(n)
        if one is not None:
            self.town.hands.answer(one.uid, reply)
            declined = self.town.wishes.declined
            (declined.add if reply == "declined" else declined.discard)(one.uid)
            self.by_hand()
        self.go_on(then, n)


class MoreHandRules(HandRules):
    """Those that not every provider lets its people do, or that only the memory shows."""

    def __init__(self) -> None:
        super().__init__()
        self.met: set[str] = set()

    @rule(n=which, days=st.integers(-1, 3), hour=st.sampled_from((9, 11, 14, 16)), then=then)
    def drag_series(self, n: int, days: int, hour: int, then: Then) -> None:
        one = self.live(n)
        if one is not None:
            rule = self.town.ground.rule_of(one.uid)
            first = rule.first + timedelta(days=days)
            if first.day <= 28 and (first, time(hour)) != (rule.first, rule.at):
                moved = Recurrence(first, time(hour), rule.zone, rule.cadence, rule.minutes, rule.last)
                self.town.hands.move_series(one.uid, moved)
                self.town.wishes.drop(one.uid)
                self.town.wishes.slots.add(one.uid)
                self.by_hand()
        self.go_on(then, n)

    @rule(n=which, then=then)
    def put_series_back(self, n: int, then: Then) -> None:
        """Out of the bin, whoever had put it there."""
        uid = one_of(self.town.ground.binned(), n)
        if uid is not None:
            bring_back(self.town, uid)
            self.by_hand()
        self.go_on(then, n)

    @rule(n=which, day=st.integers(0, 4), then=then)
    def meet_by_hand(self, n: int, day: int, then: Then) -> None:
        """A weekly 1:1 that the owner made, with somebody who may be on the list; at most one with each."""
        who = EVERYBODY[n % len(EVERYBODY)]
        uid = f"by-hand-{who.id}"
        if uid not in self.met:
            self.met.add(uid)
            monday = self.town.now.date() + timedelta(days=7 - self.town.now.weekday())
            slot = Recurrence(monday + timedelta(days=day), time(10), LONDON, WEEKLY)
            self.town.hands.meet_weekly(uid, slot, who.email)
            self.by_hand()
        self.go_on(then, n)

    @rule(n=which, m=which, reply=st.sampled_from(REPLIES), then=then)
    def answer_date(self, n: int, m: int, reply: Reply, then: Then) -> None:
        found = self._date(n, m)
        if found is not None:
            self.town.hands.answer_date(found[0].uid, found[1], reply)
            self.by_hand()
        self.go_on(then, m)
