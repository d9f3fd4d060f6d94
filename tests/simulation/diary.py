"""What really happened, day by day, and what the flags must say of it: never told by the product."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tests.simulation.seen import Shown
from touchbase.domain.stakeholder import Stakeholder

What = Literal["held", "missed", "nobody knows"]
Flag = tuple[str, float | None, datetime | None, int | None, int]
LOOK_BACK = timedelta(days=14)


@dataclass
class Lived:
    """One date that is over: what the calendar could tell of it, and what the owner said when asked."""

    who: str
    key: tuple[str, datetime]
    start: datetime
    what: What
    said: bool | None = None

    @property
    def held(self) -> bool:
        return self.what == "held" if self.said is None else self.said

    @property
    def missed(self) -> bool:
        return self.what == "missed" if self.said is None else not self.said


@dataclass
class Diary:
    """`elsewhere` are the owner's other commitments; `called_off` says whose a date was that a person took off."""

    zone: str
    lived: dict[tuple[str, datetime], Lived] = field(default_factory=dict)
    elsewhere: list[tuple[datetime, datetime]] = field(default_factory=list)
    called_off: dict[tuple[str, datetime], str] = field(default_factory=dict)

    def live(self, dates: Iterable[Shown], until: datetime) -> None:
        """The dates of a day as they took place, or did not."""
        for one in dates:
            if one.end <= until:
                self.called_off.pop((one.uid, one.key), None)
                self._note(one.who, (one.uid, one.key), one.start, self._what(one))
        for key, who in list(self.called_off.items()):
            if key[1] + timedelta(minutes=30) <= until:
                del self.called_off[key]
                self._note(who, key, key[1], "missed")

    def _note(self, who: str, key: tuple[str, datetime], start: datetime, what: What) -> None:
        self.lived.setdefault(key, Lived(who, key, start, what))

    def _what(self, one: Shown) -> What:
        if one.off or one.declined or one.reply == "declined":
            return "missed"
        if any(start < one.end and one.start < end for start, end in self.elsewhere):
            return "nobody knows"
        return "held" if one.reply == "accepted" else "nobody knows"

    def forget(self, now: datetime) -> None:
        """The database is lost: what people said is gone, and what happened longer ago than a look reaches."""
        kept = {key: one for key, one in self.lived.items() if one.start > now - LOOK_BACK}
        for one in kept.values():
            one.said = None
        self.lived = kept

    def flags(self, people: Iterable[Stakeholder], now: datetime) -> dict[str, Flag]:
        """State, ratio, last held, days since, and misses in a row of everybody on the list."""
        by_person: dict[str, list[Lived]] = {}
        for one in self.lived.values():
            by_person.setdefault(one.who, []).append(one)
        return {who.id: self._flag(who, by_person.get(who.id, []), now) for who in people}

    def _flag(self, who: Stakeholder, lived: list[Lived], now: datetime) -> Flag:
        held = max((one.start for one in lived if one.held), default=None)
        missed = sum(one.missed for one in lived if held is None or one.start > held)
        today = now.astimezone(ZoneInfo(self.zone)).date()
        if held is None:
            return (_kept(who, today) or "never_met", None, None, None, missed)
        days = (today - held.astimezone(ZoneInfo(self.zone)).date()).days
        ratio = round(days / (who.cadence.every * (7 if who.cadence.unit == "week" else 365.25 / 12)), 2)
        return (_kept(who, today) or _state(ratio, days), ratio, held, days, missed)


def _kept(who: Stakeholder, today: date) -> str:
    if who.state == "paused" and who.paused_until is not None and today >= who.paused_until:
        return ""
    return "" if who.state == "active" else who.state


def _state(ratio: float, days: int) -> str:
    """The table of the contract."""
    for limit, state in ((1.0, "on_track"), (1.5, "due"), (3.0, "slipping")):
        if ratio <= limit:
            return state
    return "dormant" if ratio > 5.0 or days > 365 else "lapsed"
