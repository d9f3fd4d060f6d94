"""Whose calendar a sign-in opens: what is checked, what is kept, and what each provider tells of it."""

import pytest

from tests.calendars.contract import OWNER, WINDOW
from tests.calendars.google_desk import at_desk as at_google
from touchbase.calendars.outlook.reading import account_of
from touchbase.calendars.whose import Blank, Whose
from touchbase.errors import BadInput, SignInAgain

MINE, SECOND = OWNER.email, OWNER.addresses[0]


class Notes(dict[str, str]):
    """Kept from one run to the next."""

    def set(self, key: str, value: str) -> None:
        self[key] = value


def kept(notes: Notes, address: str) -> None:
    """A whole run that sees this address."""
    whose = Whose("google", OWNER, notes)
    whose.check(address)
    whose.keep()


def test_the_first_one_has_to_be_the_owner_s_and_is_kept() -> None:
    notes = Notes()
    with pytest.raises(BadInput, match="none of your addresses"):
        kept(notes, "kim@example.com")
    assert notes == {}
    kept(notes, SECOND.upper())
    assert notes == {"google.account": SECOND}


def test_later_it_has_to_be_the_same_one() -> None:
    notes = Notes({"google.account": "old@example.net"})
    kept(notes, "Old@example.net")
    with pytest.raises(SignInAgain, match=r"until now it was that of old@example\.net") as said:
        kept(notes, MINE)
    assert said.value.provider == "google"
    assert notes == {"google.account": "old@example.net"}


def test_what_is_not_told_proves_nothing() -> None:
    notes = Notes()
    kept(notes, "")
    assert notes == {}
    Whose("outlook", OWNER).check(MINE)
    blank = Blank()
    blank.set("google.account", MINE)
    assert blank.get("google.account") is None


def test_signing_out_forgets_it() -> None:
    """`touchbase auth logout` leaves "" behind."""
    notes = Notes({"google.account": ""})
    kept(notes, MINE)
    assert notes == {"google.account": MINE}


@pytest.mark.parametrize(
    ("calendar", "account", "why"),
    [
        ({"owner": {"name": "Sam", "address": "sam@example.com"}}, "sam@example.com", "as Graph writes it"),
        ({"owner": {"name": "Sam"}}, "", "an owner without an address"),
        ({"owner": None}, "", "no owner"),
        ({}, "", "not told"),
        ({"owner": "sam@example.com"}, "", "no record"),
    ],
)
def test_what_graph_tells(calendar: dict[str, object], account: str, why: str) -> None:
    assert account_of(calendar) == account, why


def test_google_tells_by_an_own_event_or_by_the_title_that_is_an_address() -> None:
    """A calendar that was given a name, and has no event of its own, tells nothing."""
    with at_google() as desk:
        book = desk.google.world.books[MINE]
        notes = Notes()
        desk.calendar._whose = Whose("google", OWNER, notes)
        book.summary = "Sam's days"
        desk.calendar.read(WINDOW)
        desk.calendar.publish()
        assert notes == {}
        book.summary = MINE
        desk.calendar.read(WINDOW)
        desk.calendar.publish()
        assert notes == {"google.account": MINE}
        notes.clear()
        book.summary = "kim@example.com"
        desk.people.meet("lunch", WINDOW.__class__.lasting(WINDOW.start, 60), "ben@example.com")
        desk.calendar.read(WINDOW)
        desk.calendar.publish()
        assert notes == {"google.account": MINE}
