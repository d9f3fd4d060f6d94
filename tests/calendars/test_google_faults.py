"""What goes wrong between us and Google: every write comes out as if nothing had, or says why it cannot."""

import logging
from collections.abc import Callable
from datetime import date

import pytest

from tests.calendars.contract import ANA, MONDAYS, SERIES, THIRD, TUESDAY, UID, WINDOW, series, utc, weekly
from tests.calendars.google_desk import Desk, at_desk
from tests.emulators.faults import Deed, Fault, Paged, answer, drop, first, half_body
from tests.emulators.google.refusal import refused
from tests.emulators.google.switches import Switches
from tests.emulators.serving import Request
from touchbase.calendars.google.answers import Stopped
from touchbase.domain.period import Period
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    ReleaseSeries,
    RenewSeries,
    RestoreDate,
    SkipDate,
    Step,
)
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

FAULTS: dict[str, tuple[Deed, int]] = {
    "dropped before": (drop(), 2),  # httplib2 sends it once more by itself
    "dropped after": (drop(after=True), 1),
    "dropped after, twice": (drop(after=True), 2),
    "half a body": (half_body(), 1),
    "503 before": (refused("backendError"), 1),
    "503 after": (refused("backendError", after=True), 1),
    "500 as a page": (answer(500, "<html>Oops</html>"), 1),
    "200 without sense": (answer(200, "<html>proxy</html>", after=True), 1),
    "429": (answer(429, retry_after=3), 1),
    "rateLimitExceeded": (refused("rateLimitExceeded"), 1),
    "userRateLimitExceeded": (refused("userRateLimitExceeded"), 1),
    "412": (refused("conditionNotMet"), 1),
    "409 conflict": (refused("conflict"), 1),
}
FEW = ("dropped before", "dropped after", "503 after", "429", "412")
"""Enough to see that one kind of write does as the others do."""
LATER = weekly(last=date(2027, 6, 30))
STEPS: dict[str, Step] = {
    "create": CreateSeries(series("ben-ito")),
    "end": EndSeries(UID, utc(1, 21)),
    "cancel": EndSeries(UID, utc(1, 1)),
    "renew": RenewSeries(UID, LATER),
    "guest": ChangeGuest(UID, "Ana", "ben@example.com"),
    "move": MoveDate(UID, THIRD, TUESDAY),
    "skip": SkipDate(UID, THIRD),
    "restore": RestoreDate(UID, MONDAYS[3]),
}


def is_write(request: Request) -> bool:
    """A write by itself, not a batch."""
    return request.method != "GET" and "/events" in request.path


