"""`thinking-time`: a half hour of the owner's own, proposed from the calendar and written as a file."""

import pytest

from tests.cli.terminal import Terminal
from touchbase.errors import Exit

FRIDAYS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\nUID:review@example.com\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/London:20260605T160000\r\n"
    "DTEND;TZID=Europe/London:20260605T180000\r\nRRULE:FREQ=WEEKLY;BYDAY=FR\r\nSUMMARY:Review\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_it_proposes_a_free_half_hour_and_writes_nothing_unasked(terminal: Terminal) -> None:
    before = {path.name for path in terminal.home.iterdir()}
    out = terminal.good("thinking-time").out
    assert out == (
        "Time to think about people: weekly on Friday at 16:30 (Europe/London). Of the next 8 dates all are free."
        "\nWrite it: touchbase thinking-time --to thinking.ics\n"
    )
    assert {path.name for path in terminal.home.iterdir()} == before


def test_what_stands_on_the_calendar_is_looked_at(terminal: Terminal) -> None:
    terminal.write("busy.ics", FRIDAYS)
    config = (terminal.home / "config.toml").read_text("utf-8")
    terminal.write("config.toml", f'{config}\n[[calendar.busy_from]]\nics = "busy.ics"\n')
    found = terminal.good("thinking-time", "--json").json
    assert (found["start"], found["rrule"], found["free"]) == (
        "2026-06-05T15:30:00+01:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR", 8,
    )  # fmt: skip
    taken = terminal.good("thinking-time", "--day", "fri", "--at", "16:30").out
    assert "Of the next 8 dates none is free." in taken


def test_our_own_touchbases_are_in_the_way_too(terminal: Terminal) -> None:
    terminal.good("sync", "--quiet")
    weekly = next(one for one in terminal.good("status", "--json").json["stakeholders"] if one["id"] == "bo-lind")
    day, at = weekly["next"][:10], weekly["next"][11:16]
    weekday = ("mon", "tue", "wed", "thu", "fri")[terminal.now.fromisoformat(day).weekday()]
    assert terminal.good("thinking-time", "--day", weekday, "--at", at, "--json").json["free"] < 8


def test_the_file_is_for_importing_and_counts_as_busy_time_afterwards(terminal: Terminal) -> None:
    file = terminal.home / "calendar" / "thinking.ics"
    out = terminal.good("thinking-time", "--day", "mon", "--at", "09:00", "--to", str(file)).out
    assert f"Written to {file}." in out
    assert file.stat().st_mode & 0o777 == 0o600
    assert terminal.good("thinking-time", "--day", "mon", "--at", "09:00", "--json").json["free"] == 0
    terminal.good("sync", "--quiet")
    assert "Time to think" in file.read_text("utf-8"), "it is not ours, so a sync leaves it alone"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--at", "half past"), "is not a time"),
        (("--day", "sun"), "no such half hour"),
        (("--day", "someday"), "is not one of"),
    ],
)
def test_a_time_that_is_none_is_refused(argv: tuple[str, ...], says: str, terminal: Terminal) -> None:
    answer = terminal.run("thinking-time", *argv)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert says in answer.err
