"""The owner's and other people's calendars: rules for what is busy, and files of every kind, good and bad."""

import shutil
import threading
import time as clock
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.contract import ANA, MONDAYS, OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, utc
from tests.calendars.program import Program, timed, vcalendar, whole_day
from touchbase.calendars.local import Limits, LocalCalendar
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Reading
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder

CORPUS = Path(__file__).parent / "corpus"
PERSON = Stakeholder("ana-ruiz", "Ana Ruiz", ANA, "peer", 1, Cadence(1, "month"), "America/New_York")
TEN = Period(utc(1, 13, 10), utc(1, 13, 11))


def read(tmp_path: Path, *places: Path, limits: Limits | None = None) -> Reading:
    return LocalCalendar(tmp_path / "calendar", places, OWNER, limits or Limits()).read(WINDOW)


def written(tmp_path: Path, *components: object, name: str = "mine.ics") -> Path:
    path = tmp_path / name
    path.write_bytes(vcalendar(*components))
    return path


@pytest.mark.parametrize(
    ("name", "busy", "why"),
    [
        ("google.ics", [(utc(1, 13, 11), 60), (utc(1, 21, 15), 60), (utc(2, 3, 11), 60), (utc(2, 10, 11), 60),
                        (utc(2, 17, 11), 60), (utc(2, 24, 11), 60)],
         "a rule with an excepted and a moved date; a transparent day is free"),
        ("outlook.ics", [(utc(2, 3, 14), 60), (utc(2, 4, 14), 60), (utc(2, 5, 7), 60), (utc(2, 9, 0), 2 * 24 * 60)],
         "Windows zones, a zone of its own, whole days out of office; what is marked free is free"),
        ("apple.ics", [(utc(1, 14, 9), 30), (utc(1, 17, 0), 24 * 60), (utc(2, 2, 8), 30), (utc(2, 18, 8), 30),
                       (utc(2, 19, 8), 30)],
         "floating times on the owner's clock, a day without end, further dates, a moment that takes no time"),
        ("khal.ics", [(utc(1, 15, 16), 60), (utc(1, 20, 16), 60)],
         "cancelled and declined events are free, unanswered ones busy"),
        ("free-busy.ics", [(utc(1, 6), 60), (utc(1, 7), 60), (utc(1, 9), 30), (utc(1, 12), 480)],
         "every kind of FREEBUSY but FREE"),
        ("latin-1.ics", [(utc(1, 13), 60)], "an old encoding"),
        ("marked.ics", [(utc(1, 13), 60)], "a byte order mark"),
    ],
)  # fmt: skip
def test_busy_time_of_a_file(tmp_path: Path, name: str, busy: list[tuple[object, int]], why: str) -> None:
    reading = read(tmp_path, CORPUS / name)
    assert [(one.start, one.minutes) for one in reading.busy.busy] == busy, why
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("name", "busy", "told", "why"),
    [
        ("hostile-secondly.ics", (TEN,), ["repeats too often", "repeats too often"], "a rule for every second"),
        ("corrupt.ics", (), ["not a calendar"], "no calendar at all"),
        ("cut-off.ics", (), ["cut off"], "half a file, which the library would take for an empty one"),
        ("missing.ics", (), ["cannot be read"], "a configured file that is not there"),
    ],
)
def test_a_bad_file_is_a_warning_that_names_it(
    tmp_path: Path, name: str, busy: tuple[Period, ...], told: list[str], why: str
) -> None:
    reading = read(tmp_path, CORPUS / name)
    assert reading.busy.busy == busy, why
    assert [words in one.what for one, words in zip(reading.warnings, told, strict=True)] == [True] * len(told)
    assert all(name in one.where and one.severity == "warning" for one in reading.warnings)


def test_bad_events_leave_the_good_ones_of_their_file_standing(tmp_path: Path) -> None:
    reading = read(tmp_path, CORPUS / "hostile-values.ics")
    assert reading.busy.busy == (Period(utc(1, 15), utc(1, 15, 11)), Period(utc(1, 16), utc(1, 16, 11)))
    assert [one.what.partition(": ")[2] for one in reading.warnings] == [
        "its time zone 'Mars/Olympus Mons' is not known",
        "it has no DTSTART that can be read",
        "it has no DTSTART that can be read",
        "",
    ]
    assert reading.warnings[3].what == "1 more events were skipped"


