"""Addresses that Microsoft no longer knows: what an answer says, and from when on it is believed."""

from datetime import date, timedelta

import pytest

from tests.calendars.test_whose import Notes
from touchbase.calendars.outlook.departed import KEY, Departed
from touchbase.calendars.outlook.schedule import found_in

ANA, BEN, ZOE = "ana@example.com", "ben@example.com", "zoe@example.net"
DAY = date(2026, 1, 5)


def look(notes: Notes, known: set[str], unknown: set[str], days: int = 0, asked: set[str] | None = None) -> set[str]:
    departed = Departed(notes)
    everybody = {ANA, BEN, ZOE} if asked is None else asked
    found = departed.of(everybody, known, unknown, DAY + timedelta(days=days))
    departed.keep()
    return set(found)


def test_two_days_have_to_say_so() -> None:
    notes = Notes()
    assert look(notes, {ANA, BEN}, {ZOE}) == set()
    assert look(notes, {BEN}, {ANA, ZOE}, 1) == set()
    assert look(notes, {BEN}, {ANA, ZOE}, 1) == set()
    kept = notes[KEY]
    assert look(notes, {BEN}, {ANA, ZOE}, 2) == {ANA}
    assert look(notes, {BEN}, {ANA, ZOE}, 30) == {ANA}
    assert notes[KEY] == kept  # a run that finds nothing new changes no row


def test_one_who_is_seen_in_between_begins_anew() -> None:
    notes = Notes()
    for day, (known, unknown) in enumerate([({ANA, BEN}, set()), ({BEN}, {ANA}), ({ANA, BEN}, set()), ({BEN}, {ANA})]):
        assert look(notes, known, unknown, day) == set()


def test_a_look_that_says_nothing_changes_nothing() -> None:
    notes = Notes()
    look(notes, {ANA, BEN}, set())
    look(notes, {BEN}, {ANA}, 1)
    assert look(notes, set(), set(), 2) == set()
    assert look(notes, {BEN}, {ANA}, 3) == {ANA}


def test_nobody_is_believed_gone_when_all_are() -> None:
    notes = Notes()
    look(notes, {ANA, BEN, ZOE}, set())
    for day in range(1, 4):
        assert look(notes, set(), {ANA, BEN, ZOE}, day) == set()


def test_of_people_off_the_list_nothing_is_kept_and_no_address_is_written_down() -> None:
    notes = Notes()
    look(notes, {ANA, BEN}, set())
    assert "example" not in notes[KEY]
    look(notes, {BEN}, set(), asked={BEN})
    assert len(notes[KEY]) < len("0" * 12) * 2
    assert Departed().of([ANA], [ANA], [], DAY) == frozenset()


def test_before_anything_was_asked_nothing_is_kept() -> None:
    notes = Notes()
    Departed(notes).keep()
    assert notes == {}


@pytest.mark.parametrize(
    ("error", "there", "why"),
    [
        (None, True, "its time was told"),
        ({"responseCode": "5009"}, False, "as the service says it of people it does not know"),
        ({"responseCode": "ErrorMailRecipientNotFound"}, False, "the same in words"),
        ({"responseCode": "ErrorNoFreeBusyAccess"}, None, "there, or not: it is only closed to us"),
        ("broken", None, "nobody knows"),
    ],
)
def test_what_an_answer_says(error: object, there: bool | None, why: str) -> None:
    told = {"scheduleId": "Ana@example.com"} | ({} if error is None else {"error": error})
    found = found_in({"value": [told, "noise"]}, [ANA, BEN])
    assert found.get(ANA) is there, why
    assert BEN not in found
