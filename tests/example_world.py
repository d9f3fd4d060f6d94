"""Homes that the examples of the documentation run in: the example files, at one moment of time."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.cli.terminal import NOON, Terminal
from tests.pages import ROOT
from tests.quarter_people import CONFIG, HISTORY, LIST, PULSE
from tests.quarter_world import START, Quarter, diary
from tests.tended_world import tend
from touchbase.auth.files import FileTokens
from touchbase.auth.google_client import Client
from touchbase.auth.google_scopes import EVENTS_OWNED, FREEBUSY
from touchbase.auth.grant import Grant
from touchbase.auth.outlook.kept import Kept, to_text
from touchbase.auth.outlook.settings import CALENDAR
from touchbase.domain.account import Account

# A crontab that keeps its table in a file.
CRONTAB = """#!/bin/sh
[ "$1" = - ] && exec cat > "$0.table"
[ -e "$0.table" ] || { echo "no crontab for sam" >&2; exit 1; }
cat "$0.table"
"""
QUIET = "#!/bin/sh\nexit 0\n"


def empty(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Nothing there yet; the schedulers of the machine are small programs that do no harm."""
    programs = home.with_name(f"{home.name}-bin")
    programs.mkdir()
    for name, text in {"crontab": CRONTAB, "systemctl": QUIET, "launchctl": QUIET}.items():
        (programs / name).write_text(text, "utf-8")
        (programs / name).chmod(0o755)
    home.mkdir(mode=0o700)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("TOUCHBASE_HOME", str(home))
    monkeypatch.chdir(home)
    return Terminal(home, NOON)


