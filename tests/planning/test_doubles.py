"""Two live series with one person: the one that is not tended ends under the policy full, else it is told."""

from dataclasses import replace
from datetime import date

from tests.planning.builders import NOW, booking, dates_shown, person, rule, rules, seen, utc, window_of, world
from touchbase.domain.change import End
from touchbase.domain.plan import Plan
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.decide import decide
from touchbase.planning.ledger import after
from touchbase.planning.steps import phases

OLD = booking(generation=1, recurrence=rule(at="15:00"))
NEW = booking(generation=2, recurrence=rule(date(2026, 2, 10)))


def both(policy: str = "full", **more: object) -> Snapshot:
    return world((person("ana"),), (OLD, NEW), given=rules(policy=policy, **more), mails=True)


def ends(plan: Plan) -> list[End]:
    return [change for change in plan.changes if isinstance(change, End)]


def test_under_full_the_older_one_ends_and_the_guest_hears_once() -> None:
    plan = decide(both())
    [end] = ends(plan)
    assert (end.uid, end.after, end.asked, plan.mails, plan.notices) == (OLD.uid, utc(3, 3, 9), False, 1, ())
    assert end.why == (
        "a newer series with Ana Ruiz stands; this one, weekly on Tuesday at 15:00 (Europe/London), is a double",
    )
    assert plan.guard.ok


def test_once_it_has_ended_there_is_nothing_left_to_do() -> None:
    snapshot = both()
    plan = decide(snapshot)
    [[(_, step)]] = phases(ends(plan))
    over = after(step, replace(OLD, standing="ended"))
    window = window_of(NOW, snapshot.rules)
    shown = replace(
        snapshot.reading, series=(seen(over), seen(NEW)), dates=(*dates_shown(over, window), *dates_shown(NEW, window))
    )
    settled = decide(replace(snapshot, bookings=(over, NEW), reading=shown))
    assert (settled.changes, settled.notices) == ((), ())


def test_under_other_policies_it_is_told_and_left() -> None:
    for policy in ("upsert-only", "create-only"):
        plan = decide(both(policy))
        assert (ends(plan), len(plan.notices)) == ([], 1)
        assert plan.guard.ok


def test_a_storm_of_them_is_for_the_guard() -> None:
    people = [person(f"p{n}") for n in range(4)]
    pairs = [booking(who.id, generation=n, recurrence=rule()) for who in people for n in (1, 2)]
    plan = decide(world(people, pairs, given=rules(policy="full")))
    assert (len(ends(plan)), plan.guard.ok) == (4, False)
