"""The recurring 1:1s made by hand: whose, how often, and what they mean for the plan."""

from collections.abc import Iterable

from touchbase.domain.change import Json
from touchbase.domain.zone import local
from touchbase.planning.by_hand import ByHand, rhythm
from touchbase.reports.plan import Reader
from touchbase.reports.table import Column, Row, Table

COLUMNS = (Column("Who", shrink=True), Column("How often"), Column("Next"), Column("What it means", shrink=True))


def by_hand_list(meetings: Iterable[ByHand], reader: Reader) -> Table:
    """One row each, with the command that would change something."""
    rows = tuple(
        Row((one.who.name, rhythm(one, reader.zone), reader.moment(one.next), _meaning(one))) for one in meetings
    )
    return Table(f"Recurring 1:1s made by hand ({len(rows)})", COLUMNS, rows)


def by_hand_json(meetings: Iterable[ByHand], zone: str) -> Json:
    """The contract's `adopt` object."""
    return {
        "meetings": [
            {
                "stakeholder": one.who.id,
                "uid": one.meeting.uid,
                "start": local(one.next, zone).isoformat(),
                "duration_minutes": one.meeting.minutes,
                "days_between": one.days,
                "own": one.meeting.own,
                "serves": one.serves,
                "refused": one.refused,
            }
            for one in meetings
        ]
    }


def _meaning(one: ByHand) -> str:
    adopt = f"; touchbase adopt {one.who.id}" if one.meeting.own else ""
    if one.refused:
        return f"you said no, so a series of its own is booked{adopt}"
    if not one.frequent:
        return f"less often than {one.who.cadence}, so a series of its own is booked{adopt}"
    return f"it serves as your touchbase{adopt or ' as it is'}"
