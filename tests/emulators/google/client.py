"""The real client libraries against the emulator, for tests that need no product code."""

from typing import Any

from tests.emulators.google.emulator import GoogleEmulator


def authorized(google: GoogleEmulator, email: str, scopes: frozenset[str] = GoogleEmulator.SCOPES) -> Any:
    """An AuthorizedHttp of google-auth-httplib2 for somebody who has signed in."""
    import httplib2
    from google.oauth2.credentials import Credentials
    from google_auth_httplib2 import AuthorizedHttp

    credentials = Credentials(**google.credentials(email, scopes))  # type: ignore[no-untyped-call]
    http = AuthorizedHttp(credentials, http=httplib2.Http(ca_certs=google.server.ca_path, timeout=20))
    google.on_close.append(http.close)
    return http


def calendar(google: GoogleEmulator, email: str, scopes: frozenset[str] = GoogleEmulator.SCOPES) -> Any:
    """The calendar v3 resource."""
    return _built("calendar", "v3", google.api_endpoint, authorized(google, email, scopes))


def meet(google: GoogleEmulator, email: str, scopes: frozenset[str]) -> Any:
    """The meet v2 resource."""
    return _built("meet", "v2", google.meet_endpoint, authorized(google, email, scopes))


def _built(name: str, version: str, endpoint: str, http: Any) -> Any:
    from googleapiclient.discovery import build

    return build(name, version, http=http, client_options={"api_endpoint": endpoint}, cache_discovery=False)