def prepared(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.calendar.move_date(UID, MONDAYS[3], Period.lasting(utc(1, 27), 30))
    desk.calendar.skip_date(UID, MONDAYS[4])
    desk.forget()


def outcome(desk: Desk) -> tuple[object, ...]:
    """Our series as they stand and who was mailed what; etags are about how often, not about what."""
    reading = desk.calendar.read(WINDOW)
    stands = [(one.uid, one.recurrence, one.guest_email, one.cancelled) for one in reading.series]
    mails = [(mail.to, mail.what, mail.event, mail.date) for mail in desk.google.world.ledger.sent()]
    return sorted(stands, key=str), reading.dates, mails


@pytest.mark.parametrize("step", STEPS)
def test_a_write_that_meets_a_fault_ends_as_if_it_had_not_and_nobody_is_mailed_twice(step: str) -> None:
    with at_desk() as desk:
        prepared(desk)
        assert desk.calendar.write([STEPS[step]]) == (None,)
        undisturbed = outcome(desk)
    for name, (deed, times) in FAULTS.items():
        if (name not in FEW and step not in ("create", "move")) or (step, name) == ("create", "412"):
            continue  # an insert has no etag to be changed
        with at_desk() as desk:
            prepared(desk)
            desk.google.faults.add(Fault(deed, times=times, where=is_write))
            assert desk.calendar.write([STEPS[step]]) == (None,), name
            assert desk.google.faults.met == times, name
            assert outcome(desk) == undisturbed, name


@pytest.mark.parametrize("fault", [name for name in FAULTS if name != "412"])
def test_faults_in_the_middle_of_a_batch_concern_one_of_it(fault: str) -> None:
    steps = [CreateSeries(series(f"guest-{n}")) for n in range(4)]
    deed, times = FAULTS[fault]
    with at_desk() as desk:
        desk.google.faults.add(Fault(deed, method="POST", path="/events", nth=2, times=times))
        assert set(desk.calendar.write(steps)) == {None}
        assert desk.google.faults.met == times
        assert len(desk.calendar.read(WINDOW).series) == 4
        assert len(desk.google.world.ledger.sent("invitation")) == 4


@pytest.mark.parametrize("fault", [name for name in FAULTS if name not in ("409 conflict", "412")])
def test_faults_of_a_batch_as_a_whole_concern_all_of_it(fault: str) -> None:
    steps = [CreateSeries(series(f"guest-{n}")) for n in range(4)]
    deed, times = FAULTS[fault]
    with at_desk() as desk:
        desk.google.faults.add(Fault(deed, path="/batch", times=times))
        assert set(desk.calendar.write(steps)) == {None}
        assert desk.google.faults.met == times
        assert len(desk.calendar.read(WINDOW).series) == 4
        assert len(desk.google.world.ledger.sent("invitation")) == 4


@pytest.mark.parametrize("fault", [name for name in FAULTS if name not in ("409 conflict", "412")])
def test_a_read_that_meets_a_fault_is_read_again(fault: str) -> None:
    deed, times = FAULTS[fault]
    with at_desk() as desk:
        prepared(desk)
        undisturbed = desk.calendar.read(WINDOW)
        desk.google.faults.add(Fault(deed, times=times))
        assert desk.calendar.read(WINDOW) == undisturbed
        assert desk.google.faults.met == times
        assert bool(desk.clock.waits) == ("dropped after" not in fault)  # the library asks again by itself


NEVER: dict[str, tuple[Deed, type[TouchbaseError], str]] = {
    "badRequest": (refused("badRequest"), CalendarRefused, "did not take it"),
    "authError": (refused("authError"), SignInAgain, "touchbase auth google"),
    "insufficientPermissions": (refused("insufficientPermissions"), SignInAgain, "every box"),
    "quotaExceeded": (refused("quotaExceeded"), Stopped, "some hours"),
    "forbiddenForNonOrganizer": (refused("forbiddenForNonOrganizer"), CalendarRefused, "organises"),
    "forbiddenForServiceAccounts": (refused("forbiddenForServiceAccounts"), BadInput, "subject"),
    "requiredAccessLevel": (refused("requiredAccessLevel"), CalendarRefused, "let us change"),
    "rateLimitExceeded": (refused("rateLimitExceeded"), TryLater, "slow down"),
    "429": (answer(429), TryLater, "slow down"),
    "429 for an hour": (answer(429, retry_after=3600), TryLater, "slow down"),
    "backendError": (refused("backendError"), ProviderDown, "503"),
    "dropped": (drop(), ProviderDown, "cannot be reached"),
    "always changing": (refused("conditionNotMet"), TryLater, "kept changing"),
    "SERVICE_DISABLED": (
        answer(403, {"error": {"code": 403, "details": [{"@type": "x"}, {"reason": "SERVICE_DISABLED"}]}}),
        BadInput,
        "console",
    ),
}


@pytest.mark.parametrize("name", NEVER)
def test_what_does_not_pass_is_said_with_its_cure(name: str, caplog: pytest.LogCaptureFixture) -> None:
    deed, error, words = NEVER[name]
    with at_desk() as desk, caplog.at_level(logging.INFO):
        prepared(desk)
        writes = lambda request: request.method == "PATCH"  # noqa: E731
        desk.google.faults.add(Fault(deed, times=None, where=writes))
        (said,) = desk.calendar.write([MoveDate(UID, THIRD, TUESDAY)])
        assert type(said) is error
        assert words in str(said)
        assert_private(desk, str(said), caplog.text)
        assert len(desk.google.calls) < 30
        desk.google.faults.clear()
        assert desk.calendar.read(WINDOW).dates[2].period.start in (THIRD, TUESDAY.start)


def assert_private(desk: Desk, *texts: str) -> None:
    tokens = str(desk.credentials.token), str(desk.credentials.refresh_token)
    for text in texts:
        for secret in (desk.google.url, "@example.com", "alt=json", *tokens):
            assert secret not in text


READING: dict[str, tuple[Deed, type[TouchbaseError], str]] = {
    "notFound": (refused("notFound"), BadInput, "calendar_id"),
    "badRequest": (refused("badRequest"), ProviderDown, "did not take it"),
    "authError": (refused("authError"), SignInAgain, "touchbase auth google"),
    "insufficientPermissions": (refused("insufficientPermissions"), SignInAgain, "every box"),
    "backendError": (refused("backendError"), ProviderDown, "503"),
    "429 for an hour": (answer(429, retry_after=3600), TryLater, "slow down"),
    "dropped": (drop(), ProviderDown, "cannot be reached"),
}


@pytest.mark.parametrize("name", READING)
def test_a_calendar_that_cannot_be_read_is_said_with_its_cure(name: str) -> None:
    deed, error, words = READING[name]
    with at_desk() as desk:
        desk.google.faults.add(Fault(deed, path="/events", times=None))
        with pytest.raises(error, match=words) as said:
            desk.calendar.read(WINDOW)
        assert_private(desk, str(said.value))
        with pytest.raises(CalendarRefused if name == "badRequest" else TouchbaseError):
            _ = desk.calendar.find(UID) or desk.calendar.read(WINDOW)


def test_what_the_provider_asks_for_is_waited_and_not_more() -> None:
    with at_desk() as desk:
        date = "Fri, 02 Jan 2026 10:00:20 GMT"
        desk.google.faults.add(Fault(answer(429, retry_after=7), path="/batch"))
        desk.google.faults.add(Fault(answer(503, retry_after=date), path="/batch", nth=2))
        desk.calendar.read(WINDOW)
        assert desk.clock.waits == [7, 13]


def test_a_part_of_a_batch_may_ask_for_patience_too() -> None:
    with at_desk() as desk:
        desk.google.faults.add(Fault(answer(429, retry_after=7), path="privateExtendedProperty"))
        desk.calendar.read(WINDOW)
        assert desk.clock.waits == [7]
        assert len(desk.google.calls) == 3 - 1  # the part that was answered is not asked again


def test_waiting_ends_with_the_budget_of_the_run() -> None:
    with at_desk() as desk:
        desk.google.faults.add(Fault(answer(429, retry_after=100), times=None))
        with pytest.raises(TryLater):
            desk.calendar.read(WINDOW)
        with pytest.raises(TryLater):
            desk.calendar.find(UID)
        assert desk.clock.waits == [100]


def test_an_expired_token_is_renewed_in_passing() -> None:
    with at_desk() as desk:
        prepared(desk)
        desk.google.oauth.tokens.expire_access()
        assert desk.calendar.write([MoveDate(UID, THIRD, TUESDAY)]) == (None,)
        assert desk.calendar.read(WINDOW).dates[2].period == TUESDAY


def test_a_token_refused_inside_a_batch_is_renewed_once() -> None:
    with at_desk() as desk:
        before = desk.credentials.token
        desk.google.faults.add(Fault(refused("authError"), path="privateExtendedProperty", times=2))
        desk.calendar.read(WINDOW)
        assert desk.credentials.token != before


# the id that is there already


def test_a_deleted_id_stays_taken() -> None:
    with at_desk() as desk:
        desk.calendar.create(SERIES)
        desk.people.delete_series(UID)
        answers = desk.calendar.write([CreateSeries(SERIES), CreateSeries(series(generation=2))])
        assert [type(one) for one in answers] == [UidTaken, type(None)]


def test_an_insert_that_was_done_though_nobody_heard_of_it_is_a_success() -> None:
    with at_desk() as desk:
        desk.google.faults.add(Fault(drop(after=True), times=3))
        assert desk.calendar.write([CreateSeries(SERIES)]) == (None,)
        assert len(desk.google.world.ledger.to(ANA)) == 1


def test_a_conflict_with_nothing_is_tried_again_until_it_is_not() -> None:
    with at_desk() as desk:
        desk.google.faults.add(Fault(refused("conflict"), times=None, method="POST"))
        (said,) = desk.calendar.write([CreateSeries(SERIES)])
        assert isinstance(said, TryLater)
        assert desk.google.world.ledger.mails == []


def test_what_cannot_be_compared_is_said() -> None:
    with at_desk() as desk:
        desk.google.faults.add(Fault(refused("duplicate"), method="POST"))
        desk.google.faults.add(Fault(refused("insufficientPermissions"), method="GET"))
        (said,) = desk.calendar.write([CreateSeries(SERIES)])
        assert isinstance(said, SignInAgain)


def test_the_spam_prevention_stops_invitations_and_leaves_those_that_went_out() -> None:
    with at_desk(Switches(invitations_left=2)) as desk:
        answers = desk.calendar.write([CreateSeries(series(f"guest-{n}")) for n in range(4)])
        assert [type(one) for one in answers].count(Stopped) == 2
        assert len(desk.calendar.read(WINDOW).series) == 2
        assert desk.clock.waits == []


# somebody else is at it too

MEANWHILE: dict[str, tuple[Step, Callable[[Desk], object], Callable[[Desk], object]]] = {
    "a retitled series keeps its title": (
        EndSeries(UID, utc(1, 21)),
        lambda desk: desk.people.retitle(UID, "Coffee"),
        lambda desk: desk.calendar.read(WINDOW).series[0].summary == "Coffee",
    ),
    "a date dragged just now is where we want it in the end": (
        MoveDate(UID, THIRD, TUESDAY),
        lambda desk: desk.people.move_date(UID, THIRD, Period.lasting(utc(1, 22), 30)),
        lambda desk: desk.calendar.read(WINDOW).dates[2].period == TUESDAY,
    ),
    "a date deleted just now is off": (
        SkipDate(UID, THIRD),
        lambda desk: desk.people.delete_date(UID, THIRD),
        lambda desk: THIRD not in [one.original_start for one in desk.calendar.read(WINDOW).dates],
    ),
    "a date dragged while the series is renewed stays there": (
        RenewSeries(UID, LATER),
        lambda desk: desk.people.move_date(UID, THIRD, TUESDAY),
        lambda desk: desk.calendar.read(WINDOW).dates[2].period == TUESDAY,
    ),
    "a guest added while another one is asked stays": (
        ChangeGuest(UID, "Ana", "ana@example.org"),
        lambda desk: desk.people.sam.add_guest(UID, "ben@example.com"),
        lambda desk: (
            "ben@example.com"
            in [one["email"] for one in desk.google.world.books["sam@example.com"].meetings[UID].fields["attendees"]]
        ),
    ),
}


@pytest.mark.parametrize("name", MEANWHILE)
def test_a_change_made_between_our_look_and_our_write_is_not_lost(name: str) -> None:
    step, change, right = MEANWHILE[name]
    with at_desk() as desk:
        desk.calendar.create(SERIES)
        once = first(lambda _: change(desk))
        desk.google.faults.add(Fault(once, where=lambda request: request.method in ("PATCH", "DELETE")))
        assert desk.calendar.write([step]) == (None,)
        assert right(desk)


@pytest.mark.parametrize("step", [name for name in STEPS if name != "create"])
def test_what_never_stops_changing_is_left_for_the_next_sync(step: str) -> None:
    with at_desk() as desk:
        prepared(desk)
        before = outcome(desk)
        changing = Fault(refused("conditionNotMet"), times=None, where=is_write)
        desk.google.faults.add(changing)
        (said,) = desk.calendar.write([STEPS[step]])
        assert isinstance(said, TryLater)
        assert outcome(desk) == before
        assert changing.met <= 12


@pytest.mark.parametrize("step", [AdoptSeries("coffee", "ana-ruiz", 1), ReleaseSeries("tended")])
def test_a_tag_too_is_left_for_the_next_sync(step: Step) -> None:
    with at_desk() as desk:
        for uid in ("coffee", "tended"):
            desk.people.meet_weekly(uid, weekly(), ANA)
        desk.calendar.adopt("tended", "ben-ito", 1)
        desk.google.faults.add(Fault(refused("conditionNotMet"), times=None, where=is_write))
        (said,) = desk.calendar.write([step])
        assert isinstance(said, TryLater)


@pytest.mark.parametrize(
    "step", [AdoptSeries("coffee", "ana-ruiz", 1), ReleaseSeries("tended"), MoveDate(UID, THIRD, TUESDAY)]
)
def test_what_cannot_be_looked_at_is_said(step: Step) -> None:
    with at_desk() as desk:
        desk.google.faults.add(Fault(refused("insufficientPermissions"), method="GET", times=None))
        (said,) = desk.calendar.write([step])
        assert isinstance(said, SignInAgain)


def test_a_date_that_cannot_be_looked_at_is_said() -> None:
    with at_desk() as desk:
        prepared(desk)
        desk.google.faults.add(Fault(refused("insufficientPermissions"), method="GET", path=r"_\d{8}T", times=None))
        (said,) = desk.calendar.write([MoveDate(UID, THIRD, TUESDAY)])
        assert isinstance(said, SignInAgain)


def test_a_series_deleted_between_our_look_and_our_write_is_gone() -> None:
    with at_desk() as desk:
        desk.calendar.create(SERIES)
        gone = first(lambda _: desk.people.delete_series(UID))
        desk.google.faults.add(Fault(gone, method="PATCH"))
        (said,) = desk.calendar.write([MoveDate(UID, THIRD, TUESDAY)])
        assert isinstance(said, NoSuchSeries)


def test_a_hand_made_series_may_be_changed_while_it_is_adopted() -> None:
    with at_desk() as desk:
        uid = desk.people.meet_weekly("coffee", weekly(), ANA)
        mails = len(desk.google.world.ledger.mails)
        desk.people.sam.mails = "none"
        desk.google.faults.add(Fault(first(lambda _: desk.people.retitle(uid, "Walk")), method="PATCH"))
        assert desk.calendar.write([AdoptSeries(uid, "ana-ruiz", 1)]) == (None,)
        assert desk.calendar.read(WINDOW).series[0].summary == "Walk"
        assert len(desk.google.world.ledger.mails) == mails


# a list that is not whole


def test_a_lost_list_of_dates_makes_no_date_deleted_and_no_time_free() -> None:
    with at_desk() as desk:
        prepared(desk)
        dates = desk.calendar.read(WINDOW).dates
        desk.google.faults.add(Paged("lost", path="singleEvents=true"))
        reading = desk.calendar.read(WINDOW)
        assert reading.dates == dates
        assert (reading.busy.covers, reading.unread) == (None, ("Google Calendar",))
        assert "did not list all events" in str(reading.warnings[0])


def test_a_lost_list_of_series_is_made_up_for_by_their_dates() -> None:
    with at_desk() as desk:
        prepared(desk)
        whole = desk.calendar.read(WINDOW)
        desk.google.faults.add(Paged("lost", path="privateExtendedProperty"))
        assert desk.calendar.read(WINDOW) == whole


def test_with_both_lost_nothing_is_there_and_a_look_by_id_still_finds_it() -> None:
    with at_desk() as desk:
        prepared(desk)
        desk.google.faults.add(Paged("lost", path="/events", times=2))
        assert desk.calendar.read(WINDOW).series == ()
        assert desk.calendar.find(UID) is not None
