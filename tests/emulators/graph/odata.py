"""Query options and Prefer headers: $select, $filter, $expand of tags, $orderby, $top, $skip and their pages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from tests.emulators.faults import FaultScript
from tests.emulators.graph import odata_filter
from tests.emulators.graph.csdl import schema
from tests.emulators.graph.draft import tag_key
from tests.emulators.graph.mailbox import Json
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.show import Wish
from tests.emulators.graph.switches import Switches
from tests.emulators.graph.zones import iana
from tests.emulators.serving import Request

T = TypeVar("T")
Tags = dict[str, tuple[str, str]]
KNOWN = {"$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$count", "startDateTime", "endDateTime"}
TAGS = re.compile(r"singleValueExtendedProperties\(\$filter=(.+)\)")
MOST = 1000
NOT_ON_VIEW = {"createdDateTime", "lastModifiedDateTime"}


def wish(request: Request) -> Wish:
    """The Prefer headers; an unknown zone is refused, an unknown preference ignored."""
    said = {
        name.strip().lower(): value.strip().strip('"')
        for name, _, value in (one.partition("=") for one in request.headers.get("prefer", "").split(","))
    }
    zone = said.get("outlook.timezone", "UTC")
    iana(zone)
    immutable = said.get("idtype", "").lower() == "immutableid"
    return Wish(zone, immutable, said.get("outlook.body-content-type") == "text")


@dataclass(frozen=True)
class Options:
    """What one request wants of events. `tags` are the ids to expand, None without $expand."""

    select: tuple[str, ...]
    filter: odata_filter.Test | None
    tags: tuple[str, ...] | None
    order: tuple[str, bool] | None
    top: int
    skip: int
    on_view: bool

    @classmethod
    def of(cls, request: Request, switches: Switches, *, on_view: bool = False) -> "Options":
        """Raises `Refused`."""
        for name in request.query.keys() - KNOWN:
            raise Refused(400, "BadRequest", f"The query parameter '{name}' is not supported.")
        top = _number(request.first("$top", str(switches.page_size)), "$top")
        if not 1 <= top <= MOST:
            raise Refused(400, "ErrorInvalidParameter", "The value of $top must be between 1 and 1000.")
        given = request.first("$filter")
        return cls(
            _select(request.first("$select")),
            odata_filter.read(given) if given else None,
            _expand(request.first("$expand"), switches, on_view=on_view),
            _order(request.first("$orderby")),
            top,
            _number(request.first("$skip", "0"), "$skip"),
            on_view,
        )

    def shape(self, event: Json, tags: Tags, switches: Switches) -> Json:
        """The event as asked for: its tags expanded, then only what was selected, with id and ETag."""
        if self.tags is not None:
            event = event | _expanded(self.tags, tags, switches)
        if not self.select:
            return event
        names = set(self.select) - (NOT_ON_VIEW if self.on_view else set())
        kept = {"id", "singleValueExtendedProperties"} | ({"@odata.etag"} if switches.etag_on_select else set())
        return {name: value for name, value in event.items() if name in names | kept}

    def sort(self, found: list[T], event_of: Callable[[T], Json]) -> list[T]:
        if self.order is None:
            return found
        path, backwards = self.order
        head, _, rest = path.partition("/")

        def value(one: T) -> str:
            event = event_of(one)
            return str(event[head][rest] if rest else event[head])

        return sorted(found, key=value, reverse=backwards)


def _number(text: str, name: str) -> int:
    if not text.isdigit():
        raise Refused(400, "ErrorInvalidParameter", f"The value of {name} is not a number.")
    return int(text)


def _select(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in schema().properties("event"):
            raise Refused(
                400, "BadRequest", f"Could not find a property named '{name}' on type 'microsoft.graph.event'."
            )
    return names


def _expand(text: str, switches: Switches, *, on_view: bool) -> tuple[str, ...] | None:
    if not text:
        return None
    match = TAGS.fullmatch(text.strip())
    ids = re.findall(r"id eq '([^']*)'", match[1]) if match else []
    if not ids:
        raise Refused(400, "BadRequest", f"The query specified in the URI is not valid: $expand={text}.")
    if on_view and switches.expand_on_view == "refused":
        raise Refused(400, "ErrorInvalidRequest", "The expand query option is not supported here.")
    return None if on_view and switches.expand_on_view == "ignored" else tuple(ids)


def _order(text: str) -> tuple[str, bool] | None:
    if not text:
        return None
    match = re.fullmatch(
        r"(start/dateTime|end/dateTime|subject|createdDateTime|lastModifiedDateTime)( asc| desc)?", text
    )
    if match is None:
        raise Refused(400, "BadRequest", f"The $orderby expression '{text}' is not supported.")
    return match[1], match[2] == " desc"


def _expanded(ids: tuple[str, ...], tags: Tags, switches: Switches) -> Json:
    found = [tags[tag_key(id)] for id in ids if tag_key(id) in tags]
    if not found:
        return {}
    shown = [{"id": _cased(id, switches), "value": value} for id, value in found]
    return {"singleValueExtendedProperties": shown}


def _cased(id: str, switches: Switches) -> str:
    change = {"lower": str.lower, "upper": str.upper}.get(switches.tag_case)
    return re.sub(r"\{[^}]*\}", lambda match: change(match[0]), id) if change else id


def page(
    request: Request, items: Sequence[T], options: Options, faults: FaultScript, root: str
) -> tuple[list[T], Json]:
    """What one answer holds of a list, and its @odata.nextLink where there is more."""
    shown, size = faults.page(request, items[options.skip :], options.top)
    if size is None:
        return list(shown), {}
    query: dict[str, Any] = {name: values[0] for name, values in request.query.items() if name != "$skip"}
    query["$skip"] = options.skip + size
    text = "&".join(f"{quote(name, safe='$')}={quote(str(value))}" for name, value in query.items())
    return list(shown), {"@odata.nextLink": f"{root}{request.path.removeprefix('/v1.0')}?{text}"}
