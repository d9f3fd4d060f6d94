"""What lies on the disk: text that cannot be injected into, files that are never clobbered, one calendar with all."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, vRecur, vText

from tests.calendars.contract import ANA, MONDAYS, OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, series, utc, weekly
from tests.calendars.program import Program, master
from touchbase.calendars.local import Limits, LocalCalendar
from touchbase.calendars.local.vevent import vcalendar
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Series
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.step import CreateSeries
from touchbase.errors import CalendarRefused, CannotWriteState, NoSuchSeries, StorageFailed, TryLater, UidTaken

ROOT = Path(__file__).resolve().parents[2]
ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca",
         "America/Sao_Paulo", "Pacific/Apia", "Asia/Kolkata", "Europe/Dublin", "Pacific/Chatham", "UTC")  # fmt: skip
CADENCES = tuple(map(Cadence.parse, ("weekly", "every 2 weeks", "every 5 weeks", "monthly", "quarterly", "yearly")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "calendar"


@pytest.fixture
def calendar(folder: Path) -> LocalCalendar:
    return LocalCalendar(folder, (), OWNER)


@pytest.fixture
def people(folder: Path) -> Program:
    return Program(folder, OWNER.email)


def file_of(folder: Path, uid: str = UID) -> Path:
    return folder / f"{uid}.ics"


# the text of a series


def test_a_new_series_as_text() -> None:
    text = vcalendar(SERIES, OWNER).decode().replace("\r\n ", "")
    event = text[text.index("BEGIN:VEVENT") :].split("\r\n")
    assert event == [
        "BEGIN:VEVENT",
        f"UID:{UID}",
        "DTSTAMP:20000101T000000Z",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/London:20260105T100000",
        "DTEND;TZID=Europe/London:20260105T103000",
        "RRULE:FREQ=WEEKLY;UNTIL=20261231T235959Z;INTERVAL=1;BYDAY=MO",
        "SUMMARY:Touchbase: Ana Ruiz",
        "DESCRIPTION:Half an hour to talk.",
        'ORGANIZER;CN="Sam Okafor":mailto:sam@example.com',
        'ATTENDEE;CN="Ana Ruiz";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ana@example.com',
        f"X-TOUCHBASE-ID:{UID}",
        "X-TOUCHBASE-STAKEHOLDER:ana-ruiz",
        "X-TOUCHBASE-GENERATION:1",
        "X-TOUCHBASE-GUEST:ana@example.com",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert "TZID:Europe/London" in text


HOSTILE = st.text(
    st.one_of(st.characters(codec=None), st.sampled_from('\r\n\t\0\x1b\x85\u2028\u202e\ud800";:,\\^=😀שaà')),
    max_size=60,
)


@given(name=HOSTILE, summary=HOSTILE, description=HOSTILE, email=HOSTILE, who=HOSTILE)
@settings(max_examples=80)
def test_no_text_can_inject_a_line(name: str, summary: str, description: str, email: str, who: str) -> None:
    text = vcalendar(replace(SERIES, guest_name=name, summary=summary, description=description, guest_email=email,
                             stakeholder=who), OWNER._replace(name=name, email=email))  # fmt: skip
    lines = text.decode().replace("\r\n ", "").split("\r\n")
    names = [line.partition(":")[0].partition(";")[0] for line in lines[lines.index("BEGIN:VEVENT") :]]
    plain = vcalendar(SERIES, OWNER).decode().replace("\r\n ", "").split("\r\n")
    wanted = [line.partition(":")[0].partition(";")[0] for line in plain[plain.index("BEGIN:VEVENT") :]]
    assert [one for one in names if one != "DESCRIPTION"] == [one for one in wanted if one != "DESCRIPTION"]
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 1


INJECTION = """
import sys
from tests.calendars.contract import *
from touchbase.calendars.local.vevent import vcalendar
assert not __debug__ or sys.exit("asserts are on")
evil = "x\\r\\nEND:VEVENT\\nBEGIN:VEVENT\\rX-EVIL:1\\u2028\\x85\\0"
made = Series(evil, evil, 1, weekly(), evil, evil, evil, "a@example.com\\r\\nX-EVIL:2")
text = vcalendar(made, Owner(evil, "b@example.com\\nX-EVIL:3", "Europe/London")).decode()
print(sum(line.startswith(("X-EVIL", "BEGIN:VEVENT")) for line in text.splitlines()))
"""


def test_no_text_can_inject_a_line_where_asserts_are_off() -> None:
    command = [sys.executable, "-O", "-c", INJECTION]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("1\n", "")


def test_a_uid_never_becomes_a_path(folder: Path, calendar: LocalCalendar) -> None:
    calendar.create(replace(SERIES, uid="../../evil"))
    assert sorted(path.suffix for path in folder.iterdir()) == [".ics", ".ics"]
    assert [path.name for path in folder.parent.iterdir()] == ["calendar"]
    assert calendar.find("../../evil") is not None


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("cadence", CADENCES, ids=str)
def test_a_series_is_read_back_equal_in_every_zone_and_cadence(tmp_path: Path, zone: str, cadence: Cadence) -> None:
    rule = Recurrence(date(2026, 3, 9), time(9, 45), zone, cadence, 45, date(2027, 3, 8))
    wanted = series(rule=rule)
    LocalCalendar(tmp_path, (), OWNER).create(wanted)
    calendar = LocalCalendar(tmp_path, (), OWNER)
    seen = calendar.find(wanted.uid)
    assert seen is not None
    assert seen.recurrence == rule
    year = Period(utc(3, 1, 0), utc(4, 1, 0, year=2027))
    ours = [date.period for date in calendar.read(year).dates]
    assert ours == [rule.period(start) for start in rule.starts(year)]
    assert ours == independent(tmp_path / "touchbase.ics", year)


@given(
    st.dates(date(2025, 1, 1), date(2030, 12, 28)).filter(lambda day: day.day <= 28),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
    st.sampled_from(CADENCES),
    st.integers(5, 240),
    st.one_of(st.none(), st.integers(0, 800)),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_series_is_read_back_equal(
    first: date, at: time, zone: str, cadence: Cadence, minutes: int, days: int | None
) -> None:
    rule = Recurrence(first, at, zone, cadence, minutes, None if days is None else first + timedelta(days=days))
    if not exists(rule):
        return
    assert read_back(series(rule=rule)) == rule


def exists(rule: Recurrence) -> bool:
    """True unless the clock skips that time on the first day: DTSTART then says the time that it becomes."""
    wall = rule.first, rule.at
    start = next(iter(rule.starts(Period(utc(1, 1, year=2024), utc(1, 1, year=2033)))), None)
    return start is not None and (lambda there: (there.date(), there.time()) == wall)(
        start.astimezone(ZoneInfo(rule.zone))
    )


def read_back(wanted: Series) -> Recurrence | None:
    from touchbase.calendars.local.tagged import recurrence_of

    return recurrence_of(master(Calendar.from_ical(vcalendar(wanted, OWNER))), OWNER.zone)


def independent(path: Path, window: Period) -> list[Period]:
    """The dates as another reader finds them."""
    found = recurring_ical_events.of(Calendar.from_ical(path.read_bytes())).between(window.start, window.end)
    live = (event for event in found if event.get("STATUS") != "CANCELLED")
    return sorted(Period(event["DTSTART"].dt, event["DTEND"].dt) for event in live)


# touchbase.ics


def test_the_combined_file_has_the_same_dates_for_an_independent_reader(
    folder: Path, calendar: LocalCalendar, people: Program
) -> None:
    names = ["ana-ruiz", "ben-ito", "cy-lund"]
    rules = [weekly(), Recurrence(date(2026, 1, 6), time(15), "America/New_York", Cadence(1, "month")),
             weekly(date(2026, 1, 7))]  # fmt: skip
    steps = [CreateSeries(series(name, rule)) for name, rule in zip(names, rules, strict=True)]
    assert calendar.write(steps) == (None, None, None)
    people.move_date(UID, MONDAYS[1], Period.lasting(utc(1, 13, 12), 30))
    people.delete_date(UID, MONDAYS[3])
    people.cancel_date(UID, MONDAYS[4])
    calendar.move_date(UID, THIRD, TUESDAY)
    calendar.skip_date(UID, MONDAYS[5])
    calendar.end(steps[2].series.uid, utc(1, 1))
    ours = sorted(date.period for date in calendar.read(WINDOW).dates if not date.cancelled)
    assert ours == independent(folder / "touchbase.ics", WINDOW)
    text = (folder / "touchbase.ics").read_text()
    assert (text.count("TZID:Europe/London"), text.count("BEGIN:VCALENDAR")) == (1, 1)
    assert "STATUS:CANCELLED" in text


def test_the_combined_file_is_written_once_for_many_steps(folder: Path, calendar: LocalCalendar) -> None:
    calendar.write([CreateSeries(series(name)) for name in ("ana-ruiz", "ben-ito")])
    before = (folder / "touchbase.ics").stat()
    calendar.write([CreateSeries(series(name)) for name in ("ana-ruiz", "ben-ito")])
    calendar.publish()
    assert (folder / "touchbase.ics").stat() == before
    for path in folder.glob("tb*.ics"):
        path.unlink()
    calendar.publish()
    assert b"VEVENT" not in (folder / "touchbase.ics").read_bytes()


def test_nothing_is_published_where_there_is_nothing(folder: Path, calendar: LocalCalendar) -> None:
    calendar.publish()
    assert not folder.exists()


def test_a_file_with_lone_line_feeds_and_folded_uids_is_combined_too(folder: Path, calendar: LocalCalendar) -> None:
    long = replace(SERIES, uid="tb" + "a" * 90)
    calendar.create(long)
    path = file_of(folder, long.uid)
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    calendar.publish()
    assert independent(folder / "touchbase.ics", WINDOW) == [Period.lasting(start, 30) for start in MONDAYS]


# people's edits


def test_what_we_do_not_own_stays(folder: Path, calendar: LocalCalendar, people: Program) -> None:
    calendar.create(SERIES)

    def edit(event: Any) -> None:
        event.add("LOCATION", "Room 4, 2nd floor; left")
        event.add("ATTENDEE", "mailto:dee@example.com", parameters={"CN": "Dee, the third"})
        event.add("X-SOMETHING", "kept", parameters={"X-P": "q"})

    people.edit_master(UID, edit)
    path = file_of(folder)
    path.write_bytes(path.read_bytes().replace(b"END:VEVENT", b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\n"
                                               b"END:VALARM\r\nEND:VEVENT"))  # fmt: skip
    kept = set(path.read_bytes().split(b"\r\n"))
    calendar.move_date(UID, THIRD, TUESDAY)
    calendar.skip_date(UID, MONDAYS[0])
    calendar.renew(UID, weekly(last=None))
    assert {line.partition(b":")[0] for line in kept - set(path.read_bytes().split(b"\r\n"))} == {b"SEQUENCE", b"RRULE"}
    seen = calendar.find(UID)
    assert seen is not None
    assert seen.guest_email == ANA


def test_a_guest_a_person_put_in_the_place_of_ours_is_seen(calendar: LocalCalendar, people: Program) -> None:
    calendar.create(SERIES)
    people.edit_master(UID, lambda event: event.update({"ATTENDEE": vText("mailto:dee@example.com")}))
    seen = calendar.find(UID)
    assert seen is not None
    assert seen.guest_email == "dee@example.com"
    people.edit_master(UID, lambda event: event.pop("ATTENDEE"))
    seen = calendar.find(UID)
    assert seen is not None
    assert (seen.guest_email, seen.guest_reply) == ("", "needs_action")


def rule(text: str) -> Callable[[Any], None]:
    return lambda event: event.update({"RRULE": vRecur.from_ical(text)})


@pytest.mark.parametrize(
    ("text", "starts", "why"),
    [
        ("FREQ=DAILY;COUNT=3", [utc(1, day) for day in (5, 6, 7)], "three days in a row"),
        ("FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260114T100000Z", [utc(1, day) for day in (5, 7, 12, 14)], "twice a week"),
        ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=3", [utc(1, 5), utc(1, 26), utc(2, 23)], "the last of a month, and DTSTART"),
    ],
)
def test_a_rule_a_person_wrote_has_dates_and_no_recurrence_of_ours(
    calendar: LocalCalendar, people: Program, text: str, starts: list[object], why: str
) -> None:
    calendar.create(SERIES)
    people.edit_master(UID, rule(text))
    reading = calendar.read(WINDOW)
    assert reading.series[0].recurrence is None
    assert [date.period.start for date in reading.dates] == starts, why
    with pytest.raises(CalendarRefused, match="slot"):
        calendar.renew(UID, weekly(last=None))


def test_a_rule_a_person_wrote_can_be_ended_and_its_dates_moved(calendar: LocalCalendar, people: Program) -> None:
    calendar.create(SERIES)
    people.edit_master(UID, rule("FREQ=DAILY;COUNT=30"))
    people.edit_master(UID, lambda event: event.add("RDATE", [utc(1, 8, 15), utc(2, 20, 15)]))
    calendar.move_date(UID, utc(1, 7), Period.lasting(utc(1, 7, 16), 30))
    calendar.skip_date(UID, utc(1, 6))
    for _ in range(2):
        calendar.end(UID, utc(1, 9))
    starts = [date.period.start for date in calendar.read(WINDOW).dates]
    assert starts == [utc(1, 5), utc(1, 7, 16), utc(1, 8), utc(1, 8, 15), utc(1, 9)]


def test_a_rule_without_measure_gives_no_dates_and_a_warning(calendar: LocalCalendar, people: Program) -> None:
    calendar.create(SERIES)
    calendar.create(series("ben-ito"))
    people.edit_master(UID, rule("FREQ=SECONDLY"))
    reading = calendar.read(WINDOW)
    assert len(reading.series) == 2
    assert {date.uid for date in reading.dates} == {series("ben-ito").uid}
    assert [one.what for one in reading.warnings] == ["its dates cannot be read: it repeats too often to be a meeting"]


def test_a_series_dragged_to_other_kinds_of_time_can_still_be_written(calendar: LocalCalendar, people: Program) -> None:
    for number, (start, end) in enumerate((("20260105", "20260106"), ("20260105T100000", "20260105T103000"),
                                           ("20260105T100000Z", "20260105T103000Z"))):  # fmt: skip
        wanted = series(f"person-{number}")
        calendar.create(wanted)
        path = file_of(people.folder, wanted.uid)
        kind = ";VALUE=DATE" if len(start) == 8 else ""
        text = path.read_text().replace("DTSTART;TZID=Europe/London:20260105T100000", f"DTSTART{kind}:{start}")
        text = text.replace("DTEND;TZID=Europe/London:20260105T103000", f"DTEND{kind}:{end}")
        path.write_text(text)
        keys = [date.original_start for date in calendar.read(WINDOW).dates if date.uid == wanted.uid]
        assert len(keys) == 8
        calendar.skip_date(wanted.uid, keys[0])
        calendar.move_date(wanted.uid, keys[1], Period(keys[1] + timedelta(days=1), keys[1] + timedelta(days=2)))
        calendar.restore_date(wanted.uid, keys[0])
        calendar.end(wanted.uid, keys[4])
        stands = {
            date.original_start: date.period.start for date in calendar.read(WINDOW).dates if date.uid == wanted.uid
        }
        assert stands == {key: key + timedelta(days=key == keys[1]) for key in keys[:5]}


def test_a_day_as_recurrence_id_or_exdate_means_that_day_s_date(calendar: LocalCalendar, people: Program) -> None:
    calendar.create(SERIES)
    path = file_of(people.folder)
    lines = (
        "EXDATE;VALUE=DATE:20260112\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:{}\r\nRECURRENCE-ID;VALUE=DATE:20260119\r\n"
    )
    lines += "DTSTART:20260120T150000Z\r\nDTEND:20260120T153000Z\r\nEND:VEVENT"
    path.write_text(path.read_text().replace("END:VEVENT", lines.format(UID)), newline="")
    assert {date.original_start: date.period for date in calendar.read(WINDOW).dates}[THIRD] == TUESDAY
    assert MONDAYS[1] not in [date.original_start for date in calendar.read(WINDOW).dates]
    calendar.restore_date(UID, MONDAYS[1])
    calendar.skip_date(UID, THIRD)
    assert [date.period.start for date in calendar.read(WINDOW).dates] == [s for s in MONDAYS if s != THIRD]


@pytest.mark.parametrize(
    ("at", "by", "why"),
    [
        (None, ["owner"] * 8, "nobody knows when: all of it is off"),
        (utc(1, 20), [None] * 3 + ["owner"] * 5, "what was over by then is judged as ever"),
    ],
)
def test_a_series_cancelled_by_a_person_says_so_of_its_dates(
    calendar: LocalCalendar, people: Program, at: Any, by: list[str | None], why: str
) -> None:
    calendar.create(SERIES)
    people.cancel_series(UID, at)
    reading = calendar.read(WINDOW)
    assert (reading.dates, reading.series[0].cancelled) == ((), True)
    assert [fact.cancelled_by for fact in reading.evidence] == by, why


def test_a_copy_of_our_series_under_another_uid_is_somebody_else_s(folder: Path, calendar: LocalCalendar) -> None:
    calendar.create(SERIES)
    copy = file_of(folder, "copy")
    copy.write_bytes(file_of(folder).read_bytes().replace(f"\r\nUID:{UID}".encode(), b"\r\nUID:copy"))
    reading = calendar.read(WINDOW)
    assert [one.uid for one in reading.series] == [UID]
    assert len(reading.busy.busy) == 8


def test_a_series_in_two_files_is_read_once_with_a_warning(folder: Path, calendar: LocalCalendar) -> None:
    calendar.create(SERIES)
    (folder / "a copy.ics").write_bytes(file_of(folder).read_bytes().replace(b"10:00", b"11:00"))
    reading = calendar.read(WINDOW)
    assert [one.uid for one in reading.series] == [UID]
    assert len(reading.dates) == 8
    assert reading.busy.busy == ()
    assert [one.what for one in reading.warnings] == [f"holds a series that is in {UID}.ics too"]


def test_a_series_with_an_unreadable_start_is_a_warning_and_not_gone(folder: Path, calendar: LocalCalendar) -> None:
    calendar.create(SERIES)
    path = file_of(folder)
    path.write_bytes(path.read_bytes().replace(b"DTSTART;TZID=Europe/London:20260105T100000", b"DTSTART:soon"))
    assert "has no DTSTART" in calendar.read(WINDOW).warnings[0].what
    with pytest.raises(CalendarRefused, match="cannot be read"):
        calendar.find(UID)


def test_a_series_whose_file_was_renamed_is_still_ours(folder: Path, calendar: LocalCalendar) -> None:
    calendar.create(SERIES)
    file_of(folder).rename(folder / "Coffee.ics")
    calendar.skip_date(UID, THIRD)
    assert sorted(path.name for path in folder.iterdir()) == ["Coffee.ics", "touchbase.ics"]
    calendar.create(SERIES)
    assert len(calendar.read(WINDOW).dates) == 7


def test_several_series_in_one_file_are_written_each_by_itself(folder: Path, calendar: LocalCalendar) -> None:
    other = series("ben-ito", weekly(at=time(15)))
    calendar.write([CreateSeries(SERIES), CreateSeries(other)])
    both = file_of(folder).read_bytes() + file_of(folder, other.uid).read_bytes()
    file_of(folder, other.uid).unlink()
    file_of(folder).write_bytes(both)
    calendar.skip_date(other.uid, utc(1, 19, 15))
    calendar.move_date(UID, THIRD, TUESDAY)
    ours = sorted(date.period for date in calendar.read(WINDOW).dates)
    assert len(ours) == 15
    assert ours == independent(folder / "touchbase.ics", WINDOW)


# the disk


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o027])
def test_files_are_for_their_owner_only_under_any_umask(folder: Path, calendar: LocalCalendar, umask: int) -> None:
    before = os.umask(umask)
    try:
        calendar.create(SERIES)
        calendar.skip_date(UID, THIRD)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert sorted(path.suffix for path in folder.iterdir()) == [".ics", ".ics"]


def test_the_same_series_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        calendar = LocalCalendar(tmp_path / name, (), OWNER)
        calendar.create(SERIES)
        calendar.move_date(UID, THIRD, TUESDAY)
        calendar.skip_date(UID, MONDAYS[0])
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_an_edit_made_while_we_write_is_merged_and_never_lost(
    folder: Path, calendar: LocalCalendar, people: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.create(SERIES)
    edits: list[Callable[[], None]] = [lambda: people.retitle(UID, "Coffee"), lambda: people.answer(UID, "accepted")]
    fsync = os.fsync

    def edited_meanwhile(handle: int) -> None:
        if edits:
            edits.pop(0)()
        fsync(handle)

    monkeypatch.setattr(os, "fsync", edited_meanwhile)
    calendar.move_date(UID, THIRD, TUESDAY)
    seen = calendar.find(UID)
    assert seen is not None
    assert (seen.summary, seen.guest_reply) == ("Coffee", "accepted")
    assert TUESDAY in [date.period for date in calendar.read(WINDOW).dates]


def test_a_file_that_never_stands_still_is_left_alone(
    folder: Path, calendar: LocalCalendar, people: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.create(SERIES)
    count = iter(range(1000))
    monkeypatch.setattr(os, "fsync", lambda handle: people.retitle(UID, f"Title {next(count)}"))
    with pytest.raises(TryLater, match="another program"):
        calendar.skip_date(UID, THIRD)
    assert sorted(path.suffix for path in folder.iterdir()) == [".ics", ".ics"]


def test_a_file_deleted_or_replaced_while_we_write_is_not_brought_back(
    folder: Path, calendar: LocalCalendar, people: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.create(SERIES)
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: file_of(folder).unlink(missing_ok=True))
    with pytest.raises(NoSuchSeries, match="deleted meanwhile"):
        calendar.skip_date(UID, THIRD)
    assert not file_of(folder).exists()
    monkeypatch.setattr(os, "fsync", fsync)
    people.busy(TUESDAY, "other")
    calendar.create(SERIES)
    other = (folder / "event-other.ics").read_bytes()
    monkeypatch.setattr(os, "fsync", lambda handle: file_of(folder).write_bytes(other))
    with pytest.raises(NoSuchSeries, match="no longer in its file"):
        calendar.skip_date(UID, THIRD)


def test_a_file_that_appears_while_a_series_is_created_is_not_overwritten(
    folder: Path, calendar: LocalCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: file_of(folder).write_bytes(b"mine"))
    with pytest.raises(UidTaken):
        calendar.create(SERIES)
    assert file_of(folder).read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, StorageFailed), (errno.EIO, StorageFailed), (errno.EDQUOT, StorageFailed),
        (errno.EROFS, CannotWriteState), (errno.EACCES, CannotWriteState),
    ],
)  # fmt: skip
def test_a_disk_that_fails_leaves_the_old_file(
    folder: Path, calendar: LocalCalendar, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    calendar.create(SERIES)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(error, match="cannot be written"):
        calendar.skip_date(UID, THIRD)
    with pytest.raises(error):
        calendar.create(series("ben-ito"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    answers = calendar.write([CreateSeries(series("cy-lund"))])
    assert [type(answer) for answer in answers] == [error]


def test_a_combined_file_that_cannot_be_written_is_told_for_each_step(folder: Path, calendar: LocalCalendar) -> None:
    (folder / "touchbase.ics").mkdir(parents=True)
    answers = calendar.write([CreateSeries(SERIES)])
    assert [type(answer) for answer in answers] == [StorageFailed]
    assert file_of(folder).exists()


def test_the_limits_hold_for_our_own_folder_too(folder: Path, calendar: LocalCalendar) -> None:
    calendar.create(SERIES)
    small = LocalCalendar(folder, (), OWNER, Limits(bytes=10))
    assert "larger than" in small.read(WINDOW).warnings[0].what


@pytest.mark.parametrize(
    ("zone", "ours"), [("My own zone", False), ("GMT Standard Time", True), ("/example.net/Europe/London", True)]
)
def test_a_zone_keeps_the_name_a_program_gave_it(folder: Path, calendar: LocalCalendar, zone: str, ours: bool) -> None:
    calendar.create(SERIES)
    path = file_of(folder)
    path.write_bytes(path.read_bytes().replace(b"Europe/London", zone.encode()))
    reading = calendar.read(WINDOW)
    assert (reading.series[0].recurrence == SERIES.recurrence) is ours
    assert [date.period.start for date in reading.dates] == list(MONDAYS)
    calendar.move_date(UID, THIRD, TUESDAY)
    calendar.skip_date(UID, MONDAYS[0])
    if ours:
        calendar.renew(UID, weekly(last=None))
    text = path.read_text()
    assert f"EXDATE;TZID={zone}:20260105T100000" in text
    assert f"RECURRENCE-ID;TZID={zone}:20260119T100000" in text
    assert f"DTSTART;TZID={zone}:20260120T150000" in text
    assert [date.period for date in calendar.read(WINDOW).dates] == independent(path, WINDOW)
