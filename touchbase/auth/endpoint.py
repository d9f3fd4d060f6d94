"""One question to a token endpoint (RFC 6749 5): the answer as values, or what went wrong in our errors."""

import os
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from touchbase.auth.wire import session
from touchbase.errors import ProviderDown, TouchbaseError, TryLater

if TYPE_CHECKING:
    import requests

PAUSES = (1.0, 3.0)  # seconds before the second and the third try
OVERLOADED = frozenset({408, 429, 500, 502, 503, 504})
Json = dict[str, object]


class Refused(Exception):
    """The service understood and said no: its error code, such as `invalid_grant`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask(
    url: str,
    form: Mapping[str, str],
    environ: Mapping[str, str] = os.environ,
    sleep: Callable[[float], None] = time.sleep,
) -> Json:
    """The JSON of a good answer. Refused for an OAuth error; ProviderDown and TryLater when it is not about us."""
    with session(environ) as wire:
        for pause in PAUSES:
            try:
                return once(wire, url, form)
            except (ProviderDown, TryLater):
                sleep(pause)
        return once(wire, url, form)


def once(wire: "requests.Session", url: str, form: Mapping[str, str]) -> Json:
    """As `ask`, with one try."""
    import requests

    try:
        answer = wire.post(url, data=form, headers={"Accept": "application/json"})
    except requests.RequestException as error:
        raise unreached(error) from None  # the error quotes the request
    return _understood(answer)


def unreached(error: "requests.RequestException") -> TouchbaseError:
    """Our error for one of the wire, without what was sent."""
    import requests

    if isinstance(error, requests.TooManyRedirects):
        return ProviderDown("The sign-in service sends us to another address, which is not followed.", _PROXY)
    if isinstance(error, requests.exceptions.SSLError):
        return ProviderDown("The sign-in service's certificate is not one this machine trusts.", _PROXY)
    return ProviderDown("The sign-in service cannot be reached.", "Check the network; nothing else is wrong.")


_PROXY = "If a proxy stands between, set REQUESTS_CA_BUNDLE to its certificate authority, or ask who runs it."


def _understood(answer: "requests.Response") -> Json:
    if answer.status_code in OVERLOADED:
        raise TryLater("The sign-in service is overloaded.", "The same command will work later.")
    found = _json(answer)
    if answer.ok and found is not None and "error" not in found:
        return found
    code = found.get("error") if found is not None else None
    if not isinstance(code, str):  # a captive portal, a proxy's own page
        raise TryLater("Something that is not the sign-in service answered.", "Check the network or its login page.")
    raise Refused(code if code.isascii() and code.replace("_", "").isalnum() and len(code) <= 60 else "refused")


def _json(answer: "requests.Response") -> Json | None:
    try:
        found = answer.json()
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
