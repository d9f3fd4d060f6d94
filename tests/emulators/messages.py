"""What goes over the wire of an emulator: requests, answers, and one exchange of the history."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Request:
    """One request as it came; `headers` have lower-case names, `path` is not yet unquoted (use `parts`)."""

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    number: int = 0

    @classmethod
    def of(cls, method: str, target: str, headers: Mapping[str, str], body: bytes, number: int = 0) -> Self:
        url = urlsplit(target)
        lower = {name.lower(): value for name, value in headers.items()}
        return cls(method, url.path, parse_qs(url.query, keep_blank_values=True), lower, body, number)

    @cached_property
    def parts(self) -> list[str]:
        """The path's segments, unquoted."""
        return [unquote(part) for part in self.path.strip("/").split("/")]

    @cached_property
    def json(self) -> Any:
        """The body as JSON, None when there is none; ValueError when it is broken."""
        return json.loads(self.body) if self.body else None

    @cached_property
    def form(self) -> dict[str, str]:
        """An application/x-www-form-urlencoded body."""
        return {name: values[-1] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}

    def first(self, name: str, default: str = "") -> str:
        """The first value of one query parameter."""
        return self.query.get(name, [default])[0]

    @property
    def target(self) -> str:
        """Path and query, for fault scripts and messages."""
        pairs = [f"{name}={value}" for name, values in self.query.items() for value in values]
        return self.path + ("?" + "&".join(pairs) if pairs else "")


@dataclass(frozen=True)
class Answer:
    """`cut`: only half of the body goes out, then the connection closes."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False

    @classmethod
    def of_json(cls, value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Self:
        body = json.dumps(value, ensure_ascii=False).encode()
        return cls(status, body, {"Content-Type": "application/json; charset=UTF-8", **(headers or {})})

    def dated(self, now: datetime) -> Self:
        """With the Date of the server's clock (RFC 9110 6.6.1), where it has none yet."""
        return replace(self, headers={"Date": f"{now:%a, %d %b %Y %H:%M:%S} GMT", **self.headers})

    @cached_property
    def json(self) -> Any:
        """The body as JSON, None when there is none."""
        return json.loads(self.body) if self.body else None


class Dropped(Exception):
    """Raised by a fault: the connection closes without an answer."""


App = Callable[[Request], Answer]
Meet = Callable[[Request, App], Answer]


@dataclass(frozen=True)
class Exchange:
    """One line of the wire history. `answer` is None when the connection was dropped without one."""

    request: Request
    answer: Answer | None
    connection: int

    @property
    def writes(self) -> bool:
        return self.request.method not in ("GET", "HEAD")
