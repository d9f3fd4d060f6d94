"""The list as last known, and each stakeholder as a row."""

import json
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours
from touchbase.domain.profile import NO_PROFILE, Profile
from touchbase.domain.stakeholder import KnownList, Stakeholder
from touchbase.store.columns import json_of, maybe_day
from touchbase.store.database import Room, Row
from touchbase.store.tables import KNOWN_LIST, STAKEHOLDER

EMPTY = "{}"  # what most people's profile is


class Lists(Room):
    """The last good stakeholder list, in its order."""

    def known_list(self) -> KnownList | None:
        known = self.database.row(KNOWN_LIST.find, (self.owner,))
        if known is None:
            return None
        people = self.database.values(stakeholder_reader(), f"{STAKEHOLDER.select} WHERE owner = ?", (self.owner,))
        return KnownList(known[1], tuple(person for _, person in sorted(people, key=itemgetter(0))))

    def remember_list(self, known: KnownList) -> None:
        rows = (stakeholder_row(self.owner, n, person) for n, person in enumerate(known.stakeholders))
        with self.database.transaction():
            self.database.put(KNOWN_LIST, (self.owner, known.fingerprint))
            self.database.keep(STAKEHOLDER, "owner = ?", (self.owner,), rows)


def stakeholder_row(owner: str, position: int, s: Stakeholder) -> Row:
    return (
        owner, s.id, position, s.name, s.email, s.category, s.priority, s.cadence.every, s.cadence.unit, s.zone,
        json_of(s.addresses), s.minutes, _hours(s.working_hours), _hours(s.preferred), s.free_busy,
        s.added and s.added.isoformat(), json_of(s.tags), s.intent, s.state,
        s.paused_until and s.paused_until.isoformat(), _profile_text(s.profile),
    )  # fmt: skip


def stakeholder_reader() -> Callable[[Row], tuple[int, Stakeholder]]:
    """Makes stakeholders, each with its place; what many of them share (a cadence, office hours) is parsed once."""
    cadences: dict[tuple[int, Any], Cadence] = {}
    weeks: dict[str, tuple[Hours, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}

    def read(row: Row) -> tuple[int, Stakeholder]:
        (_, id, position, name, email, category, priority, every, unit, zone, addresses, minutes, hours, preferred,
         free_busy, added, tags, intent, state, paused_until, profile) = row  # fmt: skip
        if (cadence := cadences.get((every, unit))) is None:
            cadence = cadences[every, unit] = Cadence(every, unit)
        for text in (hours, preferred):
            if text not in weeks:
                weeks[text] = _week(text)
        for text in (addresses, tags):
            if text not in words:
                words[text] = tuple(json.loads(text))
        return position, Stakeholder(
            id, name, email, category, priority, cadence, zone, words[addresses], minutes, weeks[hours],
            weeks[preferred], free_busy, maybe_day(added), words[tags], intent, state, maybe_day(paused_until),
            NO_PROFILE if profile == EMPTY else _profile(profile),
        )  # fmt: skip

    return read


def _profile(text: str) -> Profile:
    """Most people have none, so that a status need not load this."""
    from touchbase.store.profiles import profile_of

    return profile_of(text)


def _profile_text(profile: Profile) -> str:
    from touchbase.store.profiles import profile_text

    return profile_text(profile)


def _hours(hours: tuple[Hours, ...]) -> str:
    return json_of([[stretch.start, stretch.end] for stretch in hours])


def _week(text: str) -> tuple[Hours, ...]:
    return tuple(Hours(start, end) for start, end in json.loads(text))
