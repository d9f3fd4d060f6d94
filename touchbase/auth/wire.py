"""How sign-in services are spoken to: TLS always, no redirects, a time-out on everything."""

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import requests

CONNECT, READ = 5.0, 30.0  # seconds
# requests reads the first two by itself, httplib2 the last; whoever sets one of them means both.
CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPLIB2_CA_CERTS")


def ca_bundle(environ: Mapping[str, str] | None = None) -> str | None:
    """The file of certificate authorities the environment asks for; None for the usual ones."""
    said = os.environ if environ is None else environ
    return next((said[name] for name in CA_VARIABLES if said.get(name)), None)


def session(environ: Mapping[str, str] | None = None) -> "requests.Session":
    """A session that raises TooManyRedirects instead of carrying a secret to another address."""
    import requests

    made = requests.Session()
    secure(made, environ)
    return made


def secure(made: "requests.Session", environ: Mapping[str, str] | None = None) -> None:
    """Give a session of whatever class the same manners."""
    made.max_redirects = 0
    made.verify = ca_bundle(environ) or True
    made.request = partial(_timely, made.request)  # type: ignore[method-assign]  # requests has no default time-out


def _timely(request: Any, *args: Any, **kwargs: Any) -> Any:
    if kwargs.get("timeout") is None:
        kwargs["timeout"] = (CONNECT, READ)
    return request(*args, **kwargs)
