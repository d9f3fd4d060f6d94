"""Small invented worlds: one value each with what a test does not say filled in, and whole random ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Literal

from hypothesis import strategies as st

from tests.planning.checker import place_of, rule_starts
from touchbase.domain.availability import FreeBusy
from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Occurrence, Reading, SeenSeries, Series
from touchbase.domain.hours import Hours, workweek
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import instant, local

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, four weeks before the clocks change in London
LONDON, NEW_YORK, KATHMANDU, LORD_HOWE = "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"
ZONES = (LONDON, NEW_YORK, KATHMANDU, LORD_HOWE, "UTC", "Europe/Berlin")
WEEKLY, FORTNIGHTLY, MONTHLY = Cadence(1, "week"), Cadence(2, "week"), Cadence(1, "month")
CADENCES = (WEEKLY, FORTNIGHTLY, Cadence(3, "week"), MONTHLY, Cadence(2, "month"), Cadence(3, "month"))


def owner(zone: str = LONDON) -> Owner:
    return Owner("Sam Okafor", "sam@example.com", zone)


def rules(**more: Any) -> Rules:
    """As a fresh config has them, without the ramp."""
    usual: dict[str, Any] = {"new_per_run": 0}
    return Rules(**usual | more)


def person(
    id: str = "ana", cadence: Cadence = WEEKLY, priority: int = 2, zone: str = LONDON, **more: Any
) -> Stakeholder:
    return Stakeholder(id, f"{id.title()} Ruiz", f"{id}@example.com", "peer", priority, cadence, zone, **more)


def utc(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def span(start: datetime, minutes: float = 30) -> Period:
    return Period.lasting(start, minutes)


def rule(
    first: date = date(2026, 2, 3), at: str = "10:00", cadence: Cadence = WEEKLY, zone: str = LONDON, **more: Any
) -> Recurrence:
    """Tuesdays at ten from February on, for a year."""
    usual: dict[str, Any] = {"last": first + timedelta(days=365)}
    return Recurrence(first, time.fromisoformat(at), zone, cadence, **usual | more)


def series(id: str, recurrence: Recurrence, generation: int = 1, uid: str = "") -> Series:
    name, guest = f"{id.title()} Ruiz", f"{id}@example.com"
    return Series(uid or f"tb-{id}-{generation}", id, generation, recurrence, "Touchbase", "Hello", name, guest)


def booking(
    id: str = "ana",
    recurrence: Recurrence | None = None,
    generation: int = 1,
    exceptions: Mapping[datetime, DateChange] | None = None,
    **more: Any,
) -> Booking:
    return Booking(series(id, recurrence or rule(), generation), exceptions=exceptions or {}, **more)


def seen(entry: Booking, **more: Any) -> SeenSeries:
    """The master of that entry as a calendar shows it when nobody touched it."""
    one = entry.series
    shown = SeenSeries(one.uid, one.stakeholder, one.generation, one.recurrence, guest_email=one.guest_email)
    if entry.standing == "declined":
        shown = replace(shown, guest_reply="declined")
    return replace(shown, **more)


def window_of(now: datetime, given: Rules) -> Period:
    return Period(now - timedelta(days=14), now + timedelta(weeks=given.horizon_weeks, days=32))


def dates_shown(entry: Booking, window: Period) -> tuple[Occurrence, ...]:
    """Every date of an entry that a calendar shows in the window."""
    found = []
    for start in rule_starts(entry.series.recurrence, window.start - timedelta(40), window.end + timedelta(40)):
        place = place_of(entry, start)
        if place is not None and place.overlaps(window):
            found.append(Occurrence(entry.uid, start, place))
    return tuple(found)


def reading(
    now: datetime, given: Rules, bookings: Iterable[Booking], busy: Iterable[Period] = (), **more: Any
) -> Reading:
    """What a calendar shows when nobody touched our series."""
    window = window_of(now, given)
    standing = [entry for entry in bookings if entry.stands]
    shown = tuple(date for entry in standing for date in dates_shown(entry, window))
    usual: dict[str, Any] = {"series": tuple(seen(entry) for entry in standing), "dates": shown}
    return Reading(window, **usual | {"busy": FreeBusy.of(busy, window)} | more)


def world(
    people: Sequence[Stakeholder] = (),
    bookings: Sequence[Booking] = (),
    *,
    now: datetime = NOW,
    zone: str = LONDON,
    busy: Iterable[Period] = (),
    guests: Mapping[str, Sequence[Period]] | None = None,
    given: Rules | None = None,
    **more: Any,
) -> Snapshot:
    """A world in which the calendar shows what the ledger says; `guests` are the busy times of those known."""
    given = given or rules()
    covers = window_of(now, given)
    usual: dict[str, Any] = {
        "now": now,
        "owner": owner(zone),
        "rules": given,
        "stakeholders": tuple(people),
        "bookings": tuple(bookings),
        "reading": reading(now, given, bookings, busy),
        "free_busy": {id: FreeBusy.of(periods, covers) for id, periods in (guests or {}).items()},
    }
    return Snapshot(**usual | more)


# whole random worlds

MOMENTS = (
    NOW,
    utc(1, 15, 16),  # clocks go forward inside the horizon
    utc(8, 20, 13, 7),  # and back
    utc(10, 1, 7, 30),
    utc(3, 27, 23, 59),  # the day before, at night
    utc(12, 30, 11, 45),  # over the end of the year
)
STRETCHES = (
    (Hours(9 * 60, 17 * 60),),
    (Hours(9 * 60, 12 * 60 + 30), Hours(13 * 60 + 30, 17 * 60 + 30)),
    (Hours(7 * 60 + 10, 11 * 60),),
    (Hours(0, 24 * 60),),
    (Hours(14 * 60, 22 * 60),),
)


seeds = st.integers(0, 2**32 - 1)
"""A whole world of one number: drawing hundreds of values one by one would take longer than planning it."""


def world_of(seed: int) -> Snapshot:
    """An owner, one to twelve stakeholders, busy time and series that stand, in zones that change their clocks."""
    any = Random(seed)
    now, zone = any.choice(MOMENTS), any.choice((LONDON, LONDON, *ZONES))
    given = _rules(any)
    people = [_person(any, f"p{n:02}", zone, now) for n in range(any.randint(1, 12))]
    bookings = [_booking(any, who, zone, now) for who in people if any.random() < 0.35]
    if len(people) > 1 and any.random() < 0.25:
        people = people[1:]
    days = given.horizon_weeks * 7
    return world(
        people,
        bookings,
        now=now,
        zone=zone,
        given=given,
        busy=_busy(any, now, days),
        guests={who.id: _busy(any, now, days) for who in people if any.random() < 0.5},
        holidays=frozenset(now.date() + timedelta(any.randrange(days)) for _ in range(any.randrange(4))),
    )


def _rules(any: Random) -> Rules:
    return rules(
        working_hours=workweek(any.choice(STRETCHES)),
        buffer_minutes=any.choice((0, 5, 5, 15)),
        notice_hours=any.choice((0, 24, 48)),
        freeze_hours=any.choice((0, 24, 36)),
        max_per_day=any.randint(1, 3),
        max_per_week=any.randint(1, 8),
        preferred=any.choice(((), (Hours(14 * 60, 17 * 60),))),
        horizon_weeks=any.choice((4, 9, 13)),
        hours_per_week=any.choice((0.5, 1.5, 3.0, 8.0)),
        policy=any.choice(("upsert-only", "upsert-only", "full", "create-only")),
    )


def _person(any: Random, id: str, zone: str, now: datetime) -> Stakeholder:
    state = any.choice(("active",) * 7 + ("paused", "completed", "let_go"))
    until = now.date() + timedelta(any.randint(1, 120)) if state == "paused" and any.random() < 0.7 else None
    return person(
        id,
        any.choice(CADENCES),
        any.randint(1, 9),
        any.choice((zone, zone, *ZONES)),
        minutes=any.choice((15, 30, 30, 45, 60)),
        working_hours=any.choice((STRETCHES[0], *STRETCHES)),
        state=state,
        paused_until=until,
    )


def _booking(any: Random, who: Stakeholder, zone: str, now: datetime) -> Booking:
    """Most often at the cadence of the list, and sometimes on a day or at an hour that suits nobody."""
    first = now.date() + timedelta(any.randint(-330, 10))
    if any.random() < 0.8:
        first -= timedelta(max(0, first.weekday() - 4))
    cadence = who.cadence if any.random() < 0.85 else WEEKLY
    if cadence.unit == "month" and first.day > 28:
        first -= timedelta(7)
    at = time(*divmod(any.choice((540, 600, 600, 615, 667, 900, 975)), 60))
    recurrence = Recurrence(first, at, zone, cadence, who.minutes, first + timedelta(365))
    starts = rule_starts(recurrence, now - timedelta(7), now + timedelta(60))
    exceptions = {start: _change(any, start, who.minutes) for start in starts if any.random() < 0.15}
    return booking(who.id, recurrence, exceptions=exceptions, pinned=any.random() < 0.1)


def _change(any: Random, start: datetime, minutes: int) -> DateChange:
    """A skip or a move inside the same week, ours or a person's; never onto itself."""
    by: Literal["us", "human"] = any.choice(("us", "human", "human"))
    if any.random() < 0.25:
        return DateChange(None, by)
    shift = timedelta(minutes=15 * any.choice((-97, -8, -1, 1, 4, 96, 100)))
    return DateChange(Period.lasting(start + shift, minutes), by)


def _busy(any: Random, now: datetime, days: int) -> list[Period]:
    """Single meetings at any fifth minute, and some that come back every week."""
    midnight = datetime(now.year, now.month, now.day, tzinfo=UTC)
    ones = [(any.randint(0, days), any.randrange(288), any.randint(1, 60)) for _ in range(any.randrange(30))]
    again = [(any.randrange(7), any.randrange(288), any.randint(1, 60)) for _ in range(any.randrange(6))]
    weekly = [(day + 7 * n, at, long) for day, at, long in again for n in range(days // 7 + 1)]
    everything = [(timedelta(days=day, minutes=5 * at), 5 * long) for day, at, long in (*ones, *weekly)]
    return [Period.lasting(midnight + since, minutes) for since, minutes in everything]


def wall(moment: datetime, zone: str = LONDON) -> str:
    """`Tue 2026-03-03 10:00` on the wall clock of a zone."""
    return f"{local(moment, zone):%a %Y-%m-%d %H:%M}"


def on(day: date, at: str = "10:00", zone: str = LONDON) -> datetime:
    return instant(day, time.fromisoformat(at), zone)
