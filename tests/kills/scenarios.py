"""What a run may have to do, told on the calendar in memory: a desk, and the deed that is disturbed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

from tests.sync.desk import FORTNIGHTLY, LONDON, WEEKLY, Desk, person, utc
from touchbase.calendars.port import Calendar
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.planning.adoption import adoption
from touchbase.store.port import Store
from touchbase.sync import look_by_hand, run, take_back, take_over

MONTHLY = Cadence(1, "month")
Deed = Callable[[Desk, Store, Calendar], object]


@dataclass(frozen=True)
class Scenario:
    """`kinds` are the changes the deed makes when nobody disturbs it; after it, cron runs as ever."""

    name: str
    build: Callable[[Path], Desk]
    kinds: tuple[str, ...]
    deed: Deed


def sync(desk: Desk, store: Store, calendar: Calendar) -> object:
    return run(desk.world(store, calendar), desk.people, "f")


def undo(desk: Desk, store: Store, calendar: Calendar) -> object:
    """What `touchbase undo` does with the last sync, once a person agreed; asked again, it goes on."""
    action = store.last_action()
    if action is None:
        return None
    done = take_back(desk.world(store, calendar), int(action.after))
    store.mark_undone(action.id, desk.now)
    return done


def adopt(desk: Desk, store: Store, calendar: Calendar) -> object:
    """What `touchbase adopt ana-ruiz` does; asked again, it finds the work done."""
    found = look_by_hand(desk.world(store, calendar), desk.people)
    mine = found.of("ana-ruiz")
    return take_over(desk.world(store, calendar), found, adoption(mine[0], found.snapshot), "it") if mine else None


def settled(home: Path, *, ben: bool = True) -> Desk:
    """Ana and Ben are met every Tuesday and every other Wednesday, and it is noted."""
    people = [person("ana-ruiz"), person("ben-li", FORTNIGHTLY)][: 2 if ben else 1]
    desk = Desk(home, people)
    desk.stand("ana-ruiz", date(2026, 3, 3))
    if ben:
        desk.stand("ben-li", date(2026, 3, 4), "11:00")
    desk.run()
    return desk.later(hours=1).settled()


def first_sync(home: Path) -> Desk:
    home.mkdir()
    return Desk(home, [person("ana-ruiz"), person("ben-li", FORTNIGHTLY), person("chi-obi", MONTHLY)])


def date_moved(home: Path) -> Desk:
    desk = settled(home)
    desk.hands.move_date(desk.booking_of("ana-ruiz").uid, utc(3, 17), Period(utc(3, 17, 15), utc(3, 17, 15, 30)))
    return desk.settled()


def series_deleted(home: Path) -> Desk:
    desk = settled(home)
    desk.hands.delete_series(desk.booking_of("ana-ruiz").uid)
    return desk.settled()


def guest_declined(home: Path) -> Desk:
    desk = settled(home)
    desk.hands.answer(desk.booking_of("ana-ruiz").uid, "declined")
    return desk.settled()


def cadence_changed(home: Path) -> Desk:
    desk = settled(home)
    desk.people[1] = desk.people[1]._replace(cadence=WEEKLY)
    return desk


def taken_from_the_list(home: Path) -> Desk:
    desk = settled(home)
    desk.people = desk.people[:1]
    return desk


def full_end(home: Path) -> Desk:
    """Gone from the list for four days and three good readings, and the policy lets series end."""
    desk = taken_from_the_list(home)
    desk.rules = desk.rules._replace(policy="full")
    for _ in range(3):
        desk.run()
        desk.later(days=1, hours=8)
    return desk.settled()


def address_changed(home: Path) -> Desk:
    desk = settled(home)
    desk.people[0] = desk.people[0]._replace(email="ana-ruiz@example.org")
    return desk


def pause(home: Path) -> Desk:
    desk = settled(home)
    desk.people[0] = desk.people[0]._replace(state="paused", paused_until=date(2026, 3, 25))
    return desk


def renewal(home: Path) -> Desk:
    desk = Desk(home, [person("ana-ruiz", MONTHLY), person("ben-li", FORTNIGHTLY)])
    desk.stand("ana-ruiz", date(2025, 4, 10), last=date(2026, 4, 10))
    desk.stand("ben-li", date(2026, 3, 4), "11:00")
    return desk.settled()


def retirement(home: Path) -> Desk:
    """`touchbase retire` of somebody parked: their series ends at the next sync."""
    desk = taken_from_the_list(home)
    desk.run()
    with desk.open() as store:
        store.save_booking(replace(desk.booking_of("ben-li"), standing="retired"))
    return desk.later(hours=1).settled()


def just_booked(home: Path) -> Desk:
    desk = settled(home)
    desk.people.append(person("chi-obi", MONTHLY))
    desk.run()
    return desk.later(hours=1).settled()


def made_by_hand(home: Path) -> Desk:
    desk = Desk(home, [person("ana-ruiz", FORTNIGHTLY), person("ben-li")])
    desk.hands.meet_weekly(
        "coffee", Recurrence(date(2026, 2, 24), time(10), LONDON, FORTNIGHTLY, 30), "ana-ruiz@example.com"
    )
    desk.run()
    return desk.later(hours=1).settled()


SCENARIOS = (
    Scenario("first sync", first_sync, ("create", "create", "create"), sync),
    Scenario("nothing to do", settled, (), sync),
    Scenario("date moved by the owner", date_moved, ("record",), sync),
    Scenario("series deleted by the owner", series_deleted, ("record",), sync),
    Scenario("guest declined the series", guest_declined, ("record",), sync),
    Scenario("cadence changed", cadence_changed, ("move_series",), sync),
    Scenario("taken from the list", taken_from_the_list, ("park",), sync),
    Scenario("taken from the list, policy full", full_end, ("record", "end"), sync),
    Scenario("address changed", address_changed, ("readdress",), sync),
    Scenario("paused", pause, ("skip_occurrence",) * 3, sync),
    Scenario("renewal", renewal, ("record", "renew"), sync),
    Scenario("retired", retirement, ("end",), sync),
    Scenario("undo of the last sync", just_booked, ("end",), undo),
    Scenario("adoption of a series made by hand", made_by_hand, ("adopt",), adopt),
)