def test_a_rule_that_never_comes_true_is_given_up_on(tmp_path: Path) -> None:
    start = clock.process_time()
    reading = read(tmp_path, CORPUS / "hostile-never.ics", limits=Limits(seconds=0.2))
    assert clock.process_time() - start < 2
    assert reading.busy.busy == (TEN,)
    assert [one.what for one in reading.warnings] == [
        "an event of 2026-01-01 10:00 was skipped: reading it takes more than 0.2 seconds"
    ]


def test_a_folder_is_read_with_all_below_it_and_one_bad_file_does_not_spoil_it(tmp_path: Path) -> None:
    for name in ("khal.ics", "corrupt.ics", "sub/marked.ics", ".hidden/google.ics", "sub/note.txt"):
        target = tmp_path / "busy" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CORPUS / ("corrupt.ics" if name.endswith("txt") else Path(name).name), target)
    reading = read(tmp_path, tmp_path / "busy")
    assert [one.start for one in reading.busy.busy] == [utc(1, 13), utc(1, 15, 16), utc(1, 20, 16)]
    assert [Path(one.where).name for one in reading.warnings] == ["corrupt.ics"]
    assert reading.busy.covers == WINDOW


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(bytes=100), "larger than 100 bytes"),
        (Limits(events=3), "more than 3 dates"),
        (Limits(seconds=1e-4), "takes more than"),
    ],
)
def test_a_file_that_is_too_much_is_skipped_with_a_warning(tmp_path: Path, limits: Limits, told: str) -> None:
    events = [timed(f"e{n}", Period.lasting(utc(1, 5 + n), 30)) for n in range(20)]
    rule = timed("rule", Period.lasting(utc(1, 5, 8), 30))
    rule.add("RRULE", {"FREQ": ["DAILY"]})
    for components in (events, [rule]):
        reading = read(tmp_path, written(tmp_path, *components * (40 if limits.seconds < 1 else 1)), limits=limits)
        assert reading.busy.busy == ()
        assert any(told in one.what for one in reading.warnings)


def test_a_file_cut_at_any_byte_is_a_warning_and_never_an_exception(tmp_path: Path) -> None:
    whole = (CORPUS / "khal.ics").read_bytes()
    path = tmp_path / "cut.ics"
    calendar = LocalCalendar(tmp_path / "calendar", (path,), OWNER)
    for length in range(len(whole.rstrip())):
        path.write_bytes(whole[:length])
        reading = calendar.read(WINDOW)
        assert len(reading.warnings) == 1, length
        assert reading.busy.busy == ()
    path.write_bytes(whole)
    assert calendar.read(WINDOW).warnings == ()


def test_our_own_series_cut_at_any_byte_is_neither_lost_nor_overwritten(tmp_path: Path) -> None:
    calendar = LocalCalendar(tmp_path, (), OWNER)
    calendar.create(SERIES)
    path = tmp_path / f"{UID}.ics"
    whole = path.read_bytes()
    for length in range(0, len(whole.rstrip()), 7):
        path.write_bytes(whole[:length])
        assert [Path(one.where) for one in calendar.read(WINDOW).warnings] == [path]
        with pytest.raises(Exception, match="cannot be read"):
            calendar.find(UID)
        with pytest.raises(Exception, match="cannot be read"):
            calendar.create(SERIES)
        assert path.read_bytes() == whole[:length]


def test_a_changed_file_is_read_anew_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    path = written(tmp_path, timed("a", TEN))
    calendar = LocalCalendar(tmp_path / "calendar", (path,), OWNER)
    assert calendar.read(WINDOW).busy.busy == (TEN,)
    written(tmp_path, timed("b", TUESDAY))
    assert calendar.read(WINDOW).busy.busy == (TUESDAY,)
    assert calendar.read(Period(WINDOW.start, utc(1, 20, 15, 10))).busy.busy == (
        Period(utc(1, 20, 15), utc(1, 20, 15, 10)),
    )


def test_long_gone_events_are_not_parsed_and_old_rules_still_count(tmp_path: Path) -> None:
    old = [timed(f"old{n}", Period.lasting(utc(1, 5, year=2020) + timedelta(days=n), 30)) for n in range(500)]
    rule = timed("rule", Period.lasting(utc(1, 6, 8, year=2015), 30))
    rule.add("RRULE", {"FREQ": ["YEARLY"]})
    last_night = timed("night", Period(utc(12, 31, 22, year=2025), utc(1, 1, 2)))
    reading = read(tmp_path, written(tmp_path, *old, rule, last_night), limits=Limits(events=50))
    assert reading.busy.busy == (Period(utc(1, 1, 0), utc(1, 1, 2)), Period.lasting(utc(1, 6, 8), 30))


