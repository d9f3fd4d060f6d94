"""The clock, runs, and what goes wrong in them: crashes, faults, lost pages, refusals, a database gone or gone back."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.machine.life import Life, Then, one_of, then, which
from tests.machine.stores import blank
from tests.sync.crashing import Fate
from touchbase.domain.change import End
from touchbase.errors import CalendarRefused, ProviderDown, TouchbaseError, TryLater

MINUTES = (0, 15, 60, 8 * 60, 25 * 60, 73 * 60, 7 * 24 * 60, 21 * 24 * 60)
FAULTS: tuple[type[TouchbaseError], ...] = (ProviderDown, TryLater)


class RunRules(Life):
    """Each is one run of one of the machines, or several."""

    @rule(minutes=st.sampled_from(MINUTES), n=which)
    def time_passes(self, minutes: int, n: int) -> None:
        """And the crontab runs; with 0 minutes, twice at the same moment."""
        self.town.now += timedelta(minutes=minutes)
        for machine in self.town.machines:
            self.run(machine)

    @rule(n=which, nth=st.integers(1, 60), after=st.booleans(), again=st.booleans())
    def die(self, n: int, nth: int, after: bool, again: bool) -> None:
        self.run(self.machine(n), fate=Fate(nth, after=after))
        if again:
            self.run(self.machine(n), fate=Fate(nth // 2 + 1, after=not after))

    @rule(n=which, fault=st.sampled_from(FAULTS), nth=st.integers(1, 5), many=st.integers(1, 4), after=st.booleans())
    def fail(self, n: int, fault: type[TouchbaseError], nth: int, many: int, after: bool) -> None:
        for further in range(many):
            self.town.ground.fail(fault("No answer."), write=nth + further, after=after)
        self.run(self.machine(n), trouble="fault")

    @rule(n=which, fault=st.sampled_from(FAULTS), nth=st.integers(1, 3))
    def fail_to_read(self, n: int, fault: type[TouchbaseError], nth: int) -> None:
        self.town.ground.fail(fault("No answer."), read=nth)
        self.run(self.machine(n), trouble="fault")

    @rule(n=which, nth=st.integers(1, 5))
    def refuse(self, n: int, nth: int) -> None:
        self.town.ground.fail(CalendarRefused("Not that one."), write=nth)
        self.run(self.machine(n), trouble="refusal")

    @rule(n=which, lost=st.sets(which, min_size=1, max_size=5))
    def lose_a_page(self, n: int, lost: set[int]) -> None:
        """A reading that lacks some of our series, or all."""
        uids = [one.uid for one in self.town.shown()]
        self.town.ground.cut = frozenset(uid for at, uid in enumerate(uids) if at in lost)
        self.run(self.machine(n), trouble="cut" if self.town.ground.cut else "")

    @rule(n=which, die=st.integers(0, 40))
    def approve(self, n: int, die: int) -> None:
        """Mostly the approved run dies on the way, too."""
        self.run_or_approve(self.machine(n), Fate(die) if die else None)

    @rule(n=which, then=then)
    def undo(self, n: int, then: Then) -> None:
        machine = self.machine(n)
        ran = self.town.undo(machine)
        if ran is not None:
            self.by_hand()
            assert ran.outcome is not None
            taken = {change.uid for change in ran.outcome.applied if isinstance(change, End)}
            self.town.wishes.gone |= taken
        self.go_on(then, n)

    @rule(n=which)
    def copy_database(self, n: int) -> None:
        self.machine(n).keep_copy()

    @rule(n=which, m=which, then=then)
    def restore_database(self, n: int, m: int, then: Then) -> None:
        machine = self.machine(n)
        copy = one_of(machine.copies, m)
        if copy is not None:
            self.town.deed()
            machine.restore(copy)
        self.go_on(then, n)

    @rule(n=which, then=then)
    def delete_database(self, n: int, then: Then) -> None:
        self.town.deed()
        self.machine(n).restore(blank())
        self.go_on(then, n)
