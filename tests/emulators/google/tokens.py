"""Grants, codes and tokens: who let which program do what, and until when."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.emulators.google.call import Caller
from tests.emulators.google.refusal import Refusal

HOUR = timedelta(seconds=3599)
A_WEEK, HALF_A_YEAR = timedelta(days=7), timedelta(days=183)


@dataclass
class Grant:
    """What one person granted at one sign-in."""

    email: str
    scopes: frozenset[str]
    client: str
    created: datetime
    used: datetime
    revoked: bool = False
    service: bool = False
    refresh_tokens: set[str] = field(default_factory=set)

    def dead(self, now: datetime, *, testing: bool) -> bool:
        return self.revoked or (testing and now - self.created >= A_WEEK) or now - self.used >= HALF_A_YEAR


@dataclass
class Code:
    """What the authorisation page handed out, for one exchange within ten minutes."""

    grant: Grant
    redirect_uri: str
    challenge: str
    made: datetime

    def fits(self, redirect_uri: str, verifier: str, now: datetime) -> bool:
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        fresh = now - self.made < timedelta(minutes=10)
        return fresh and self.redirect_uri == redirect_uri and digest == self.challenge


@dataclass
class Tokens:
    """All that is alive. `issued` counts access tokens."""

    grants: list[Grant] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)
    access: dict[str, tuple[Grant, datetime]] = field(default_factory=dict)
    issued: int = 0

    def code(self, grant: Grant, redirect_uri: str, challenge: str, now: datetime) -> str:
        text = "4/0" + secrets.token_urlsafe(24)
        self.codes[text] = Code(grant, redirect_uri, challenge, now)
        return text

    def access_token(self, grant: Grant, now: datetime) -> str:
        text = "ya29." + secrets.token_urlsafe(24)
        self.access[text] = (grant, now + HOUR)
        grant.used = now
        self.issued += 1
        return text

    def refresh_token(self, grant: Grant) -> str:
        text = "1//0" + secrets.token_urlsafe(24)
        grant.refresh_tokens.add(text)
        return text

    def holder(self, token: str) -> Grant | None:
        """Whose access or refresh token that is."""
        if token in self.access:
            return self.access[token][0]
        return next((grant for grant in self.grants if token in grant.refresh_tokens), None)

    def caller(self, authorization: str, now: datetime) -> Caller:
        """Who makes a call with that header; raises `Refusal` 401."""
        found = self.access.get(authorization.removeprefix("Bearer "))
        if not authorization.startswith("Bearer ") or found is None or found[0].revoked or now >= found[1]:
            raise Refusal("authError")
        grant = found[0]
        return Caller(grant.email, grant.scopes, grant.service)

    def revoke(self, email: str) -> None:
        """The person takes the program's access away on the account page."""
        for grant in self.grants:
            grant.revoked |= grant.email == email

    def expire_access(self) -> None:
        """All access tokens are over; refresh tokens stay."""
        self.access = {token: (grant, grant.created) for token, (grant, _) in self.access.items()}
