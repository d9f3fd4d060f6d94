"""POST $batch: at most 20 parts, each by itself, with dependsOn; each part meets the fault script too."""

import json
from collections.abc import Callable
from typing import Any

from tests.emulators.faults import FaultScript
from tests.emulators.graph.mailbox import Json
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.switches import Switches
from tests.emulators.serving import Answer, Request

MOST = 20
NEEDED = {"id", "method", "url"}
KNOWN = NEEDED | {"headers", "body", "dependsOn"}


def answer(request: Request, switches: Switches, faults: FaultScript, one: Callable[[Request], Answer]) -> Answer:
    """The whole batch. Raises `Refused` when its form is wrong, `Dropped` when a part was."""
    parts = checked(request)
    done: dict[str, Answer] = {}
    for part in parts:
        waits_for = part.get("dependsOn") or []
        if any(done[id].status >= 400 for id in waits_for):
            done[part["id"]] = _failed_dependency()
        else:
            done[part["id"]] = faults.meet(as_request(request, part), one)
    said = [_shown(id, found) for id, found in done.items()]
    return Answer.of_json({"responses": said[::-1] if switches.batch_order == "reversed" else said})


def checked(request: Request) -> list[Json]:
    """The parts, in order. Raises `Refused`."""
    try:
        body: Any = request.json
    except ValueError:
        raise Refused(400, "BadRequest", "Invalid batch payload format.") from None
    parts = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(parts, list) or not parts or body.keys() != {"requests"}:
        raise Refused(400, "BadRequest", "Invalid batch payload format.")
    if len(parts) > MOST:
        raise Refused(400, "MaximumValueExceeded", "Number of batch request steps exceeds the maximum value of 20.")
    ids: set[str] = set()
    for part in parts:
        _check(part, ids)
        ids.add(part["id"])
    return parts


def _check(part: Json, before: set[str]) -> None:
    if not part.keys() >= NEEDED or part.keys() - KNOWN or not isinstance(part["id"], str):
        raise Refused(400, "BadRequest", f"Invalid batch request: {part}.")
    if part["id"] in before:
        raise Refused(400, "BadRequest", f"Request Id {part['id']} has to be unique in a batch.")
    if not part["url"].startswith("/") or part["url"].startswith(("/v1.0", "/$batch")):
        raise Refused(400, "BadRequest", f"Invalid url of a batch request: {part['url']}.")
    if set(part.get("dependsOn") or []) - before:
        raise Refused(400, "BadRequest", f"Request Id {part['id']} depends on what does not come before it.")


def as_request(request: Request, part: Json) -> Request:
    """The part as if it had come alone; it carries the batch's token."""
    body = part.get("body")
    headers = {**(part.get("headers") or {}), "Authorization": request.headers.get("authorization", "")}
    raw = b"" if body is None else json.dumps(body).encode()
    return Request.of(part["method"].upper(), f"/v1.0{part['url']}", headers, raw, request.number)


def _shown(id: str, found: Answer) -> Json:
    kept = {name: value for name, value in found.headers.items() if name != "Content-Length"}
    shown: Json = {"id": id, "status": found.status, "headers": kept}
    if found.body:
        try:
            shown["body"] = found.json
        except ValueError:
            shown["body"] = found.body.decode()
    return shown


def _failed_dependency() -> Answer:
    error = {"code": "FailedDependency", "message": "The request depends on another one that failed."}
    return Answer.of_json({"error": error}, 424)
