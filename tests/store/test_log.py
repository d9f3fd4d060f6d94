"""Any history of records, verdicts and retractions against a naive model: the log only grows, and people win."""

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.store.examples import DAY, NOW, OWNER, SERIES, said
from touchbase.domain.history import History
from touchbase.domain.period import Period
from touchbase.domain.touchbase import HELD, Touchbase
from touchbase.store.database import Database
from touchbase.store.port import LogEntry
from touchbase.store.reading import _in_memory
from touchbase.store.sqlite import SqliteStore

verdicts = st.sampled_from(["confirmed", "likely", "doubtful", "not_held"])
slots = st.integers(0, 5)  # few, so that they meet again
people = st.sampled_from(["ana-ruiz", "bo-lind"])
shifts = st.sampled_from([0, 0, 0, 20])


def memory() -> Database:
    """A store in memory that can be written."""
    from pathlib import Path

    database = _in_memory(Path("memory"), None)
    database.run("PRAGMA query_only = OFF")
    return database


def date_of(who: str, slot: int, verdict: Any, shift: int) -> Touchbase:
    """A date of a series, which may have moved by some minutes since."""
    original = NOW - slot * DAY
    return said(
        verdict,
        original + timedelta(minutes=shift),
        id=f"{who[:2]}{slot}",
        who=who,
        uid=f"{SERIES.uid}-{who}",
        original_start=original,
    )


class LogMachine(RuleBasedStateMachine):
    """`stands` is what should stand by id; `gone` are ids a person retracted."""

    def __init__(self) -> None:
        super().__init__()
        self.store = SqliteStore(memory(), OWNER)
        self.other = SqliteStore(self.store.database, "kim@example.org")
        self.other.record(said(), NOW)
        self.stands: dict[str, Touchbase] = {}
        self.gone: set[str] = set()
        self.lines: tuple[LogEntry, ...] = ()
        self.clock = NOW

    def later(self) -> Any:
        self.clock += timedelta(minutes=1)
        return self.clock

    @rule(who=people, slot=slots, verdict=verdicts, shift=shifts)
    def the_calendar_says(self, who: str, slot: int, verdict: str, shift: int) -> None:
        entry = date_of(who, slot, verdict, shift)
        known = self.stands.get(entry.id)
        settled = entry.id in self.gone or (known is not None and known.source == "human")
        news = not settled and known != entry
        assert self.store.record(entry, self.later()) is news
        if news:
            self.stands[entry.id] = entry

    @rule(who=people, slot=slots, verdict=verdicts)
    def a_person_says(self, who: str, slot: int, verdict: str) -> None:
        entry = date_of(who, slot, verdict, 0)
        self.store.confirm(entry, self.later())
        self.gone.discard(entry.id)
        self.stands[entry.id] = said(
            entry.judgement.verdict,
            entry.start,
            id=entry.id,
            who=who,
            uid=entry.uid,
            original_start=entry.original_start,
            source="human",
        )

    @precondition(lambda self: self.stands)
    @rule(data=st.data())
    def a_person_retracts(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(sorted(self.stands)))
        assert self.store.retract(id, self.later()) == self.stands.pop(id)
        self.gone.add(id)
        assert self.store.retract(id, self.later()) is None

    @invariant()
    def what_stands_is_what_should(self) -> None:
        assert {entry.id: entry for entry in self.store.touchbases()} == self.stands
        judged = self.store.judged(Period(NOW - 99 * DAY, NOW + DAY))
        assert {entry.id: entry for entry in judged.values()} == self.stands

    @invariant()
    def the_log_only_grows(self) -> None:
        now = self.store.log()
        assert now[: len(self.lines)] == self.lines
        assert [line.sequence for line in now] == list(range(1, len(now) + 1))
        self.lines = now

    @invariant()
    def histories_are_those_of_a_plain_count(self) -> None:
        for moment in (NOW, NOW - 2 * DAY):
            expected = {who: plain_history(self.stands, who, moment) for who in ("ana-ruiz", "bo-lind")}
            found = self.store.histories(moment)
            assert dict(found) == {who: history for who, history in expected.items() if history is not None}

    @invariant()
    def another_owner_sees_none_of_it(self) -> None:
        assert self.other.touchbases() == (said(),)

    def teardown(self) -> None:
        """What stands follows from the log."""
        assert self.store.check() == ()
        assert self.store.rebuild() == 0
        self.store.close()


def plain_history(stands: dict[str, Touchbase], who: str, moment: Any) -> History | None:
    past = sorted((t.start, t.judgement.verdict) for t in stands.values() if t.stakeholder == who and t.start <= moment)
    if not past:
        return None
    held = max((start for start, verdict in past if verdict in HELD), default=None)
    since = [verdict for start, verdict in past if held is None or start > held]
    return History(held, past[-1][1], since.count("not_held"), since.count("doubtful"))


TestLog = LogMachine.TestCase
TestLog.settings = settings(max_examples=settings().max_examples // 3, stateful_step_count=20)
