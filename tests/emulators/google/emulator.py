"""Google on 127.0.0.1: Calendar v3 with batch, Meet v2 and OAuth, over HTTPS, checked against discovery.

    with GoogleEmulator(now=datetime(2026, 1, 5, 7, tzinfo=UTC)) as google:
        google.add_user("sam@example.com", "Sam Okafor", "Europe/London")     # the first one signs in by default
        google.url, google.api_endpoint, google.meet_endpoint, google.batch_uri, google.environment
        google.client_secrets(path)             # writes client_secret.json; its auth_uri and token_uri are ours
        google.credentials("sam@example.com")   # what Credentials(**...) takes, without the page in the browser
        google.now = ...                        # the clock of Google
        google.hands("sam@example.com")         # what that person does in Google's pages: see hands.py
        google.world.ledger, google.world.switches, google.world.books, google.oauth.consent, google.meet.held(...)
        google.calls                            # every API call, batch parts one by one
        google.server.history                   # the wire; google.server.connections counts TCP connections
        google.faults.add(Fault(refused("rateLimitExceeded")))      # see refusal.py and tests/emulators/faults.py

Leaving the `with` raises what broke in the emulator, and every complaint: an answer the discovery document does not
know, a start that is no date of its rule.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from tests.emulators.faults import FaultScript
from tests.emulators.google import batch, changing, discovery, fields, looking, reading
from tests.emulators.google.call import Call
from tests.emulators.google.hands import Hands
from tests.emulators.google.meet import Meet
from tests.emulators.google.oauth import CLIENT_ID, CLIENT_SECRET, OAuth
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.switches import Switches
from tests.emulators.google.tokens import Grant
from tests.emulators.google.world import Book, User, World
from tests.emulators.serving import Answer, Request, Server

CALENDAR, BATCH = "/calendar/v3/", "/batch/calendar/v3"
AUTH = "https://www.googleapis.com/auth/"


class GoogleEmulator:
    """One Google; `world` is all it knows."""

    SCOPES = frozenset(AUTH + name for name in ("calendar.events.owned", "calendar.freebusy"))

    def __init__(self, now: datetime, switches: Switches | None = None) -> None:
        self.world = World(now, switches or Switches())
        self.oauth, self.meet = OAuth(self.world), Meet(self.world)
        self.calls: list[Call] = []
        self.on_close: list[Callable[[], object]] = []
        self.server = Server(self._serve)
        self._routes = _routes(self.meet)

    # the outside

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def api_endpoint(self) -> str:
        return self.url + CALENDAR

    @property
    def meet_endpoint(self) -> str:
        return self.url + "/"

    @property
    def batch_uri(self) -> str:
        return self.url + BATCH

    @property
    def environment(self) -> dict[str, str]:
        return self.server.environment

    @property
    def faults(self) -> FaultScript:
        return self.server.faults

    @property
    def now(self) -> datetime:
        return self.world.now

    @now.setter
    def now(self, moment: datetime) -> None:
        self.world.now = moment

    @property
    def writes(self) -> list[Call]:
        """Calls that would change a calendar, done or refused, in order."""
        return [call for call in self.calls if call.writes]

    def add_user(self, email: str, name: str = "", zone: str = "Europe/London", **kept: object) -> User:
        """`free_busy="everyone" | "domain" | "nobody"`, `adds_invitations="all" | "answered"`."""
        return self.world.add_user(email, name, zone, **kept)

    def add_calendar(self, owner: str, name: str, zone: str = "") -> Book:
        return self.world.add_calendar(owner, name, zone)

    def hands(self, email: str) -> Hands:
        return Hands(self.world, email)

    def client_secrets(self, path: Path) -> Path:
        return self.oauth.client_secrets(path, self.url)

    def credentials(self, email: str, scopes: frozenset[str] = SCOPES) -> dict[str, str]:
        """The keyword arguments of google.oauth2.credentials.Credentials for somebody who has signed in."""
        grant = Grant(email, scopes, CLIENT_ID, self.now, self.now)
        self.oauth.tokens.grants.append(grant)
        return {
            "token": self.oauth.tokens.access_token(grant, self.now),
            "refresh_token": self.oauth.tokens.refresh_token(grant),
            "token_uri": self.url + "/token", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET,
        }  # fmt: skip

    def close(self) -> None:
        for close in self.on_close:
            close()
        self.server.close()
        assert self.world.complaints == []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(*(() if error is None else (BaseException,))):
            self.close()

    # the inside

    def _serve(self, request: Request) -> Answer:
        said = self.oauth.serve(request)
        if said is not None:
            return said
        try:
            answer = self._batch(request) if request.path == BATCH else self._single(request)
        except Refusal as refusal:
            answer = refusal.answer()
        return answer.dated(self.now)

    def _batch(self, request: Request) -> Answer:
        parts = batch.read_parts(request)
        if len(parts) > self.world.switches.batch_limit:
            raise Refusal("badRequest", f"The batch request exceeds {self.world.switches.batch_limit} calls.")
        serve: Callable[[Request], Answer] = lambda inner: self.faults.meet(inner, self._part)  # noqa: E731
        return batch.answer(parts, serve, backwards=self.world.switches.batch_backwards)

    def _part(self, request: Request) -> Answer:
        try:
            return self._single(request)
        except Refusal as refusal:
            return refusal.answer()

    def _single(self, request: Request) -> Answer:
        request = _unfolded(request)
        name = "calendar.v3" if request.path.startswith(CALENDAR) else "meet.v2"
        document = discovery.document(name)
        found = document.find(request.method, request.path.removeprefix(CALENDAR if name == "calendar.v3" else "/"))
        if found is None:
            raise Refusal("notFound", f"No such method: {request.method} {request.path}")
        method, path = found
        caller = self.oauth.tokens.caller(request.headers.get("authorization", ""), self.now)
        if not method.scopes & caller.scopes:
            raise Refusal("insufficientPermissions")
        call = Call(self.world, caller, method.id, path, {}, None, request.headers, request.number)
        self.calls.append(call)
        try:
            return self._carry_out(call, method, request)
        except Refusal as refusal:
            call.status = refusal.status
            raise

    def _carry_out(self, call: Call, method: discovery.Method, request: Request) -> Answer:
        call.query = discovery.read_query(method, dict(request.query))
        call.body = self._body(method, request)
        call.page = lambda rest, limit: self.faults.page(request, rest, limit)
        mask = self._mask(method, call)
        route = self._routes.get(call.method)
        if route is None:
            raise AssertionError(f"{call.method} is not emulated")
        call.answer = route(call)
        call.status = call.status or (204 if call.answer is None else 200)
        if call.status != 200:
            return Answer(call.status)
        self._check_answer(method, call)
        etag = {"ETag": call.answer["etag"]} if "etag" in call.answer else {}
        return Answer.of_json(fields.apply(mask, call.answer), 200, etag)

    def _body(self, method: discovery.Method, request: Request) -> Any:
        if "request" not in method.spec:
            return None
        try:
            body = request.json or {}
        except ValueError:
            raise Refusal("parseError") from None
        wrong = discovery.faults_of(method.document, method.spec["request"], body)
        if wrong:
            raise Refusal("invalid", f"Invalid JSON payload received. {wrong[0]}")
        return body

    def _mask(self, method: discovery.Method, call: Call) -> fields.Mask:
        if "fields" not in call.query:
            return {}
        mask = fields.parse(call.query["fields"])
        discovery.check_mask(method.document, method.spec["response"], mask)
        return mask

    def _check_answer(self, method: discovery.Method, call: Call) -> None:
        wrong = discovery.faults_of(method.document, method.spec["response"], call.answer)
        self.world.complaints += [f"answer of {method.id}: {one}" for one in wrong]


def _unfolded(request: Request) -> Request:
    """A URI that was too long came as a POST with the query in its body."""
    verb = request.headers.get("x-http-method-override", "")
    if not verb:
        return request
    headers = {name: value for name, value in request.headers.items() if name != "x-http-method-override"}
    target = f"{request.path}?{request.body.decode()}" if request.body else f"{request.path}?{urlencode(request.query)}"
    return replace(Request.of(verb, target, headers, b""), number=request.number)


def _routes(meet: Meet) -> dict[str, Callable[[Call], Any]]:
    return {
        "calendar.events.insert": changing.insert, "calendar.events.update": changing.update,
        "calendar.events.patch": changing.patch, "calendar.events.delete": changing.delete,
        "calendar.events.move": changing.move, "calendar.events.get": reading.get,
        "calendar.events.list": reading.events, "calendar.events.instances": reading.instances,
        "calendar.freebusy.query": looking.free_busy, "calendar.calendarList.list": looking.calendar_list,
        "calendar.calendarList.get": looking.calendar_entry, "calendar.calendars.get": looking.calendar,
        "calendar.settings.get": looking.setting,
        "meet.conferenceRecords.list": meet.list_records, "meet.conferenceRecords.get": meet.get_record,
        "meet.conferenceRecords.participants.list": meet.list_participants,
        "meet.conferenceRecords.participants.participantSessions.list": meet.list_sessions,
    }  # fmt: skip
