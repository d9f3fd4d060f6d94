"""Microsoft Graph and Entra on one HTTPS server of this machine, with everything a test needs to play with them.

with Graph() as graph:
    sam = graph.person("sam@example.com", "Sam Okafor")           # Hands of a new mailbox
    token = graph.token("sam@example.com")                        # a ready access token
    graph.url, graph.endpoint, graph.authority()                  # https://127.0.0.1:1234, and what is below it
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from tests.emulators.faults import FaultScript
from tests.emulators.graph import batch, entra, routes
from tests.emulators.graph.accounts import Access, Accounts
from tests.emulators.graph.accounts import App as Registration
from tests.emulators.graph.flight import Flight
from tests.emulators.graph.hands import Hands
from tests.emulators.graph.mailbox import Json
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.switches import Switches
from tests.emulators.graph.world import Mail, World
from tests.emulators.serving import Answer, App, Dropped, Exchange, Request, Server

CLIENT = "11111111-2222-4333-8444-555555555555"
DELEGATED = ("User.Read", "Calendars.ReadWrite", "MailboxSettings.Read")


@dataclass(frozen=True)
class Spoken:
    """One logical request on the wire: a part of a batch counts by itself. `answer` None: dropped."""

    request: Request
    status: int | None
    body: Any
    in_batch: bool

    @property
    def writes(self) -> bool:
        """getSchedule is a question although it is a POST."""
        return self.request.method != "GET" and not self.request.path.endswith("/getSchedule")


class Graph:
    """`check()`, or the end of the `with` block, raises what must not have been: schema, concurrency, own errors."""

    def __init__(self, switches: Switches | None = None, now: datetime | None = None) -> None:
        self.world = World(switches=switches or Switches())
        if now is not None:
            self.world.now = now
        self.accounts = Accounts(self.world, {CLIENT: Registration(CLIENT)})
        self.flight = Flight(self.accounts)
        self.server = Server(self._app, meet=self._meet)

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def endpoint(self) -> str:
        """What stands for https://graph.microsoft.com/v1.0."""
        return f"{self.server.url}/v1.0"

    def authority(self, tenant: str = "organizations") -> str:
        return f"{self.server.url}/{tenant}"

    @property
    def ca(self) -> str:
        return self.server.ca_path

    @property
    def faults(self) -> FaultScript:
        return self.server.faults

    @property
    def switches(self) -> Switches:
        return self.world.switches

    @property
    def mails(self) -> list[Mail]:
        return self.world.mails

    # people and tokens

    def person(self, address: str, name: str = "", zone: str = "GMT Standard Time", *, personal: bool = False) -> Hands:
        """A new mailbox and the hands of its owner, who is also the next to sign in when nobody was named."""
        box = self.world.add(address, name or address.split("@")[0].replace(".", " ").title(), zone, personal=personal)
        self.accounts.who = self.accounts.who or address
        return Hands(self.world, box)

    def token(self, address: str, scopes: tuple[str, ...] = DELEGATED, lasts: timedelta = timedelta(days=400)) -> str:
        """An access token without the dance."""
        token = self.accounts.secret("access")
        box = self.world.person(address)
        self.accounts.access[token] = Access(CLIENT, box, frozenset(scopes), self.world.now + lasts)
        return token

    def register(self, client_id: str, **registration: Any) -> None:
        """One more app registration, or the usual one changed: secret=, certificate=, redirects=, roles=."""
        self.accounts.apps[client_id] = Registration(client_id, **registration)

    # the wire

    def spoken(self, since: int = 0) -> list[Spoken]:
        """All Graph requests from the `since`-th HTTP request on, parts of batches one by one, in the order sent."""
        return [one for exchange in self.server.wire(since=since) for one in _spoken(exchange)]

    def mark(self) -> int:
        """A place in the history for `spoken(since=...)` and `requests`."""
        return len(self.server.history)

    def requests(self, since: int = 0) -> list[Exchange]:
        """HTTP requests to Graph (tokens and discovery left out)."""
        return [one for one in self.server.wire(since=since) if one.request.path.startswith("/v1.0")]

    # running

    def _meet(self, request: Request, app: App) -> Answer:
        if not request.path.startswith("/v1.0"):
            return self.faults.meet(request, app)
        try:
            with self.flight.of(request):
                answer = self.faults.meet(request, app)
        except Refused as refused:
            return routes.refusal(self.world, request, refused)
        if answer.status == 0:  # a part of the batch was dropped, and with it the answer
            raise Dropped
        return answer

    def _app(self, request: Request) -> Answer:
        if entra.is_entra(request):
            return entra.answer(self.accounts, request, self.url)
        if request.path != "/v1.0/$batch":
            return self._one(request)
        try:
            routes.allowed(self.accounts, request)
            return batch.answer(request, self.switches, self.faults, self._one).dated(self.world.now)
        except Refused as refused:
            return routes.refusal(self.world, request, refused)
        except Dropped:
            return Answer(0)

    def _one(self, request: Request) -> Answer:
        return routes.answer(self.accounts, request, self.faults, self.url).dated(self.world.now)

    def check(self) -> None:
        """Raises AssertionError with everything that must not have happened."""
        assert self.world.problems == [], "\n".join(self.world.problems)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.server.__exit__(kind, error, at)
        if error is None:
            self.check()


def _spoken(exchange: Exchange) -> list[Spoken]:
    request, answer = exchange.request, exchange.answer
    if not request.path.startswith("/v1.0"):
        return []
    if request.path != "/v1.0/$batch":
        return [Spoken(request, answer.status if answer else None, _json(answer), False)]
    try:
        parts = batch.checked(request)
    except Refused:
        return [Spoken(request, answer.status if answer else None, _json(answer), False)]
    body = _json(answer)
    said: dict[str, Json] = {one["id"]: one for one in body.get("responses", [])} if isinstance(body, dict) else {}
    return [
        Spoken(batch.as_request(request, part), said[part["id"]]["status"], said[part["id"]].get("body"), True)
        if part["id"] in said
        else Spoken(batch.as_request(request, part), answer.status if answer else None, None, True)
        for part in parts
    ]


def _json(answer: Answer | None) -> Any:
    try:
        return answer.json if answer else None
    except ValueError:
        return None
