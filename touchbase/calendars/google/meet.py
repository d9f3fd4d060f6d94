"""Who was in the Meet call of a date: pure, on what Meet v2 tells. It never lowers what we believe of a date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from touchbase.calendars.google.answers import of_calendar
from touchbase.calendars.google.calls import Call, Json, page
from touchbase.calendars.google.talk import Talk
from touchbase.domain.period import Period, merged

EARLY_OR_LATE = 30  # minutes by which a call may lie beside its date


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's time in a call, by the name Meet shows; no address is told."""

    name: str
    period: Period


def attending(code: str, since: datetime) -> Talk[list[Stay]]:
    """Everybody's stays in the calls under one meeting code since then; Meet forgets them after 30 days."""
    narrow = f'space.meeting_code = "{code}" AND start_time>="{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"'
    asked = Call("conferenceRecords", "list", {"filter": narrow, "pageSize": 100})
    records = yield from _all(asked, "conferenceRecords")
    found: list[Stay] = []
    for record in records:
        call = Call("participants", "list", {"parent": record["name"], "pageSize": 250})
        there = yield from _all(call, "participants")
        found += (stay for one in there if (stay := _stay(one, record)) is not None)
    return found


def together(date: Period, stays: Iterable[Stay], owner: str, guest: str) -> int | None:
    """Whole minutes both were in the call around that date; None when that was not seen, which says nothing.

    Both are known by their names only, so only the very names count.
    """
    near = [stay for stay in stays if stay.period.overlaps(date.padded(EARLY_OR_LATE))]
    ours = merged(stay.period for stay in near if _plain(stay.name) == _plain(owner))
    theirs = merged(stay.period for stay in near if _plain(stay.name) == _plain(guest))
    shared = [both for one in ours for other in theirs if (both := one.clipped(other)) is not None]
    return int(sum(both.minutes for both in shared)) or None


def _all(call: Call, name: str) -> Talk[list[Json]]:
    found: list[Json] = []
    asked: Call | None = call
    while asked is not None:
        (answer,) = yield (asked,)
        if not answer.ok:
            raise of_calendar(answer)
        found += answer.body.get(name, ())
        token = answer.body.get("nextPageToken")
        asked = page(call, token) if token else None
    return found


def _stay(participant: Json, record: Json) -> Stay | None:
    """Somebody who is still in the call has no end yet, and so no stay that could be counted."""
    name = next(iter(_names(participant)), "")
    try:
        start = datetime.fromisoformat(participant["earliestStartTime"])
        until = datetime.fromisoformat(participant.get("latestEndTime") or record["endTime"])
        return Stay(name, Period(start, until)) if name else None
    except (KeyError, TypeError, ValueError):
        return None


def _names(participant: Json) -> Iterator[str]:
    for kind in ("signedinUser", "anonymousUser", "phoneUser"):
        if participant.get(kind, {}).get("displayName"):
            yield str(participant[kind]["displayName"])


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
