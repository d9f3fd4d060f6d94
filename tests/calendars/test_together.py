"""One main calendar joined with further ones: the contract still holds, they count as busy, and only one is written."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.calendars.contract import ANA, MONDAYS, OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, CalendarContract, utc
from tests.calendars.program import Program, timed, weekly_event
from touchbase.calendars.diary import Commitment
from touchbase.calendars.local import IcsOfPeople, IcsSource, Limits
from touchbase.calendars.memory import Hands, MemoryCalendar
from touchbase.calendars.port import Calendar
from touchbase.calendars.source import BusySource, Told
from touchbase.calendars.together import Later, Together
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Reading
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import CalendarRefused, ProviderDown, SignInAgain, TouchbaseError, TryLater

BEN = "ben@example.com"
PERSON = Stakeholder("ana-ruiz", "Ana Ruiz", ANA, "peer", 1, Cadence(1, "week"), "Europe/London")


class Says:
    """A further calendar that says what it is told to say."""

    def __init__(self, *commitments: Commitment, where: str = "Outlook calendar work", whole: bool = True) -> None:
        self.where = where
        self.told = Told(commitments, whole=whole)
        self.asked: list[Period] = []

    def commitments(self, window: Period) -> Told:
        self.asked.append(window)
        return self.told


class Broken:
    """One that cannot be read."""

    def __init__(self, error: TouchbaseError) -> None:
        self.where = "Google calendar team"
        self.error = error

    def commitments(self, window: Period) -> Told:
        raise self.error


class TestTogether(CalendarContract):
    """With an empty further calendar, the port means what it means without one."""

    @pytest.fixture(autouse=True)
    def _empty(self) -> None:
        self.memory = MemoryCalendar()
        self.calendar: Calendar = Together(self.memory, (Says(),), OWNER)
        self.people = Hands(self.memory)

    def picture(self) -> object:
        return (dict(self.memory.entries), tuple(self.memory.others), tuple(self.memory.sent))

    def mailed(self) -> object:
        return tuple(self.memory.sent)


def joined(*commitments: Commitment, main: MemoryCalendar | None = None) -> Reading:
    return Together(main or MemoryCalendar(), (Says(*commitments),), OWNER).read(WINDOW)


def ours() -> MemoryCalendar:
    calendar = MemoryCalendar()
    calendar.create(SERIES)
    return calendar


def lunch(uid: str = "lunch@work", period: Period = TUESDAY, *guests: str, **more: object) -> Commitment:
    heads = frozenset(guests or (BEN,))
    return replace(Commitment(uid, period, guests=heads, people=len(heads) + 1), **more)  # type: ignore[arg-type]


def test_it_is_known_by_the_main_calendar_s_ways() -> None:
    main = MemoryCalendar(mails=False, at_once=20)
    both = Together(main, (), OWNER)
    assert (both.name, both.mails, both.at_once) == ("memory", False, 20)


def test_every_source_is_asked_about_the_same_window_once() -> None:
    one, two = Says(), Says()
    Together(MemoryCalendar(), (one, two), OWNER).read(WINDOW)
    assert (one.asked, two.asked) == ([WINDOW], [WINDOW])


# what a further calendar adds


def test_its_busy_time_is_the_owner_s() -> None:
    main = MemoryCalendar()
    Hands(main).busy(Period(utc(1, 20, 14), utc(1, 20, 15, 10)))
    reading = joined(Commitment("x", TUESDAY), Commitment("free", Period.lasting(THIRD, 30), busy=False), main=main)
    assert reading.busy.busy == (Period(utc(1, 20, 14), TUESDAY.end),)
    assert reading.busy.covers == WINDOW


def test_its_meetings_are_other_meetings_and_its_series_are_series_by_hand_that_nobody_can_adopt() -> None:
    weekly = [lunch("coffee@work", Period.lasting(start, 30), ANA, series="coffee@work", own=True) for start in MONDAYS]
    reading = joined(*weekly)
    [found] = reading.recurring
    assert (found.starts, found.own, found.people) == (MONDAYS, False, 2)
    assert [one.period.start for one in reading.meetings] == list(MONDAYS)


def test_where_the_owner_was_instead_is_known_from_it() -> None:
    there = Period(utc(1, 19, 9, 45), utc(1, 19, 11))
    away = {fact.original_start: fact.away for fact in joined(Commitment("x", there), main=ours()).evidence}
    assert (away[THIRD], away[MONDAYS[0]]) == ("another event from 09:45 to 11:00", "")


@pytest.mark.parametrize(
    ("main_says", "further_says", "expected"),
    [
        (False, True, "out of office"),
        (True, False, "out of office"),
        (False, False, "another event from 10:05 to 10:20"),
    ],
)
def test_being_out_of_office_outweighs_another_event(main_says: bool, further_says: bool, expected: str) -> None:
    main, event = ours(), Period(utc(1, 19, 10, 5), utc(1, 19, 10, 20))
    Hands(main).busy(event, out_of_office=main_says)
    reading = joined(Commitment("x", event.padded(3), out_of_office=further_says), main=main)
    assert next(fact.away for fact in reading.evidence if fact.original_start == THIRD) == expected


def test_a_date_that_was_called_off_says_nothing_of_where_the_owner_was() -> None:
    main = ours()
    main.skip_date(UID, THIRD)
    reading = joined(Commitment("x", Period(utc(1, 19, 9), utc(1, 19, 12))), main=main)
    assert [fact.away for fact in reading.evidence if fact.original_start == THIRD] == [""]


# each meeting once


@pytest.mark.parametrize(
    ("copy", "meetings", "sentence"),
    [
        (lunch("lunch"), 1, "the same uid"),
        (lunch("lunch@google.com"), 1, "the uid Google makes of its own id"),
        (lunch("040000008200E0"), 1, "another uid with the same people"),
        (lunch("other", TUESDAY, ANA), 2, "other people are another meeting"),
        (lunch("other", Period.lasting(utc(1, 21), 30)), 2, "so is another time"),
    ],
)
def test_the_same_meeting_on_two_calendars_is_one(copy: Commitment, meetings: int, sentence: str) -> None:
    main = MemoryCalendar()
    Hands(main).meet("lunch", TUESDAY, BEN)
    assert len(joined(copy, main=main).meetings) == meetings, sentence


def test_the_same_meeting_on_two_further_calendars_is_one() -> None:
    both = Together(MemoryCalendar(), (Says(lunch()), Says(lunch("else"))), OWNER)
    assert len(both.read(WINDOW).meetings) == 1


def test_the_same_series_by_hand_on_two_calendars_is_the_main_one_s() -> None:
    main = MemoryCalendar()
    Hands(main).meet_weekly("coffee", SERIES.recurrence, ANA)
    copies = [lunch("c@work", Period.lasting(start, 30), ANA, series="c@work") for start in MONDAYS]
    walk = lunch("walk", TUESDAY, BEN, series="walk")
    found = joined(*copies, walk, main=main).recurring
    assert [(one.uid, one.own) for one in found] == [("coffee", True), ("walk", False)]


# our own series never


@pytest.mark.parametrize(
    ("copy", "free", "sentence"),
    [
        (lunch(UID, Period.lasting(utc(1, 20), 30)), True, "by its uid, wherever the copy stands"),
        (lunch(f"{UID}@google.com", Period.lasting(utc(1, 20), 30)), True, "and as Google writes it"),
        (lunch("copy", Period.lasting(THIRD, 30), ANA.title()), True, "by its guest at its time"),
        (lunch("copy", Period.lasting(THIRD, 30), ANA, BEN), True, "also with more people in the copy"),
        (Commitment("mirror", Period.lasting(THIRD, 30)), True, "a mirror that names nobody"),
        (lunch("copy", Period.lasting(THIRD, 30), BEN), False, "another meeting at its very time is one"),
        (Commitment("longer", Period.lasting(THIRD, 45)), False, "so is one that lasts longer"),
    ],
)
def test_a_copy_of_ours_is_not_in_its_own_way(copy: Commitment, free: bool, sentence: str) -> None:
    reading = joined(copy, main=ours())
    assert (reading.busy.busy == ()) is free, sentence
    assert (reading.meetings == ()) is (free or not copy.guests), sentence
    assert all(fact.away == "" for fact in reading.evidence) is free, sentence


def test_the_place_of_a_date_that_was_taken_off_is_no_longer_ours() -> None:
    main = ours()
    main.skip_date(UID, THIRD)
    assert joined(Commitment("mirror", Period.lasting(THIRD, 30)), main=main).busy.busy == (Period.lasting(THIRD, 30),)


# what cannot be read


@pytest.mark.parametrize("kind", [SignInAgain, TryLater, ProviderDown, CalendarRefused])
def test_a_further_calendar_that_cannot_be_read_is_told_and_stops_nothing(kind: type[TouchbaseError]) -> None:
    broken, good = Broken(kind("It does not answer.", "Sign in again.")), Says(Commitment("x", TUESDAY))
    main = ours()
    main.unreadable.append(Problem("main", "is odd", severity="warning"))
    reading = Together(main, (broken, good), OWNER).read(WINDOW)
    assert reading.unread == ("Google calendar team",)
    assert [str(problem) for problem in reading.warnings[1:]] == [
        str(Problem("Google calendar team", "It does not answer.", "Sign in again.", "warning"))
    ]
    assert reading.warnings[1].severity == "warning"
    assert (reading.busy.busy, len(reading.series)) == ((TUESDAY,), 1)


def test_one_that_was_read_in_part_says_whether_that_is_enough() -> None:
    assert Together(MemoryCalendar(), (Says(whole=False),), OWNER).read(WINDOW).unread == ("Outlook calendar work",)
    assert joined().unread == ()


def test_trouble_of_the_main_calendar_is_trouble() -> None:
    main = MemoryCalendar()
    main.fail(SignInAgain("Sign in."), read=1)
    with pytest.raises(SignInAgain):
        Together(main, (Says(),), OWNER).read(WINDOW)


def test_a_source_is_made_when_it_is_read_and_not_before() -> None:
    made: list[str] = []

    def make() -> BusySource:
        made.append("made")
        raise SignInAgain("Sign in.", "touchbase auth outlook")

    both = Together(MemoryCalendar(), (Later("Outlook calendar work", make),), OWNER)
    assert made == []
    assert both.read(WINDOW).unread == ("Outlook calendar work",)
    assert Later("w", lambda: Says(lunch())).commitments(WINDOW).commitments == (lunch(),)


# stakeholders the provider cannot tell about


def people_of(folder: Path, *periods: Period) -> Stakeholder:
    path = Program(folder, ANA).put(*(timed(f"e{n}", period) for n, period in enumerate(periods)), name="ana")
    return PERSON._replace(free_busy=str(path))


def asked(main: MemoryCalendar, who: Stakeholder) -> tuple[FreeBusy, Iterable[Problem]]:
    both = Together(main, (), OWNER, IcsOfPeople())
    both.read(WINDOW)
    found = both.free_busy((who,), WINDOW)
    return found.get(who.id, UNKNOWN), both.warnings()


def test_a_file_tells_where_the_provider_cannot(tmp_path: Path) -> None:
    known, warnings = asked(MemoryCalendar(), people_of(tmp_path, TUESDAY))
    assert (known, tuple(warnings)) == (FreeBusy((TUESDAY,), WINDOW), ())


def test_what_the_provider_tells_comes_first(tmp_path: Path) -> None:
    main = MemoryCalendar()
    main.free["ana-ruiz"] = FreeBusy.of((), WINDOW)
    assert asked(main, people_of(tmp_path, TUESDAY))[0].busy == ()


def test_nobody_s_file_is_read_who_has_none() -> None:
    assert asked(MemoryCalendar(), PERSON)[0] == UNKNOWN
    both = Together(MemoryCalendar(), (), OWNER)
    assert both.free_busy((PERSON._replace(free_busy="x.ics"),), WINDOW) == {"ana-ruiz": UNKNOWN}


def test_a_file_that_cannot_be_read_is_unknown_and_told(tmp_path: Path) -> None:
    main = MemoryCalendar()
    main.unreadable_people.append(Problem("main", "is odd", severity="warning"))
    known, warnings = asked(main, PERSON._replace(free_busy=str(tmp_path / "none.ics")))
    assert known == UNKNOWN
    assert [Path(problem.where).name for problem in warnings] == ["main", "none.ics"]


@pytest.mark.parametrize("read_first", [True, False])
def test_our_touchbase_in_their_file_is_not_in_its_own_way(tmp_path: Path, read_first: bool) -> None:
    main, who = ours(), people_of(tmp_path, TUESDAY, Period.lasting(THIRD, 30))
    both = Together(main, (), OWNER, IcsOfPeople())
    if read_first:
        both.read(WINDOW)
    other = who._replace(id="ben-ito")
    found = both.free_busy((who, other), WINDOW)
    assert (found["ana-ruiz"].busy, len(found["ben-ito"].busy)) == ((TUESDAY,), 2)
    assert main.reads == 2


# .ics files beside another provider


def test_an_ics_file_is_a_source_of_its_own(tmp_path: Path) -> None:
    path = Program(tmp_path, OWNER.email).put(timed("x", TUESDAY), weekly_event("c", SERIES.recurrence, ANA))
    source = IcsSource(path, OWNER)
    told = source.commitments(WINDOW)
    assert (told.whole, told.problems, source.where) == (True, (), str(path))
    assert sorted({one.uid for one in told.commitments}) == ["c", "x"]
    reading = Together(MemoryCalendar(), (source,), OWNER).read(WINDOW)
    assert [(one.uid, one.own) for one in reading.recurring] == [("c", False)]


def test_an_ics_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = IcsSource(tmp_path / "none.ics", OWNER).commitments(WINDOW)
    assert (told.whole, len(told.problems)) == (False, 1)


def test_a_folder_of_which_one_file_is_bad_is_still_read(tmp_path: Path) -> None:
    Program(tmp_path, OWNER.email).put(timed("x", TUESDAY))
    (tmp_path / "bad.ics").write_text("BEGIN:VCALENDAR")
    told = IcsSource(tmp_path, OWNER).commitments(WINDOW)
    assert (told.whole, len(told.problems), len(told.commitments)) == (True, 1, 1)
    (tmp_path / "empty").mkdir()
    assert IcsSource(tmp_path / "empty", OWNER).commitments(WINDOW) == Told()


def test_the_limits_hold_for_them_too(tmp_path: Path) -> None:
    path = Program(tmp_path, OWNER.email).put(timed("x", TUESDAY))
    assert not IcsSource(path, OWNER, Limits(bytes=10)).commitments(WINDOW).whole
    assert IcsOfPeople(Limits(bytes=10)).free_busy(PERSON._replace(free_busy=str(path)), (), WINDOW)[0] == UNKNOWN
