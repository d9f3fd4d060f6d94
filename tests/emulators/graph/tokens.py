"""The token endpoint of Entra: authorization_code, refresh_token, device_code and client_credentials."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from tests.emulators.graph.accounts import IDLE, NOT_GRAPH, Accounts, App, Declined, Grant, bare
from tests.emulators.graph.mailbox import Json

GRAPH = "https://graph.microsoft.com"
Form = dict[str, str]


def answer(accounts: Accounts, form: Form, url: str, root: str) -> Json:
    """What POST {url} says; `root` is where our own Graph stands. Raises `Declined`."""
    grants: dict[str, Callable[[App], Json]] = {
        "authorization_code": lambda app: by_code(accounts, app, form),
        "refresh_token": lambda app: by_refresh(accounts, app, form, root),
        "device_code": lambda app: by_device(accounts, app, form),
        "urn:ietf:params:oauth:grant-type:device_code": lambda app: by_device(accounts, app, form),
        "client_credentials": lambda app: by_app(accounts, app, form, url, root),
    }
    deed = grants.get(form.get("grant_type", ""))
    if deed is None:
        raise Declined("unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
    return deed(known(accounts, form.get("client_id", "")))


def known(accounts: Accounts, client_id: str) -> App:
    if client_id not in accounts.apps:
        raise Declined("unauthorized_client", 700016, f"Application '{client_id}' was not found in the directory.")
    return accounts.apps[client_id]


def scopes_of(text: str, root: str) -> tuple[str, ...]:
    """Of a request: Graph's own only, each once. Raises `Declined`."""
    found = tuple(dict.fromkeys(text.split()))
    for one in found:
        if one.startswith("https://") and not one.startswith((f"{GRAPH}/", f"{root}/")):
            raise Declined("invalid_resource", 500011, f"The resource principal named {one} was not found.")
    return found


def by_code(accounts: Accounts, app: App, form: Form) -> Json:
    code = accounts.codes.pop(form.get("code", ""), None)
    if code is None or code.grant.client_id != app.client_id:
        raise Declined("invalid_grant", 54005, "OAuth2 Authorization code was already redeemed.")
    if accounts.world.now > code.expires:
        raise Declined("invalid_grant", 70008, "The provided authorization code has expired.")
    if form.get("redirect_uri") != code.redirect:
        raise Declined("invalid_grant", 500112, "The reply address does not match the one of the request.")
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    if base64.urlsafe_b64encode(digest).decode().rstrip("=") != code.challenge:
        raise Declined("invalid_grant", 501481, "The Code_Verifier does not match the code_challenge.")
    return accounts.person_tokens(code.grant, code.grant.scopes, code.nonce)


def by_refresh(accounts: Accounts, app: App, form: Form, root: str) -> Json:
    """A new pair; the old refresh token is not revoked by its use."""
    grant = accounts.refresh.get(form.get("refresh_token", ""))
    if grant is None or grant.client_id != app.client_id:
        raise Declined("invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.")
    _alive(accounts, grant)
    asked = scopes_of(form.get("scope", ""), root) or grant.scopes
    given = {bare(one) for one in grant.scopes} | set(NOT_GRAPH)
    if accounts.narrows:
        asked = tuple(one for one in asked if bare(one) in given)
    if any(bare(one) not in given for one in asked):
        raise Declined("invalid_grant", 65001, "The user has not consented.", suberror="consent_required")
    grant.last_used = accounts.world.now
    return accounts.person_tokens(grant, asked)


def _alive(accounts: Accounts, grant: Grant) -> None:
    if grant.revoked:
        raise Declined("invalid_grant", 50173, "The provided grant has expired due to it being revoked.")
    if accounts.world.now - (grant.last_used or accounts.world.now) > IDLE:
        raise Declined("invalid_grant", 700082, "The refresh token has expired due to inactivity for 90.00:00:00.")
    refusal = accounts.refusals.get(grant.box.address.lower())
    if refusal is not None:
        raise refusal


def by_device(accounts: Accounts, app: App, form: Form) -> Json:
    device = accounts.devices.get(form.get("device_code", ""))
    if device is None or device.client_id != app.client_id:
        raise Declined("bad_verification_code", 70020, "The device_code is not known.")
    device.polls += 1
    if device.declined:
        raise Declined("authorization_declined", 70000, "The user declined.")
    if accounts.world.now > device.expires:
        raise Declined("expired_token", 70020, "The device_code is expired.")
    if device.polls <= accounts.slow_down:
        raise Declined("slow_down", 70030, "Polled too often.")
    if device.grant is None:
        raise Declined("authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending.")
    del accounts.devices[form["device_code"]]
    return accounts.person_tokens(device.grant, device.grant.scopes)


def by_app(accounts: Accounts, app: App, form: Form, url: str, root: str) -> Json:
    """An app by itself, with its secret or an assertion signed with its certificate."""
    if "client_assertion" in form:
        _assertion(app, form, url)
    elif not app.secret or form.get("client_secret") != app.secret:
        raise Declined("invalid_client", 7000215, "Invalid client secret provided.", status=401)
    if form.get("scope") not in (f"{GRAPH}/.default", f"{root}/.default"):
        raise Declined("invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.")
    return accounts.app_token(app)


def _assertion(app: App, form: Form, url: str) -> None:
    import jwt
    from cryptography.x509 import load_pem_x509_certificate

    key: Any = load_pem_x509_certificate(app.certificate).public_key() if app.certificate else None
    try:
        jwt.decode(form["client_assertion"], key, ["RS256", "PS256"], audience=url, issuer=app.client_id)
    except jwt.PyJWTError as wrong:
        raise Declined("invalid_client", 700027, f"Client assertion failed: {wrong}.", status=401) from None
