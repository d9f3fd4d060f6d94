"""What goes wrong between us and Microsoft: every write comes out as if nothing had, or says why it cannot."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.calendars.contract import ANA, MONDAYS, OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, series, utc, weekly
from tests.calendars.outlook_desk import Desk, at_desk
from tests.calendars.test_outlook_requests import people
from tests.emulators.faults import Deed, Fault, Paged, answer, drop, first, half_body
from tests.emulators.graph.switches import Switches
from touchbase.calendars.outlook import GraphWire, OutlookCalendar
from touchbase.domain.availability import UNKNOWN
from touchbase.domain.period import Period
from touchbase.domain.step import CreateSeries, MoveDate, Step
from touchbase.errors import (
    BadInput,
    CalendarRefused,
    NoSuchSeries,
    ProviderDown,
    SignInAgain,
    TouchbaseError,
    TryLater,
    UidTaken,
)

BATCH = r"\$batch"
LATER = weekly(last=date(2027, 6, 30))


def said(code: str, **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": f"Somebody at {ANA} said no", **more}}


WRITES: dict[str, tuple[str, str, Callable[[OutlookCalendar], None]]] = {
    "create": ("POST", r"/events$", lambda calendar: calendar.create(series("ben-ito"))),
    "move": ("PATCH", r"/events/", lambda calendar: calendar.move_date(UID, THIRD, TUESDAY)),
    "skip": ("POST", r"/cancel$", lambda calendar: calendar.skip_date(UID, THIRD)),
    "renew": ("PATCH", r"/events/", lambda calendar: calendar.renew(UID, LATER)),
    "end": ("PATCH", r"/events/", lambda calendar: calendar.end(UID, utc(1, 15))),
    "cancel": ("POST", r"/cancel$", lambda calendar: calendar.end(UID, utc(1, 1))),
    "guest": ("PATCH", r"/events/", lambda calendar: calendar.change_guest(UID, "Ana Ruiz", "ana@example.org")),
}
PASSING: dict[str, tuple[Deed, str]] = {
    "throttled": (answer(429, said("ApplicationThrottled"), retry_after=7), "never done"),
    "locked": (answer(423, said("locked")), "never done"),
    "down": (answer(503, said("serviceNotAvailable")), "never done"),
    "down, yet done": (answer(503, said("UnknownError"), after=True), "done"),
    "gateway": (answer(504, "<html>Gateway</html>"), "never done"),
    "dropped": (drop(), "never done"),
    "dropped, yet done": (drop(after=True), "done"),
    "cut off": (half_body(), "done"),
    "changed meanwhile": (answer(412, said("ErrorIrresolvableConflict")), "never done"),
    "two at once": (answer(409, said("ErrorConflict")), "never done"),
}


@cache
def undisturbed(write: str) -> object:
    """What comes of that write, and who is mailed, when nothing goes wrong."""
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        WRITES[write][2](calendar)
        return _outcome(desk, calendar), _mails(desk)


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("fault", PASSING)
def test_a_write_comes_out_the_same_and_is_mailed_once(write: str, fault: str) -> None:
    method, path, act = WRITES[write]
    wanted = undisturbed(write)
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Fault(PASSING[fault][0], method=method, path=path))
        act(calendar)
        assert desk.graph.faults.met == 1
        assert (_outcome(desk, calendar), _mails(desk)) == wanted
        assert desk.slept or fault == "cut off"  # half of no body is no fault
        if fault == "throttled":
            assert desk.slept[0] == 7


@pytest.mark.parametrize("fault", PASSING)
def test_a_batch_of_creates_comes_out_whole(fault: str) -> None:
    many = [series(f"guest-{n}") for n in range(5)]
    for path in (r"/me/calendar/events$", BATCH):
        with at_desk() as (desk, calendar):
            calendar.read(WINDOW)
            desk.graph.faults.add(Fault(PASSING[fault][0], method="POST", path=path))
            assert calendar.write([CreateSeries(one) for one in many]) == (None,) * 5
            assert desk.graph.faults.met == 1
            assert len(desk.slept) <= 1  # all of them wait together
            assert sorted(one.uid for one in desk.another().read(WINDOW).series) == sorted(one.uid for one in many)
            assert [mail.kind for mail in desk.graph.mails] == ["invitation"] * 5


def test_only_what_was_throttled_is_sent_again() -> None:
    with at_desk() as (desk, calendar):
        calendar.read(WINDOW)
        desk.graph.faults.add(Fault(PASSING["throttled"][0], path=r"/events$", nth=2, times=2))
        mark = desk.graph.mark()
        assert set(calendar.write([CreateSeries(series(f"guest-{n}")) for n in range(6)])) == {None}
        assert len(desk.writes(mark)) == 8
        assert desk.slept == [7]


def test_when_patience_ends_the_run_says_so_and_nothing_is_lost() -> None:
    with at_desk() as (desk, calendar):
        calendar.read(WINDOW)
        desk.graph.faults.add(Fault(PASSING["throttled"][0], path=r"/events$", times=None))
        [answered] = calendar.write([CreateSeries(SERIES)])
        assert isinstance(answered, TryLater)
        desk.graph.faults.clear()
        desk.graph.faults.add(Fault(drop(), times=None))
        for ask in (lambda: calendar.read(WINDOW), lambda: calendar.create(SERIES), lambda: calendar.find(UID)):
            with pytest.raises(ProviderDown):
                ask()
        desk.graph.faults.clear()
        calendar.create(SERIES)
        assert calendar.read(WINDOW).series[0].uid == UID


def test_waiting_longer_than_we_have_is_not_begun() -> None:
    with at_desk() as (desk, calendar):
        desk.graph.faults.add(Fault(answer(429, said("TooManyRequests"), retry_after=3600), path="."))
        with pytest.raises(TryLater):
            calendar.read(WINDOW)
        assert desk.slept == []


# who we are


def test_a_token_that_is_refused_is_renewed_once() -> None:
    with at_desk() as (desk, calendar):
        for path in (BATCH, r"calendar/events$"):
            desk.graph.faults.add(Fault(answer(401, said("InvalidAuthenticationToken")), path=path))
        calendar.read(WINDOW)
        calendar.create(SERIES)
        assert desk.held.renewed == 2
        assert desk.graph.faults.met == 2
        assert len(desk.graph.mails) == 1


def test_a_part_that_waits_for_a_refused_one_is_asked_again_with_it() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        calendar.move_date(UID, THIRD, TUESDAY)
        desk.graph.faults.add(Fault(answer(401, said("InvalidAuthenticationToken")), method="PATCH", path="/events/"))
        calendar.renew(UID, LATER)
        assert desk.held.renewed == 1
        assert calendar.read(WINDOW).series[0].recurrence == LATER


def test_a_sign_in_that_is_over_is_said_for_every_step_and_never_retried() -> None:
    with at_desk() as (desk, calendar):
        calendar.read(WINDOW)
        desk.graph.faults.add(Fault(answer(401, said("InvalidAuthenticationToken")), path=BATCH, times=None))
        answers = calendar.write([CreateSeries(series(f"guest-{n}")) for n in range(3)])
        assert [type(one) for one in answers] == [SignInAgain] * 3
        assert isinstance(answers[0], SignInAgain)
        assert answers[0].provider == "outlook"
        assert (desk.slept, desk.graph.mails) == ([], [])


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (403, "ErrorAccessDenied", SignInAgain),
        (404, "ErrorItemNotFound", BadInput),
        (400, "ErrorInvalidRequest", ProviderDown),
        (501, "NotImplemented", ProviderDown),
    ],
)
def test_a_calendar_that_is_not_shown_is_said(status: int, code: str, error: type[TouchbaseError]) -> None:
    with at_desk() as (desk, calendar):
        desk.graph.faults.add(Fault(answer(status, said(code)), path="calendarView"))
        with pytest.raises(error):
            calendar.read(WINDOW)


# what may have happened in between


def test_what_vanishes_between_look_and_write_is_no_series_any_more() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        calendar.read(WINDOW)
        desk.graph.faults.add(Fault(first(lambda _: desk.people.delete_series(UID)), method="PATCH"))
        with pytest.raises(NoSuchSeries):
            calendar.move_date(UID, THIRD, TUESDAY)


def test_a_person_who_moves_the_date_at_the_same_moment_wins_or_is_seen() -> None:
    elsewhere = Period.lasting(utc(1, 21, 9), 30)
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        calendar.read(WINDOW)
        desk.graph.faults.add(Fault(first(lambda _: desk.people.move_date(UID, THIRD, elsewhere)), method="PATCH"))
        calendar.skip_date(UID, MONDAYS[0])
        calendar.move_date(UID, THIRD, TUESDAY)
        assert [one.request.headers.get("if-match") is not None for one in _patches(desk)] == [True] * 2
        assert [one.status for one in _patches(desk)] == [412, 200]


def test_a_create_whose_answer_was_lost_is_found_by_the_next_process() -> None:
    with at_desk() as (desk, calendar):
        desk.graph.faults.add(Fault(drop(after=True), method="POST", path="/events$"))
        desk.graph.faults.add(Fault(drop(), times=None))
        with pytest.raises(ProviderDown):
            calendar.create(SERIES)
        desk.graph.faults.clear()
        desk.another().create(SERIES)
        assert [mail.kind for mail in desk.graph.mails] == ["invitation"]


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("status", [400, 409])
def test_a_transaction_that_was_used_is_looked_up(names: bool, status: Any) -> None:
    """The list of series lags behind: it does not show yet what was made."""
    switches = Switches(same_transaction="refused", duplicate_status=status, duplicate_names_event=names)
    with at_desk(switches) as (desk, calendar):
        desk.another().create(SERIES)
        desk.graph.faults.add(Paged("lost", path="singleValueExtendedProperties"))
        desk.graph.faults.add(Paged("lost", path="iCalUId"))
        calendar.create(SERIES)
        assert calendar.find(UID) is not None
        assert len(desk.graph.mails) == 1


def test_a_transaction_of_a_deleted_event_is_used_up_and_one_of_another_series_is_taken() -> None:
    with at_desk(Switches(transaction_outlives_event=True)) as (desk, calendar):
        calendar.create(SERIES)
        desk.people.delete_series(UID)
        with pytest.raises(UidTaken):
            desk.another().create(SERIES)
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Paged("lost", path="singleValueExtendedProperties"))
        desk.graph.faults.add(Paged("lost", path="iCalUId"))
        with pytest.raises(UidTaken):
            desk.another().create(series(rule=weekly(at=utc(1, 5, 11).time())))


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, "ErrorOccurrenceCrossingBoundary", "neighbours"),
        (400, "TimeZoneNotSupportedException", "time zone"),
        (400, "ErrorPropertyValidationFailure", "did not take it"),
        (403, "ErrorAccessDenied", "let us change"),
        (507, "insufficientStorage", "full"),
    ],
)
def test_a_refusal_concerns_one_series_and_quotes_nobody(status: int, code: str, words: str) -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        calendar.create(series("ben-ito"))
        calendar.read(WINDOW)
        path = desk.people.hand.box.id_of(desk.people.item(UID), immutable=True).rstrip("=")
        desk.graph.faults.add(Fault(answer(status, said(code)), method="PATCH", path=path))
        steps: tuple[Step, ...] = (MoveDate(UID, THIRD, TUESDAY), MoveDate(series("ben-ito").uid, THIRD, TUESDAY))
        refused, done = calendar.write(steps)
        assert isinstance(refused, CalendarRefused)
        assert words in str(refused)
        assert ANA not in str(refused)
        assert done is None


# where our token goes


def test_no_page_elsewhere_is_asked_for() -> None:
    with at_desk(Switches(next_link_root="https://evil.example")) as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Paged("short", path="calendarView", times=None))
        with pytest.raises(ProviderDown, match="another place"):
            calendar.read(WINDOW)


def test_no_redirect_is_followed() -> None:
    with at_desk() as (desk, calendar):
        desk.graph.faults.add(Fault(answer(302, headers={"Location": f"{desk.graph.endpoint}/me"}), path="."))
        mark = desk.graph.mark()
        with pytest.raises(ProviderDown, match="another place"):
            calendar.read(WINDOW)
        assert len(desk.graph.requests(mark)) == 1


def test_a_server_that_is_not_trusted_gets_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    with at_desk() as (desk, _):
        wire = GraphWire(desk.held, desk.graph.endpoint, desk.waiter.retry_after)
        with pytest.raises(ProviderDown, match="certificate"):
            OutlookCalendar(wire, desk.waiter, desk.now, OWNER).read(WINDOW)
        assert desk.graph.requests() == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", desk.graph.ca)
        assert OutlookCalendar(wire, desk.waiter, desk.now, OWNER).read(WINDOW).series == ()
        wire.close()
        wire.close()


def test_an_endpoint_without_tls_is_refused() -> None:
    with at_desk() as (desk, _), pytest.raises(BadInput, match="https"):
        GraphWire(desk.held, "http://127.0.0.1/v1.0", desk.waiter.retry_after)


def test_pages_that_never_end_are_not_believed() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Paged("empty", path="calendarView", times=None))
        with pytest.raises(ProviderDown, match="again and again"):
            calendar.read(WINDOW)


@pytest.mark.parametrize(("how", "times"), [("short", None), ("empty", 3)])
def test_pages_are_read_to_the_last(how: Any, times: int | None) -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        calendar.move_date(UID, THIRD, TUESDAY)
        whole = calendar.read(WINDOW)
        desk.graph.faults.add(Paged(how, path="events|View", times=times))
        assert calendar.read(WINDOW) == whole


def test_a_page_that_fails_for_good_fails_the_look() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Paged("short", path="calendarView", times=None))
        desk.graph.faults.add(Fault(answer(410, said("SyncStateNotFound")), path="skip"))
        with pytest.raises(TouchbaseError):
            calendar.read(WINDOW)


# other people's time


@pytest.mark.parametrize("how", ["403", "400", "501", "errors"])
def test_a_personal_account_cannot_tell_other_people_s_time(how: Any) -> None:
    with at_desk(Switches(personal_schedule=how)) as (desk, calendar):
        desk.people.hand.box.personal = True
        found = calendar.free_busy(people(25), WINDOW)
        assert set(found.values()) == {UNKNOWN}
        assert desk.slept == []
        calendar.create(series("guest-1"))
        assert len(calendar.read(WINDOW).series) == 1


def test_an_outage_is_not_taken_for_people_who_cannot_be_read() -> None:
    with at_desk() as (desk, calendar):
        desk.graph.faults.add(Fault(answer(503, said("UnknownError")), path="getSchedule", times=None))
        with pytest.raises(ProviderDown):
            calendar.free_busy(people(3), WINDOW)


def test_a_calendar_that_does_not_tell_of_teams_makes_no_series_without_it() -> None:
    with at_desk() as (desk, calendar):
        desk.graph.faults.add(Fault(answer(503, said("UnknownError")), method="GET", path=r"/me/calendar\?", times=2))
        calendar.read(WINDOW)
        wanted = series()
        calendar.create(type(wanted)(**{**_fields(wanted), "conference": True}))
        assert desk.people.item(UID).fields["isOnlineMeeting"] is True


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _outcome(desk: Desk, calendar: OutlookCalendar) -> object:
    reading = desk.another().read(WINDOW)
    ours = [(one.uid, one.recurrence, one.guest_email, one.cancelled) for one in reading.series]
    return sorted(ours, key=lambda one: one[0]), sorted(reading.dates, key=lambda date: date.key)


def _mails(desk: Desk) -> list[tuple[str, str]]:
    return [(mail.kind, mail.to) for mail in desk.graph.mails]


def _patches(desk: Desk) -> list[Any]:
    return [one for one in desk.graph.spoken() if one.request.method == "PATCH"]
