"""The two changes that touch our tag alone: a series made by hand taken over, and given back."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from touchbase.domain.change import Change, Json
from touchbase.domain.zone import local


@dataclass(frozen=True, kw_only=True)
class Adopt(Change):
    """A series the owner made by hand is ours from now on: it gets our tag, and the guest hears nothing.

    `start` is its next date (UTC), `zone` the owner's.
    """

    kind: ClassVar[str] = "adopt"
    order: ClassVar[int] = 5
    uid: str
    generation: int
    start: datetime
    minutes: int
    zone: str

    def facts(self) -> Json:
        return {
            "uid": self.uid,
            "start": local(self.start, self.zone).isoformat(),
            "time_zone": self.zone,
            "duration_minutes": self.minutes,
        }


@dataclass(frozen=True, kw_only=True)
class Release(Change):
    """An adopted series is its owner's own again: it loses our tag, and the guest hears nothing."""

    kind: ClassVar[str] = "release"
    order: ClassVar[int] = 2
    uid: str

    def facts(self) -> Json:
        return {"uid": self.uid}
