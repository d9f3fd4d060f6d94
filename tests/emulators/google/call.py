"""One call of an API by one signed-in caller, alone or as a part of a batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.google.world import World


@dataclass(frozen=True)
class Caller:
    """Who asks. `service`: a service account that acts for nobody."""

    email: str
    scopes: frozenset[str]
    service: bool = False

    @property
    def only_owned(self) -> bool:
        """Do the scopes reach no further than to calendars the caller owns?"""
        wide = ("calendar", "calendar.readonly", "calendar.events", "calendar.events.readonly")
        return not any(scope.rsplit("/", 1)[1] in wide for scope in self.scopes if "/" in scope)


@dataclass
class Call:
    """`method` is the discovery id (calendar.events.insert); `status` and `answer` are filled in when it is done."""

    world: World = field(repr=False)
    caller: Caller
    method: str
    path: Mapping[str, str]
    query: dict[str, Any]
    body: Any
    headers: Mapping[str, str] = field(repr=False)
    request: int = 0
    """Number of the HTTP request that carried it."""
    status: int = 0
    answer: Any = None
    page: Any = None
    """The fault script's `page`, bound to the request."""

    @property
    def writes(self) -> bool:
        """Does it change a calendar?"""
        reads = ("get", "list", "instances", "query")
        return self.method.rsplit(".", 1)[1] not in reads

    @property
    def event_id(self) -> str:
        """The event it is about; an inserted one's own id."""
        inserted = (self.body or {}).get("id", "") if self.method.endswith(".insert") else ""
        return self.path.get("eventId", inserted)

    @property
    def notifies(self) -> bool:
        return self.query.get("sendUpdates") in ("all", "externalOnly")
