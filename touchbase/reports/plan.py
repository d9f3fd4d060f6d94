"""A plan for reading: what would change, grouped, with local times and reasons, and what could not be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from touchbase.domain.adoption import Adopt, Release
from touchbase.domain.change import (
    Change,
    Create,
    End,
    MoveOccurrence,
    MoveSeries,
    Park,
    Readdress,
    Record,
    Renew,
    SkipOccurrence,
)
from touchbase.domain.plan import ExpectedMiss, Plan, Unplaced
from touchbase.domain.proposal import Proposal
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import instant, local
from touchbase.planning.words import counted
from touchbase.reports.status_table import capacity_line
from touchbase.reports.table import Column, Row, Table
from touchbase.reports.words import day_words, moment_words, rhythm_words

CHANGES = (Column("Who", shrink=True), Column("What", shrink=True), Column("Why", shrink=True))
BY_HAND = ("adopt", "served")
ASKED = ("new_time",)
TITLES = {
    "create": "Book",
    "adopt": "Look after from now on",
    "release": "Leave to you again",
    "renew": "Go on for another year",
    "readdress": "Invite at another address",
    "move_series": "Move to another slot",
    "move_occurrence": "Move one date",
    "skip_occurrence": "Skip one date",
    "end": "End",
    "park": "Leave alone (no longer on the list)",
    "record": "Remember",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their zone and day, and everybody on the list by id."""

    zone: str
    today: date
    people: Mapping[str, Stakeholder]

    def name(self, id: str) -> str:
        return self.people[id].name if id in self.people else id

    def moment(self, moment: datetime) -> str:
        return moment_words(moment, self.zone, self.today)


def change_tables(changes: Iterable[Change], reader: Reader) -> tuple[Table, ...]:
    """One table a kind of change, in the order they would be done."""
    ordered = sorted(changes, key=Change.sort_key)
    groups = ((kind, tuple(group)) for kind, group in groupby(ordered, key=lambda change: change.kind))
    return tuple(_group(kind, group, reader) for kind, group in groups)


def _group(kind: str, changes: tuple[Change, ...], reader: Reader) -> Table:
    rows = tuple(Row((_who(change, reader), what(change, reader), "; ".join(change.why))) for change in changes)
    return Table(f"{TITLES[kind]} ({len(rows)})", CHANGES, rows)


def _who(change: Change, reader: Reader) -> str:
    """Somebody no longer on the list has the name their invitation was made for, where the change knows it."""
    if change.stakeholder not in reader.people and isinstance(change, Record) and change.booking is not None:
        return change.booking.series.guest_name
    return reader.name(change.stakeholder)


def what(change: Change, reader: Reader) -> str:
    """The change in words, without its stakeholder and its reasons."""
    match change:
        case Create() | MoveSeries():
            return _slot(change.series.recurrence, change.stakeholder, reader)
        case Renew(recurrence=recurrence):
            until = f" until {day_words(recurrence.last, reader.today)}" if recurrence.last else ""
            return f"{rhythm_words(recurrence, reader.zone)}{until}"
        case MoveOccurrence():
            return _moved(change, reader)
        case SkipOccurrence():
            return reader.moment(change.original_start)
        case End():
            return f"no dates after {reader.moment(change.after)}"
        case Adopt() | Release() | Readdress() | Park():
            return _stays(change, reader)
        case Record():
            return _record(change, reader)
    return change.kind


def _stays(change: Adopt | Release | Readdress | Park, reader: Reader) -> str:
    """What becomes of a series whose dates stay what they are."""
    match change:
        case Park():
            return "the series stays as it is"
        case Adopt():
            return f"your own series, {change.minutes} min, next {reader.moment(change.start)}"
        case Release():
            return "touchbase no longer looks after this series of yours; it stays on the calendar"
        case _:
            return f"{change.email} is asked, the old address no longer"


def _moved(change: MoveOccurrence, reader: Reader) -> str:
    """From where to where; a date that was off for a pause, or elsewhere, may return to where its rule has it."""
    there = reader.moment(change.original_start)
    back = change.period.start == change.original_start
    return f"{there}: back to its place" if back else f"{there} to {reader.moment(change.period.start)}"


def _slot(recurrence: Recurrence, stakeholder: str, reader: Reader) -> str:
    start = instant(recurrence.first, recurrence.at, recurrence.zone)
    first = local(start, reader.zone).date()
    text = f"{rhythm_words(recurrence, reader.zone)}, {recurrence.minutes} min, from {day_words(first, reader.today)}"
    theirs = reader.people[stakeholder].zone if stakeholder in reader.people else reader.zone
    there = local(start, theirs)
    same = there.replace(tzinfo=None) == local(start, reader.zone).replace(tzinfo=None)
    return text if same else f"{text} ({there:%H:%M} for them)"


