"""JSON batching (learn.microsoft.com/graph/json-batching): several requests in one, their answers in order again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from touchbase.calendars.outlook.answers import Answer, of
from touchbase.calendars.outlook.asks import Ask

AT_ONCE = 20
"""The most parts one batch takes; the service runs them up to four at a time."""

Seconds = Callable[[str | None], float | None]
"""Reads a Retry-After header."""


def to_batch(asks: Sequence[Ask]) -> dict[str, Any]:
    """The body of the batch: its parts run side by side, but each after the one before it where any has to wait.

    The service takes no mixture of the two.
    """
    parts = [_part(str(n), ask) for n, ask in enumerate(asks)]
    if any(ask.after for ask in asks):
        for n, part in enumerate(parts[1:]):
            part["dependsOn"] = [str(n)]
    return {"requests": parts}


def from_batch(body: Mapping[str, Any], count: int, retry_after: Seconds) -> list[Answer]:
    """The answers in the order of the asks, whatever order they came in; one that is lacking is unknown."""
    found = {str(one.get("id")): one for one in body.get("responses") or () if isinstance(one, dict)}
    return [_answer(found.get(str(n)), retry_after) for n in range(count)]


def _part(id: str, ask: Ask) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id, "method": ask.method, "url": ask.path, "headers": ask.headers}
    return made if ask.body is None else made | {"body": ask.body}


def _answer(part: Mapping[str, Any] | None, retry_after: Seconds) -> Answer:
    if part is None or not isinstance(part.get("status"), int):
        return Answer(0)
    headers = {str(name).lower(): str(value) for name, value in (part.get("headers") or {}).items()}
    return of(part["status"], part.get("body"), retry_after(headers.get("retry-after")))
