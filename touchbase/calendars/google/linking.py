"""The Meet link of a new series, which Google makes in its own time: asked after a few times, and once more."""

from collections.abc import Iterable

from touchbase.calendars.google.calls import Json, get, patch
from touchbase.calendars.google.events import conference
from touchbase.calendars.google.talk import Line, Talk
from touchbase.errors import TouchbaseError

LOOKS = 3
PAUSE = 1.0  # seconds
AGAIN = "b"
"""A repeated request id is ignored, so the second request has another one."""


def await_links(line: Line, made: Iterable[Json]) -> None:
    """A link that does not come is no reason to fail: the touchbase stands without it."""
    waiting = [event for event in made if _state(event) in ("pending", "failure")]
    for look in range(LOOKS):
        if not waiting:
            return
        line.rest(PAUSE)
        found = line.each([_looking(str(event["id"]), retry=look == 0) for event in waiting])
        seen = [event for event in found if not isinstance(event, TouchbaseError)]
        waiting = [event for event in seen if _state(event) in ("pending", "failure")]


def _looking(id: str, *, retry: bool) -> Talk[Json]:
    (answer,) = yield (get(id),)
    if retry and answer.ok and _state(answer.body) == "failure":
        (answer,) = yield (patch(answer.body, {"conferenceData": conference(id + AGAIN)}, mail=False),)
    return answer.body


def _state(event: Json) -> str:
    """pending, success or failure of the request; "" where there was none."""
    request = event.get("conferenceData", {}).get("createRequest", {})
    return str(request.get("status", {}).get("statusCode", ""))
