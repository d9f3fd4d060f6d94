"""What people do at Microsoft, and what their accounts allow, one scenario each; numbered as in test_outlook_faults."""

from datetime import timedelta

import pytest

from tests.emulators.faults import Fault, answer
from tests.simulation.outlook_home import SAM
from tests.simulation.outlook_office import THREE, Office
from tests.simulation.seen import BY_RULE, OFF
from touchbase.errors import Exit

# what people do: 28, 43 to 53


def test_28_a_changed_address_is_swapped_in_place(booked: Office) -> None:
    uid = booked.seen.find(booked.date("ana-ruiz").uid).uid
    booked.people[0] = booked.people[0]._replace(email="ana@example.org")
    booked.good()
    (item,) = [item for item, _, who in booked.seen.ours() if who == "ana-ruiz"]
    assert (item.uid, item.guests) == (uid, ["ana@example.org"])
    booked.settled()


def test_36_after_three_weeks_asleep_nothing_is_booked_in_the_past(office: Office) -> None:
    office.good()
    office.later(weeks=3)
    office.settled()
    assert all(one.start > office.now for one in office.seen.dates(office.now, office.now + timedelta(weeks=8)))


def test_43_45_a_dragged_and_a_deleted_date_stay_as_they_are(booked: Office) -> None:
    dragged, deleted = booked.date("ana-ruiz", 1), booked.date("ben-li", 1)
    hands = booked.home.hands
    hands.move(booked.seen.find(dragged.uid).uid, dragged.key, dragged.start + timedelta(hours=2))
    hands.delete(booked.seen.find(deleted.uid).uid, deleted.key)
    booked.settled()
    assert booked.seen.place(dragged.uid, dragged.key) == dragged.start + timedelta(hours=2)
    assert booked.seen.place(deleted.uid, deleted.key) is OFF


def test_44_a_dragged_series_keeps_its_new_slot(booked: Office) -> None:
    one = booked.date("ana-ruiz")
    item = booked.seen.find(one.uid)
    booked.home.hands.change_slot(item.uid, item.start.instant + timedelta(hours=1))
    booked.settled()
    assert booked.seen.place(one.uid, one.key + timedelta(hours=1)) is BY_RULE


def test_46_a_deleted_series_never_comes_back_by_itself(booked: Office) -> None:
    booked.home.hands.delete(booked.seen.find(booked.date("ana-ruiz").uid).uid)
    for _ in range(3):
        booked.good()
        booked.later(days=3)
    assert booked.booked() == ["ben-li", "chi-obi"]
    assert booked.standing("ana-ruiz") == ["paused_by_user"]


def test_47_what_people_write_into_a_series_is_theirs(booked: Office) -> None:
    item = booked.seen.find(booked.date("ana-ruiz").uid)
    more = [
        *({"emailAddress": one["emailAddress"]} for one in item.attendees),
        {"emailAddress": {"address": "x@y.example"}},
    ]
    text = item.fields["body"]["content"].replace("<body>", "<body><p>Agenda</p>")
    booked.home.hands.edit(
        item.uid, subject="Coffee", location={"displayName": "Room 1"}, body={"contentType": "html", "content": text},
        attendees=more, categories=["Red"],
    )  # fmt: skip
    link = item.fields["onlineMeeting"]["joinUrl"]
    busy = booked.date("ana-ruiz", 2)
    booked.home.hands.make("Busy", busy.start - timedelta(minutes=15), 60)
    booked.settled()
    fields = item.fields
    assert (fields["subject"], fields["location"]["displayName"], fields["categories"]) == ("Coffee", "Room 1", ["Red"])
    assert "Agenda" in fields["body"]["content"]
    assert link in fields["body"]["content"]
    assert "x@y.example" in item.guests


def test_48_a_date_that_was_declined_once_brings_no_second_mail(booked: Office) -> None:
    one = booked.date("ana-ruiz", 1)
    booked.seen.hand.answer_date(one.uid, one.key, "declined")
    mails = len(booked.graph.mails)
    booked.settled()
    assert len(booked.graph.mails) == mails


