"""One story: a series for every edit; all of them edited by hand, all of them wanted otherwise by us."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.edits.place import Place, Shown, said
from tests.edits.table import EDITS, THEIRS, Edit, Wish
from touchbase.domain.booking import Booking
from touchbase.domain.event import Occurrence
from touchbase.domain.period import Period
from touchbase.sync import Outcome

Dates = Mapping[datetime, Period | None]


@dataclass(frozen=True)
class Told:
    """What was seen of one series: before anybody did anything, after the edit, and after our run."""

    uid: str
    key: datetime
    plain: Shown
    edited: tuple[Shown, Shown]
    kept: tuple[Shown, Shown]
    dates_edited: Dates
    dates_kept: Dates
    booking: Booking


@dataclass(frozen=True)
class Story:
    """`by_edit` is told of each edit's own series; `touched` is what our writes touched, `again` of a second run."""

    wish: Wish
    by_edit: Mapping[str, Told]
    outcome: Outcome
    words: str
    touched: frozenset[str]
    wrote: frozenset[str]


def tell(make: Callable[[Path], Place], home: Path, wish: Wish) -> Story:
    """Book, edit by hand, want something, run, and run again."""
    place = make(home)
    try:
        return _told(place, wish, [edit for edit in EDITS if edit.exists_on(type(place))])
    finally:
        place.close()


def _told(place: Place, wish: Wish, edits: list[Edit]) -> Story:
    uids = dict(zip([edit.name for edit in edits], place.booked(*(edit.name for edit in edits)), strict=True))
    place.later(days=9)
    place.run()
    wish.begin(place)
    keys = {name: place.keys(uid)[THEIRS] for name, uid in uids.items()}
    plain = {name: place.shown(uid) for name, uid in uids.items()}
    for edit in edits:
        edit.do(place, uids[edit.name], keys[edit.name])
    edited = {name: _looks(place, uid, keys[name]) for name, uid in uids.items()}
    stood = _dates(place)
    wish.want(place, uids)
    place.mark()
    outcome = place.run_approved()
    touched = frozenset[str]().union(*place.written().values())
    assert (outcome.failed, outcome.stopped) == ([], None), [one.error for one in outcome.failed]
    kept = {name: _looks(place, uid, keys[name]) for name, uid in uids.items()}
    stand = _dates(place)
    place.settles()
    return Story(
        wish,
        {
            name: Told(uid, keys[name], plain[name], edited[name], kept[name], _of(stood, uid), _of(stand, uid),
                       place.booking(name))
            for name, uid in uids.items()
        },
        outcome,
        said(outcome),
        touched,
        frozenset(change.stakeholder for change in outcome.applied),
    )  # fmt: skip


def _looks(place: Place, uid: str, key: datetime) -> tuple[Shown, Shown]:
    return (place.shown(uid), place.shown(uid, key))


def _dates(place: Place) -> tuple[Occurrence, ...]:
    return place.calendar().read(Period(place.now, place.now + timedelta(weeks=6))).dates


def _of(dates: tuple[Occurrence, ...], uid: str) -> Dates:
    return {one.original_start: None if one.cancelled else one.period for one in dates if one.uid == uid}
