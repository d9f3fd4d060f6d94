"""Google's OAuth endpoints: the authorisation page, /token and /revoke (RFC 6749, 7636, 7009, 7523)."""

import json
import secrets
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlencode, urlsplit

from tests.emulators.google import assertions
from tests.emulators.google.tokens import Grant, Tokens
from tests.emulators.google.world import World
from tests.emulators.serving import Answer, Request

CLIENT_ID, CLIENT_SECRET = "1234567890-touchbase.apps.googleusercontent.com", "GOCSPX-invented"
AUTH_PATHS = ("/o/oauth2/auth", "/o/oauth2/v2/auth")
DEAD = "Token has been expired or revoked."


@dataclass
class Consent:
    """What the person at the browser does: signs in as `email` and grants all (None) or some scopes, or denies."""

    email: str = ""
    grants: frozenset[str] | None = None
    denies: bool = False
    wrong_state: bool = False
    """The answer carries another state than the program's, as a forged one would."""


class OAuthError(Exception):
    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        self.error, self.description, self.status = error, description, status
        super().__init__(error)

    def answer(self) -> Answer:
        body = {"error": self.error} | ({"error_description": self.description} if self.description else {})
        return Answer.of_json(body, self.status)


def _form(request: Request) -> dict[str, str]:
    """The client may name itself in the form or by HTTP Basic."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind != "Basic":
        return request.form
    id, _, secret = b64decode(value).decode().partition(":")
    return {"client_id": unquote(id), "client_secret": unquote(secret)} | request.form


@dataclass
class OAuth:
    """`consent` is set by the test; `asked` are the parameters of each visit to the authorisation page."""

    world: World
    consent: Consent = field(default_factory=Consent)
    tokens: Tokens = field(default_factory=Tokens)
    asked: list[dict[str, str]] = field(default_factory=list)
    robots: dict[str, assertions.Robot] = field(default_factory=dict)

    def serve(self, request: Request) -> Answer | None:
        """None when the path is none of these."""
        serve: Callable[[Request], Answer] | None = {
            "/token": self._token, "/revoke": self._revoke, **dict.fromkeys(AUTH_PATHS, self._page),
        }.get(request.path)  # fmt: skip
        if serve is None:
            return None
        try:
            return serve(request)
        except OAuthError as error:
            return error.answer()

    def _page(self, request: Request) -> Answer:
        asked = {name: values[0] for name, values in request.query.items()}
        self.asked.append(asked)
        redirect = urlsplit(asked.get("redirect_uri", ""))
        if asked.get("client_id") != CLIENT_ID:
            raise OAuthError("invalid_client", "The OAuth client was not found.", 401)
        if redirect.scheme != "http" or redirect.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise OAuthError("redirect_uri_mismatch")
        if asked.get("response_type") != "code" or not asked.get("scope"):
            raise OAuthError("invalid_request", "Required parameter is missing: response_type or scope")
        if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
            raise OAuthError("invalid_request", "code_challenge_method must be S256")
        state = "forged" if self.consent.wrong_state else asked.get("state", "")
        back = asked["redirect_uri"] + "?" + urlencode({"state": state} | self._consented(asked))
        return Answer(302, b"", {"Location": back, "Content-Type": "text/html"})

    def _consented(self, asked: dict[str, str]) -> dict[str, str]:
        if self.consent.denies:
            return {"error": "access_denied"}
        wanted = frozenset(asked["scope"].split())
        given = wanted if self.consent.grants is None else wanted & self.consent.grants
        email = self.consent.email or next(iter(self.world.users))
        now = self.world.now
        grant = Grant(email, given, asked["client_id"], now, now)
        self.tokens.grants.append(grant)
        code = self.tokens.code(grant, asked["redirect_uri"], asked["code_challenge"], now)
        return {"code": code, "scope": " ".join(sorted(given)), "authuser": "0", "prompt": "consent"}

    def _token(self, request: Request) -> Answer:
        if request.method != "POST":
            raise OAuthError("invalid_request", "POST only", 405)
        form = _form(request)
        kinds: dict[str, Callable[[dict[str, str]], dict[str, object]]] = {
            "authorization_code": self._exchange, "refresh_token": self._refresh, assertions.GRANT_TYPE: self._assert,
        }  # fmt: skip
        kind = kinds.get(form.get("grant_type", ""))
        if kind is None:
            raise OAuthError("unsupported_grant_type", "Invalid grant_type")
        return Answer.of_json(kind(form), headers={"Cache-Control": "no-store"})

    def _check_client(self, form: dict[str, str]) -> None:
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            raise OAuthError("invalid_client", "The provided client secret is invalid.", 401)

    def _exchange(self, form: dict[str, str]) -> dict[str, object]:
        self._check_client(form)
        code = self.tokens.codes.pop(form.get("code", ""), None)
        if code is None or not code.fits(form.get("redirect_uri", ""), form.get("code_verifier", ""), self.world.now):
            raise OAuthError("invalid_grant", "Malformed auth code.")
        said = self._tokens(code.grant) | {"refresh_token": self.tokens.refresh_token(code.grant)}
        if self.world.switches.testing and self.world.switches.says_refresh_expiry:
            said["refresh_token_expires_in"] = 604799
        return said

    def _refresh(self, form: dict[str, str]) -> dict[str, object]:
        self._check_client(form)
        token = form.get("refresh_token", "")
        grant = self.tokens.holder(token)
        switches = self.world.switches
        if grant is None or token in self.tokens.access or grant.dead(self.world.now, testing=switches.testing):
            raise OAuthError("invalid_grant", DEAD)
        if not frozenset(form.get("scope", "").split()) <= grant.scopes:
            raise OAuthError("invalid_scope", "Some requested scopes were invalid.")
        said = self._tokens(grant)
        if switches.rotates_refresh_tokens:
            grant.refresh_tokens.discard(token)
            said["refresh_token"] = self.tokens.refresh_token(grant)
        return said

    def _assert(self, form: dict[str, str]) -> dict[str, object]:
        try:
            email, scopes, service = assertions.check(form.get("assertion", ""), self.robots)
        except assertions.Unsigned as wrong:
            raise OAuthError(wrong.error, str(wrong), wrong.status) from wrong
        now = self.world.now
        grant = Grant(email, scopes, "service account", now, now, service=service)
        self.tokens.grants.append(grant)
        return {name: value for name, value in self._tokens(grant).items() if name != "scope"}

    def _tokens(self, grant: Grant) -> dict[str, object]:
        return {
            "access_token": self.tokens.access_token(grant, self.world.now),
            "expires_in": 3599,
            "scope": " ".join(sorted(grant.scopes)),
            "token_type": "Bearer",
        }

    def _revoke(self, request: Request) -> Answer:
        token = request.form.get("token") or request.first("token")
        grant = self.tokens.holder(token)
        if grant is None or grant.revoked:
            raise OAuthError("invalid_token", "Token expired or revoked")
        grant.revoked = True
        return Answer.of_json({})

    # what a test sets up

    def client_secrets(self, path: Path, url: str) -> Path:
        """The file a person downloads from Google's console, its addresses those of the emulator."""
        client = {
            "client_id": CLIENT_ID, "project_id": "touchbase-test", "auth_uri": f"{url}/o/oauth2/auth",
            "token_uri": f"{url}/token", "client_secret": CLIENT_SECRET, "redirect_uris": ["http://localhost"],
        }  # fmt: skip
        path.write_text(json.dumps({"installed": client}), "utf-8")
        path.chmod(0o600)
        return path

    def service_account(self, path: Path, url: str, *, delegated: frozenset[str] = frozenset()) -> str:
        """A key file for a robot and its e-mail address; `delegated` are the scopes it may use for other people."""
        email = f"robot-{len(self.robots)}@touchbase-test.iam.gserviceaccount.com"
        self.robots[email], key = assertions.new_robot(email, delegated)
        info = {"type": "service_account", "project_id": "touchbase-test", "private_key_id": secrets.token_hex(8),
                "private_key": key, "client_email": email, "client_id": "1", "token_uri": f"{url}/token"}  # fmt: skip
        path.write_text(json.dumps(info), "utf-8")
        path.chmod(0o600)
        return email
