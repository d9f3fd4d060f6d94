"""The guard against storms: which plans may not run without somebody looking at them."""

from collections.abc import Iterator

from touchbase.domain.change import Create, End, MoveSeries, Park, Record
from touchbase.domain.plan import GuardReport, Plan
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.clock import wrong_clock
from touchbase.planning.words import counted

FEW = 3  # fewer than this many is a person tidying up, not a storm
MANY_LIVE = 10  # below this, a share of the series says nothing
ENDS_SHARE, MOVES_SHARE, KEPT_SHARE = 0.20, 0.30, 0.50


def guard(snapshot: Snapshot, plan: Plan) -> GuardReport:
    """Every reason why this plan may not run by itself; each names its numbers and the way out.

    Small lists are never nagged: a share counts from three ends, three vanished series or three vanished people on, and
    for moves from ten live series on. So deleting one's only series, or both of two, is not a case for the guard.
    """
    live = sum(booking.stands for booking in snapshot.bookings)
    reasons = (
        *wrong_clock(snapshot),
        *_list(snapshot),
        *_remote(snapshot),
        *_changes(plan, live),
        *_volume(snapshot, plan),
        *_policy(snapshot, plan),
    )
    return GuardReport(reasons)


def remote_is_empty(snapshot: Snapshot) -> bool:
    """True when the calendar shows none of three or more expected series; cancelled ones count as shown."""
    uids = expected(snapshot)
    return len(uids) >= FEW and uids.isdisjoint(series.uid for series in snapshot.reading.series)


def expected(snapshot: Snapshot) -> set[str]:
    """Uids that should stand on the calendar. People who are paused, completed or let go may have none there."""
    set_aside = {person.id for person in snapshot.stakeholders if person.state_on(snapshot.today) != "active"}
    return {booking.uid for booking in snapshot.bookings
            if booking.stands and booking.series.stakeholder not in set_aside}  # fmt: skip


def _approve(plan: Plan) -> str:
    return f"If this is what you want, run `touchbase sync --approve {plan.hash}`."


def _list(snapshot: Snapshot) -> Iterator[str]:
    if not snapshot.stakeholders:
        yield "The stakeholder list is empty. Restore the file, or add somebody with `touchbase stakeholders add`."
        return
    if _is_cut(snapshot):
        last, more = snapshot.stakeholders[-1].name, len(snapshot.known) - len(snapshot.stakeholders)
        yield (
            f"The list ends with {last}, whose entry has changed, and what came after it ({more} more) is gone: this "
            "looks like a file that was cut. Restore it and run again. " + _way_out_of_list()
        )
    gone = len(snapshot.known_ids - {person.id for person in snapshot.stakeholders})
    known = len(snapshot.known_ids)
    if gone >= FEW and known - gone < KEPT_SHARE * known:
        yield (
            f"Only {known - gone} of the {known} people of the last good list are still on it; this looks like another "
            "list, or half of one. Restore the file and run again. " + _way_out_of_list()
        )


def _is_cut(snapshot: Snapshot) -> bool:
    """True for the beginning of the last good list whose last entry has changed: a cut loses fields there."""
    now, known = snapshot.stakeholders, snapshot.known
    begins = [person.id for person in now] == [person.id for person in known[: len(now)]]
    return begins and len(now) < len(known) and now[-1] != known[len(now) - 1]


def _way_out_of_list() -> str:
    return "If the new list is right, look at `touchbase plan` and approve it by its hash."


def _remote(snapshot: Snapshot) -> Iterator[str]:
    if remote_is_empty(snapshot):
        yield (
            f"The calendar shows none of your {len(expected(snapshot))} series, so nothing it says is believed. Check "
            "with `touchbase doctor` that it is the right calendar and account. If you deleted them on purpose, run "
            "`touchbase pause ID --until DATE` for each."
        )


def _changes(plan: Plan, live: int) -> Iterator[str]:
    ends = sum(isinstance(change, End) and not change.asked for change in plan.changes)
    if ends >= FEW and ends > ENDS_SHARE * live:
        yield f"It would end {ends} of {live} live series; more than 20 % needs your word. {_approve(plan)}"
    moves = sum(isinstance(change, MoveSeries) for change in plan.changes)
    if live >= MANY_LIVE and moves > MOVES_SHARE * live:
        yield f"It would move {moves} of {live} live series; more than 30 % needs your word. {_approve(plan)}"


def _volume(snapshot: Snapshot, plan: Plan) -> Iterator[str]:
    rules = snapshot.rules
    if plan.mails > rules.max_mails_per_run:
        yield (
            f"It would send {counted(plan.mails, 'mail')}; max_mails_per_run under [guard] is "
            f"{rules.max_mails_per_run}. {_approve(plan)}"
        )
    creates = sum(isinstance(change, Create) for change in plan.changes)
    if 0 < rules.new_per_run < creates:
        yield (
            f"It would create {creates} new series; new_per_run under [touchbase] is {rules.new_per_run}. "
            + _approve(plan)
        )


def _policy(snapshot: Snapshot, plan: Plan) -> Iterator[str]:
    policy = snapshot.rules.policy
    if policy == "create-only":
        others = [c for c in plan.changes if not isinstance(c, Create | Record | Park)]
        kinds = ", ".join(sorted({change.kind for change in others}))
        if others:
            yield (
                f'The policy is "create-only", and the plan holds {counted(len(others), "other change")} ({kinds}). '
                'Set policy = "upsert-only" or "full" under [guard] in config.toml to allow them.'
            )
    elif policy == "upsert-only":
        ends = sorted(c.stakeholder for c in plan.changes if isinstance(c, End) and not c.asked)
        if ends:
            yield (
                f'The policy is "upsert-only", and the plan would end the series of {", ".join(ends)}. Run '
                '`touchbase retire ID` for each, or set policy = "full" under [guard] in config.toml.'
            )
