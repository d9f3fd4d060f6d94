"""Signing in with a code typed at another machine (RFC 8628)."""

from collections.abc import Mapping
from typing import Any

from touchbase.auth.account import Desk
from touchbase.auth.outlook.answers import understood
from touchbase.auth.outlook.meanings import refusal
from touchbase.domain.text import one_line
from touchbase.errors import ProviderDown, TryLater

WAITING = ("authorization_pending", "slow_down")
WARNING = (
    "Type this code only because you have just started this yourself: "
    "somebody who sends you a code wants to get into your calendar."
)
BLIPS = 5  # polls in a row that may fail on the way


def by_device_code(app: Any, scopes: list[str], desk: Desk) -> Mapping[str, Any]:
    """The answer of the token endpoint, asked for as often as the service says until the code ends."""
    with understood():
        flow = app.initiate_device_flow(scopes)
    if "user_code" not in flow:
        raise refusal(flow)
    with understood():
        _show(flow, desk)
        return _polled(app, flow, desk)


def _show(flow: Mapping[str, Any], desk: Desk) -> None:
    """In our own words: the service's own may hold anything."""
    desk.say(WARNING)
    desk.say(
        f"Open {one_line(flow['verification_uri'])} on any machine and type the code {one_line(flow['user_code'])}"
    )


def _polled(app: Any, flow: dict[str, Any], desk: Desk) -> Mapping[str, Any]:
    """The waiting is ours, so that it can be told how long; msal adds to the interval when told to slow down."""
    waited, failed = 0, 0
    while True:
        flow["interval"] = max(1, flow["interval"])
        desk.sleep(flow["interval"])
        waited += flow["interval"]
        flow.pop("latest_attempt_at", None)
        try:
            answer: dict[str, Any] = app.acquire_token_by_device_flow(flow, exit_condition=lambda _: True)
            failed = 0
        except (ProviderDown, TryLater):
            failed += 1
            if failed > BLIPS:
                raise
            continue
        if answer.get("error") not in WAITING:
            return answer
        if waited >= flow["expires_in"]:
            return {"error": "expired_token"}