def test_49_a_declined_series_is_not_pressed_on_anybody(booked: Office) -> None:
    booked.seen.hand.answer(booked.date("ana-ruiz").uid, "declined")
    booked.good()
    booked.later(days=7)
    booked.good()
    assert booked.standing("ana-ruiz")[0] in ("declined", "ended")
    assert booked.creates() == [201] * len(THREE)


def test_50_a_proposed_time_is_told_and_not_taken(booked: Office) -> None:
    one = booked.date("ana-ruiz", 1)
    booked.seen.hand.propose(one.uid, one.key, one.start + timedelta(hours=1))
    done = booked.good()
    assert [problem for problem in done.warnings if "asks to meet" in str(problem)]
    assert booked.seen.place(one.uid, one.key) is BY_RULE
    booked.settled()


def test_52_a_series_moved_to_another_calendar_is_not_booked_again(booked: Office) -> None:
    uid = booked.seen.find(booked.date("ana-ruiz").uid).uid
    booked.home.hands.move_to(uid, booked.graph.world.folder(booked.seen.box, "Work").id)
    booked.sync()
    booked.sync()
    assert booked.creates() == [201] * len(THREE)


@pytest.mark.parametrize("status", [403, 404])
def test_53_a_calendar_that_is_closed_to_us_cancels_nothing(booked: Office, status: int) -> None:
    code = {403: "ErrorAccessDenied", 404: "ErrorItemNotFound"}[status]
    refused = answer(status, {"error": {"code": code, "message": "No"}})
    booked.graph.faults.add(Fault(refused, path="/v1.0/me/", times=None))
    before = booked.seen.picture()
    assert booked.sync() is not None
    assert booked.seen.picture() == before
    booked.graph.faults.clear()
    booked.settled()


# free/busy: 63, 64


def test_63_64_who_cannot_be_read_is_unknown_and_the_others_are_planned(office: Office) -> None:
    graph = office.graph
    graph.person("ana-ruiz@example.com").make("Busy", office.now.replace(hour=9), 60 * 7, weekly=1)
    graph.person("ben-li@example.com").world.mailboxes["ben-li@example.com"].hidden = True
    office.settled()
    assert {mail.to for mail in graph.mails if mail.kind == "invitation"} == {f"{id}@example.com" for id in THREE}


def test_64_a_question_about_free_time_that_fails_keeps_nobody_from_being_planned(office: Office) -> None:
    office.graph.faults.add(
        Fault(answer(400, {"error": {"code": "ErrorInternalServerError"}}), path="getSchedule", times=1)
    )
    office.sync()
    office.settled()


# the account: 54, 82


def test_54_the_sign_in_of_another_person_is_not_used_for_this_calendar(booked: Office) -> None:
    booked.graph.person("eve@example.com", "Eve")
    booked.graph.accounts.who = "eve@example.com"
    before = booked.seen.picture()
    booked.home.sign_in(at=booked.now)
    booked.sync()
    assert booked.seen.picture()[:2] == before[:2]  # type: ignore[index]
    assert not booked.graph.world.mailboxes["eve@example.com"].items
    booked.graph.accounts.who = SAM
    assert booked.home.sign_in(at=booked.now).code == 0
    booked.settled()


def test_82_a_permission_that_was_not_given_turns_one_feature_off_or_is_asked_for(office: Office) -> None:
    accounts = office.graph.accounts
    accounts.withheld, accounts.narrows = {"MailboxSettings.Read"}, True
    office.home.sign_in(at=office.now)
    office.later(hours=3)
    office.settled()
    accounts.narrows = False
    office.later(hours=3)
    before = office.seen.picture()
    error = office.sync()
    assert error is not None
    assert error.exit_code == Exit.SIGN_IN
    assert office.seen.picture() == before
