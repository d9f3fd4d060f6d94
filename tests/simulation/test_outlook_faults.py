"""What can go wrong at Microsoft, one scenario each; the numbers are those of the list of faults in our notes on trust.

Each ends the same way: one live series a person, a further run writes nothing, and the wire history is clean.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.emulators.faults import Deed, Fault, Paged, answer, drop, first, half_body
from tests.emulators.graph.switches import Switches
from tests.emulators.serving import Answer, Server
from tests.simulation.outlook_office import THREE, Office, opened
from touchbase.errors import Exit

DOWN = (Exit.UNAVAILABLE, Exit.TRY_LATER)


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
    with Server(lambda _: Answer.of_json({"value": []})) as foreign:
        booked.graph.switches.next_link_root = f"{foreign.url}/v1.0"
        booked.graph.faults.add(Paged("short", path="calendarView", times=None))
        assert booked.sync() is not None
        booked.graph.switches.next_link_root = ""
        booked.graph.faults.clear()
        away = answer(302, headers={"Location": f"{foreign.url}/elsewhere"})
        booked.graph.faults.add(Fault(away, path="/v1.0", times=None))
        assert booked.sync() is not None
        assert foreign.history == []
    booked.graph.faults.clear()
    booked.settled()
