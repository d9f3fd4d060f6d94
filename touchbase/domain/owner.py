"""The person whose relationships these are, and the rules they set."""

from typing import Literal, NamedTuple

from touchbase.domain.hours import Hours, Week, workweek

Policy = Literal["create-only", "upsert-only", "full"]
WORKWEEK = workweek()
PLACES = ("guest", "owner", "minutes", "cadence")
TITLE = "Touchbase: {guest} and {owner}"
INVITATION = """\
A short touchbase to stay in touch: {minutes} minutes, {cadence}.

On your mind (it comes first; reply to this invitation with what you would like to speak of):
-

On mine:
- how things are with you

If a date does not suit you, propose another time or skip it. Low key on purpose.
{owner}"""
POLICIES: tuple[Policy, ...] = ("create-only", "upsert-only", "full")

# Named tuples: `status` makes these classes in every process, and frozen dataclasses take six times as long.


class Owner(NamedTuple):
    """`zone` is IANA; `holidays` a country code with optional subdivision ("DE-BY"), "" for none."""

    name: str
    email: str
    zone: str
    addresses: tuple[str, ...] = ()
    holidays: str = ""

    @property
    def id(self) -> str:
        return self.email.lower()

    @property
    def all_addresses(self) -> tuple[str, ...]:
        return tuple(address.lower() for address in (self.email, *self.addresses))


class Thresholds(NamedTuple):
    """Where a relationship changes its state, as multiples of its cadence."""

    due: float = 1.0
    slipping: float = 1.5
    lapsed: float = 3.0
    dormant: float = 5.0


class Rules(NamedTuple):
    """What the owner asked of the planner; minutes, hours, weeks as the names say. 0 for `new_per_run` is no limit.

    `title` and `invitation` are what guests read, with the words in braces that `PLACES` names.

    `planner_seconds` is the time the solver gets. A series moves only where that spares `move_gain_dates` clashes.
    """

    working_hours: Week = WORKWEEK
    minutes: int = 30
    buffer_minutes: int = 5
    notice_hours: int = 24
    freeze_hours: int = 24
    max_per_day: int = 2
    max_per_week: int = 10
    preferred: tuple[Hours, ...] = ()
    horizon_weeks: int = 13
    new_per_run: int = 5
    conference: bool = True
    hours_per_week: float = 3.0
    thresholds: Thresholds = Thresholds()
    policy: Policy = "upsert-only"
    max_mails_per_run: int = 25
    minutes_per_run: int = 10
    planner_seconds: float = 2.0
    move_gain_dates: int = 2
    title: str = TITLE
    invitation: str = INVITATION
