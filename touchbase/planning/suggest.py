"""People you already meet and have not listed: proposed from what was really held, and never added unasked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from touchbase.domain.cadence import CADENCES, Cadence
from touchbase.domain.event import Meeting
from touchbase.domain.owner import Owner
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local_date

WEIGHTS = {2: 1.0, 3: 0.5, 4: 0.5}
"""By head-count, the owner included: two is time together, three or four partly, more is no evidence of a tie."""
ENOUGH = 3.0
OFTEN_ENOUGH = 1.25  # somebody met a little less often than a cadence is still met at that cadence
NO_PERSON = ("no-reply", "noreply", "calendar", "room", "resource", "info", "support", "team")


class Suggestion(NamedTuple):
    """Somebody met: how often alone and in small company, when last, and the rhythm that shows."""

    email: str
    name: str
    category: str
    cadence: Cadence
    alone: int
    in_company: int
    latest: Meeting
    last: date

    @property
    def weight(self) -> float:
        return self.alone + WEIGHTS[3] * self.in_company


def suggest(meetings: Iterable[Meeting], known: Iterable[Stakeholder], owner: Owner) -> tuple[Suggestion, ...]:
    """Those met at least three times in company small enough to talk, the most met first."""
    listed = {address for person in known for address in person.all_addresses} | set(owner.all_addresses)
    met: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        for address in meeting.addresses:
            if meeting.people in WEIGHTS and address not in listed and not _is_no_person(address):
                met[address].append(meeting)
    found = (_suggestion(address, sorted(ones, key=lambda one: one.period), owner) for address, ones in met.items())
    enough = [one for one in found if one.weight >= ENOUGH]
    return tuple(sorted(enough, key=lambda one: (-one.weight, one.email)))


def rhythm(days: Sequence[date]) -> Cadence:
    """The shortest named cadence that the usual gap between these days keeps; quarterly when they tell nothing."""
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted(set(days)))]
    if not gaps:
        return Cadence(3, "month")
    usual = median(gaps)
    named = sorted((Cadence.parse(name) for name in CADENCES), key=lambda cadence: cadence.days)
    return next((one for one in named if usual <= one.days * OFTEN_ENOUGH), named[-1])


def name_of(address: str) -> str:
    """A first guess at the name, from the address: `ana.ruiz@example.com` is Ana Ruiz."""
    words = address.partition("@")[0].partition("+")[0].replace(".", " ").replace("_", " ").replace("-", " ").split()
    return " ".join(word.capitalize() for word in words) or address


def _suggestion(address: str, meetings: Sequence[Meeting], owner: Owner) -> Suggestion:
    days = [local_date(meeting.period.start, owner.zone) for meeting in meetings]
    alone = sum(meeting.people == 2 for meeting in meetings)
    inside = address.rpartition("@")[2] in {one.rpartition("@")[2] for one in owner.all_addresses}
    category = "peer" if inside else "customer"
    return Suggestion(
        address, name_of(address), category, rhythm(days), alone, len(meetings) - alone, meetings[-1], days[-1]
    )


def _is_no_person(address: str) -> bool:
    local = address.partition("@")[0]
    return any(local == word or local.startswith((f"{word}-", f"{word}.", f"{word}+")) for word in NO_PERSON)
