"""The home of docs/a-quarter.md: a leader with a list, a year of calendar behind them, and colleagues who answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.cli.terminal import Terminal
from touchbase.domain.period import Period

START = datetime(2026, 3, 30, 9, tzinfo=ZoneInfo("Europe/London"))
A_DAY = timedelta(days=1)

# Whom the owner met in the past year although they are on no list: every so many days.
MET_ANYWAY = {"kim.lee@example.com": 14, "ben.hart@example.com": 30, "chloe.martin@example.org": 28}
# Who calls off every date between these days: one who keeps away after a quarrel, one in release weeks.
CALLED_OFF = {
    "hannah-cole": ("2026-04-01", "2026-05-31"),
    "tom-becker": ("2026-06-05", "2026-06-30"),
}

EVENT = """\
BEGIN:VEVENT\r
UID:{uid}@example.com\r
DTSTAMP:20250101T000000Z\r
DTSTART:{start:%Y%m%dT%H%M%SZ}\r
DTEND:{end:%Y%m%dT%H%M%SZ}\r
SUMMARY:The title is nobody's business\r
ORGANIZER:mailto:sam@example.com\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:{guest}\r
END:VEVENT\r
"""


@dataclass
class Quarter(Terminal):
    """As time goes by guests say yes, two of them call dates off, and cron runs `sync`."""

    synced: list[str] = field(default_factory=list)

    def at(self, now: datetime) -> None:
        for id, (since, until) in CALLED_OFF.items():
            for key in self._dates(id, now):
                if since <= f"{key:%Y-%m-%d}" <= until:
                    _call_off(self.home / "calendar", id, key)
        _say_yes(self.home / "calendar")
        super().at(now)
        self.synced.append(self.good("sync", "-v").out)

    def _dates(self, id: str, until: datetime) -> Iterator[datetime]:
        """Where the rule of their series has its dates from now until then."""
        with self.store() as store:
            ours = [one for one in store.bookings() if one.series.stakeholder == id and one.standing == "live"]
        for booking in ours:
            yield from booking.series.recurrence.starts(Period(self.now, until))


def diary() -> str:
    """The owner's calendar of the past year."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n{''.join(_met_anyway())}END:VCALENDAR\r\n"


def _met_anyway() -> Iterator[str]:
    for guest, days in MET_ANYWAY.items():
        for back in range(days, 365, days):
            start = (START - back * A_DAY).replace(hour=11).astimezone(UTC)
            yield EVENT.format(uid=f"{guest}-{back}", guest=guest, start=start, end=start + timedelta(minutes=30))


def _say_yes(calendar: Path) -> None:
    """What the guests' own programs write into a shared folder."""
    for file in _series(calendar):
        file.write_text(_unfolded(file).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED"), "utf-8", newline="")


def _call_off(calendar: Path, id: str, key: datetime) -> None:
    """Takes one date off, as a calendar program does; `key` is where the rule has it."""
    stamp = f"EXDATE:{key.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for file in _series(calendar):
        text = _unfolded(file)
        if f"X-TOUCHBASE-STAKEHOLDER:{id}\r\n" in text:
            file.write_text(text.replace("SUMMARY:Touchbase", f"{stamp}\r\nSUMMARY:Touchbase", 1), "utf-8", newline="")


def _series(calendar: Path) -> Iterator[Path]:
    return (file for file in sorted(calendar.glob("*.ics")) if file.name != "touchbase.ics")


def _unfolded(file: Path) -> str:
    return file.read_bytes().decode().replace("\r\n ", "")
