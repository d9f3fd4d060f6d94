"""Whether everybody is treated alike, whatever their place: who calls dates off, and where the minutes go."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from touchbase.domain.change import Json
from touchbase.domain.event import Evidence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Touchbase
from touchbase.domain.zone import local_date
from touchbase.reports.table import Column, Row, Table

COLUMNS = (
    Column("Group", shrink=True), Column("Level"), Column("Priority", "right"), Column("Dates", "right"),
    Column("Held", "right"), Column("You off", "right"), Column("You moved", "right"), Column("They off", "right"),
    Column("Minutes", "right"),
)  # fmt: skip
LEVELS = {"boss": "above", "mentor": "above", "direct_report": "below", "mentee": "below", "internal_support": "beside",
          "peer": "beside"}  # fmt: skip
NOTE = (
    "Off: called off, by you or by them. Whoever has less power is easily put off first; "
    "see whether these columns say so of you."
)

Told = tuple[Touchbase, Evidence | None]


class Share(NamedTuple):
    """What one category at one priority got since a day; `minutes` are those held."""

    category: str
    priority: int
    dates: int = 0
    held: int = 0
    owner_called_off: int = 0
    owner_moved: int = 0
    they_called_off: int = 0
    minutes: int = 0

    @property
    def level(self) -> str:
        """Above, beside or below the owner; outside for everybody else."""
        return LEVELS.get(self.category, "outside")


def fairness(
    people: Iterable[Stakeholder], told: Iterable[Told], moved: Mapping[str, int], since: date, zone: str
) -> tuple[Share, ...]:
    """By priority and category. `told` is what stands in the log with what was seen; `moved` are dates by id.

    Only the owner can move a date of ours, since guests may not change it: a guest proposes, or declines.
    """
    known = {person.id: person for person in people}
    shares: dict[tuple[int, str], Share] = {}
    for entry, seen in told:
        if entry.stakeholder in known and local_date(entry.start, zone) >= since:
            person = known[entry.stakeholder]
            key = (person.priority, person.category)
            shares[key] = _with(shares.get(key, Share(person.category, person.priority)), entry, seen)
    for id, number in moved.items():
        if id in known and number:
            person = known[id]
            key = (person.priority, person.category)
            share = shares.get(key, Share(person.category, person.priority))
            shares[key] = share._replace(owner_moved=share.owner_moved + number)
    return tuple(shares[key] for key in sorted(shares))


def fairness_json(shares: Iterable[Share]) -> Json:
    return {"fairness": [{**share._asdict(), "level": share.level} for share in shares]}


def fairness_table(shares: Sequence[Share]) -> Table:
    """One row a category and priority, the highest priority first."""
    if not shares:
        return Table("Nothing is logged yet, so nothing can be compared.", ())
    return Table("Treated alike?", COLUMNS, [_row(share) for share in shares], (NOTE,))


def _row(share: Share) -> Row:
    numbers = (
        share.priority, share.dates, share.held, share.owner_called_off, share.owner_moved, share.they_called_off,
        share.minutes,
    )  # fmt: skip
    return Row((share.category.replace("_", " "), share.level, *(str(number) for number in numbers)))


def _with(share: Share, entry: Touchbase, seen: Evidence | None) -> Share:
    held = entry.judgement.held
    off = None if held or seen is None else seen
    return share._replace(
        dates=share.dates + 1,
        held=share.held + held,
        owner_called_off=share.owner_called_off
        + (off is not None and (off.cancelled_by == "owner" or off.owner_reply == "declined")),
        they_called_off=share.they_called_off
        + (off is not None and (off.cancelled_by == "stakeholder" or off.guest_reply == "declined")),
        minutes=share.minutes + (entry.minutes if held else 0),
    )
