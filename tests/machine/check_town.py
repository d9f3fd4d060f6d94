"""What must hold at any moment, and once all is quiet: doubles (I1), rest (I2), foreign events (I5), the log (I8)."""

from collections import Counter
from datetime import datetime, timedelta

from tests.machine.ground import Shown
from tests.machine.stores import Rows, rows
from tests.machine.town import FREEZE, Machine, Town
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan

A_MINUTE = timedelta(minutes=1)


def check_moment(town: Town, others: object) -> None:
    """At any moment, whatever has just died. `others` are the events that are not ours, as people left them."""
    one_series_each(town)
    assert town.ground.foreign() == others, "I5: an event that is not ours was changed"
    assert all(town.ground.whose(mail.uid) for mail in town.ground.posted), "I5: a mail about an event that is not ours"
    for machine in town.machines:
        log = machine.store.log()
        assert log[: len(machine.log)] == machine.log, f"I8: the log of {machine.name} was rewritten"
        machine.log = log


def one_series_each(town: Town) -> None:
    """I1: beyond the freeze nobody has two, but where a person took one out of the bin."""
    moment = town.now + FREEZE + A_MINUTE
    shown = [one for one in town.shown() if one.uid not in town.wishes.brought_back and _goes_on(one, moment)]
    doubles = [who for who, many in Counter(one.stakeholder for one in shown).items() if many > 1]
    assert not doubles, f"I1: {doubles[0]} has two series"


def _goes_on(one: Shown, moment: datetime) -> bool:
    return any(period.start > moment for period in one.dates.values())


def check_rest(machine: Machine, before: Rows, steps: int, town: Town) -> None:
    """I2: a run that had nothing to do left nothing behind."""
    assert len(town.ground.steps) == steps, "I2: a run after the last one wrote to the calendar"
    now = rows(machine.store)
    changed = [name for name in now if now[name] != before[name]]
    assert not changed, f"I2: a run after the last one changed rows of {changed}"


def check_end(machine: Machine, plan: Plan, town: Town) -> None:
    """Once all is quiet: no write is left open, the ledger is what the calendar shows, and nobody got lost."""
    opened = [*machine.store.operations("intended"), *machine.store.operations("unknown")]
    assert not opened, f"a write was left open: {opened[0]}"
    _ledger(machine, town)
    _nobody_lost(machine, plan, town)


def _ledger(machine: Machine, town: Town) -> None:
    """The dates to come as the ledger has them are those the calendar shows."""
    shown = {one.uid: one.dates for one in town.shown()}
    for booking in machine.store.bookings():
        if booking.stands:
            rule = booking.series.recurrence
            ends = town.now + timedelta(weeks=3)
            theirs = {key: period for key, period in shown.get(booking.uid, {}).items() if town.now < key < ends}
            ours = {}
            for start in rule.starts(_window(town.now, ends)):
                change = booking.exceptions.get(start)
                place = rule.period(start) if change is None else change.period
                if place is not None and place.start >= town.now:
                    ours[start] = place
            assert ours == theirs, f"the ledger and the calendar differ about {booking.uid}: {ours} and {theirs}"


def _window(now: datetime, ends: datetime) -> Period:
    return Period(now + timedelta(microseconds=1), ends)


def _nobody_lost(machine: Machine, plan: Plan, town: Town) -> None:
    """Everybody active has a series, or is told why not."""
    told = {one.stakeholder for one in plan.unplaced} | {one.stakeholder for one in plan.proposals}
    standing = {booking.series.stakeholder for booking in machine.store.bookings() if booking.stands}
    for who in machine.people.values():
        if who.state_on(town.now.date()) == "active":
            assert who.id in told | standing, f"{who.id} has no series, and nobody is told why"
