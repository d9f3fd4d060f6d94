"""The discovery documents that google-api-python-client ships, and what they say of each request and each answer."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from tests.emulators.google.fields import Mask
from tests.emulators.google.refusal import Refusal

CHOICES = re.compile(r'^\s*-\s*"([A-Za-z]+)"\s*-', re.MULTILINE)
MANY = ("method", "eventType", "status", "responseStatus", "transparency", "visibility", "accessRole")
"""String fields whose values are listed in their description only."""
TYPES: dict[str, type] = {"string": str, "boolean": bool, "integer": int, "number": float}
LONG = 20
"""Of longer lists one item of each kind is looked at."""


@dataclass(frozen=True)
class Method:
    """One method of an API: `id` like calendar.events.insert."""

    id: str
    verb: str
    pattern: re.Pattern[str]
    spec: dict[str, Any]
    document: "Document"

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.spec.get("scopes", ()))


@dataclass(frozen=True)
class Document:
    """One discovery document."""

    name: str
    raw: dict[str, Any]

    def methods(self) -> list[Method]:
        return _methods(self.name)

    def find(self, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
        """The method behind a path relative to the service, with its path parameters."""
        for method in self.methods():
            match = method.pattern.fullmatch(path)
            if match and method.verb == verb:
                return method, {name: unquote(value) for name, value in match.groupdict().items()}
        return None

    def schema(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.raw["schemas"][name]
        return found


@cache
def document(name: str) -> Document:
    """`calendar.v3` or `meet.v2`."""
    text = files("googleapiclient").joinpath(f"discovery_cache/documents/{name}.json").read_text("utf-8")
    return Document(name, json.loads(text))


@cache
def _methods(name: str) -> list[Method]:
    found: list[Method] = []

    def walk(resource: dict[str, Any]) -> None:
        for spec in resource.get("methods", {}).values():
            pattern = re.compile(re.sub(r"\{(\+?)(\w+)\}", _hole, spec.get("flatPath", spec["path"])))
            found.append(Method(spec["id"], spec["httpMethod"], pattern, spec, document(name)))
        for inner in resource.get("resources", {}).values():
            walk(inner)

    walk(document(name).raw)
    return sorted(found, key=lambda one: one.pattern.pattern.count("("))


def _hole(match: re.Match[str]) -> str:
    return f"(?P<{match[2]}>{'.+?' if match[1] else '[^/]+'})"


def read_query(method: Method, query: dict[str, list[str]]) -> dict[str, Any]:
    """Query parameters with their types; unknown, mistyped and missing ones are refused."""
    known = method.document.raw["parameters"] | method.spec.get("parameters", {})
    typed: dict[str, Any] = {}
    for name, values in query.items():
        if name not in known:
            raise Refusal("invalidParameter", f"Unknown parameter {name}", location=name)
        spec = known[name]
        if len(values) > 1 and not spec.get("repeated"):
            raise Refusal("invalidParameter", f"{name} given twice", location=name)
        read = [_typed(name, spec, value) for value in values]
        typed[name] = read if spec.get("repeated") else read[0]
    for name, spec in method.spec.get("parameters", {}).items():
        if spec.get("required") and spec["location"] == "query" and name not in typed:
            raise Refusal("required", f"Required parameter: {name}", location=name)
    return typed


def _typed(name: str, spec: dict[str, Any], text: str) -> Any:
    kind, value = spec["type"], text
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "integer" and re.fullmatch(r"-?\d+", text) and _within(spec, int(text)):
        return int(text)
    wrong = kind != "string" or text not in spec.get("enum", [text]) or not _formatted(spec.get("format", ""), text)
    if wrong:
        raise Refusal("invalidParameter", f"Invalid value '{value}' for {name}", location=name)
    return value


def _within(spec: dict[str, Any], number: int) -> bool:
    return int(spec.get("minimum", number)) <= number <= int(spec.get("maximum", number))


def _formatted(kind: str, text: str, *, offset: bool = True) -> bool:
    if kind not in ("date-time", "google-datetime", "date"):
        return True
    try:
        if kind == "date":
            return date.fromisoformat(text).isoformat() == text
        return (datetime.fromisoformat(text).tzinfo is not None or not offset) and "T" in text
    except ValueError:
        return False


def faults_of(doc: Document, schema: dict[str, Any], value: Any, where: str = "") -> list[str]:
    """What is wrong with a body, by its schema; null stands for "delete" and is fine."""
    if value is None:
        return []
    if "$ref" in schema:
        return faults_of(doc, doc.schema(schema["$ref"]), value, where)
    kind = schema.get("type", "any")
    if kind == "object":
        return _of_object(doc, schema, value, where)
    if kind == "array":
        if not isinstance(value, list):
            return [f"{where}: not a list"]
        looked = {_kind(one) if len(value) > LONG else n: n for n, one in enumerate(value)}
        return [bad for n in looked.values() for bad in faults_of(doc, schema["items"], value[n], f"{where}[{n}]")]
    return _of_plain(schema, kind, value, where)


def _kind(value: Any) -> object:
    """Dates of one series, with the same names in them, are of a kind."""
    if not isinstance(value, dict):
        return repr(value)
    return frozenset(value), str(value.get("recurringEventId")), len(value.get("attendees", ()))


def _of_object(doc: Document, schema: dict[str, Any], value: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: not an object"]
    known, rest = schema.get("properties", {}), schema.get("additionalProperties")
    found: list[str] = []
    for name, inner in value.items():
        if name in known:
            found += faults_of(doc, known[name], inner, f"{where}.{name}")
        elif rest is None:
            found.append(f"{where}.{name}: unknown")
        else:
            found += faults_of(doc, rest, inner, f"{where}.{name}")
    return found


def _of_plain(schema: dict[str, Any], kind: str, value: Any, where: str) -> list[str]:
    wanted = TYPES.get(kind, object)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        return [f"{where}: {value!r} is not {kind}"]
    name = where.rpartition(".")[2]
    choices = schema.get("enum") or (CHOICES.findall(schema.get("description", "")) if name in MANY else ())
    if choices and value not in choices:
        return [f"{where}: {value!r} is none of {choices}"]
    offset = name != "dateTime"
    if isinstance(value, str) and not _formatted(schema.get("format", ""), value, offset=offset):
        return [f"{where}: {value!r} is no {schema['format']}"]
    return []


def check_mask(doc: Document, schema: dict[str, Any], mask: Mask) -> None:
    """A name in a `fields` mask that the answer does not have is refused."""
    while "$ref" in schema or schema.get("type") == "array":
        schema = doc.schema(schema["$ref"]) if "$ref" in schema else schema["items"]
    for name, inner in mask.items():
        found = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
        if found is None and name != "*":
            raise Refusal("invalidParameter", f"Invalid field selection {name}", location="fields")
        if inner:
            check_mask(doc, found or schema, inner)
