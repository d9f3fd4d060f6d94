"""Signing in at a browser: authorisation code with PKCE and a receiver on 127.0.0.1 (RFC 8252, RFC 7636)."""

from collections.abc import Mapping
from typing import Any

from touchbase.auth.account import Desk
from touchbase.auth.loopback import Loopback
from touchbase.auth.outlook.answers import understood
from touchbase.errors import SignInAgain

NO_BROWSER = (
    "Open this address in a browser on this machine:",
    "No browser here? `touchbase auth outlook --device-code` shows a code for another machine.",
)
AGAIN = "Run `touchbase auth outlook` again; `--device-code` needs no browser on this machine."


def by_browser(app: Any, scopes: list[str], desk: Desk, hint: str) -> Mapping[str, Any]:
    """The answer of the token endpoint. `hint` is whom to offer, "" for the choice of all accounts.

    The state, the code verifier and the nonce are msal's; form_post keeps the code out of addresses and histories.
    """
    with Loopback() as receiver:
        flow = app.initiate_auth_code_flow(
            scopes,
            redirect_uri=f"http://localhost:{receiver.port}",  # Entra registers this name, with any port
            response_mode="form_post",
            **({"login_hint": hint} if hint else {"prompt": "select_account"}),
        )
        receiver.expect(flow["state"])
        _show(flow["auth_uri"], desk)
        came = receiver.wait(flow["state"], desk.patience)
    if came is None:
        raise SignInAgain(f"Nobody signed in for {desk.patience:.0f} seconds; nothing was changed.", AGAIN, "outlook")
    with understood():
        answer: Mapping[str, Any] = app.acquire_token_by_auth_code_flow(flow, came)
    return answer


def _show(address: str, desk: Desk) -> None:
    if desk.browse is None:
        desk.say(NO_BROWSER[0])
        desk.say(address)
        desk.say(NO_BROWSER[1])
        return
    desk.say("Your browser opens; sign in there. If it does not, open this address:")
    desk.say(address)
    desk.browse(address)