def test_two_files_may_call_different_zones_by_one_name(tmp_path: Path) -> None:
    text = (CORPUS / "outlook.ics").read_text("utf-8")
    other = tmp_path / "other.ics"
    other.write_text(text.replace("+0300", "+0500"), "utf-8", newline="")
    for path, hour in ((CORPUS / "outlook.ics", 7), (other, 5)):
        assert utc(2, 5, hour) in [one.start for one in read(tmp_path, path).busy.busy]


def test_our_own_touchbases_in_another_calendar_are_not_busy_time(tmp_path: Path) -> None:
    folder = tmp_path / "calendar"
    LocalCalendar(folder, (), OWNER).create(SERIES)
    shutil.copy(folder / "touchbase.ics", tmp_path / "export.ics")
    reading = LocalCalendar(folder, (tmp_path / "export.ics", folder), OWNER).read(WINDOW)
    assert (reading.busy.busy, reading.meetings) == ((), ())


def test_one_meeting_in_two_files_is_one_meeting(tmp_path: Path) -> None:
    meeting = timed("lunch", TUESDAY)
    meeting.add("ATTENDEE", f"mailto:{ANA}")
    places = [written(tmp_path, meeting, name=name) for name in ("a.ics", "b.ics")]
    assert [one.uid for one in read(tmp_path, *places).meetings] == ["lunch"]


def test_heads_are_people_who_may_come(tmp_path: Path) -> None:
    found = {one.uid: one for one in read(tmp_path, CORPUS / "google.ics", CORPUS / "khal.ics").meetings}
    weekly, unanswered = found["abc123@google.example.com"], found["LJ1QX0ZK6F3OW0T8"]
    assert (weekly.addresses, weekly.people) == (frozenset({ANA}), 2), "rooms do not count"
    assert (unanswered.addresses, unanswered.people) == (frozenset({"ben@example.com"}), 2), "nor do who declined"
    assert "LJ1QX0ZK6F3OW0T7" not in found, "one the owner declined is no meeting"


def test_whole_days_and_declined_or_unanswered_events_as_reasons_for_being_away(tmp_path: Path) -> None:
    asked = timed("asked", Period.lasting(MONDAYS[3], 30))
    asked.add("ORGANIZER", "mailto:ben@example.com")
    asked.add("ATTENDEE", f"mailto:{OWNER.email}")
    path = written(tmp_path, whole_day("fair", date(2026, 1, 12)), asked)
    calendar = LocalCalendar(tmp_path / "calendar", (path,), OWNER)
    calendar.create(SERIES)
    away = {fact.original_start: fact.away for fact in calendar.read(WINDOW).evidence}
    assert away[MONDAYS[1]] == "a whole-day event"
    assert away[MONDAYS[3]] == "", "an invitation without an answer does not say where the owner was"
    assert calendar.read(WINDOW).busy.is_busy(asked_at := Period.lasting(MONDAYS[3], 30)) is True, asked_at


def test_the_whole_days_of_a_stakeholder_are_on_their_own_clock(tmp_path: Path) -> None:
    path = written(tmp_path, whole_day("trip", date(2026, 1, 12), date(2026, 1, 13)))
    calendar = LocalCalendar(tmp_path / "calendar", (), OWNER)
    known = calendar.free_busy((PERSON._replace(free_busy=str(path)),), WINDOW)["ana-ruiz"]
    assert known == FreeBusy((Period(utc(1, 12, 5), utc(1, 14, 5)),), WINDOW)


def test_free_busy_speaks_only_for_what_it_covers(tmp_path: Path) -> None:
    calendar = LocalCalendar(tmp_path / "calendar", (), OWNER)
    known = calendar.free_busy((PERSON._replace(free_busy=str(CORPUS / "free-busy.ics")),), WINDOW)["ana-ruiz"]
    assert known.covers == Period(utc(1, 5, 0), utc(1, 26, 0))
    assert known.is_busy(Period.lasting(utc(1, 6), 30)) is True
    assert known.is_busy(TUESDAY) is False
    assert known.is_busy(Period.lasting(utc(2, 6), 30)) is None


