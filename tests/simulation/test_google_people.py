"""What people do to their calendars at Google, from config.toml to the wire: the human wins, and nobody is mailed."""

from datetime import timedelta

import pytest

from tests.emulators.google.hands import Hands
from tests.emulators.google.meet import Joined
from tests.emulators.google.switches import Switches
from tests.simulation.google_home import SAM
from tests.simulation.google_life import FIVE, Life, google, life, mail_of

__all__ = ["google", "life"]
ANA = "ana-ruiz"
HOUR = timedelta(hours=1)


def hers(life: Life) -> Hands:
    return life.google.hands(mail_of(ANA))


def quiet_for(life: Life, days: int) -> None:
    """Runs every other day that write nothing at all."""
    before = len(life.google.writes)
    for _ in range(0, days, 2):
        life.later(days=2).run()
    assert life.google.writes[before:] == []


def test_a_dragged_date_stays_where_it_was_put(life: Life) -> None:
    """43."""
    key = life.settled().key(ANA, 1)
    life.sam.move_date(life.series(ANA).id, key, key + 26 * HOUR, key + 26 * HOUR + HOUR / 2)
    quiet_for(life, 5)
    assert life.series(ANA).date(key).start.instant == key + 26 * HOUR


def test_a_deleted_date_stays_off(life: Life) -> None:
    """45."""
    key = life.settled().key(ANA, 1)
    life.sam.delete_date(life.series(ANA).id, key)
    quiet_for(life, 5)
    assert life.series(ANA).date(key).cancelled


def test_a_dragged_series_keeps_its_new_slot(life: Life) -> None:
    """44."""
    series = life.settled().series(ANA)
    start = series.start.instant + 2 * HOUR
    life.sam.move_series(series.id, start)
    quiet_for(life, 5)
    assert life.series(ANA).start.instant == start


@pytest.mark.parametrize("copies", [True, False])
def test_this_and_following_dragged(life: Life, copies: bool) -> None:
    """44: two events now, one relationship: nothing new is booked beside them, whether the tag was copied or not."""
    life.settled().google.world.switches = Switches(split_copies_private=copies)
    key = life.key(ANA, 2)
    life.sam.split(life.series(ANA).id, key, key + 5 * HOUR)
    life.later(hours=1).run()
    assert not [call for call in life.google.writes if call.method.endswith("insert")]
    quiet_for(life, 3)


def test_a_deleted_series_is_not_made_again_until_somebody_says_so(life: Life) -> None:
    """46."""
    old = life.settled().series(ANA).id
    life.sam.delete_series(old)
    quiet_for(life, 30)
    assert ANA not in life.live()
    assert life.command("resume", ANA).code == 0
    life.run()
    assert life.series(ANA).id != old
    assert life.sam.find(old).cancelled


def test_titles_texts_places_and_further_guests_are_left_alone(life: Life) -> None:
    """47."""
    series = life.settled().series(ANA)
    life.sam.edit(series.id, summary="Coffee", description="At the corner", location="Room 4", colorId="5")
    life.sam.add_guest(series.id, mail_of("ben-li"))
    quiet_for(life, 5)
    fields = life.series(ANA).fields
    assert (fields["summary"], fields["description"], fields["location"]) == ("Coffee", "At the corner", "Room 4")
    assert [one["email"] for one in fields["attendees"]] == [mail_of(ANA), mail_of("ben-li")]


def test_one_declined_date_is_not_held_and_nobody_is_asked_again(life: Life) -> None:
    """48."""
    key = life.settled().key(ANA)
    hers(life).answer(life.series(ANA).id, "accepted")
    hers(life).answer_date(life.series(ANA).id, key, "declined")
    life.now = key + timedelta(days=1)
    done = life.run()
    verdicts = {one.touchbase.judgement.verdict for one in done.recorded if one.touchbase and one.stakeholder == ANA}
    assert verdicts == {"not_held"}
    assert life.google.world.ledger.to(mail_of(ANA)) == []


def test_a_declined_series_is_not_pressed_on(life: Life) -> None:
    """49."""
    hers(life.settled()).answer(life.series(ANA).id, "declined")
    life.later(days=1).run()
    life.google.world.ledger.mails.clear()
    for _ in range(10):
        life.later(days=3).run()
    assert life.google.world.ledger.to(mail_of(ANA), "invitation") == []
    assert len(life.live().get(ANA, [])) <= 1


