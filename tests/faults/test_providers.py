"""34, 38, 42, 56 to 58: no cursor to lose, no wire out of a test, dates in other zones, and a first run with many."""

import os
import socket
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

from tests.cli.terminal import Terminal, terminal
from tests.emulators.faults import Fault, answer
from tests.simulation.google_life import FIVE, Life, google, life
from tests.simulation.outlook_office import Office, opened
from tests.sync.desk import Desk, person
from touchbase.domain.cadence import Cadence
from touchbase.errors import TouchbaseError

__all__ = ["google", "life", "terminal"]
ROOT = Path(__file__).resolve().parent.parent.parent
CURSORS = ("synctoken", "deltatoken", "delta", "sync-token", "skiptoken=")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with opened(tmp_path, monkeypatch) as made:
        yield made


def test_42_no_test_reaches_anything_but_this_machine() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    assert "--allow-hosts=127.0.0.1" in tools["pytest"]["ini_options"]["addopts"]
    for host in ("192.0.2.1", "93.184.216.34"):
        with pytest.raises(SocketConnectBlockedError):
            socket.create_connection((host, 443), timeout=0.1)


def test_56_57_google_is_never_asked_from_a_cursor_nor_with_a_filter(life: Life) -> None:
    """A cursor that is lost, or good and wrong, costs nothing: each run looks at the world as it is."""
    life.run()
    life.later(days=7).run()
    asked = {name for call in life.google.calls if call.method.endswith(".list") for name in call.query}
    assert asked
    assert asked & {"syncToken", "q", "updatedMin", "iCalUID"} == set()
    assert not [one for one in life.google.server.history if "synctoken" in one.request.path.lower()]


def test_56_57_microsoft_is_never_asked_from_a_cursor(office: Office) -> None:
    office.good()
    office.later(days=7)
    office.good()
    paths = [f"{one.request.path}?{one.request.query}".lower() for one in office.graph.spoken()]
    assert paths
    assert [path for path in paths if any(word in path for word in CURSORS)] == []


def test_56_gone_is_said_for_the_run_and_believed_of_nobody(life: Life) -> None:
    """410 to a list is what an expired cursor brings; as we have none, it is a calendar that cannot be read."""
    life.settled().google.faults.add(Fault(answer(410), method="GET", path="/primary/events", times=None))
    with pytest.raises(TouchbaseError):
        life.run()
    assert life.google.writes == []
    life.google.faults.clear()
    assert life.is_quiet()
    assert sorted(life.live()) == sorted(FIVE)


EXCEPTIONS = """\
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260601T000000Z
RECURRENCE-ID{moved_key}
DTSTART;TZID=Europe/London:{day:%Y%m%d}T150000
DTEND;TZID=Europe/London:{day:%Y%m%d}T153000
SUMMARY:Touchbase
END:VEVENT
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260601T000000Z
RECURRENCE-ID{off_key}
DTSTART{off_key}
STATUS:CANCELLED
SUMMARY:Touchbase
END:VEVENT
END:VCALENDAR
"""
KEYS = {
    "in UTC": (":{:%Y%m%dT110000Z}", ":{:%Y%m%dT110000Z}"),
    "in New York": (";TZID=America/New_York:{:%Y%m%dT070000}", ";TZID=America/New_York:{:%Y%m%dT070000}"),
    "in Tokyo and in UTC": (";TZID=Asia/Tokyo:{:%Y%m%dT200000}", ":{:%Y%m%dT110000Z}"),
}


@pytest.mark.parametrize("zone", KEYS)
def test_58_a_date_is_known_by_its_instant_in_whatever_zone_it_is_written(terminal: Terminal, zone: str) -> None:
    """Bo meets Sam on Thursdays at 12:00 in London; another program moved one date and took one off."""
    people = (terminal.home / "stakeholders.toml").read_text("utf-8").split("[[stakeholder]]")
    terminal.write("stakeholders.toml", "[[stakeholder]]" + people[2])
    terminal.good("sync")
    [file] = (terminal.home / "calendar").glob("tb*.ics")
    text = file.read_text("utf-8")
    start = next(line for line in text.split("\n") if line.startswith("DTSTART;TZID=Europe/London:202606"))
    assert start.strip().endswith("20260604T120000")
    moved, off = (terminal.now.date() + timedelta(days=days) for days in (8, 15))
    keys = {"moved_key": KEYS[zone][0].format(moved), "off_key": KEYS[zone][1].format(off)}
    more = EXCEPTIONS.format(uid=file.stem, day=moved, **keys).replace("\n", "\r\n")
    file.write_bytes(text.replace("\n", "\r\n").replace("\r\r", "\r").replace("END:VCALENDAR\r\n", more).encode())
    edited = file.read_bytes()
    terminal.at(terminal.now + timedelta(hours=1))
    told = terminal.good("sync", "--json").json
    assert (told["applied"], told["calls"]["write"]) == ([], 0)
    said = " ".join(reason for one in told["recorded"] for reason in one["reasons"])
    assert "of Thu 11 June 12:00 was moved to Thu 11 June 15:00" in said
    assert "of Thu 18 June 12:00 was taken off" in said
    assert file.read_bytes() == edited
    assert terminal.good("sync", "--json").json["recorded"] == []
    terminal.at(terminal.now + timedelta(days=9))
    [bo] = terminal.good("status", "--json").json["stakeholders"]
    assert bo["next"] == "2026-06-25T12:00:00+01:00"


def test_38_a_first_run_with_many_people_invites_five(tmp_path: Path) -> None:
    """The default ramp, well below the mail cap; the others are told that they wait. (With 200 people in the soak.)"""
    many = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 40
    people = [person(f"p{n:03}-q", Cadence(3, "month"), priority=1 + n % 9) for n in range(many)]
    desk = Desk(tmp_path / "desk", people)
    desk.rules = desk.rules._replace(horizon_weeks=13, max_per_week=40, max_per_day=8, planner_seconds=0.5)
    done = desk.run()
    assert (len(done.applied), len(desk.calendar.sent), done.plan.guard.ok) == (5, 5, True)
    waiting = Counter(one.why for one in done.plan.unplaced)
    assert waiting["waits for a later run: at most 5 new series a run"] > many / 2
    assert len(desk.later(days=1).run().applied) == 5


def test_34_microsoft_writes_our_text_its_own_way_and_no_loop_begins(office: Office) -> None:
    """Graph makes HTML of our text, and of our zone a name of its own: a further run writes nothing."""
    office.good()
    [item, *_] = [item for item, _, _ in office.seen.ours()]
    assert item.fields["body"]["content"].startswith("<html>")
    for _ in range(3):
        office.later(hours=8)
        mark = office.graph.mark()
        assert office.good().applied == []
        assert not [one for one in office.graph.spoken(since=mark) if one.writes]


def test_34_google_writes_our_text_its_own_way_and_no_loop_begins(life: Life) -> None:
    meeting = life.settled().series("ana-ruiz")
    meeting.fields["summary"] = f"  {meeting.fields['summary'].upper()} "
    meeting.fields["description"] = meeting.fields["description"].replace("\n", "<br>")
    assert life.is_quiet()
    assert life.later(hours=8).is_quiet()
