"""forget: not one byte of the name left in our home, and an honest word about what is left elsewhere."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from touchbase.calendars.local import LocalCalendar
from touchbase.domain.booking import Booking
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Series
from touchbase.domain.identity import series_uid
from touchbase.domain.owner import Owner
from touchbase.domain.recurrence import Recurrence
from touchbase.store.lock import run_lock

WORDS = (b"ana", b"ruiz")


def calendar(terminal: Terminal) -> LocalCalendar:
    return LocalCalendar(terminal.home / "calendar", (), Owner("Sam Okafor", "sam@example.com", "Europe/London"))


def booked(terminal: Terminal, id: str, name: str, email: str) -> Series:
    slot = Recurrence(date(2026, 1, 6), time(10), "Europe/London", Cadence(1, "month"), last=date(2026, 12, 31))
    uid = series_uid("sam@example.com", id, 1)
    series = Series(uid, id, 1, slot, f"{name} and Sam Okafor", f"Touchbase with {name}", name, email)
    calendar(terminal).create(series)
    with terminal.store() as store:
        store.save_booking(Booking(series))
    return series


@pytest.fixture
def told(terminal: Terminal) -> Terminal:
    """A home that knows a lot about Ana: list, log, notes, edits, a series that is over; and as much about Bo."""
    for id, name, email in (("ana-ruiz", "Ana Ruiz", "ana@example.com"), ("bo-lind", "Bo Lind", "bo@example.com")):
        series = booked(terminal, id, name, email)
        terminal.good("log", "add", id, "--when", "yesterday", "--kind", "call", "--note", f"{name} likes tea")
        if id == "ana-ruiz":
            calendar(terminal).end(series.uid, terminal.now.astimezone(UTC))
    terminal.good("log", "add", "bo-lind", "--when", "2026-05-01", "--note", "he asked after Ana Ruiz")
    terminal.good("pause", "ana-ruiz", "--until", "2026-08-01")
    terminal.good("resume", "ana-ruiz")
    return terminal


def naming(home: Path) -> Iterator[str]:
    """Files with a word of the name in their bytes or their own name."""
    for path in home.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        found = content.lower() + path.name.lower().encode()
        if any(word in found for word in WORDS):
            yield path.relative_to(home).as_posix()


def test_not_one_byte_of_the_name_is_left(told: Terminal) -> None:
    assert len(list(naming(told.home))) >= 4, "there was something to forget"
    said = told.good("forget", "ana-ruiz", "--confirm", "Ana Ruiz").out
    assert list(naming(told.home)) == []
    assert "their calendar and mailbox" in said
    assert "still stands" not in said


def test_the_others_are_as_they_were(told: Terminal) -> None:
    before = told.good("log", "list", "--json").json["touchbases"]
    told.good("forget", "ana-ruiz", "--confirm", "Ana Ruiz")
    after = told.good("log", "list", "--json").json["touchbases"]
    kept = [one for one in before if one["stakeholder"] == "bo-lind"]
    assert [one["id"] for one in after] == [one["id"] for one in kept]
    assert [one["id"] for one in told.good("stakeholders", "list", "--json").json["stakeholders"]] == [
        "bo-lind",
        "cy-tran",
    ]
    assert "Bo Lind" in (told.home / "calendar" / "touchbase.ics").read_text("utf-8")
    assert len(list((told.home / "calendar").glob("tb*.ics"))) == 1


def test_it_cannot_be_undone(told: Terminal) -> None:
    told.good("forget", "ana-ruiz", "--confirm", "Ana Ruiz")
    told.run("undo")
    assert list(naming(told.home)) == []


def test_a_copy_in_the_way_is_named(told: Terminal) -> None:
    copy = told.write("stakeholders.toml.bak", "# Ana Ruiz, an old copy\n")
    assert f"still stands in {copy}" in told.good("forget", "ana-ruiz", "--confirm", "Ana Ruiz").out
    assert copy.exists()


def test_json_counts_and_names_what_is_left(told: Terminal) -> None:
    said = told.good("forget", "ana-ruiz", "--confirm", "Ana Ruiz", "--json").json
    assert (said["forgotten"], said["left"], said["rows"] > 0) == ("ana-ruiz", [], True)


@pytest.mark.parametrize(
    ("argv", "hint"),
    [([], "--confirm 'Ana Ruiz'"), (["--confirm", "ana-ruiz"], "not the name"), (["--confirm", ""], "not the name")],
)
def test_without_the_name_nothing_is_erased(argv: list[str], hint: str, told: Terminal) -> None:
    before = sorted(naming(told.home))
    answer = told.run("forget", "ana-ruiz", *argv)
    assert answer.code == 2
    assert hint in answer.err
    assert sorted(naming(told.home)) == before


@pytest.mark.parametrize(("typed", "gone"), [("Ana Ruiz\n", True), ("Anna\n", False)])
def test_on_a_terminal_the_name_is_asked(typed: str, gone: bool, told: Terminal) -> None:
    answer = told.run("forget", "ana-ruiz", typed=typed, tty=True)
    assert (answer.code, list(naming(told.home)) == []) == (0 if gone else 2, gone)


def test_a_series_that_still_runs_is_ended_first(told: Terminal) -> None:
    answer = told.run("forget", "bo-lind", "--confirm", "Bo Lind")
    assert answer.code == 2
    assert "touchbase forget bo-lind --end" in answer.err
    assert "let go" in told.good("forget", "bo-lind", "--end").out
    assert 'state = "let_go"' in (told.home / "stakeholders.toml").read_text("utf-8")
    uid = series_uid("sam@example.com", "bo-lind", 1)
    calendar(told).end(uid, told.now.astimezone(UTC))
    told.good("forget", "bo-lind", "--confirm", "Bo Lind")
    assert "Bo Lind" not in (told.home / "stakeholders.toml").read_text("utf-8")


def test_not_while_a_sync_runs(told: Terminal) -> None:
    with run_lock(told.home / "sync.lock"):
        answer = told.run("forget", "ana-ruiz", "--confirm", "Ana Ruiz")
    assert answer.code == 75
    assert list(naming(told.home)) != []


def test_somebody_taken_off_the_list_can_be_forgotten(told: Terminal) -> None:
    text = (told.home / "stakeholders.toml").read_text("utf-8")
    told.write("stakeholders.toml", text[text.index('[[stakeholder]]\nid = "bo-lind"') :])
    told.good("forget", "ana-ruiz", "--confirm", "Ana Ruiz")
    assert list(naming(told.home)) == []


def test_somebody_known_by_the_log_alone_goes_by_the_id(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday")
    text = (terminal.home / "stakeholders.toml").read_text("utf-8")
    terminal.write("stakeholders.toml", text[text.index('[[stakeholder]]\nid = "bo-lind"') :])
    terminal.good("forget", "ana-ruiz", "--confirm", "ana-ruiz")
    assert terminal.good("log", "list", "--json").json["touchbases"] == []


def test_somebody_unknown_is_asked_back(told: Terminal) -> None:
    answer = told.run("forget", "ana-ruis", "--confirm", "Ana Ruiz")
    assert (answer.code, "Did you mean ana-ruiz?" in answer.err) == (2, True)


def test_a_file_with_other_events_too_is_left_and_named(told: Terminal) -> None:
    uid = series_uid("sam@example.com", "ana-ruiz", 1)
    path = told.home / "calendar" / f"{uid}.ics"
    other = "BEGIN:VEVENT\r\nUID:dentist\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260801T090000Z\r\nEND:VEVENT\r\n"
    path.write_text(path.read_text("utf-8").replace("END:VCALENDAR", f"{other}END:VCALENDAR"), "utf-8", newline="")
    said = told.good("forget", "ana-ruiz", "--confirm", "Ana Ruiz").out
    assert f"still stands in {path}" in said


def test_a_run_long_ago_is_no_run_ahead(told: Terminal) -> None:
    told.now += timedelta(days=400)
    told.good("forget", "bo-lind", "--confirm", "Bo Lind")
    assert datetime(2026, 12, 31, tzinfo=UTC) < told.now