def test_a_guest_who_removes_it_silently(life: Life) -> None:
    """51: Google says declined."""
    hers(life.settled()).remove(life.series(ANA).id)
    for _ in range(4):
        life.later(days=3).run()
    assert life.google.world.ledger.to(mail_of(ANA), "invitation") == []


def test_somebody_else_takes_it_over(life: Life) -> None:
    """52: it is theirs now; it is not written, and nothing is booked beside it."""
    series = life.settled().series(ANA)
    life.sam.add_self_as_guest(series.id)
    life.google.calls.clear()
    hers(life).take_over(series.id)
    for _ in range(3):
        life.later(days=2).run()
    assert not [call for call in life.google.writes if call.status < 300]


def test_it_is_moved_to_another_calendar(life: Life) -> None:
    """52: for us it is off; it is not followed there."""
    series = life.settled().series(ANA)
    team = life.google.add_calendar(SAM, "Team")
    life.sam.move_to(series.id, team.id)
    quiet_for(life, 5)
    assert team.meetings[series.id].fields["status"] == "confirmed"


def test_another_address_of_the_same_person(life: Life) -> None:
    """28: the same event with another guest, told once."""
    series = life.settled().series(ANA)
    life.google.add_user("ana@new.example")
    life.enlist(*FIVE, ana_ruiz="ana@new.example")
    life.run()
    assert [one["email"] for one in life.series(ANA).fields["attendees"]] == ["ana@new.example"]
    assert life.series(ANA).id == series.id
    mails = [(one.to, one.what) for one in life.google.world.ledger.sent()]
    assert sorted(mails) == [(mail_of(ANA), "cancellation"), ("ana@new.example", "invitation")]
    assert life.is_quiet()


def test_an_absence_that_declines_by_itself(life: Life) -> None:
    """The dates that fall into it are answered by nobody; no storm of moves and mails follows."""
    key = life.settled().key(ANA, 1)
    hers(life).out_of_office(key - HOUR, key + 3 * HOUR, "declineAllConflictingInvitations")
    for _ in range(3):
        life.later(days=1).run()
    assert len(life.google.world.ledger.to(mail_of(ANA))) <= 1
    assert life.is_quiet()


def test_the_owner_goes_on_holiday(life: Life) -> None:
    """75: a week out of office; its dates are moved or lost, and no other week is touched."""
    away = life.settled().key(ANA, 1)
    monday = (away - timedelta(days=away.weekday())).replace(hour=0, minute=0)
    life.sam.out_of_office(monday, monday + timedelta(days=5))
    life.run()
    touched = {call.event_id for call in life.google.writes}
    assert all("_" in id for id in touched), "single dates only"
    assert life.is_quiet()


@pytest.mark.parametrize(("there", "verdict"), [(True, "confirmed"), (False, "likely")])
def test_a_meet_call_is_evidence_and_no_call_is_none(life: Life, there: bool, verdict: str) -> None:
    """Attendance raises confidence, and by its absence never lowers it."""
    config = (
        (life.folder / "config.toml").read_text().replace("[calendar.google]", "[calendar.google]\nattendance = true")
    )
    life.home.write("config.toml", config.replace("conference = false", "conference = true"))
    assert life.home.sign_in(at=life.now).code == 0
    key = life.settled().key(ANA)
    series = life.series(ANA)
    hers(life).answer(series.id, "accepted")
    if there:
        code, end = series.fields["conferenceData"]["conferenceId"], key + HOUR / 2
        life.google.meet.held(code, SAM, key, end, Joined(SAM, key, end), Joined(mail_of(ANA), key, end))
    life.now = key + timedelta(days=1)
    held = [one.touchbase for one in life.run().recorded if one.touchbase and one.stakeholder == ANA]
    assert [one.judgement.verdict for one in held] == [verdict]


def test_a_hand_made_series_is_offered_and_not_doubled(life: Life) -> None:
    """Adoption: the same two people already meet every week."""
    start = (life.now + timedelta(days=2)).replace(hour=11, minute=0)
    made = life.sam.meet(mail_of(ANA), start=start, rule="RRULE:FREQ=WEEKLY", title="Ana and Sam")
    done = life.run()
    assert ANA not in life.live()
    assert [one.stakeholder for one in done.plan.proposals if one.kind == "adopt"] == [ANA]
    assert life.command("adopt", ANA, "--yes").code in (0, 2)
    assert made.sequence == 0
