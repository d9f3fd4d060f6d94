"""What people do to a whole series, while our list wants something else of it: theirs stands, and the plan says so."""

from datetime import timedelta

import pytest

from tests.edits.conftest import HANDED, Handed, at
from tests.edits.on_google import OnGoogle
from tests.edits.on_outlook import OnOutlook
from tests.edits.place import GUESTS, Place, said
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.errors import ForeignEvent


def wanted_otherwise(place: Place, id: str, uid: str) -> None:
    """Our side wants all it can want at once."""
    place.relist(id, cadence=Cadence(2, "week"), email=f"{id}@example.org", minutes=45)
    place.setting(title="Other words: {guest}")
    place.people.busy(Period.lasting(place.keys(uid)[1], 30), uid="dentist")


def test_a_deleted_series_is_not_booked_again(place: Place) -> None:
    [uid, _] = place.booked("ana-ruiz", "ben-ito")
    place.later(days=3)
    wanted_otherwise(place, "ana-ruiz", uid)
    place.people.delete_series(uid)
    place.mark()
    outcome = place.run()
    assert place.written() == {}
    assert place.booking("ana-ruiz").standing == "paused_by_user"
    assert "it is not booked again until `touchbase resume ana-ruiz`" in said(outcome)
    place.settles()
    place.later(days=30)
    assert [change.stakeholder for change in place.run().applied] == []


def test_a_guest_whom_the_owner_took_off_is_not_asked_again(place: Place) -> None:
    """And a date without them is no evidence of having met."""
    [uid, _] = place.booked("ana-ruiz", "ben-ito")
    place.answer(uid, "accepted")
    place.later(days=3)
    place.run()
    place.uninvite(uid, "ana-ruiz@example.com")
    place.relist("ana-ruiz", email="ana@example.org")
    place.people.busy(Period.lasting(place.keys(uid)[1], 30), uid="dentist")
    place.mark()
    outcome = place.run()
    assert GUESTS not in frozenset().union(*place.written().values())
    assert "Ana Ruiz is no longer among the guests of your series" in said(outcome)
    assert "touchbase retire ana-ruiz" in said(outcome)
    plan = place.settles()
    assert [notice for notice in plan.notices if "Ana Ruiz" in notice]
    place.later(days=14)
    verdicts = {
        record.touchbase.judgement
        for record in place.run().recorded
        if record.touchbase is not None and record.stakeholder == "ana-ruiz"
    }
    assert {(one.verdict, *one.reasons) for one in verdicts} == {
        ("doubtful", "Ana Ruiz was no longer among the guests"),
    }
    assert place.booking("ana-ruiz").standing == "live"


@pytest.mark.parametrize("at_place", at("local", "google", "outlook"), indirect=True)
def test_another_guest_in_their_place_does_not_speak_for_them(at_place: Place) -> None:
    place = at_place
    [uid] = place.booked("ana-ruiz")
    place.known("zoe")
    place.edit(uid, "guest", "zoe@example.com")
    place.uninvite(uid, "ana-ruiz@example.com")
    place.answer(uid, "declined")
    place.later(days=10)
    outcome = place.run()
    assert "zoe@example.com is: if that is theirs, add it to their addresses in your list" in said(outcome)
    assert "Ana Ruiz was no longer among the guests" in said(outcome)
    assert "declined" not in said(outcome)
    place.settles()


def test_a_guest_who_takes_themselves_off_has_declined(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = OnGoogle(tmp_path_factory.mktemp("google"))
    [uid] = place.booked("ana-ruiz")
    place.google.hands("ana-ruiz@example.com").remove(uid)
    wanted_otherwise(place, "ana-ruiz", uid)
    place.relist("ana-ruiz", email="ana-ruiz@example.com")
    place.mark()
    outcome = place.run()
    assert place.written() == {}
    assert place.booking("ana-ruiz").standing == "declined"
    assert "declined the whole series; ask them what would suit better" in said(outcome)
    place.settles()
    place.close()


@pytest.mark.parametrize("handed", HANDED, indirect=True)
def test_a_series_that_somebody_else_organises_is_left_to_them(handed: Handed) -> None:
    [uid, _] = handed.booked("ana-ruiz", "ben-ito")
    handed.later(days=3)
    wanted_otherwise(handed, "ana-ruiz", uid)
    handed.hand_over(uid)
    handed.mark()
    outcome = handed.run()
    assert handed.written() == {}
    assert "the series with Ana Ruiz is organised by somebody else now and left to them" in said(outcome)
    assert handed.booking("ana-ruiz").standing == "paused_by_user"
    calendar = handed.calendar()
    with pytest.raises(ForeignEvent):
        calendar.skip_date(uid, handed.keys(uid)[1])
    with pytest.raises(ForeignEvent):
        calendar.end(uid, handed.now)
    with pytest.raises(ForeignEvent):
        calendar.change_guest(uid, "Ana", "ana@example.org")
    handed.settles()
    handed.later(days=20)
    handed.run()
    assert handed.written() == {}


@pytest.mark.parametrize("handed", HANDED, indirect=True)
def test_a_series_on_another_calendar_is_no_longer_looked_after(handed: Handed) -> None:
    [uid, _] = handed.booked("ana-ruiz", "ben-ito")
    handed.later(days=3)
    wanted_otherwise(handed, "ana-ruiz", uid)
    handed.move_away(uid)
    handed.mark()
    outcome = handed.run()
    assert handed.written() == {}
    assert handed.booking("ana-ruiz").standing == "paused_by_user"
    assert "touchbase resume ana-ruiz" in said(outcome)
    handed.settles()


@pytest.mark.parametrize("response", ["tentativelyAccepted", "declined"])
def test_another_time_a_guest_asks_for_is_shown_and_not_agreed_to(
    tmp_path_factory: pytest.TempPathFactory, response: str
) -> None:
    place = OnOutlook(tmp_path_factory.mktemp("outlook"))
    [uid, _] = place.booked("ana-ruiz", "ben-ito")
    key = place.keys(uid)[1]
    there = Period.lasting(key + timedelta(hours=2), 30)
    place.hand.reply(place.ways.item(uid).uid, "ana-ruiz@example.com", response, key, proposed=(there.start, there.end))
    place.mark()
    outcome = place.run()
    assert place.written() == {}
    [proposal] = outcome.plan.proposals
    assert (proposal.stakeholder, proposal.kind, proposal.start) == ("ana-ruiz", "new_time", there.start)
    assert f"Ana Ruiz asks for {there.start:%a} {there.start.day}" in said(outcome)
    assert place.settles().proposals == (proposal,)
    place.people.move_date(uid, key, there)
    assert place.run().plan.proposals == ()
    place.close()
