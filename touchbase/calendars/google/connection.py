"""The one connection to Google: an authorised httplib2, and what comes back over it as answers."""

import ssl
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from touchbase.calendars.google.answers import Answer, error_of, of_error
from touchbase.calendars.patience import http_date
from touchbase.errors import TouchbaseError

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

PATIENCE = 30.0  # seconds for one answer

RetryAfter = Callable[[str | None], float | None]


class Connection:
    """httplib2 keeps it open between requests. `ca_certs` is a file of authorities instead of the usual ones."""

    def __init__(self, credentials: "Credentials", retry_after: RetryAfter, ca_certs: str | None = None) -> None:
        self._credentials = credentials
        self._retry_after = retry_after
        self._ca_certs = ca_certs
        self._renewed = False

    @cached_property
    def http(self) -> "Authorised":
        from google_auth_httplib2 import AuthorizedHttp
        from httplib2 import Http

        plain = Http(timeout=PATIENCE, ca_certs=self._ca_certs)
        plain.follow_redirects = False  # a token goes to Google and nowhere else
        return Authorised(AuthorizedHttp(self._credentials, http=plain))

    def service(self, name: str, version: str, endpoint: str) -> Any:
        """The resource of an API from the discovery document that is installed; nothing is sent for it."""
        from googleapiclient.discovery import build

        return build(
            name,
            version,
            http=self.http,
            static_discovery=True,
            cache_discovery=False,
            client_options={"api_endpoint": endpoint},
        )

    def renew(self) -> bool:
        """Get another token, once; False when that was done before."""
        from google_auth_httplib2 import Request

        if self._renewed:
            return False
        self._renewed = True
        try:
            self._credentials.refresh(Request(self.http))  # type: ignore[no-untyped-call]
        except Exception as reason:
            return self.failed(reason).ok
        return True

    def answer(self, ask: Callable[[], object]) -> Answer:
        """What `ask` comes back with, however it fails."""
        try:
            return answered(ask())
        except Exception as reason:
            return self.failed(reason)

    def failed(self, reason: Exception) -> Answer:
        """No answer, a refusal, half an answer, or none that makes sense: five libraries each say it their way.

        A token that cannot be renewed is a sign-in that ended. A mistake of our own is not hidden: it is raised.
        """
        from google.auth.exceptions import GoogleAuthError, RefreshError
        from googleapiclient.errors import Error, HttpError
        from httplib2 import HttpLib2Error

        if isinstance(reason, TouchbaseError):
            raise reason
        if isinstance(reason, HttpError):
            return self.refused(reason)
        if isinstance(reason, RefreshError) and not reason.retryable:
            raise error_of(Answer(401)) from None
        if isinstance(reason, ssl.SSLCertVerificationError):
            return Answer(0, reason="certificate")
        known = (Error, GoogleAuthError, HttpLib2Error, HTTPException, OSError, ValueError, LookupError, TypeError)
        if isinstance(reason, known):
            return Answer(0)
        raise reason

    def refused(self, error: Any) -> Answer:
        """An HttpError as an answer; below 400 something else than Google answered, such as a portal's page."""
        status = int(error.resp.status)
        asked = self._retry_after(error.resp.get("retry-after"))
        return of_error(status if status >= 400 else 0, error.content, asked)

    def told_at(self) -> datetime | None:
        """Google's own time when it last answered; None before it did."""
        return http_date(self.http.date)

    def close(self) -> None:
        """Let go of it, where it was made."""
        if "http" in self.__dict__:
            self.http.close()


class Authorised:
    """An authorised httplib2 that hides its credentials: a batch would refresh them itself, without time-out."""

    def __init__(self, http: Any) -> None:
        self._inner = http
        self.date: str | None = None
        """The Date of the last answer."""

    def request(self, *arguments: Any, **more: Any) -> Any:
        response, content = self._inner.request(*arguments, **more)
        self.date = response.get("date", self.date)
        return response, content

    def close(self) -> None:
        self._inner.close()


def answered(body: object) -> Answer:
    """A delete answers with nothing; what is neither that nor an object came from somebody else than Google."""
    return Answer(200, body) if isinstance(body, dict) else Answer(204 if body == "" else 0)
