"""Single requests to Microsoft Graph v1.0 as values; nothing is sent here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlencode

Json = Mapping[str, Any]
Method = Literal["GET", "POST", "PATCH", "DELETE"]

PAGE = 1000
"""The largest page calendarView gives."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `path` is relative to the service's root, query and all, every value percent-encoded.

    One that does not `write` may be repeated at will. `if_match` is the etag the event must still have. `after` says
    that it has to wait for the one asked before it, and is answered 424 when that did not work.
    """

    method: Method
    path: str
    body: Json | None = None
    if_match: str = ""
    writes: bool = False
    as_text: bool = False
    after: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """Ids stay the same when an event moves between folders; times are told in UTC, which is the default."""
        prefer = 'IdType="ImmutableId"' + (', outlook.body-content-type="text"' if self.as_text else "")
        found = {"Prefer": prefer}
        if self.body is not None:
            found["Content-Type"] = "application/json"
        if self.if_match:
            found["If-Match"] = self.if_match
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """A mailbox (`/me` or `/users/...`) and one of its calendars: "" is the default one."""

    root: str = "/me"
    calendar_id: str = ""

    @property
    def calendar(self) -> str:
        return f"{self.root}/calendars/{part(self.calendar_id)}" if self.calendar_id else f"{self.root}/calendar"

    def event(self, id: str, *rest: str) -> str:
        return "/".join([f"{self.root}/events/{part(id)}", *rest])


def part(text: str) -> str:
    """One segment of a path: ids contain = and may contain / and +."""
    return quote(text, safe="")


def query(path: str, parameters: Mapping[str, str | int]) -> str:
    return f"{path}?{urlencode(parameters, safe='$(),', quote_via=quote)}" if parameters else path


def literal(text: str) -> str:
    """A string of an OData filter."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def get(path: str, parameters: Mapping[str, str | int] | None = None, *, as_text: bool = False) -> Ask:
    return Ask("GET", query(path, parameters or {}), as_text=as_text)


def ask_post(path: str, body: Json) -> Ask:
    """A POST that only reads (getSchedule)."""
    return Ask("POST", path, body)


def post(path: str, body: Json) -> Ask:
    """A POST that writes."""
    return Ask("POST", path, body, writes=True)


def patch(path: str, body: Json, etag: str) -> Ask:
    """Change the named properties of an event as it was read."""
    return Ask("PATCH", path, body, etag, writes=True)


def delete(path: str, etag: str) -> Ask:
    return Ask("DELETE", path, None, etag, writes=True)
