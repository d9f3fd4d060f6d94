"""What Meet saw, added to the evidence of dates: an extra that may be off or fail, and never stops anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from touchbase.calendars.google.calls import Json
from touchbase.calendars.google.meet import Stay, attending, together
from touchbase.calendars.google.seen import Home, guest_of, meeting_code
from touchbase.calendars.google.talk import Line
from touchbase.domain.event import Evidence
from touchbase.domain.problem import Problem
from touchbase.errors import TouchbaseError

KEPT = timedelta(days=30)
EARLY = timedelta(hours=1)
WHERE = "Google Meet"


@dataclass
class Attendance:
    """Asks Meet about the dates that ended by `now`, by the code of their series, no longer ago than Meet remembers."""

    line: Line
    home: Home
    now: datetime

    def seen(
        self, evidence: Sequence[Evidence], masters: Mapping[str, Json]
    ) -> tuple[tuple[Evidence, ...], tuple[Problem, ...]]:
        """The evidence with minutes together where Meet saw some, and why it could not be asked, if so."""
        codes = {uid: meeting_code(master) for uid, master in masters.items()}
        past = [fact for fact in evidence if codes.get(fact.uid) and self._counts(fact)]
        if not past:
            return tuple(evidence), ()
        try:
            stays = self._stays(past, codes)
        except TouchbaseError as error:
            return tuple(evidence), (Problem(WHERE, error.sentence, error.remedy, "warning"),)
        found = {fact.key: self._together(fact, stays[fact.uid], masters[fact.uid]) for fact in past}
        return tuple(replace(fact, together_minutes=found.get(fact.key)) for fact in evidence), ()

    def _counts(self, fact: Evidence) -> bool:
        return fact.cancelled_by is None and self.now - KEPT < fact.period.end <= self.now

    def _stays(self, past: Iterable[Evidence], codes: Mapping[str, str]) -> dict[str, list[Stay]]:
        since: dict[str, datetime] = {}
        for fact in past:
            since[fact.uid] = min(since.get(fact.uid, fact.period.start), fact.period.start)
        talks = [attending(codes[uid], start - EARLY) for uid, start in since.items()]
        return dict(zip(since, self.line.all(talks), strict=True))

    def _together(self, fact: Evidence, stays: Iterable[Stay], master: Json) -> int | None:
        guest = str(guest_of(master, self.home).get("displayName", ""))
        return together(fact.period, stays, self.home.owner.name, guest) if guest else None
