"""A list and a calendar for which the next run has every kind of thing to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Series
from touchbase.domain.identity import series_uid
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence

LONDON = "Europe/London"
OWNER = Owner("Sam Okafor", "sam@example.com", LONDON)
BEFORE = datetime(2026, 2, 28, 7, tzinfo=UTC)
NOW = datetime(2026, 3, 7, 7, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
KINDS = {"create", "move_series", "end", "renew", "readdress", "move_occurrence", "skip_occurrence", "park"}


@dataclass(frozen=True)
class Person:
    """One row of the list, and the series that stands for them."""

    id: str
    cadence: str = "weekly"
    first: date | None = None
    at: str = "10:00"
    last: date | None = None
    now: str = ""
    """What the list says of them now, beside the usual."""
    gone: bool = False
    address: str = ""

    @property
    def name(self) -> str:
        return self.id.replace("-", " ").title()

    @property
    def email(self) -> str:
        return f"{self.id}@example.com"

    def series(self) -> Series | None:
        """The one that stands on the calendar when the story begins."""
        if self.first is None:
            return None
        was = Cadence.parse("fortnightly" if self.id == "ben-li" else self.cadence)
        rule = Recurrence(self.first, time.fromisoformat(self.at), LONDON, was, 30, self.last)
        uid = series_uid(OWNER.id, self.id, 1)
        return Series(uid, self.id, 1, rule, f"Sam / {self.name}", "Hello", self.name, self.email)


PEOPLE = (
    Person("ana-ruiz", first=date(2026, 3, 2)),  # was held on Monday; single dates to come clash
    Person("ben-li", first=date(2026, 3, 3), at="11:00", now='working_hours = ["11:00-11:30"]'),  # was fortnightly
    Person("chi-obi", first=date(2026, 3, 4), at="12:00", now='state = "completed"'),
    Person("dee-fox", "monthly", first=date(2025, 4, 10), last=date(2026, 4, 10)),  # its year ends soon
    Person("eva-ito", first=date(2026, 3, 6), at="14:00", now='state = "paused"\npaused_until = 2026-03-21'),
    Person("gil-roy", first=date(2026, 3, 3), at="16:00", gone=True),  # taken from the list
    Person("hal-day", "monthly"),  # new
    Person("ida-moe", "fortnightly"),  # new
    Person("jo-lee", first=date(2026, 3, 5), at="16:30", address="jo-lee@example.org"),  # at another address
)
BUSY = (
    Period(datetime(2026, 3, 16, 9, tzinfo=UTC), datetime(2026, 3, 16, 12, tzinfo=UTC)),
    Period(datetime(2026, 3, 23, 9, tzinfo=UTC), datetime(2026, 3, 23, 12, tzinfo=UTC)),
)
ROW = """\
[[stakeholder]]
id = "{id}"
name = "{name}"
email = "{email}"
category = "peer"
priority = 3
cadence = "{cadence}"
added = 2026-01-05
{more}

"""


def list_before() -> str:
    """The list as the last run saw it."""
    return "".join(_row(one, one.email, "") for one in PEOPLE if one.first)


def list_now() -> str:
    return "".join(_row(one, one.address or one.email, one.now) for one in PEOPLE if not one.gone)


def standing() -> Iterator[Series]:
    return (series for one in PEOPLE if (series := one.series()) is not None)


def _row(one: Person, email: str, more: str) -> str:
    return ROW.format(id=one.id, name=one.name, email=email, cadence=one.cadence, more=more)
