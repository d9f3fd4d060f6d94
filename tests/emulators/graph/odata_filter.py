"""$filter: the comparisons, functions and the Any over tags that Outlook takes, as a predicate over shown events."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.graph.draft import tag_key
from tests.emulators.graph.refusal import Refused

LITERAL = "(?:[^']|'')*"
TOKEN = re.compile(rf"\s*('{LITERAL}'|[(),]|[\w./$:-]+)\s*")
ANY = re.compile(
    rf"singleValueExtendedProperties/Any\(\s*(?P<v>\w+)\s*:\s*(?P=v)/id\s+eq\s+'(?P<id>{LITERAL})'\s+and\s+"
    rf"(?:(?P=v)/value\s+(?P<how>eq|ne)\s+'(?P<value>{LITERAL})'"
    rf"|(?P<call>startswith|contains)\(\s*(?P=v)/value\s*,\s*'(?P<part>{LITERAL})'\s*\))\s*\)",
    re.IGNORECASE,
)
Tags = Mapping[str, tuple[str, str]]
Test = Callable[[dict[str, Any], Tags], bool]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "ge": lambda a, b: a >= b,
    "gt": lambda a, b: a > b,
    "le": lambda a, b: a <= b,
    "lt": lambda a, b: a < b,
}
CALLS: dict[str, Callable[[str, str], bool]] = {
    "startswith": lambda a, b: a.lower().startswith(b.lower()),
    "contains": lambda a, b: b.lower() in a.lower(),
}
KNOWN = re.compile(
    r"(start|end)/dateTime|subject|iCalUId|type|isCancelled|isOrganizer|seriesMasterId|showAs|categories"
)


def read(text: str) -> Test:
    """The predicate. Raises `Refused` where the service would."""
    tests: list[Test] = []

    def keep(match: re.Match[str]) -> str:
        tests.append(_any(match))
        return f"any__{len(tests) - 1} "

    reader = _Reader(_tokens(ANY.sub(keep, text)), tests)
    found = reader.either()
    if reader.tokens:
        raise _bad(text)
    return found


def _bad(text: str) -> Refused:
    return Refused(400, "BadRequest", f"Invalid filter clause: '{text}'.")


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise _bad(text)
        found.append(match[1])
        at = match.end()
    return found


def _any(match: re.Match[str]) -> Test:
    """One tag by id and value: names keep their case, values do not."""
    key = tag_key(match["id"])
    value = (match["value"] or match["part"] or "").replace("''", "'").lower()
    fits = COMPARE[match["how"].lower()] if match["how"] else CALLS[match["call"].lower()]
    return lambda _event, tags: key in tags and fits(tags[key][1].lower(), value)


@dataclass
class _Reader:
    """Recursive descent over or, and, not, parentheses, functions and comparisons."""

    tokens: list[str]
    tests: list[Test] = field(default_factory=list)

    def either(self) -> Test:
        left = self.both()
        while self._next_is("or"):
            left = _or(left, self.both())
        return left

    def both(self) -> Test:
        left = self.one()
        while self._next_is("and"):
            left = _and(left, self.one())
        return left

    def one(self) -> Test:
        token = self._take()
        if token == "not":
            inner = self.one()
            return lambda event, tags: not inner(event, tags)
        if token == "(":
            inner = self.either()
            self._expect(")")
            return inner
        if token.startswith("any__"):
            return self.tests[int(token[5:])]
        return self._call(token) if token in CALLS else self._comparison(token)

    def _call(self, name: str) -> Test:
        self._expect("(")
        path = self._path(self._take())
        self._expect(",")
        value = _literal(self._take())
        self._expect(")")
        return lambda event, _tags: CALLS[name](str(_value(event, path)), str(value))

    def _comparison(self, token: str) -> Test:
        path, how, value = self._path(token), self._take(), _literal(self._take())
        if how not in COMPARE:
            raise _bad(how)
        return lambda event, _tags: COMPARE[how](_comparable(_value(event, path)), _comparable(value))

    def _path(self, token: str) -> str:
        if not KNOWN.fullmatch(token):
            raise Refused(
                400, "BadRequest", f"Could not find a property named '{token}' on type 'microsoft.graph.event'."
            )
        return token

    def _take(self) -> str:
        if not self.tokens:
            raise _bad("")
        return self.tokens.pop(0)

    def _expect(self, token: str) -> None:
        if self._take() != token:
            raise _bad(token)

    def _next_is(self, word: str) -> bool:
        if self.tokens[:1] == [word]:
            self.tokens.pop(0)
            return True
        return False


def _and(left: Test, right: Test) -> Test:
    return lambda event, tags: left(event, tags) and right(event, tags)


def _or(left: Test, right: Test) -> Test:
    return lambda event, tags: left(event, tags) or right(event, tags)


def _literal(token: str) -> object:
    if token.startswith("'"):
        return token[1:-1].replace("''", "'")
    return {"true": True, "false": False, "null": None}.get(token, token)


def _value(event: dict[str, Any], path: str) -> object:
    head, _, rest = path.partition("/")
    found = event.get(head)
    return found.get(rest) if rest and isinstance(found, dict) else found


def _comparable(value: Any) -> Any:
    """Times compare as text of one length; enums and words without case."""
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return re.sub(r"(\.\d+)?Z?$", "", f"{value}:00" if len(value) == 16 else value)
    return value.lower() if isinstance(value, str) else value
