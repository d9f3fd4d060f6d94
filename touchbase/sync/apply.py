"""A plan carried out: intent, call, result, one stakeholder's fault never another's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from touchbase.domain.booking import Booking
from touchbase.domain.change import Change, MoveSeries, Record
from touchbase.domain.identity import operation_id
from touchbase.domain.operation import Operation
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.step import CreateSeries, EndSeries, Step, dumps
from touchbase.errors import CalendarRefused, TouchbaseError, TryLater, UidTaken
from touchbase.planning.ledger import changed
from touchbase.planning.steps import Phase, next_generation, phases
from touchbase.planning.words import counted
from touchbase.sync.waiting import asked_to_wait
from touchbase.sync.world import Failure, Outcome, Progress, World

FAILURES_BEFORE_STOPPING = 3
STANDS = "The calendar has a series with them that it did not show before; no second one was made."
MAILED = "This very change was mailed today, or may have been, so it is not sent again."


@dataclass
class Application:
    """One plan being carried out."""

    world: World
    snapshot: Snapshot
    outcome: Outcome
    progress: Progress
    _in_a_row: int = 0
    _ledger: dict[str, Booking] = field(default_factory=dict)
    _renamed: dict[str, str] = field(default_factory=dict)

    def carry_out(self) -> None:
        plan = self.outcome.plan
        if not plan.changes:
            return
        self.outcome.run = self.world.store.begin_run(self.world.now)
        try:
            self._record(change for change in plan.changes if isinstance(change, Record))
            self._ledger = {booking.uid: booking for booking in self.world.store.bookings()}
            for phase in phases(plan.writes):
                self._phase(phase)
        finally:
            summary = f"{len(self.outcome.applied)} applied, {len(self.outcome.failed)} failed"
            self.world.store.finish_run(self.outcome.run, self.world.now, plan.hash, summary)

    def _record(self, records: Iterable[Record]) -> None:
        evidence = {seen.key: seen for seen in self.snapshot.reading.evidence}
        with self.world.store.transaction():
            for record in records:
                if record.booking is not None:
                    self.world.store.save_booking(record.booking)
                entry = record.touchbase
                if entry is not None:
                    key = (entry.uid, entry.original_start or entry.start)
                    self.world.store.record(entry, self.world.now, evidence.get(key))
                self.outcome.recorded.append(record)

    def _phase(self, phase: Phase) -> None:
        """The changes of a phase do not depend on each other; those of a stakeholder who failed before are left."""
        lost = {failure.stakeholder for failure in self.outcome.failed}
        todo = [(change, self._now_called(step)) for change, step in phase if change.stakeholder not in lost]
        for some in _in_groups(todo, self.world.calendar.at_once):
            if self._is_over():
                return
            self._write(some)
            self.progress(len(self.outcome.applied), len(self.outcome.plan.writes), some[-1][0].stakeholder)

    def _is_over(self) -> bool:
        """True when the run was stopped, or has taken its time: an old plan is not carried out, it is made anew."""
        minutes = self.world.rules.minutes_per_run
        if self.outcome.stopped is None and self.world.elapsed() > minutes * 60:
            sentence = f"The run took longer than {counted(minutes, 'minute')}, and stopped between two writes."
            self.outcome.stopped = TryLater(sentence, "The next sync goes on from here.")
        return self.outcome.stopped is not None

    def _write(self, some: Phase) -> None:
        """Intent, call, result: a kill at any point is answered by looking at the calendar in the next run."""
        begun = self._begun(some)
        answers = self.world.calendar.write([step for _, step, _ in begun]) if begun else ()
        self.outcome.calls_write += bool(begun)
        told = list(zip(begun, answers, strict=True))  # one answer too few, and nobody knows whose is whose
        for (change, step, operation), answer in told:
            self._settle(change, step, operation, answer)

    def _begun(self, some: Phase) -> list[tuple[Change, Step, Operation]]:
        """Those whose intent is kept; none whose very mail went out today."""
        asked = [(change, step, self._operation(change, step)) for change, step in some]
        with self.world.store.transaction():
            begun = [one for one in asked if self.world.store.begin(one[2])]
        for one in asked:
            if one not in begun:
                self.outcome.failed.append(Failure(one[0].stakeholder, MAILED, "It is tried again tomorrow."))
        return begun

    def _settle(self, change: Change, step: Step, operation: Operation, answer: TouchbaseError | None) -> None:
        if isinstance(answer, UidTaken) and isinstance(step, CreateSeries):
            self._taken(change, step, operation)
        elif answer is None:
            self._done(change, step, operation)
        else:
            self._failed(change, operation, answer)

    def _taken(self, change: Change, step: CreateSeries, operation: Operation) -> None:
        """A deleted event, or somebody else's, gives way to the next generation; a series that stands does not.

        That one was not shown when we looked: another machine made it since, or the list had a hole.
        """
        try:
            found = self.world.calendar.find(step.uid)
        except TouchbaseError as error:
            self._failed(change, operation, error)
            return
        if found is not None and not found.cancelled:
            self._failed(change, operation, CalendarRefused(STANDS, "The next sync looks again."))
            return
        self.world.store.finish(operation.id, "failed", self.world.now)
        renamed = next_generation(step, self.world.owner.id)
        self._renamed[step.uid] = renamed.uid
        self._write([(change, renamed)])

    def _done(self, change: Change, step: Step, operation: Operation) -> None:
        with self.world.store.transaction():
            for uid, booking in changed(step, self._ledger).items():
                self._ledger[uid] = booking
                self.world.store.save_booking(booking)
            self.world.store.finish(operation.id, "done", self.world.now)
        if not (isinstance(change, MoveSeries) and isinstance(step, EndSeries)):  # its second step completes it
            self.outcome.applied.append(change)
        self.outcome.mails += change.notifies
        self._in_a_row = 0

    def _failed(self, change: Change, operation: Operation, error: TouchbaseError) -> None:
        """A refusal concerns this stakeholder; anything else may be the whole calendar: three in a row stop the run.

        So does a single one that says how long to stay away.
        """
        refused = isinstance(error, CalendarRefused)
        self.world.store.finish(operation.id, "failed" if refused else "unknown", self.world.now)
        self.outcome.failed.append(Failure(change.stakeholder, error.sentence, error.remedy))
        self._in_a_row = 0 if refused else self._in_a_row + 1
        if self._in_a_row >= FAILURES_BEFORE_STOPPING or asked_to_wait(error):
            self.outcome.stopped = error

    def _now_called(self, step: Step) -> Step:
        """The step under the uid its series got when the planned one was taken."""
        uid = self._renamed.get(step.uid)
        return step if uid is None or isinstance(step, CreateSeries) else replace(step, uid=uid)

    def _operation(self, change: Change, step: Step) -> Operation:
        facts = dumps(step)
        return Operation(
            id=operation_id(self.world.owner.id, self.world.calendar.name, facts, self.world.now.isoformat()),
            run=self.outcome.run,
            kind=change.kind,
            stakeholder=change.stakeholder,
            uid=step.uid,
            facts=facts,
            outcome="intended",
            at=self.world.now,
            notified=change.notifies,
        )


def _in_groups(todo: Sequence[tuple[Change, Step]], size: int) -> Iterator[Phase]:
    rest = iter(todo)
    while some := list(islice(rest, max(1, size))):
        yield some
