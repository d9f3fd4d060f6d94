"""What can go wrong at Microsoft, one scenario each; the numbers are those of the list of faults in our notes on trust.

Each ends the same way: one live series a person, a further run writes nothing, and the wire history is clean.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.emulators.faults import Deed, Fault, Paged, answer, drop, first, half_body
from tests.emulators.graph.switches import Switches
from tests.simulation.outlook_home import SAM
from tests.simulation.outlook_office import THREE, Office, opened
from tests.simulation.seen import BY_RULE, OFF
from touchbase.errors import Exit

DOWN = (Exit.UNAVAILABLE, Exit.TRY_LATER)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with opened(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def booked(office: Office) -> Office:
    """Three series stand, and it is the next morning."""
    office.good()
    office.later(days=1)
    return office


# writes whose outcome is not known: 3, 5, 7

UNKNOWN: list[tuple[Deed, str]] = [
    (answer(503, after=True), r"/events$"),
    (answer(504, after=True), r"/events$"),
    (drop(after=True), r"\$batch"),
    (drop(), r"\$batch"),
    (half_body(), r"\$batch"),
    (answer(503), r"\$batch"),
    (answer(200, "<html>Sign in to the hotel's network</html>", after=True), r"\$batch"),
]


@pytest.mark.parametrize("number", range(len(UNKNOWN)))
@pytest.mark.parametrize("same", ["existing", "refused"])
def test_3_7_a_create_of_unknown_outcome_is_looked_up_and_never_made_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, same: Any
) -> None:
    deed, path = UNKNOWN[number]
    with opened(tmp_path, monkeypatch, Switches(same_transaction=same)) as office:
        office.graph.faults.add(Fault(deed, method="POST", path=path, where=_creates))
        office.sync()
        assert office.graph.faults.met == 1
        office.settled()
        assert office.creates().count(201) <= len(THREE) + 1
        assert len([mail for mail in office.graph.mails if mail.kind == "invitation"]) == len(THREE)


@pytest.mark.parametrize("same", ["existing", "refused"])
def test_7_a_create_that_lags_is_told_by_its_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, same: Any
) -> None:
    """The look-up after an unknown outcome finds nothing yet: what is sent again is the same request."""
    with opened(tmp_path, monkeypatch, Switches(same_transaction=same, lag=2)) as office:
        office.graph.faults.add(Fault(drop(after=True), method="POST", path=r"\$batch", where=_creates))
        office.sync()
        office.later(hours=1)
        office.sync()
        office.settled()
        assert len([mail for mail in office.graph.mails if mail.kind == "invitation"]) == len(THREE)


def _creates(request: Any) -> bool:
    return b"transactionId" in request.body


@pytest.mark.parametrize("deed", [answer(503, after=True), drop(after=True), answer(412), answer(409), answer(423)])
def test_3_a_change_of_unknown_outcome_ends_as_planned(booked: Office, deed: Deed) -> None:
    booked.people[0] = booked.people[0]._replace(state="let_go")
    booked.graph.faults.add(Fault(deed, where=lambda request: request.method in ("PATCH", "DELETE")))
    booked.graph.faults.add(Fault(deed, path="/cancel$"))
    booked.sync()
    booked.graph.faults.clear()
    booked.good()
    before = booked.seen.picture()
    booked.good()
    assert booked.seen.picture()[:2] == before[:2]  # type: ignore[index]
    assert len([mail for mail in booked.graph.mails if mail.to.startswith("ana-ruiz")]) <= 2


# the service is busy, down, or not itself: 39, 40, 55, 64, 79, 84, 85


def test_39_a_service_that_stays_busy_is_left_alone_until_later(booked: Office) -> None:
    booked.graph.faults.add(Fault(answer(429, retry_after=600), times=None))
    error = booked.sync()
    assert error is not None
    assert error.exit_code == Exit.TRY_LATER
    assert not any(one.writes for one in booked.graph.spoken(since=booked.graph.mark()))
    booked.graph.faults.clear()
    booked.settled()


def test_39_single_parts_of_a_batch_that_are_throttled_are_sent_again_after_their_wait(office: Office) -> None:
    office.graph.faults.add(Fault(answer(429, retry_after=7), method="POST", path="/events$", nth=2))
    office.good()
    assert max(office.home.slept) >= 7
    assert office.creates() == [201, 429, 201, 201]
    office.settled()


@pytest.mark.parametrize("status", [500, 502, 503, 504, 507, 509])
def test_40_a_service_that_is_down_changes_nothing(booked: Office, status: int) -> None:
    booked.graph.faults.add(Fault(answer(status), times=None))
    before = booked.seen.picture()
    error = booked.sync()
    assert error is not None
    assert error.exit_code in DOWN
    assert booked.seen.picture() == before
    booked.graph.faults.clear()
    booked.settled()


@pytest.mark.parametrize("body", ["<html>Welcome</html>", "", b"\xff\xfe", '{"value": {}}', '{"value": [1]}'])
def test_84_a_captive_portal_is_no_answer(booked: Office, body: Any) -> None:
    booked.graph.faults.add(Fault(answer(200, body), path=r"\$batch|calendar|events", times=None))
    before = booked.seen.picture()
    error = booked.sync()
    assert error is not None
    assert error.exit_code in DOWN
    assert booked.seen.picture() == before


@pytest.mark.parametrize("how", ["lost", "half"])
@pytest.mark.parametrize("path", ["/events", "calendarView"])
def test_55_a_list_that_lost_its_end_deletes_and_creates_nothing(booked: Office, how: Any, path: str) -> None:
    """What the look-up of one series says is believed, so that one is not cut."""
    booked.graph.faults.add(Paged(how, path=path, times=1))
    before = booked.booked()
    booked.sync()
    booked.graph.faults.clear()
    assert booked.booked() == before
    assert booked.creates() == [201] * len(THREE)
    assert "paused_by_user" not in [one for who in THREE for one in booked.standing(who)]


def test_55_short_and_empty_pages_are_read_to_the_end(booked: Office) -> None:
    booked.graph.faults.add(Paged("short", path="calendarView", times=4))
    booked.graph.faults.add(Paged("empty", path="/events", times=1))
    booked.settled()


def test_79_an_access_token_that_ends_mid_run_is_renewed_once(booked: Office) -> None:
    accounts = booked.graph.accounts
    booked.graph.faults.add(Fault(first(lambda _: accounts.access.clear()), path="/v1.0"))
    booked.settled()


def test_85_the_token_follows_no_foreign_link_and_no_redirect(booked: Office) -> None:
    booked.graph.switches.next_link_root = "https://evil.example/v1.0"
    booked.graph.faults.add(Paged("short", path="calendarView", times=None))
    error = booked.sync()
    assert error is not None
    booked.graph.switches.next_link_root = ""
    booked.graph.faults.clear()
    away = answer(302, headers={"Location": f"{booked.graph.url}/elsewhere"})
    booked.graph.faults.add(Fault(away, path="/v1.0", times=None))
    assert booked.sync() is not None
    assert not [one for one in booked.graph.server.wire() if one.request.path == "/elsewhere"]
    booked.graph.faults.clear()
    booked.settled()


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
