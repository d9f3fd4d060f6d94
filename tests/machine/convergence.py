"""Quiet: nobody does anything any more, and the machines run in turns until there is nothing left to do."""

from datetime import timedelta

from tests.machine.check_run import check_run
from tests.machine.check_town import check_end, check_moment, check_rest
from tests.machine.stores import rows
from tests.machine.town import Machine, Ran, Town
from touchbase.domain.plan import Plan
from touchbase.errors import RefusedPlan

ROUNDS = 6
BELIEVES_NOTHING = "shows none of your"


def converge(town: Town) -> None:
    """A day passes, so that whoever was left alone is looked at again; then runs, a quarter of an hour apart."""
    others = town.ground.foreign()
    town.now += timedelta(hours=25)
    for _ in range(ROUNDS):
        town.now += timedelta(minutes=15)
        plans = [_step(machine, town) for machine in town.machines]
        check_moment(town, others)
        if not any(plan.changes for plan in plans):
            break
    else:
        raise AssertionError(f"I2: still not done after {ROUNDS} quiet rounds: {[plan.changes for plan in plans]}")
    for machine in town.machines:
        _rest(machine, town)


def _step(machine: Machine, town: Town) -> Plan:
    """One run; what the guard stops is looked at and approved, as a person would."""
    ran = town.run(machine)
    check_run(ran, town)
    if stopped(ran):
        plan = town.preview(machine)
        if any(BELIEVES_NOTHING in reason for reason in plan.guard.reasons):
            if not town.ground.binned():
                return Plan()  # whoever deleted them has to say what is meant; until then nothing is believed or done
            _bring_one_back(town)
        ran = town.run(machine, approve=town.preview(machine).hash)
        check_run(ran, town)
    assert ran.outcome is not None, f"a quiet run failed: {ran.error!r}"
    assert not ran.outcome.failed, f"a quiet run failed for {ran.outcome.failed}"
    return ran.outcome.plan


def stopped(ran: Ran) -> bool:
    """True when the guard stood against it, be it for the first time or with a reminder only."""
    if ran.outcome is not None:
        return not (ran.outcome.plan.guard.ok or ran.approved)
    return isinstance(ran.error, RefusedPlan)


def _bring_one_back(town: Town) -> None:
    """Whoever deleted every series takes one out of the bin, as the guard's word makes them look."""
    bring_back(town, town.ground.binned()[-1])


def bring_back(town: Town, uid: str) -> None:
    """A person takes a deleted series out of the bin."""
    town.deed()
    town.ground.bring_back(uid)
    town.wishes.gone.discard(uid)
    town.wishes.brought_back.add(uid)


def _rest(machine: Machine, town: Town) -> None:
    before, steps = rows(machine.store), len(town.ground.steps)
    ran = town.run(machine)
    again = ran.outcome
    if again is None or not again.plan.guard.ok:
        return  # an empty list, say, which nobody put right: it waits, and writes nothing
    check_rest(machine, before, steps, town)
    check_end(machine, again.plan, town)
