"""The wire msal speaks through: one sign-in host and no other, failures of the network told from verdicts."""

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from touchbase.auth.outlook.clouds import same_cloud
from touchbase.errors import BadInput, ProviderDown, TouchbaseError, TryLater

if TYPE_CHECKING:
    import requests

LATER = "Run the same command again later."
PAUSES = (1.0, 3.0)  # seconds before the second and the third try
ENDPOINTS = ("authorization_endpoint", "token_endpoint")
LONGEST = 3600  # seconds of a Retry-After worth telling


class _Blip(Exception):
    """Worth another try: nothing came, or the service failed. A refresh token may be sent twice."""

    def __init__(self, error: TouchbaseError) -> None:
        super().__init__()
        self.error = error


class Wire:
    """msal's `http_client`. What comes through is an answer of the sign-in service; all else is raised.

    ProviderDown when nothing sensible came, TryLater when it is busy, BadInput when the authority is wrong.
    """

    def __init__(
        self, session: "requests.Session", authority: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.session = session
        self.home = urlsplit(authority)
        self.sleep = sleep

    def get(self, address: str, **more: Any) -> "requests.Response":
        """A discovery document, the only thing msal gets."""
        answer = self._send("GET", address, more)
        found = _object(answer.text)
        named = [found.get(name) for name in ENDPOINTS] if found and answer.status_code == 200 else []
        if named and all(isinstance(url, str) for url in named):
            for url in named:
                self.check(str(url))
            return answer
        told = found is not None and answer.status_code in (400, 404)
        raise self._no_tenant() if told else self._strange(answer)

    def post(self, url: str, **more: Any) -> "requests.Response":
        """A token, a device code, or why there is none."""
        answer = self._send("POST", url, more)
        if _object(answer.text) is None:
            raise self._strange(answer)
        return answer

    def _send(self, method: str, url: str, more: Mapping[str, Any]) -> "requests.Response":
        self.check(url)
        for pause in PAUSES:
            with suppress(_Blip):
                return self._once(method, url, more)
            self.sleep(pause)
        try:
            return self._once(method, url, more)
        except _Blip as blip:
            raise blip.error from None

    def _once(self, method: str, url: str, more: Mapping[str, Any]) -> "requests.Response":
        import requests

        known = {name: more[name] for name in ("params", "data", "headers") if more.get(name)}
        try:
            answer = self.session.request(method, url, **known)
        except requests.RequestException as error:
            raise self._unreached(error) from None  # its text may hold the request
        except OSError:  # requests says so when the file of certificates is not there
            raise _no_bundle() from None
        return self._sensible(answer)

    def check(self, url: str) -> None:
        """The same host and port as the authority, or another one of the same cloud; secrets go nowhere else."""
        there, home = _server(url), self.home.netloc
        if there and (there == home or same_cloud(home, there)):
            return
        raise ProviderDown(
            f"{home} sends sign-ins on to another host; nothing was sent there.",
            "Is calendar.outlook.authority in config.toml the right one?",
        )

    def _sensible(self, answer: "requests.Response") -> "requests.Response":
        status = answer.status_code
        if status == 429:
            raise TryLater(f"{self.home.netloc} is busy.", _after(answer.headers.get("Retry-After", "")))
        if status >= 500:
            raise _Blip(ProviderDown(f"{self.home.netloc} failed (HTTP {status}).", LATER))
        return answer

    def _strange(self, answer: "requests.Response") -> TouchbaseError:
        """A proxy or the page of a hotel answers in the place of Microsoft."""
        return ProviderDown(
            f"Something between here and {self.home.netloc} answered in its place (HTTP {answer.status_code}).",
            "Does this network want you to sign in first, or does a proxy stand in the way?",
        )

    def _no_tenant(self) -> TouchbaseError:
        tenant = self.home.path.strip("/").split("/")[0]
        sentence = f"{self.home.netloc} knows no tenant {tenant!r}."
        return BadInput(sentence, remedy="Correct calendar.outlook.authority in config.toml.")

    def _unreached(self, error: "requests.RequestException") -> Exception:
        import requests

        host = self.home.netloc
        if isinstance(error, requests.exceptions.SSLError):
            return ProviderDown(
                f"{host} shows a certificate that this machine does not trust.",
                "If your network looks into TLS, name its authority's file in REQUESTS_CA_BUNDLE.",
            )
        if isinstance(error, requests.TooManyRedirects):
            return ProviderDown(f"{host} points elsewhere, where touchbase does not go.", LATER)
        down = ProviderDown(f"{host} cannot be reached ({type(error).__name__}).", f"Is there a network? {LATER}")
        return _Blip(down)


def _object(text: str) -> dict[str, object] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no_bundle() -> TouchbaseError:
    return BadInput(
        "The file of certificate authorities is not there.",
        remedy="Correct REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, or unset it.",
    )


def _after(header: str) -> str:
    """When to come back, where the service says so in seconds."""
    if header.isdecimal() and int(header) <= LONGEST:
        return f"Run the same command again in {int(header)} seconds."
    return LATER


def _server(url: str) -> str:
    """Host and port of an https address, "" for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme == "https" else ""