def _record(change: Record, reader: Reader) -> str:
    if change.touchbase is not None:
        verdict = change.touchbase.judgement.verdict.replace("_", " ")
        return f"{reader.moment(change.touchbase.start)}: {verdict}"
    return "your edit on the calendar" if change.booking is not None else "noted"


def unplaced_table(unplaced: Iterable[Unplaced], reader: Reader) -> Table:
    """Who gets no series, why, and the cheapest thing that would change it."""
    rows = tuple(Row((reader.name(one.stakeholder), one.why, one.fix), "warn") for one in unplaced)
    return Table(f"No place found ({len(rows)})", CHANGES[:1] + _columns("Why", "What would help"), rows)


def misses_table(misses: Iterable[ExpectedMiss], reader: Reader) -> Table:
    """Dates that clash and cannot be moved."""
    rows = tuple(Row((reader.name(m.stakeholder), reader.moment(m.original_start), m.why), "warn") for m in misses)
    return Table(f"Dates that will not work ({len(rows)})", CHANGES[:1] + _columns("When", "Why"), rows)


def by_hand_table(proposals: Iterable[Proposal], reader: Reader) -> Table:
    """Who is met through a series made by hand, so that none is booked."""
    theirs = [p for p in proposals if p.kind in BY_HAND]
    rows = tuple(Row((reader.name(p.stakeholder), proposed(p, reader), "; ".join(p.why))) for p in theirs)
    return Table(f"You meet already ({len(rows)})", CHANGES[:1] + _columns("Next", "How"), rows)


def asked_table(proposals: Iterable[Proposal], reader: Reader) -> Table:
    """Other times that guests ask for."""
    theirs = [p for p in proposals if p.kind in ASKED]
    rows = tuple(Row((reader.name(p.stakeholder), proposed(p, reader), "; ".join(p.why))) for p in theirs)
    return Table(f"They ask for another time ({len(rows)})", CHANGES[:1] + _columns("When", "What to do"), rows)


def proposals_table(proposals: Iterable[Proposal], reader: Reader) -> Table:
    """What a missed date asks for; for a person to take up."""
    missed = [p for p in proposals if p.kind not in BY_HAND + ASKED]
    rows = tuple(Row((reader.name(p.stakeholder), proposed(p, reader), "; ".join(p.why))) for p in missed)
    note = "These are proposals: nothing of them is booked and nobody is mailed."
    return Table(f"To make up ({len(rows)})", CHANGES, rows, (note,) if rows else ())


def proposed(proposal: Proposal, reader: Reader) -> str:
    """The proposal in words, without its stakeholder and its reasons."""
    when = "" if proposal.start is None else reader.moment(proposal.start)
    match proposal.kind:
        case "make_up" | "adopt" | "served" | "new_time":
            return f"{when}, {proposal.minutes} min"
        case "another_hour":
            return f"another hour, from {when}"
        case "longer_cadence":
            return "a longer cadence"
    return "ask them"


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, shrink=True) for name in names)


def plan_tables(plan: Plan, reader: Reader) -> tuple[Table, ...]:
    """All of a plan that has rows."""
    rest = (
        unplaced_table(plan.unplaced, reader),
        misses_table(plan.expected_misses, reader),
        asked_table(plan.proposals, reader),
        by_hand_table(plan.proposals, reader),
        proposals_table(plan.proposals, reader),
    )
    return (*change_tables(plan.changes, reader), *(table for table in rest if table.rows))


def plan_lines(plan: Plan) -> tuple[str, ...]:
    """The sentences under a plan: its cost, how good it is, whether it may run, and the next command."""
    capacity = plan.capacity
    fixes = (f"Cheapest way out: {fix}" for fix in capacity.cheapest_fix) if not capacity.fits else ()
    starved = (f"Would starve: {', '.join(capacity.starved)}",) if capacity.starved else ()
    return (
        *plan.left_alone,
        *plan.notices,
        capacity_line(capacity.needed_hours_per_week, capacity.budget_hours_per_week),
        *starved,
        *fixes,
        *_quality(plan),
        *_verdict(plan),
    )


def _quality(plan: Plan) -> tuple[str, ...]:
    if plan.gap is None or not plan.changes:
        return ()
    percent = f"{max(0.0, plan.gap) * 100:.1f}"
    return ("No better plan is possible." if percent == "0.0" else f"Within {percent} % of the best possible.",)


def _verdict(plan: Plan) -> tuple[str, ...]:
    if not plan.guard.ok:
        reasons = (f"The guard stops this plan: {reason}" for reason in plan.guard.reasons)
        return (*reasons, f"If you mean it: touchbase sync --approve {plan.hash}")
    if not plan.changes:
        return ("Nothing to do.",)
    mails = f"{counted(plan.mails, 'mail')} would go out. " if plan.mails else "Nobody is mailed. "
    return (f"Plan {plan.hash}: {counted(len(plan.changes), 'change')}. {mails}Do it: touchbase sync",)
