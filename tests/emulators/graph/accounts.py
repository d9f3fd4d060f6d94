"""What Entra remembers: app registrations, codes, refresh and access tokens, and how it says no."""

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.emulators.graph.mailbox import Json, Mailbox
from tests.emulators.graph.world import CONSUMERS, World
from tests.emulators.serving import Answer

IDLE = timedelta(days=90)
ACCESS = timedelta(seconds=4200)
NOT_GRAPH = ("openid", "profile", "offline_access", "email")


class Declined(Exception):
    """An OAuth error of the token endpoint, with the number Entra gives it and perhaps a suberror."""

    def __init__(self, error: str, number: int, text: str, *, suberror: str = "", status: int = 400) -> None:
        super().__init__(f"{error} AADSTS{number}")
        self.error, self.number, self.text = error, number, f"AADSTS{number}: {text}"
        self.suberror, self.status = suberror, status

    def answer(self, now: datetime) -> Answer:
        said: Json = {
            "error": self.error,
            "error_description": f"{self.text}\r\nTrace ID: 5c1c\r\nTimestamp: {now:%Y-%m-%d %H:%M:%SZ}",
            "error_codes": [self.number],
            "timestamp": f"{now:%Y-%m-%d %H:%M:%SZ}",
            "trace_id": "5c1c0000-0000-0000-0000-000000000000",
            "correlation_id": "5c1d0000-0000-0000-0000-000000000000",
        }
        return Answer.of_json(said | ({"suberror": self.suberror} if self.suberror else {}), self.status)


@dataclass(frozen=True)
class App:
    """One app registration. `certificate` is PEM; `roles` are its application permissions."""

    client_id: str
    redirects: tuple[str, ...] = ("http://localhost",)
    secret: str = ""
    certificate: bytes = b""
    roles: tuple[str, ...] = ("Calendars.ReadWrite", "MailboxSettings.Read")


@dataclass
class Grant:
    """A refresh token's family: one consent of one person."""

    box: Mailbox
    client_id: str
    scopes: tuple[str, ...]
    revoked: bool = False
    last_used: datetime | None = None


@dataclass(frozen=True)
class Access:
    """An access token; `box` is None for an app that acts by itself. `scopes` have no host."""

    client_id: str
    box: Mailbox | None
    scopes: frozenset[str]
    expires: datetime


@dataclass
class Code:
    """An authorisation code: once, for 10 minutes, with the verifier's hash."""

    grant: Grant
    redirect: str
    challenge: str
    nonce: str
    expires: datetime


@dataclass
class Device:
    """A device code; the person types `user_code` somewhere else."""

    client_id: str
    user_code: str
    scopes: tuple[str, ...]
    expires: datetime
    grant: Grant | None = None
    declined: bool = False
    polls: int = 0


@dataclass
class Accounts:
    """All of it. `who` signs in at the browser and does what `does` says; `refusals` answers a person's refreshes."""

    world: World
    apps: dict[str, App] = field(default_factory=dict)
    who: str = ""
    does: str = "consents"  # consents | refuses | asks an admin
    withheld: set[str] = field(default_factory=set)
    narrows: bool = False  # a refresh that asks for more than was granted gets what was granted
    refusals: dict[str, Declined] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    refresh: dict[str, Grant] = field(default_factory=dict)
    access: dict[str, Access] = field(default_factory=dict)
    device_code_allowed: bool = True
    interval: int = 5  # seconds between polls of a device
    slow_down: int = 0  # so many polls are told to slow down
    lasts: timedelta = ACCESS
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def secret(self, kind: str) -> str:
        """A new opaque value; easy to look for in what must not hold it."""
        return f"{kind}-secret-{next(self._numbers):05d}"

    def consent(self, box: Mailbox, client_id: str, asked: tuple[str, ...]) -> Grant:
        scopes = tuple(one for one in asked if bare(one) not in self.withheld)
        return Grant(box, client_id, scopes, last_used=self.world.now)

    def person_tokens(self, grant: Grant, scopes: tuple[str, ...], nonce: str = "") -> Json:
        """The token answer for a person: access, refresh (a new one each time), id token and client info."""
        token = self.secret("access")
        graph = frozenset(bare(one) for one in scopes if one not in NOT_GRAPH)
        self.access[token] = Access(grant.client_id, grant.box, graph, self.world.now + self.lasts)
        said: Json = {
            "token_type": "Bearer",
            "scope": " ".join(scopes),
            "expires_in": int(self.lasts.total_seconds()),
            "ext_expires_in": int(self.lasts.total_seconds()),
            "access_token": token,
            "id_token": self._id_token(grant, nonce),
            "client_info": _segment({"uid": grant.box.id, "utid": self._tenant(grant.box)}),
        }
        if "offline_access" in scopes:
            said["refresh_token"] = self.secret("refresh")
            self.refresh[said["refresh_token"]] = grant
        return said

    def app_token(self, app: App) -> Json:
        """The token answer of client credentials: no refresh token."""
        token = self.secret("access")
        self.access[token] = Access(app.client_id, None, frozenset(app.roles), self.world.now + self.lasts)
        return {"token_type": "Bearer", "expires_in": int(self.lasts.total_seconds()), "access_token": token}

    def _tenant(self, box: Mailbox) -> str:
        return CONSUMERS if box.personal else self.world.tenant

    def _id_token(self, grant: Grant, nonce: str) -> str:
        now = int(self.world.now.timestamp())
        claims: dict[str, Any] = {
            "aud": grant.client_id, "iss": f"https://login.microsoftonline.com/{self._tenant(grant.box)}/v2.0",
            "iat": now, "nbf": now, "exp": now + 3600, "oid": grant.box.id, "sub": grant.box.id,
            "tid": self._tenant(grant.box), "name": grant.box.name, "preferred_username": grant.box.address,
        }  # fmt: skip
        claims |= {"nonce": nonce} if nonce else {}
        return f"{_segment({'typ': 'JWT', 'alg': 'RS256', 'kid': 'none'})}.{_segment(claims)}.c2lnbmF0dXJl"

    # what happens to accounts

    def revoke(self, address: str, *, at_once: bool = False) -> None:
        """Password changed, or signed out everywhere; `at_once`: the access tokens stop too."""
        for grant in self.refresh.values():
            grant.revoked |= grant.box.address.lower() == address.lower()
        if at_once:
            mine = [k for k, one in self.access.items() if one.box and one.box.address.lower() == address.lower()]
            for token in mine:
                del self.access[token]

    def refuse(self, address: str, error: str, number: int, *, suberror: str = "") -> None:
        """From now on each refresh of that person is refused; a new sign-in ends it."""
        self.refusals[address.lower()] = Declined(error, number, "A person is needed.", suberror=suberror)

    def approve(self, address: str, user_code: str = "") -> None:
        """The person types the device code (the newest one when none is given) and consents."""
        device = self._device(user_code)
        box = self.world.person(address)
        device.grant = self.consent(box, device.client_id, device.scopes)
        self.refusals.pop(address.lower(), None)

    def turn_down(self, user_code: str = "") -> None:
        """The person says no to the device."""
        self._device(user_code).declined = True

    def _device(self, user_code: str) -> Device:
        return [one for one in self.devices.values() if user_code in ("", one.user_code)][-1]


def bare(scope: str) -> str:
    """Without the host of its resource."""
    return scope.rsplit("/", 1)[-1] if scope.startswith("https://") else scope


def _segment(value: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
