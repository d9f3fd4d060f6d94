"""What this process knows of the mailbox: from the last look at it, and from what was written since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from touchbase.calendars.outlook.event import Master, SeenDate
from touchbase.domain.event import SeenSeries
from touchbase.domain.period import Period

Dates = Mapping[datetime, SeenDate]


@dataclass
class Known:
    """Series by uid, and their dates inside `view`. A fresh process knows nothing and finds by the tag.

    `ids` outlive what is forgotten of a series; `ended` are those this process took off the calendar, which Outlook
    no longer shows. `whole` says that every tagged series was read. `teams` is None until the calendar was asked.
    """

    masters: dict[str, Master] = field(default_factory=dict)
    dates: dict[str, Dates] = field(default_factory=dict)
    view: Period | None = None
    ids: dict[str, str] = field(default_factory=dict)
    ended: dict[str, SeenSeries] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    whole: bool = False
    teams: bool | None = None

    def replace(
        self, masters: Iterable[Master], dates: Mapping[str, Dates], view: Period, foreign: Iterable[str]
    ) -> None:
        """Everything as one look at the calendar showed it; `dates` are by uid."""
        self.masters = {one.uid: one for one in masters}
        self.dates = {uid: dates.get(uid, {}) for uid in self.masters}
        self.ids |= {uid: one.id for uid, one in self.masters.items()}
        self.view, self.foreign, self.whole = view, frozenset(foreign), True

    def learn(self, master: Master) -> None:
        """A series as it was just read or made; nothing is known of its dates."""
        self.forget(master.uid)
        self.masters[master.uid], self.ids[master.uid] = master, master.id

    def forget(self, uid: str) -> None:
        """What is known of one series is out of date; its id stays what it was."""
        self.masters.pop(uid, None)
        self.dates.pop(uid, None)

    def lose(self, uid: str) -> None:
        """It is no longer under that id."""
        self.forget(uid)
        self.ids.pop(uid, None)

    def bury(self, master: Master) -> None:
        """This process has taken the series off the calendar."""
        self.lose(master.uid)
        self.ended[master.uid] = replace(master.seen, cancelled=True)
