"""The pages of Entra a person sees: authorise in the browser, and the codes of the device flow."""

import html
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from tests.emulators.graph.accounts import Accounts, App, Code, Declined, Device
from tests.emulators.graph.mailbox import Json, Mailbox
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.tokens import known, scopes_of
from tests.emulators.serving import Answer, Request

CODE_LIFE = timedelta(minutes=10)
DEVICE_LIFE = timedelta(minutes=15)
PAGE = "<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


def authorise(accounts: Accounts, request: Request, tenant: str, root: str) -> Answer:
    """GET .../authorize: the person of `accounts.who` signs in, and the answer goes back to the app."""
    try:
        app = known(accounts, request.first("client_id"))
        redirect = _redirect(app, request.first("redirect_uri"))
    except Declined as refused:
        return _page("Sorry, but we're having trouble signing you in.", refused.text, 400)
    try:
        said = _signed_in(accounts, request, app, redirect, tenant, root)
    except Declined as refused:
        said = {"error": refused.error, "error_description": refused.text}
    return _back(redirect, said | {"state": request.first("state")}, request.first("response_mode"))


def _redirect(app: App, uri: str) -> str:
    """A loopback redirect may have any port (RFC 8252 7.3)."""
    url = urlsplit(uri)
    portless = f"{url.scheme}://{url.hostname}{url.path.rstrip('/')}"
    registered = {one.rstrip("/") for one in app.redirects}
    if uri not in registered and not (url.hostname in ("localhost", "127.0.0.1") and portless in registered):
        raise Declined("invalid_request", 50011, f"The redirect URI '{uri}' does not match the ones configured.")
    return uri


def _signed_in(accounts: Accounts, request: Request, app: App, redirect: str, tenant: str, root: str) -> dict[str, str]:
    if request.first("response_type") != "code":
        raise Declined("unsupported_response_type", 700054, "Only response_type=code is enabled.")
    if request.first("code_challenge_method") != "S256" or len(request.first("code_challenge")) != 43:
        raise Declined("invalid_request", 9002325, "Proof Key for Code Exchange is required.")
    box = person(accounts, accounts.who, tenant)
    if accounts.does == "refuses":
        raise Declined("access_denied", 65004, "User declined to consent to access the app.")
    if accounts.does == "asks an admin":
        raise Declined("access_denied", 90094, "Admin consent is required for the permissions requested.")
    grant = accounts.consent(box, app.client_id, scopes_of(request.first("scope"), root))
    accounts.refusals.pop(box.address.lower(), None)
    code = accounts.secret("code")
    ends = accounts.world.now + CODE_LIFE
    accounts.codes[code] = Code(grant, redirect, request.first("code_challenge"), request.first("nonce"), ends)
    return {"code": code, "session_state": "5c1e"}


def person(accounts: Accounts, address: str, tenant: str) -> Mailbox:
    """Who may sign in under that authority. Raises `Declined`."""
    try:
        box = accounts.world.person(address)
    except Refused:
        raise Declined("access_denied", 50034, f"The user account {address} does not exist.") from None
    if tenant != "common" and box.personal != (tenant == "consumers"):
        raise Declined("access_denied", 50020, f"User account '{address}' does not exist in tenant '{tenant}'.")
    return box


def _back(redirect: str, said: dict[str, str], mode: str) -> Answer:
    if mode == "form_post":
        fields = "".join(
            f'<input type="hidden" name="{html.escape(k)}" value="{html.escape(v)}">' for k, v in said.items() if v
        )
        form = f'<form method="POST" name="hiddenform" action="{html.escape(redirect)}">{fields}</form>'
        return Answer(200, PAGE.format(title="Working...", body=form).encode(), {"Content-Type": "text/html"})
    mark = "#" if mode == "fragment" else "?"
    return Answer(302, b"", {"Location": f"{redirect}{mark}{urlencode(said)}"})


def _page(title: str, text: str, status: int = 200) -> Answer:
    body = PAGE.format(title=title, body=html.escape(text)).encode()
    return Answer(status, body, {"Content-Type": "text/html; charset=utf-8"})


def device(accounts: Accounts, form: dict[str, str], root: str) -> Json:
    """POST .../devicecode. Raises `Declined`."""
    app = known(accounts, form.get("client_id", ""))
    if not accounts.device_code_allowed:
        raise Declined("unauthorized_client", 530033, "Access has been blocked by Conditional Access policies.")
    code, user_code = accounts.secret("device"), f"GRPH{len(accounts.devices):05d}"
    scopes = scopes_of(form.get("scope", ""), root)
    accounts.devices[code] = Device(app.client_id, user_code, scopes, accounts.world.now + DEVICE_LIFE)
    return {
        "user_code": user_code,
        "device_code": code,
        "verification_uri": "https://microsoft.example/devicelogin",
        "expires_in": int(DEVICE_LIFE.total_seconds()),
        "interval": accounts.interval,
        "message": "To sign in, use a web browser to open the page https://microsoft.example/devicelogin and enter "
        f"the code {user_code} to authenticate.",
    }
