"""What people do to an event, what we want to write at the same moment, and what must be true of both afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from tests.calendars.contract import OWNER
from tests.edits.place import GUESTS, NEW, OFF, RULE, TAG, TIMES, Place
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.zone import local

EVENING = time(19)  # when nobody else is met
THEIRS, OURS = 2, 3
"""Which of the dates to come a person touches, and which of them we do."""
TEXTS = {
    "title": "Coffee with a friend",
    "notes": "Bring the numbers of the third quarter",
    "guest": "zoe@example.org",
    "room": "Room 4, by the river",
    "link": "https://meet.example.org/sam",
}


@dataclass(frozen=True)
class Edit:
    """`do` is given the place, the uid and the date (its original start). `said` is what a plan says of it, if it does.

    `field` is the part of an event it needs, "" for what every calendar has; `dated` that it is about one date.
    """

    name: str
    do: Callable[[Place, str, datetime], None]
    said: str = ""
    field: str = ""
    dated: bool = False
    pins: bool = False
    """A choice of the whole slot, which we do not move again."""
    declines: bool = False

    def exists_on(self, place: type[Place]) -> bool:
        return not self.field or self.field in (place.dated if self.dated else place.fields)


def _of_series(field: str) -> Edit:
    def do(place: Place, uid: str, _: datetime) -> None:
        place.edit(uid, field, TEXTS[field])

    return Edit(field, do, field=field)


def _of_a_date(field: str) -> Edit:
    def do(place: Place, uid: str, key: datetime) -> None:
        place.edit(uid, field, TEXTS[field], key)

    return Edit(f"{field}-of-one-date", do, field=field, dated=True)


def _move(place: Place, uid: str, key: datetime) -> None:
    place.people.move_date(uid, key, Period.lasting(key.replace(hour=18, minute=15), 45))


def _drag(place: Place, uid: str, _: datetime) -> None:
    place.people.move_series(uid, replace(place.rule_of(uid), at=EVENING))


EDITS: Sequence[Edit] = (
    *(_of_series(field) for field in TEXTS),
    *(_of_a_date(field) for field in ("title", "notes", "guest", "room")),
    Edit("time-of-one-date", _move, "was moved to", dated=True),
    Edit("deleted-date", lambda place, uid, key: place.people.delete_date(uid, key), "was taken off", dated=True),
    Edit("time-of-the-series", _drag, "was moved: ", pins=True),
    Edit("declined-date", lambda place, uid, key: place.answer(uid, "declined", key), dated=True),
    Edit("owner-declines-date", lambda place, uid, key: place.people.decline_date(uid, key), dated=True),
    Edit("declined-series", lambda place, uid, _: place.answer(uid, "declined"), "declined the whole", declines=True),
)


@dataclass(frozen=True)
class Wish:
    """Something we want to write. `may_touch` is all that its writes may touch.

    `want` is called after the people's edits; `begin` before them.
    """

    name: str
    want: Callable[[Place, dict[str, str]], None]
    may_touch: frozenset[str]
    begin: Callable[[Place], None] = lambda _: None
    writes_pinned: bool = True
    writes_declined: bool = False
    ends: bool = False
    """No date of the series is left to come."""


def _clash(place: Place, uids: dict[str, str]) -> None:
    for n, uid in enumerate(uids.values()):
        place.people.busy(Period.lasting(place.keys(uid)[OURS], 30), uid=f"dentist{n}")


def _pause(place: Place, uids: dict[str, str]) -> None:
    for id, uid in uids.items():
        until = local(place.keys(uid)[0], OWNER.zone).date() + timedelta(days=1)
        place.relist(id, state="paused", paused_until=until)


def _all(**fields: object) -> Callable[[Place, dict[str, str]], None]:
    def want(place: Place, uids: dict[str, str]) -> None:
        for id in uids:
            place.relist(id, **fields)

    return want


def _readdress(place: Place, uids: dict[str, str]) -> None:
    for id in uids:
        place.relist(id, email=f"{id}@example.org")


def _reword(place: Place, _: dict[str, str]) -> None:
    place.setting(title="{guest} + {owner}", invitation="Other words.", conference=True)


def _near_its_end(place: Place) -> None:
    place.at(place.now.replace(month=12, day=7))


WISHES: Sequence[Wish] = (
    Wish("a clash moves one date", _clash, frozenset({TIMES}), writes_pinned=False),
    Wish("a short pause skips dates", _pause, frozenset({OFF})),
    Wish("let go ends it", _all(state="let_go"), frozenset({RULE, OFF}), writes_declined=True, ends=True),
    Wish("the year is over and it goes on", lambda *_: None, frozenset({RULE}), _near_its_end),
    Wish("the list has another address", _readdress, frozenset({GUESTS, TAG}), writes_declined=True),
    Wish("the list has another cadence", _all(cadence=Cadence(2, "week")), frozenset({RULE, OFF, NEW}),
         writes_pinned=False, ends=True),
    Wish("the template has other words", _reword, frozenset(), writes_pinned=False),
)  # fmt: skip
