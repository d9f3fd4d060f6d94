"""Fault scripts: what goes wrong on the wire, when. Each `Server` has one as `server.faults`; batch parts meet it too.

    faults.add(Fault(answer(503), method="POST", path=r"/events$"))           # the first such request, once
    faults.add(Fault(answer(429, retry_after=7), nth=3, times=2))             # the 3rd and 4th request of all
    faults.add(Fault(drop(), path="/batch", times=None))                      # for ever, nothing is applied
    faults.add(Fault(drop(after=True)))                                       # applied, and nobody hears of it
    faults.add(Fault(answer(503, after=True)))                                # applied, but it says 503
    faults.add(Fault(half_body()))                                            # applied, the answer is cut off
    faults.add(Fault(slow(event)))                                            # waits for event.set(), then as usual
    faults.add(Fault(slow(event, deed=drop())))                               # ... or then another deed
    faults.add(Fault(first(do)))                                              # calls do(request), then as usual
    faults.add(Paged("short", path="/events"))     # one item a page   "empty": an empty page, then as usual
    faults.add(Paged("lost"))                      # nothing, as if it were all   "half": half, as if it were all

`path` is a regular expression searched in path?query. httplib2 sends a dropped request once more by itself: `times=2`
when it shall stay dropped. A dropped part of a batch drops the whole batch's answer.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from tests.emulators.serving import Answer, App, Dropped, Request

T = TypeVar("T")
Deed = Callable[[Request, App], Answer]
PATIENCE = 20.0
"""Seconds after which a slow answer comes anyway, so that a forgotten event cannot hang a test."""


def answer(
    status: int,
    body: object = None,
    *,
    retry_after: int | str | None = None,
    headers: Mapping[str, str] | None = None,
    after: bool = False,
) -> Deed:
    """Says `status`; a str or bytes body goes out as it is, all else as JSON. `after`: the change is made first."""
    more = dict(headers or {}) | ({} if retry_after is None else {"Retry-After": str(retry_after)})

    def deed(request: Request, app: App) -> Answer:
        if after:
            app(request)
        return Answer(status, _raw(body), {"Content-Type": _kind(body), **more})

    return deed


def drop(*, after: bool = False) -> Deed:
    """Closes the connection without an answer, before or after the change is made."""

    def deed(request: Request, app: App) -> Answer:
        if after:
            app(request)
        raise Dropped

    return deed


def half_body() -> Deed:
    """Makes the change and sends half of its answer."""
    return lambda request, app: replace(app(request), cut=True)


def slow(until: threading.Event, *, deed: Deed | None = None) -> Deed:
    """Answers when `until` is set."""

    def wait(request: Request, app: App) -> Answer:
        until.wait(PATIENCE)
        return deed(request, app) if deed else app(request)

    return wait


def first(do: Callable[[Request], object]) -> Deed:
    """Lets something happen in the moment between the caller's decision and its request."""

    def deed(request: Request, app: App) -> Answer:
        do(request)
        return app(request)

    return deed


@dataclass
class Match:
    """Which requests: the `nth` that fits, and the `times` - 1 after it (None: all after it)."""

    method: str | None = field(default=None, kw_only=True)
    path: str = field(default="", kw_only=True)
    nth: int = field(default=1, kw_only=True)
    times: int | None = field(default=1, kw_only=True)
    where: Callable[[Request], bool] | None = field(default=None, kw_only=True)
    seen: int = field(default=0, init=False)
    met: int = field(default=0, init=False)

    def meets(self, request: Request) -> bool:
        """Counts the request when it fits."""
        if self.method not in (None, request.method) or not re.search(self.path, request.target):
            return False
        if self.where is not None and not self.where(request):
            return False
        self.seen += 1
        hit = self.seen >= self.nth and (self.times is None or self.seen < self.nth + self.times)
        self.met += hit
        return hit


@dataclass
class Fault(Match):
    """One deed on the requests that match."""

    deed: Deed


@dataclass
class Paged(Match):
    """What happens to the pages of a list."""

    how: Literal["short", "empty", "lost", "half"]


@dataclass
class FaultScript:
    """All faults of one server: each counts every request that fits, and the first added that is due decides."""

    faults: list[Fault] = field(default_factory=list)
    pages: list[Paged] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: Fault | Paged) -> None:
        if isinstance(fault, Paged):
            self.pages.append(fault)
        else:
            self.faults.append(fault)

    def clear(self) -> None:
        self.faults.clear()
        self.pages.clear()

    @property
    def met(self) -> int:
        """How many requests and pages have met a fault: a test that expects one can check that it came."""
        return sum(one.met for one in (*self.faults, *self.pages))

    def meet(self, request: Request, app: App) -> Answer:
        """The app's answer, or the fault's; raises `Dropped`. Emulators send each part of a batch through here."""
        with self._lock:
            deeds = [one.deed for one in self.faults if one.meets(request)]
        return deeds[0](request, app) if deeds else app(request)

    def page(self, request: Request, rest: Sequence[T], limit: int) -> tuple[Sequence[T], int | None]:
        """What one page shows of what is left, and how many items on the next one starts (None: it was the last)."""
        how = next(iter([one.how for one in self.pages if one.meets(request)]), "")
        if how in ("lost", "half"):
            return rest[: len(rest) // 2 if how == "half" else 0], None
        size = {"short": 1, "empty": 0}.get(how, limit)
        return rest[:size], size if how == "empty" or size < len(rest) else None


def _raw(body: object) -> bytes:
    if isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    return b"" if body is None else json.dumps(body).encode()


def _kind(body: object) -> str:
    return "text/html; charset=UTF-8" if isinstance(body, str | bytes) else "application/json; charset=UTF-8"