def example(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The example files as `make try` lays them out, readable by their owner only."""
    terminal = empty(home, monkeypatch)
    shutil.copytree(ROOT / "examples", home / "examples")
    for name in ("config", "stakeholders"):
        text = (ROOT / f"{name}.example.toml").read_text("utf-8").replace("stakeholders.example", "stakeholders")
        terminal.write(f"{name}.toml", text).chmod(0o600)
    return terminal


@cache
def _synced() -> Path:
    """Made once, because everything below begins with a copy of it."""
    home = Path(mkdtemp(prefix="touchbase-")) / "home"
    with pytest.MonkeyPatch.context() as monkeypatch:
        terminal = imported(home, monkeypatch)
        for _ in range(3):
            terminal.good("sync")
    return home


def synced(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The example with its history, and everybody booked."""
    terminal = empty(home, monkeypatch)
    shutil.copytree(_synced(), home, dirs_exist_ok=True)
    return terminal


def a_month_later(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Dates have gone by, and nobody has said whether they were held."""
    terminal = synced(home, monkeypatch)
    terminal.now += timedelta(days=30)
    terminal.good("sync")
    return terminal


def half_a_list(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Everybody was booked, and then the list was cut short."""
    terminal = synced(home, monkeypatch)
    people = (home / "stakeholders.toml").read_text("utf-8").split("[[stakeholder]]")
    terminal.write("stakeholders.toml", "[[stakeholder]]".join(people[:4]))
    return terminal


def too_little_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The list costs more hours a week than there are."""
    terminal = synced(home, monkeypatch)
    config = (home / "config.toml").read_text("utf-8")
    terminal.write("config.toml", config.replace("hours_per_week = 3.0", "hours_per_week = 1.0"))
    return terminal


def hardly_any_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Nobody is booked yet, and there is an hour and a half a week for all of them."""
    terminal = example(home, monkeypatch)
    config = (home / "config.toml").read_text("utf-8")
    terminal.write("config.toml", config.replace("hours_per_week = 3.0", "hours_per_week = 1.5"))
    return terminal


def no_room_on_the_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """No series can be written: a file stands where the calendar folder should be made."""
    terminal = example(home, monkeypatch)
    terminal.write("calendar", "not a folder")
    return terminal


def the_calendar_is_gone(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Everybody was booked, and then the folder was moved away."""
    terminal = synced(home, monkeypatch)
    (home / "calendar").rename(home / "elsewhere")
    return terminal


def dates_have_passed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A month went by without a run."""
    terminal = synced(home, monkeypatch)
    terminal.now += timedelta(days=30)
    return terminal


def dates_were_missed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Two weeks have gone by, and none of their dates was held."""
    terminal = synced(home, monkeypatch)
    terminal.now += timedelta(days=14)
    terminal.good("sync")
    for entry in terminal.good("log", "list", "--json").json["touchbases"]:
        if entry["source"] == "calendar":
            terminal.good("confirm", entry["stakeholder"], entry["start"][:10], "--not-held")
    return terminal


def somebody_without_an_id(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A row that gets a warning, and an address book with one we know, one who is new, and one without an address."""
    terminal = example(home, monkeypatch)
    people = (home / "stakeholders.toml").read_text("utf-8").replace('id = "ana-ruiz"\n', "")
    terminal.write("stakeholders.toml", people)
    cards = ("FN:Noor\nEMAIL:noor@example.com", "FN:Ana Ruiz\nEMAIL:ana.ruiz@example.com", "FN:Nobody")
    terminal.write("people.vcf", "".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards))
    return terminal


def imported(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The example with its history, and nobody booked."""
    terminal = example(home, monkeypatch)
    terminal.good("log", "import", "examples/history.csv", "--yes")
    return terminal


def in_november(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The example with the holidays at the end of the year ahead."""
    terminal = example(home, monkeypatch)
    terminal.now = NOON + timedelta(days=171)
    return terminal


def undoable(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Somebody was just paused."""
    terminal = example(home, monkeypatch)
    terminal.good("pause", "ana-ruiz")
    return terminal


def google(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The example, with the touchbases on a calendar at Google; nobody has signed in."""
    terminal = example(home, monkeypatch)
    config = (home / "config.toml").read_text("utf-8").replace('provider = "local"', 'provider = "google"', 1)
    section = '[calendar.google]\nclient_secrets = "client_secret.json"\nattendance = true\n'
    terminal.write("config.toml", f"{config}\n{section}")
    return terminal


def signed_in_to_google(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Somebody signed in three days ago, without Meet, and the schedule has run since."""
    terminal = google(home, monkeypatch)
    since, refreshed = NOON - timedelta(days=3), NOON - timedelta(hours=2)
    scopes = (EVENTS_OWNED, FREEBUSY)
    kept = Grant(Client("id", ""), "refresh", "access", refreshed, scopes, scopes, "sam@example.com", since, refreshed)
    FileTokens(home / "tokens").save(Account("google", "sam@example.com"), kept.to_text())
    return terminal


def outlook(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The example, with the touchbases on a calendar at Microsoft; nobody has signed in."""
    terminal = example(home, monkeypatch)
    config = (home / "config.toml").read_text("utf-8").replace('provider = "local"', 'provider = "outlook"', 1)
    section = '[calendar.outlook]\nclient_id = "11111111-2222-4333-8444-555555555555"\n'
    terminal.write("config.toml", f"{config}\n{section}")
    return terminal


def signed_in_to_outlook(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Somebody signed in twelve days ago, and the schedule has run since."""
    terminal = outlook(home, monkeypatch)
    since, refreshed = NOON - timedelta(days=12), NOON - timedelta(hours=2)
    kept = Kept("{}", "home", "sam@example.com", tuple(sorted(CALENDAR)), since, refreshed)
    FileTokens(home / "tokens").save(Account("outlook", "sam@example.com"), to_text(kept))
    return terminal


COFFEE = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//example//another program//EN\r
BEGIN:VEVENT\r
UID:coffee@example.com\r
DTSTAMP:20260101T000000Z\r
DTSTART;TZID=Europe/London:20260528T150000\r
DTEND;TZID=Europe/London:20260528T153000\r
RRULE:FREQ=WEEKLY;BYDAY=TH\r
SUMMARY:Coffee\r
ORGANIZER:mailto:sam@example.com\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:lena.hoffmann@example.com\r
END:VEVENT\r
END:VCALENDAR\r
"""


def a_meeting_of_your_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The example, and a weekly coffee with Lena Hoffmann that the owner put on the calendar long ago."""
    terminal = example(home, monkeypatch)
    (home / "calendar").mkdir(mode=0o700)
    terminal.write("calendar/coffee.ics", COFFEE)
    return terminal


def a_quarter(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A Monday at the end of March: a list of twenty-two, and a calendar that knows more."""
    empty(home, monkeypatch)
    files = {"config.toml": CONFIG, "stakeholders.toml": LIST, "history.csv": HISTORY, "pulse.csv": PULSE}
    terminal = Quarter(home, START)
    for name, text in {**files, "mine.ics": diary()}.items():
        terminal.write(name, text).chmod(0o600)
    return terminal


@cache
def _tended() -> Path:
    home = Path(mkdtemp(prefix="touchbase-")) / "home"
    with pytest.MonkeyPatch.context() as monkeypatch:
        tend(synced(home, monkeypatch))
    return home


def tended(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Everybody is booked, and something of everything is remembered of the relationships."""
    terminal = empty(home, monkeypatch)
    shutil.copytree(_tended(), home, dirs_exist_ok=True)
    return terminal


def an_obstacle_was_foreseen(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Dates were missed, and for every peer there is a goal that says what might come in the way."""
    terminal = dates_were_missed(home, monkeypatch)
    terminal.good("goal", "add", "--category", "peer", "plan together", "--step", "ask", "--obstacle", "release weeks")
    return terminal


WORLDS: dict[str, Callable[[Path, pytest.MonkeyPatch], Terminal]] = {
    "empty": empty,
    "example": example,
    "Google": google,
    "signed in to Google": signed_in_to_google,
    "Outlook": outlook,
    "signed in to Outlook": signed_in_to_outlook,
    "synced": synced,
    "tended": tended,
    "an obstacle was foreseen": an_obstacle_was_foreseen,
    "a quarter": a_quarter,
    "a meeting of your own": a_meeting_of_your_own,
    "a month later": a_month_later,
    "dates have passed": dates_have_passed,
    "dates were missed": dates_were_missed,
    "half a list": half_a_list,
    "imported": imported,
    "in November": in_november,
    "somebody without an id": somebody_without_an_id,
    "the calendar is gone": the_calendar_is_gone,
    "undoable": undoable,
    "too little time": too_little_time,
    "hardly any time": hardly_any_time,
    "no room on the disk": no_room_on_the_disk,
}
