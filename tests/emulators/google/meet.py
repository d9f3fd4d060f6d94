"""Meet v2: who was in which call, for thirty days."""

import operator
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from tests.emulators.google.call import Call
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.world import World

KEPT = timedelta(days=30)
ONE_TEST = re.compile(r'\s*([a-z_.]+)\s*(>=|<=|=|>|<)\s*"([^"]*)"\s*')
COMPARED = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq}
Kind = Literal["signedinUser", "anonymousUser", "phoneUser"]


@dataclass(frozen=True)
class Joined:
    """One person's stay; the same `who` twice came twice. `end` None: still there."""

    who: str
    start: datetime
    end: datetime | None
    kind: Kind = "signedinUser"


@dataclass
class Record:
    """One call on one Meet code."""

    number: int
    code: str
    owner: str
    start: datetime
    end: datetime | None
    stays: list[Joined] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"conferenceRecords/record-{self.number}"

    def people(self) -> list[str]:
        return list(dict.fromkeys(stay.who for stay in self.stays))

    def visible(self, email: str, now: datetime) -> bool:
        """To the space's owner and to those who were there, until it is deleted."""
        there = email == self.owner or any(s.who == email and s.kind == "signedinUser" for s in self.stays)
        return there and (self.end is None or now < self.end + KEPT)


@dataclass
class Meet:
    """All calls there were."""

    world: World
    records: list[Record] = field(default_factory=list)

    def held(self, code: str, owner: str, start: datetime, end: datetime | None, *stays: Joined) -> Record:
        """A call took place."""
        self.records.append(Record(len(self.records) + 1, code, owner, start, end, list(stays)))
        return self.records[-1]

    def list_records(self, call: Call) -> dict[str, Any]:
        """Newest first."""
        shown = [one for one in self.records if one.visible(call.caller.email, self.world.now)]
        for test in _tests(call.query.get("filter", "")):
            shown = [one for one in shown if _passes(one, *test)]
        shown.sort(key=lambda one: one.start, reverse=True)
        return _page(call, "conferenceRecords", [_record(one) for one in shown], 25, 100)

    def get_record(self, call: Call) -> dict[str, Any]:
        return _record(self._find(call))

    def list_participants(self, call: Call) -> dict[str, Any]:
        record = self._find(call)
        shown = [self._participant(record, who) for who in record.people()]
        return _page(call, "participants", shown, 100, 250)

    def list_sessions(self, call: Call) -> dict[str, Any]:
        record, number = self._find(call), call.path["participantsId"]
        who = record.people()[int(number.removeprefix("p")) - 1]
        shown = [
            {"name": f"{record.name}/participants/{number}/participantSessions/s{n}"} | _times(stay.start, stay.end)
            for n, stay in enumerate(record.stays)
            if stay.who == who
        ]
        return _page(call, "participantSessions", shown, 100, 250)

    def _find(self, call: Call) -> Record:
        name = f"conferenceRecords/{call.path['conferenceRecordsId']}"
        for record in self.records:
            if record.name == name and record.visible(call.caller.email, self.world.now):
                return record
        raise Refusal("notFound")

    def _participant(self, record: Record, who: str) -> dict[str, Any]:
        stays = [stay for stay in record.stays if stay.who == who]
        user = self.world.users.get(who)
        shown: dict[str, Any] = {"displayName": user.name if user else who}
        if stays[0].kind == "signedinUser":
            shown["user"] = user_id(self.world, who)
        ends = [stay.end for stay in stays]
        last = None if None in ends else max(one for one in ends if one)
        number = record.people().index(who) + 1
        spans = {"earliestStartTime": _stamp(min(stay.start for stay in stays))}
        spans |= {"latestEndTime": _stamp(last)} if last else {}
        return {"name": f"{record.name}/participants/p{number}", stays[0].kind: shown, **spans}


def user_id(world: World, email: str) -> str:
    """users/ID, the same everywhere; never an e-mail address."""
    number = world.users[email].number if email in world.users else 10**6 + sum(map(ord, email))
    return f"users/{10**20 + number}"


def _record(one: Record) -> dict[str, Any]:
    times = _times(one.start, one.end) | {"expireTime": _stamp((one.end or one.start) + KEPT)}
    return {"name": one.name, "space": f"spaces/space-{one.code}", **times}


def _times(start: datetime, end: datetime | None) -> dict[str, str]:
    return {"startTime": _stamp(start)} | ({"endTime": _stamp(end)} if end else {})


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _tests(text: str) -> list[tuple[str, str, str]]:
    found = []
    for part in re.split(r"\s+AND\s+", text) if text else ():
        match = ONE_TEST.fullmatch(part)
        if match is None or match[1] not in ("space.meeting_code", "space.name", "start_time", "end_time"):
            raise Refusal("invalid", f"Invalid filter: {part}")
        found.append((match[1], match[2], match[3]))
    return found


def _passes(one: Record, name: str, sign: str, value: str) -> bool:
    if name.startswith("space"):
        mine = one.code if name.endswith("code") else f"spaces/space-{one.code}"
        return sign == "=" and mine == value
    moment = one.start if name == "start_time" else one.end
    return moment is not None and bool(COMPARED[sign](moment, datetime.fromisoformat(value)))


def _page(call: Call, name: str, shown: list[dict[str, Any]], usual: int, most: int) -> dict[str, Any]:
    start = int(call.query.get("pageToken", 0))
    page, further = call.page(shown[start:], min(call.query.get("pageSize", usual), most))
    return {name: list(page)} | ({} if further is None else {"nextPageToken": str(start + further)})