@pytest.mark.parametrize(
    ("place", "told", "why"),
    [
        ("", 0, "nobody said where to look"),
        ("missing.ics", 1, "the file is not there"),
        ("corrupt.ics", 1, "it is no calendar"),
    ],
)
def test_a_calendar_that_cannot_be_read_is_unknown(tmp_path: Path, place: str, told: int, why: str) -> None:
    calendar = LocalCalendar(tmp_path / "calendar", (), OWNER)
    person = PERSON._replace(free_busy=str(CORPUS / place) if place else "")
    assert calendar.free_busy((person,), WINDOW) == {"ana-ruiz": UNKNOWN}, why
    assert len(calendar.warnings()) == told


def test_a_calendar_read_in_part_knows_what_is_busy_and_not_what_is_free(tmp_path: Path) -> None:
    calendar = LocalCalendar(tmp_path / "calendar", (), OWNER)
    person = PERSON._replace(free_busy=str(CORPUS / "hostile-values.ics"))
    known = calendar.free_busy((person,), WINDOW)["ana-ruiz"]
    assert known.is_busy(Period.lasting(utc(1, 15), 30)) is True
    assert known.is_busy(TUESDAY) is None
    assert len(calendar.warnings()) == 4


def test_our_touchbase_in_their_calendar_is_not_in_its_own_way(tmp_path: Path) -> None:
    folder = tmp_path / "calendar"
    calendar = LocalCalendar(folder, (), OWNER)
    calendar.create(SERIES)
    theirs = written(tmp_path, timed(UID, Period.lasting(THIRD, 30)), timed("copy", Period.lasting(MONDAYS[1], 30)),
                     timed("longer", Period.lasting(MONDAYS[3], 60)))  # fmt: skip
    known = calendar.free_busy((PERSON._replace(free_busy=str(theirs)),), WINDOW)["ana-ruiz"]
    assert known.busy == (Period.lasting(MONDAYS[3], 60),)
    other = calendar.free_busy((PERSON._replace(id="ben", free_busy=str(theirs)),), WINDOW)["ben"]
    assert Period.lasting(MONDAYS[1], 30) in other.busy, "only with the person the touchbase is with"


def test_an_event_of_the_owner_in_our_folder_counts_and_is_never_written(tmp_path: Path) -> None:
    folder = tmp_path / "calendar"
    people = Program(folder, OWNER.email)
    path = people.put(timed("mine", TUESDAY), name="zz")
    before = path.read_bytes()
    calendar = LocalCalendar(folder, (), OWNER)
    calendar.create(SERIES)
    assert calendar.read(WINDOW).busy.busy == (TUESDAY,)
    assert path.read_bytes() == before
    assert b"Secret" not in (folder / "touchbase.ics").read_bytes()


def test_floating_times_follow_the_owner_s_clock(tmp_path: Path) -> None:
    owner = OWNER._replace(zone="Asia/Kolkata")
    calendar = LocalCalendar(tmp_path / "calendar", (CORPUS / "apple.ics",), owner)
    nine = utc(1, 14, 9).replace(tzinfo=ZoneInfo("Asia/Kolkata"))
    assert calendar.read(WINDOW).busy.busy[0] == Period.lasting(nine, 30)


def test_without_a_way_to_stop_a_reading_it_is_not_stopped(tmp_path: Path) -> None:
    found: list[Reading] = []
    path = written(tmp_path, timed("a", TEN))
    thread = threading.Thread(target=lambda: found.append(read(tmp_path, path, limits=Limits(seconds=1e-9))))
    thread.start()
    thread.join()
    assert found[0].busy.busy == (TEN,)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("/PT30M", "/NEVER", ""),
        ("20260109T100000Z/PT30M", "20260109T100000/PT30M", "it is not valid"),
        ("BEGIN:VCALENDAR", "BEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VCALENDAR", "outside of VCALENDAR"),
    ],
)
def test_bad_free_busy_files(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = tmp_path / "fb.ics"
    path.write_text((CORPUS / "free-busy.ics").read_text("utf-8").replace(old, new, 1), "utf-8", newline="\r\n")
    warnings = read(tmp_path, path).warnings
    assert all(told in one.what for one in warnings)
    assert warnings


def test_a_whole_day_may_say_how_many_days_it_lasts(tmp_path: Path) -> None:
    event = whole_day("fair", date(2026, 1, 12))
    event.add("DURATION", timedelta(days=2))
    assert read(tmp_path, written(tmp_path, event)).busy.busy == (Period(utc(1, 12, 0), utc(1, 14, 0)),)
