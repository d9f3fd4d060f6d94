"""The sign-in of another account: refused before anything is written, a stranger's and the owner's other one alike."""

import pytest

from tests.calendars.contract import OWNER
from tests.edits.conftest import HANDED, Handed
from tests.edits.on_google import OnGoogle
from tests.edits.on_outlook import OnOutlook
from tests.edits.place import person
from touchbase.errors import Exit, TouchbaseError

OTHER = "kim@example.com"
SECOND = OWNER.addresses[0]
IDS = ("ana-ruiz", "ben-ito")


def sign_in(place: Handed, who: str) -> None:
    """From now on the token is that person's."""
    if isinstance(place, OnGoogle):
        place.google.add_user(who)
    else:
        place.graph.person(who)
    place.who = who


def refused(place: Handed) -> TouchbaseError:
    """The next run is refused, and leaves everything as it was, on the wire and on disk."""
    before, rows = place.picture(), place.rows()
    place.mark()
    with pytest.raises(TouchbaseError) as said:
        place.run()
    assert (place.written(), place.picture(), place.rows()) == ({}, before, rows)
    return said.value


@pytest.mark.parametrize("handed", HANDED, indirect=True)
def test_a_stranger_s_calendar_is_not_written_at_the_first_run(handed: Handed) -> None:
    handed.known(*IDS)
    handed.list = []
    sign_in(handed, OTHER)
    error = refused(handed)
    assert error.exit_code is Exit.CONFIG
    assert OTHER in error.sentence
    assert f'add "{OTHER}" to addresses under [owner]' in error.remedy


@pytest.mark.parametrize("handed", HANDED, indirect=True)
@pytest.mark.parametrize("who", [OTHER, SECOND])
def test_another_account_than_before_is_not_written(handed: Handed, who: str) -> None:
    """Even where it is the owner's own: its calendar knows none of the series."""
    handed.booked(*IDS)
    handed.relist("ana-ruiz", email="ana@example.org")
    sign_in(handed, who)
    error = refused(handed)
    assert error.exit_code is Exit.SIGN_IN
    assert f"The sign-in opens the calendar of {who}; until now it was that of {OWNER.email}" in error.sentence
    assert f"touchbase auth logout {handed.name}" in error.remedy
    sign_in_again(handed)
    assert [change.kind for change in handed.run().applied] == ["readdress"]
    handed.settles()


def sign_in_again(place: Handed) -> None:
    place.who = OWNER.email


@pytest.mark.parametrize("handed", HANDED, indirect=True)
def test_a_preview_does_not_pin(handed: Handed) -> None:
    """What is only looked at is kept nowhere (I10)."""
    handed.known("ana-ruiz")
    handed.list = [person("ana-ruiz")]
    handed.preview()
    assert handed.notes == {}
    handed.run()
    assert handed.notes[f"{handed.name}.account"] == OWNER.email


def test_a_calendar_named_by_its_id_may_have_another_owner(tmp_path_factory: pytest.TempPathFactory) -> None:
    google = OnGoogle(tmp_path_factory.mktemp("google"))
    google.id = google.google.add_calendar(OWNER.email, "Team").id
    google.booked("ana-ruiz")
    google.settles()
    assert google.notes == {}
    google.close()
    outlook = OnOutlook(tmp_path_factory.mktemp("outlook"))
    outlook.options["calendar_id"] = outlook.graph.world.folder(outlook.hand.box, "Team").id
    outlook.booked("ana-ruiz")
    assert [name for name in outlook.notes if name.endswith(".account")] == []
    outlook.close()
