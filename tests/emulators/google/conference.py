"""Meet links: createRequest, made at once or after a while, never with conferenceDataVersion 0."""

from typing import Any

from tests.emulators.google.meeting import Fields, Meeting
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.world import World


def read_conference(world: World, meeting: Meeting, body: dict[str, Any], old: Fields, version: int) -> Fields:
    """What becomes of the conference data of a body; version 0 keeps what there is."""
    kept = old.get("conferenceData")
    if version == 0:
        return {"conferenceData": kept}
    wanted = body.get("conferenceData")
    if not wanted:
        return {"conferenceData": None}
    request = wanted.get("createRequest")
    if kept and (request is None or request.get("requestId") == kept.get("createRequest", {}).get("requestId")):
        return {"conferenceData": kept}
    if request is None:
        raise Refusal("invalid", "Invalid conference data.", location="conferenceData")
    return {"conferenceData": _made(world, meeting, request)}


def _made(world: World, meeting: Meeting, request: dict[str, Any]) -> dict[str, Any]:
    kind = request.get("conferenceSolutionKey", {}).get("type")
    if not request.get("requestId") or kind != "hangoutsMeet":
        raise Refusal("invalid", "Invalid conference type value.", location="conferenceData.createRequest")
    made = {"createRequest": {**request, "status": {"statusCode": "pending"}}}
    meeting.conference_reads = world.switches.conference_pending_reads
    if not meeting.conference_reads:
        _finish(world, made)
    return made


def look(world: World, meeting: Meeting) -> None:
    """Called before each answer that shows the event: a pending conference may be there by now."""
    data = meeting.fields.get("conferenceData")
    if not data or data["createRequest"]["status"]["statusCode"] != "pending":
        return
    meeting.conference_reads -= 1
    if meeting.conference_reads < 0:
        _finish(world, data)
        for row in meeting.dates.values():
            row["conferenceData"] = data
        world.touch(meeting, None)


def _finish(world: World, data: dict[str, Any]) -> None:
    data["createRequest"]["status"] = {"statusCode": world.switches.conference}
    if world.switches.conference == "success":
        code = world.next_code()
        data["conferenceId"] = code
        data["conferenceSolution"] = {"key": {"type": "hangoutsMeet"}, "name": "Google Meet"}
        data["entryPoints"] = [{"entryPointType": "video", "uri": f"https://meet.google.com/{code}", "label": code}]
