"""A person at a desk with a browser, and the emulated Microsoft they sign in to."""

import html
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine

from tests.emulators.graph.graph import CLIENT, Graph
from tests.emulators.serving import Exchange
from touchbase.auth.account import Account, Desk, Standing
from touchbase.auth.files import FileTokens
from touchbase.auth.outlook import OutlookSession, Outside, session, sign_in, standing

SAM = "sam@example.com"
ACCOUNT = Account("outlook", SAM)
Given = dict[str, str | bool]
Form = dict[str, str]


@dataclass
class Office:
    """Everything one test needs; `said` are the lines the person read, `slept` how long was waited."""

    graph: Graph
    tokens: FileTokens
    clock: time_machine.Traveller
    pool: ThreadPoolExecutor
    said: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)
    pages: list[Future[int]] = field(default_factory=list)
    change: Callable[[Form], Form] = dict

    @property
    def now(self) -> datetime:
        return self.graph.world.now

    def later(self, **span: float) -> None:
        """Time passes, here and at Microsoft."""
        self.graph.world.now += timedelta(**span)
        self.clock.move_to(self.graph.world.now)

    def given(self, tenant: str = "organizations", **more: str | bool) -> Given:
        """[calendar.outlook]."""
        own: Given = {
            "client_id": CLIENT,
            "authority": self.graph.authority(tenant),
            "endpoint": self.graph.endpoint,
            "attendance": False,
        }
        return own | more

    def desk(self, *, browser: bool = True, patience: float = 20) -> Desk:
        browse = self.browse if browser else None
        environ = self.graph.server.environment
        return Desk(self.said.append, self.now, browse, patience, environ, self.slept.append)

    def sign_in(self, given: Given | None = None, *, device_code: bool = False, **desk: Any) -> Standing:
        """Somebody signs in; what the browser met is raised here too."""
        found = sign_in(
            self.given() if given is None else given, self.tokens, ACCOUNT, self.desk(**desk), device_code=device_code
        )
        assert [page.result(5) for page in self.pages] == [200] * len(self.pages)
        return found

    def session(self, given: Given | None = None) -> OutlookSession:
        outside = Outside(self.graph.server.environment, self.slept.append)
        return session(self.given() if given is None else given, self.tokens, ACCOUNT, lambda: self.now, outside)

    def standing(self, given: Given | None = None) -> Standing:
        return standing(self.given() if given is None else given, self.tokens, ACCOUNT, self.now)

    @property
    def file(self) -> Path:
        return self.tokens.path(ACCOUNT)

    def browse(self, url: str) -> None:
        """Opens at once, as a real one: the person signs in beside us."""
        self.visited.append(url)
        self.pages.append(self.pool.submit(visit, url, self.graph.ca, self.change))

    def tokens_asked(self, since: int = 0) -> list[Form]:
        """What was posted to the token endpoint."""
        return [one.request.form for one in self._to("/token") if one.request.number > since]

    def discoveries(self) -> int:
        return len(self._to("openid-configuration"))

    def _to(self, ending: str) -> list[Exchange]:
        return [one for one in self.graph.server.history if one.request.path.endswith(ending)]


def visit(url: str, ca: str, change: Callable[[Form], Form] = dict) -> int:
    """Follow the page of the sign-in to its end; the status of what the receiver says."""
    page = requests.get(url, verify=ca, timeout=10, allow_redirects=False).text
    action = html.unescape(re.findall(r'action="([^"]*)"', page)[0])
    names = re.findall(r'name="([^"]*)" value="([^"]*)"', page)
    return back(action, change({name: html.unescape(value) for name, value in names}))


def back(action: str, form: Form) -> int:
    """Post the form to the receiver, by its address: no name is looked up here."""
    url = urlsplit(action)
    there = f"http://127.0.0.1:{url.port}{url.path or '/'}"
    return requests.post(there, data=form, headers={"Host": url.netloc}, timeout=10).status_code


def asked(url: str) -> Form:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@contextmanager
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with Graph() as graph, ThreadPoolExecutor(2) as pool, time_machine.travel(graph.world.now, tick=False) as clock:
        for name, value in graph.server.environment.items():
            monkeypatch.setenv(name, value)
        graph.person(SAM, "Sam Okafor")
        yield Office(graph, FileTokens(tmp_path / "tokens"), clock, pool)
