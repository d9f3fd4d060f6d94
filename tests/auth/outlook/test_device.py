"""Signing in with a code typed at another machine: the warning, the waiting, and every way it ends."""

from collections.abc import Callable

import pytest

from tests.auth.outlook.office import ACCOUNT, SAM, Office
from tests.emulators.faults import Fault, answer, drop
from touchbase.auth.account import Desk
from touchbase.auth.outlook import sign_in
from touchbase.errors import BadInput, ProviderDown, SignInAgain

TOKEN = "/token"


class Patient:
    """Waits by the clock of the office; after so many waits something happens."""

    def __init__(self, office: Office, after: int, does: Callable[[], object]) -> None:
        self.office, self.after, self.does = office, after, does

    def __call__(self, seconds: float) -> None:
        self.office.slept.append(seconds)
        self.office.later(seconds=seconds)
        if len(self.office.slept) == self.after:
            self.does()


def with_code(office: Office, after: int = 1, does: Callable[[], object] | None = None) -> None:
    approves: Callable[[], object] = lambda: office.graph.accounts.approve(SAM)  # noqa: E731
    waits = Patient(office, after, does or approves)
    desk = Desk(office.said.append, office.now, environ=office.graph.server.environment, sleep=waits)
    assert sign_in(office.given(), office.tokens, ACCOUNT, desk, device_code=True).who == SAM


def test_the_code_is_shown_with_a_warning_and_then_waited_for(office: Office) -> None:
    with_code(office, after=3)
    assert any("somebody who sends you a code" in line for line in office.said)
    assert office.said[-1] == "Open https://microsoft.example/devicelogin on any machine and type the code GRPH00000"
    assert office.slept == [5, 5, 5]
    assert office.session()()


def test_no_more_is_asked_than_at_a_browser(office: Office) -> None:
    with_code(office)
    (asked,) = (one.request.form for one in office.graph.server.history if one.request.path.endswith("/devicecode"))
    assert {"Calendars.ReadWrite", "offline_access"} <= set(asked["scope"].split())
    assert "OnlineMeetings.Read" not in asked["scope"]


def test_it_slows_down_when_told_to(office: Office) -> None:
    office.graph.accounts.slow_down = 2
    with_code(office, after=4)
    assert office.slept == [5, 10, 15, 15]


def test_a_failing_network_is_waited_out(office: Office) -> None:
    office.graph.faults.add(Fault(answer(503), path=TOKEN, times=6))
    office.graph.faults.add(Fault(answer(429), path=TOKEN, nth=7, times=2))
    with_code(office, after=10)
    assert office.standing().signed_in


def test_a_network_that_stays_away_ends_it(office: Office) -> None:
    office.graph.faults.add(Fault(drop(), path=TOKEN, times=None))
    with pytest.raises(ProviderDown, match="cannot be reached"):
        with_code(office)
    assert office.slept.count(5) == 6


def test_declined(office: Office) -> None:
    with pytest.raises(SignInAgain, match="did not allow touchbase"):
        with_code(office, does=office.graph.accounts.turn_down)
    assert office.tokens.load(ACCOUNT) is None


def test_expired_by_the_service(office: Office) -> None:
    with pytest.raises(SignInAgain, match="not used in time"):
        with_code(office, does=lambda: office.later(minutes=16))


def test_expired_by_our_own_count(office: Office) -> None:
    """A service that says `pending` for ever does not keep us for ever."""
    pending = answer(400, {"error": "authorization_pending", "error_codes": [70016]})
    office.graph.faults.add(Fault(pending, path=TOKEN, times=None))
    with pytest.raises(SignInAgain, match=r"not used in time; nothing was changed \(expired_token\)"):
        with_code(office, after=10**6)
    assert sum(office.slept) == 900


def test_not_a_public_client(office: Office) -> None:
    refused = answer(401, {"error": "invalid_client", "error_codes": [7000218]})
    office.graph.faults.add(Fault(refused, path=TOKEN))
    with pytest.raises(BadInput, match="not registered as a public client") as wrong:
        with_code(office)
    assert "Allow public client flows" in wrong.value.remedy


def test_forbidden_by_the_organisation(office: Office) -> None:
    office.graph.accounts.device_code_allowed = False
    with pytest.raises(SignInAgain, match="does not allow device codes"):
        with_code(office)


@pytest.mark.parametrize(
    "flow",
    [
        {"user_code": "A\x1b]8;;x", "device_code": "d", "verification_uri": "https://x.example"},
        {"user_code": "A", "device_code": "d"},
        {"user_code": "A", "verification_uri": "https://x.example"},
        {"user_code": "A", "device_code": "d", "verification_uri": "https://x.example", "interval": "soon"},
    ],
)
def test_a_code_that_cannot_be_shown_or_used(office: Office, flow: dict[str, str]) -> None:
    office.graph.faults.add(Fault(answer(200, flow), path="/devicecode"))
    with pytest.raises(ProviderDown, match="cannot be understood"):
        with_code(office)
    assert all("\x1b" not in line for line in office.said)


def test_an_interval_of_nothing_is_a_second(office: Office) -> None:
    flow = {
        "user_code": "A",
        "device_code": "d",
        "verification_uri": "https://x.example",
        "interval": 0,
        "expires_in": 3,
    }
    office.graph.faults.add(Fault(answer(200, flow), path="/devicecode"))
    office.graph.faults.add(Fault(answer(400, {"error": "authorization_pending"}), path=TOKEN, times=None))
    with pytest.raises(SignInAgain, match="not used in time"):
        with_code(office, after=10**6)
    assert office.slept == [1, 1, 1]
