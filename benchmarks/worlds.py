"""Invented leaders with crowded calendars, the same for the same seed (the instances of the planner's benchmark)."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from touchbase.domain.availability import FreeBusy
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Reading
from touchbase.domain.hours import Hours, workweek
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import zone

NOW = datetime(2026, 2, 27, 18, 0, tzinfo=UTC)  # a Friday evening; the clocks change inside the horizon
HOME = "Europe/London"
NEAR = ("Europe/Berlin", "Europe/Athens", "Atlantic/Azores")
FAR = ("America/New_York", "Asia/Kolkata")
CADENCES = ((Cadence(1, "week"), 5), (Cadence(2, "week"), 10), (Cadence(4, "week"), 35), (Cadence(3, "month"), 100))
CAPS = {30: (5, 20), 150: (8, 36), 1000: (10, 45)}
DAY = Hours(8 * 60, 18 * 60)
WEEKS = 13


def world(seed: int, people: int, busy: float = 0.55) -> Snapshot:
    """A leader with so many stakeholders, everybody's calendar `busy` full, nobody met yet."""
    dice = random.Random(f"{seed}/{people}")
    per_day, per_week = CAPS.get(people, (8, 36))
    stakeholders = tuple(_stakeholder(dice, n) for n in range(people))
    first = NOW.date() - timedelta(days=NOW.weekday())
    window = Period(NOW - timedelta(days=7), NOW + timedelta(weeks=WEEKS + 2))
    return Snapshot(
        now=NOW,
        owner=Owner("Sam Okafor", "sam@example.com", HOME),
        rules=Rules(
            working_hours=workweek((DAY,)),
            preferred=(Hours(13 * 60, 17 * 60),),
            buffer_minutes=15 if people <= 30 else 0,
            max_per_day=per_day,
            max_per_week=per_week,
            hours_per_week=1e6,
            new_per_run=0,
        ),
        stakeholders=stakeholders,
        reading=Reading(window, busy=FreeBusy.of(_busy(dice, first, HOME, busy), window)),
        free_busy={who.id: FreeBusy.of(_busy(dice, first, HOME, busy), window) for who in stakeholders},
    )


def _stakeholder(dice: random.Random, n: int) -> Stakeholder:
    where = dice.random()
    zone_name = HOME if where < 0.6 else dice.choice(NEAR) if where < 0.85 else dice.choice(FAR)
    cadences, shares = [cadence for cadence, _ in CADENCES], [share for _, share in CADENCES]
    start = dice.choice((8, 9, 9, 10)) * 60
    return Stakeholder(
        id=f"person-{n}",
        name=f"Person {n}",
        email=f"person-{n}@example.com",
        category="peer",
        priority=dice.randint(1, 9),
        cadence=dice.choices(cadences, shares)[0],
        zone=zone_name,
        working_hours=(Hours(start, start + 9 * 60),),
        preferred=(Hours(10 * 60, 15 * 60),) if dice.random() < 0.5 else (),
    )


def _busy(dice: random.Random, first: date, zone_name: str, share: float) -> Iterator[Period]:
    """Busy time in blocks of half an hour to an hour: 60 % of it the same every week, 6 % of the weeks away."""
    weekly = {(day, quarter) for day in range(5) for quarter in _blocks(dice, share * 0.6)}
    for week in range(WEEKS + 2):
        away = dice.random() < 0.06
        for day in range(5):
            midnight = datetime.combine(first + timedelta(days=7 * week + day), datetime.min.time(), zone(zone_name))
            if away:
                yield Period(midnight + timedelta(hours=8), midnight + timedelta(hours=18))
                continue
            taken = {quarter for n, quarter in weekly if n == day}
            taken |= set(_blocks(dice, 1 - (1 - share) / (1 - share * 0.6)))
            for quarter in taken:
                start = midnight + timedelta(minutes=8 * 60 + 15 * quarter)
                yield Period(start, start + timedelta(minutes=15))


def _blocks(dice: random.Random, share: float) -> Iterator[int]:
    """Quarters of a ten-hour day, in blocks of two to four."""
    quarter = 0
    while quarter < 40:
        length = dice.choice((2, 2, 4))
        if dice.random() < share:
            yield from range(quarter, min(quarter + length, 40))
        quarter += length
