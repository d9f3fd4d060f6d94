"""The calendar itself is gone, unshared or unreadable: nothing is believed, nothing written, and the cure is said."""

from collections.abc import Callable

import pytest

from tests.edits.conftest import HANDED, Handed
from tests.edits.on_google import OnGoogle
from tests.edits.on_local import OnLocal
from tests.edits.on_outlook import OnOutlook
from tests.edits.place import Place
from tests.emulators.faults import Fault, answer
from tests.emulators.google.refusal import refused
from touchbase.errors import Exit, TouchbaseError

IDS = ("ana-ruiz", "ben-ito", "cleo-park")


def _google(reason: str) -> Callable[[Place], None]:
    def gone(place: Place) -> None:
        assert isinstance(place, OnGoogle)
        place.google.faults.add(Fault(refused(reason), path="/events", times=None))

    return gone


def _outlook(status: int, code: str) -> Callable[[Place], None]:
    def gone(place: Place) -> None:
        assert isinstance(place, OnOutlook)
        body = {"error": {"code": code, "message": "sam@example.com"}}
        place.graph.faults.add(Fault(answer(status, body), path="/calendarView|/events", times=None))

    return gone


GONE = [
    pytest.param(OnGoogle, _google("notFound"), Exit.CONFIG, "calendar_id", id="google-404"),
    pytest.param(OnGoogle, _google("deleted"), Exit.CONFIG, "calendar_id", id="google-410"),
    pytest.param(OnGoogle, _google("requiredAccessLevel"), Exit.SIGN_IN, "share it with you again", id="google-403"),
    pytest.param(OnGoogle, _google("insufficientPermissions"), Exit.SIGN_IN, "auth google", id="google-scope"),
    pytest.param(OnOutlook, _outlook(404, "ErrorItemNotFound"), Exit.CONFIG, "calendar_id", id="outlook-404"),
    pytest.param(OnOutlook, _outlook(410, "ErrorItemNotFound"), Exit.CONFIG, "calendar_id", id="outlook-410"),
    pytest.param(OnOutlook, _outlook(403, "ErrorAccessDenied"), Exit.SIGN_IN, "auth outlook", id="outlook-403"),
]  # fmt: skip


@pytest.mark.parametrize(("handed", "gone", "code", "cure"), GONE, indirect=["handed"])
def test_a_calendar_that_is_gone_freezes_everything(
    handed: Handed, gone: Callable[[Place], None], code: Exit, cure: str
) -> None:
    handed.booked(*IDS)
    handed.later(days=3)
    handed.run()
    before, rows = handed.picture(), handed.rows()
    handed.relist("ana-ruiz", email="ana@example.org")
    handed.list = handed.list[:2]
    gone(handed)
    handed.mark()
    with pytest.raises(TouchbaseError) as said:
        handed.run()
    assert said.value.exit_code is code
    assert cure in said.value.remedy
    assert "sam@" not in str(said.value)
    assert (handed.written(), handed.picture(), handed.rows()) == ({}, before, rows)


@pytest.mark.parametrize("handed", HANDED, indirect=True)
def test_when_it_is_back_everything_goes_on(handed: Handed) -> None:
    handed.booked(*IDS)
    (_google("notFound") if isinstance(handed, OnGoogle) else _outlook(403, "ErrorAccessDenied"))(handed)
    with pytest.raises(TouchbaseError):
        handed.run()
    faults = handed.google.faults if isinstance(handed, OnGoogle) else handed.graph.faults
    faults.clear()
    assert handed.settles().changes == ()


def test_an_emptied_folder_is_not_believed(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = OnLocal(tmp_path_factory.mktemp("local"))
    place.booked(*IDS)
    for path in place.folder.glob("*.ics"):
        path.unlink()
    place.relist("ana-ruiz", email="ana@example.org")
    with pytest.raises(TouchbaseError) as said:
        place.run()
    assert said.value.exit_code is Exit.REFUSED
    assert "shows none of your 3 series" in str(said.value)
    assert list(place.folder.glob("tb*.ics")) == []
    assert {place.booking(id).standing for id in IDS} == {"live"}
