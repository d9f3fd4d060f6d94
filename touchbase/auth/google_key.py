"""An organisation's service account that acts for a person (domain-wide delegation), instead of a sign-in."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from touchbase.auth.endpoint import Refused, ask
from touchbase.auth.google_client import TOKEN_URI, read_json, require_https
from touchbase.auth.grant import lasting
from touchbase.errors import BadInput, SignInAgain, TryLater

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"  # RFC 7523
LASTS = timedelta(hours=1)
CURE = "Create a key for the service account in the Google console; docs/google.md shows where."


class Key(NamedTuple):
    """The file as read, and the person it acts for."""

    info: Mapping[str, object]
    token_uri: str
    subject: str

    def __repr__(self) -> str:
        return f"Key({self.subject!r})"  # the rest holds the private key


def read_key(settings: Mapping[str, str | bool]) -> Key:
    """BadInput when the file is no key, or nobody is named to act for: on its own it may invite nobody."""
    path, subject = Path(str(settings["service_account_file"])), settings.get("subject")
    info = read_json(path, "service account key", CURE)
    texts = [info.get(name) for name in ("client_email", "private_key", "private_key_id")]
    if info.get("type") != "service_account" or not all(isinstance(text, str) and text for text in texts):
        raise BadInput(f"{path} is no service account key.", remedy=CURE)
    if not subject:
        sentence = "A service account alone cannot invite anybody: it has to act for a person."
        raise BadInput(sentence, remedy="Write their address as `subject` under [calendar.google].")
    token_uri = info.get("token_uri") or TOKEN_URI
    require_https(path, str(token_uri))
    return Key(info, str(token_uri), str(subject))


class KeyRefresher:
    """As `google_refresh.Refresher`, from a key; nothing is kept on disk."""

    def __init__(
        self,
        key: Key,
        scopes: tuple[str, ...],
        environ: Mapping[str, str],
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._key, self._scopes, self._environ, self._clock, self._sleep = key, scopes, environ, clock, sleep

    def __call__(self, *_: object, **__: object) -> tuple[str, datetime]:
        """An access token and when it ends, in naive UTC."""
        now = self._clock()
        form = {"grant_type": GRANT, "assertion": assertion(self._key, self._scopes, now)}
        try:
            answer = ask(self._key.token_uri, form, self._environ, self._sleep)
            token = answer["access_token"]
            if not isinstance(token, str):
                raise TypeError("not a text")
            return token, (now + timedelta(seconds=lasting(answer))).astimezone(UTC).replace(tzinfo=None)
        except Refused as refusal:
            raise refused(self._key, refusal.code) from None
        except (KeyError, TypeError, ValueError, OverflowError):
            raise TryLater("Something that is not Google's sign-in answered.", "Check the network.") from None


def assertion(key: Key, scopes: tuple[str, ...], now: datetime) -> str:
    """The signed request to act for the subject; its audience is Google's own, whatever the address of the service."""
    from google.auth import crypt, jwt

    try:
        signer = crypt.RSASigner.from_service_account_info(key.info)  # type: ignore[no-untyped-call]
    except ValueError:
        raise BadInput("The private key of the service account is not whole.", remedy=CURE) from None
    issued = int(now.timestamp())
    claims = {
        "iss": key.info["client_email"],
        "sub": key.subject,
        "aud": TOKEN_URI,
        "scope": " ".join(scopes),
        "iat": issued,
        "exp": issued + int(LASTS.total_seconds()),
    }
    signed: bytes = jwt.encode(signer, claims)  # type: ignore[no-untyped-call]
    return signed.decode("ascii")


def refused(key: Key, code: str) -> SignInAgain:
    """Google tells these apart by code only; each has its own cure."""
    who = key.info["client_email"]
    if code == "unauthorized_client":
        sentence = f"{who} may not act for {key.subject}."
        cure = (
            "The administrator enters its client id with the scopes under domain-wide delegation; see docs/google.md."
        )
        return SignInAgain(sentence, cure, "google")
    sentence = f"Google does not accept the key of {who} ({code})."
    return SignInAgain(sentence, f"Is the clock right, and the key not deleted? {CURE}", "google")
