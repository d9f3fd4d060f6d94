"""What all rules share: the town, how one thing is chosen among many, and what is run and checked after each."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.machine.check_run import check_run
from tests.machine.check_town import check_moment, one_series_each
from tests.machine.convergence import converge, stopped
from tests.machine.ground import Ground, Shown
from tests.machine.town import Machine, Ran, Town, Trouble
from tests.machine.wire import Wire
from tests.sync.crashing import Fate
from tests.sync.desk import person
from touchbase.domain.cadence import Cadence
from touchbase.domain.owner import Policy
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import CalendarRefused, ProviderDown, TryLater

T = TypeVar("T")
CADENCES = (Cadence(1, "week"), Cadence(2, "week"), Cadence(3, "week"), Cadence(1, "month"))
EVERYBODY = tuple(
    person(id, CADENCES[n % len(CADENCES)])
    for n, id in enumerate(("ana-ruiz", "ben-li", "chi-obi", "dee-fox", "eva-ito"))
)

which = st.integers(0, 6)
"""One of however many there are."""


@dataclass(frozen=True)
class Then:
    """What happens right after: nothing, a run, or a run in which the `nth` call or write goes wrong."""

    what: str = "run"
    nth: int = 1
    after: bool = False


then = st.builds(
    Then,
    what=st.sampled_from(("run", "run", "run", "nothing", "die", "die", "fail", "refuse")),
    nth=st.integers(1, 60),
    after=st.booleans(),
)
POLICIES: tuple[Policy, ...] = ("upsert-only", "upsert-only", "full", "create-only")


def one_of(found: Sequence[T], n: int) -> T | None:
    return found[n % len(found)] if found else None


class Life(RuleBasedStateMachine):
    """`machines` is how many computers share the list and the calendar."""

    machines = 1

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()
        self.town = Town([], self.settle())
        self.town.ground.watch = lambda: one_series_each(self.town)
        self.others = self.town.ground.foreign()

    def settle(self) -> Ground:
        """The calendar of this life."""
        return Wire()

    @initialize(many=st.integers(2, 5), policy=st.sampled_from(POLICIES), booked=st.booleans())
    def begin(self, many: int, policy: Policy, booked: bool) -> None:
        """Some people on the list; mostly they are booked already, and the other machine knows of it."""
        people = {who.id: who for who in EVERYBODY[:many]}
        self.town.machines += [Machine(name, dict(people)) for name in ("first", "second")[: self.machines]]
        self.town.policy = policy
        if booked:
            for machine in self.town.machines:
                self.run_or_approve(machine)

    def by_hand(self) -> None:
        """People have changed the calendar: what is not ours is, from now on, as they left it."""
        self.town.deed()
        self.others = self.town.ground.foreign()

    def machine(self, n: int) -> Machine:
        return self.town.machines[n % len(self.town.machines)]

    def live(self, n: int) -> Shown | None:
        """One of the series that have dates to come."""
        return one_of([one for one in self.town.shown() if one.dates], n)

    def person(self, machine: Machine, n: int) -> Stakeholder | None:
        return one_of(list(machine.people.values()), n)

    def run(
        self, machine: Machine, *, approve: str = "", fate: Fate | None = None, trouble: Trouble = ""
    ) -> Ran:  # fmt: skip
        ran = self.town.run(machine, approve=approve, fate=fate, trouble=trouble)
        check_run(ran, self.town)
        check_moment(self.town, self.others)
        return ran

    def run_or_approve(self, machine: Machine, fate: Fate | None = None) -> None:
        """A person looks at the plan that the guard stopped, and lets it pass, by its hash."""
        if stopped(self.run(machine)):
            self.town.deed()
            self.run(machine, approve=self.town.preview(machine).hash, fate=fate)

    def go_on(self, then: Then, n: int) -> None:
        """A refusal is of one write; the other faults may have let it take effect."""
        machine, ground, write = self.machine(n), self.town.ground, 1 + then.nth % 5
        if then.what == "run":
            self.run(machine)
        elif then.what == "die":
            self.run(machine, fate=Fate(then.nth, after=then.after))
        elif then.what == "fail":
            ground.fail((ProviderDown if then.nth % 2 else TryLater)("No answer."), write=write, after=then.after)
            self.run(machine, trouble="fault")
        elif then.what == "refuse":
            ground.fail(CalendarRefused("Not that one."), write=write)
            self.run(machine, trouble="refusal")

    def asked_for(self, who: str) -> None:
        """Whoever is put on the list again is wanted again, whatever was deleted or declined before."""
        ground, wishes = self.town.ground, self.town.wishes
        theirs = {uid for uid in wishes.gone | wishes.declined if ground.whose(uid) == who}
        wishes.gone -= theirs
        wishes.declined -= theirs

    @invariant()
    def holds(self) -> None:
        check_moment(self.town, self.others)

    def teardown(self) -> None:
        """Nobody does anything any more; all comes to rest. Not where a check has failed already."""
        if sys.exc_info()[0] is None and self.town.machines:
            converge(self.town)
        for machine in self.town.machines:
            machine.store.close()
        self.closing.close()
