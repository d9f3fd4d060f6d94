"""What people do to the list: add, remove, change, lose half of it, and what they ask for by a command."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.machine.life import CADENCES, EVERYBODY, Life, Then, one_of, then, which
from tests.machine.town import Machine
from touchbase.domain.cadence import Cadence
from touchbase.domain.stakeholder import Stakeholder

STRANGERS = tuple(who._replace(id=f"{who.id}-2", name=f"{who.name} II") for who in EVERYBODY)
STATES = ("paused", "paused for a while", "completed", "let_go", "active")


class ListRules(Life):
    """Edits reach every machine, or the one whose turn it is: then the other lags behind until it catches up."""

    def _edit(self, who: Stakeholder, n: int, everywhere: bool) -> None:
        self.town.deed()
        for machine in self.town.machines if everywhere else [self.machine(n)]:
            if who.id not in machine.people:
                self.asked_for(who.id)
            machine.people[who.id] = who
        self.town.wishes.retired.discard(who.id)

    @rule(n=which, everywhere=st.booleans(), then=then)
    def add_or_remove(self, n: int, everywhere: bool, then: Then) -> None:
        who = EVERYBODY[n % len(EVERYBODY)]
        self.town.deed()
        here = who.id in self.machine(n).people
        for machine in self.town.machines if everywhere else [self.machine(n)]:
            if here:
                machine.people.pop(who.id, None)
            else:
                self.asked_for(who.id)
                machine.people[who.id] = who
        self.go_on(then, n)

    @rule(n=which, cadence=st.sampled_from(CADENCES), everywhere=st.booleans(), then=then)
    def change_cadence(self, n: int, cadence: Cadence, everywhere: bool, then: Then) -> None:
        who = self.person(self.machine(n), n)
        if who is not None:
            self._edit(who._replace(cadence=cadence), n, everywhere)
        self.go_on(then, n)

    @rule(n=which, name=st.sampled_from(("Ana R.", "Zoë")), then=then)
    def rename(self, n: int, name: str, then: Then) -> None:
        who = self.person(self.machine(n), n)
        if who is not None:
            self._edit(who._replace(name=name), n, True)
        self.go_on(then, n)

    @rule(n=which, domain=st.sampled_from(("example.com", "example.org")), everywhere=st.booleans(), then=then)
    def readdress(self, n: int, domain: str, everywhere: bool, then: Then) -> None:
        who = self.person(self.machine(n), n)
        if who is not None:
            self._edit(who._replace(email=f"{who.id}@{domain}"), n, everywhere)
        self.go_on(then, n)

    @rule(n=which, state=st.sampled_from(STATES), days=st.integers(1, 40), everywhere=st.booleans(), then=then)
    def change_state(self, n: int, state: str, days: int, everywhere: bool, then: Then) -> None:
        who = self.person(self.machine(n), n)
        if who is not None:
            until = self.town.now.date() + timedelta(days=days) if state == "paused for a while" else None
            kept = state.split()[0]
            self._edit(who._replace(state=kept, paused_until=until), n, everywhere)  # type: ignore[arg-type]
        self.go_on(then, n)

    @rule(n=which, how=st.sampled_from(("empty", "half", "another")), then=then)
    def lose_list(self, n: int, how: str, then: Then) -> None:
        """What is left of it is on every machine; `find_list` puts it right."""
        self.town.deed()
        for machine in self.town.machines:
            left = _what_is_left(machine, how)
            for id in left.keys() - machine.people.keys():
                self.asked_for(id)
            machine.people = left
        self.go_on(then, n)

    @rule(n=which, then=then)
    def find_list(self, n: int, then: Then) -> None:
        """Whoever is missing is back, as they were at first; and a machine that lagged behind catches up."""
        self.town.deed()
        first = {who.id: who for who in EVERYBODY} | self.town.machines[0].people
        for machine in self.town.machines:
            for id in first.keys() - machine.people.keys():
                self.asked_for(id)
            machine.people = {id: who for id, who in first.items() if not id.endswith("-2")}
        self.go_on(then, n)

    @rule(n=which, then=then)
    def retire(self, n: int, then: Then) -> None:
        """Whoever is still on the list is let go; whoever is not and has a series loses it."""
        machine = self.machine(n)
        parked = [booking for booking in machine.store.bookings() if booking.standing == "parked"]
        booking, who = one_of(parked, n), self.person(machine, n)
        if booking is not None:
            self.town.deed()
            self.town.wishes.retired.add(booking.series.stakeholder)
            machine.store.save_booking(replace(booking, standing="retired"))
        elif who is not None:
            self._edit(who._replace(state="let_go", paused_until=None), n, True)
        self.go_on(then, n)

    @rule(n=which, then=then)
    def resume(self, n: int, then: Then) -> None:
        """One who was given up, or whose series was deleted or declined, is taken up again; one machine hears of it."""
        machine = self.machine(n)
        who = self.person(machine, n)
        if who is not None:
            self._edit(who._replace(state="active", paused_until=None), n, True)
            self.asked_for(who.id)
            self.town.wishes.resumed.add(who.id)
            for booking in machine.store.bookings():
                if booking.series.stakeholder == who.id and booking.standing in ("paused_by_user", "declined"):
                    machine.store.save_booking(replace(booking, standing="ended"))
        self.go_on(then, n)


def _what_is_left(machine: Machine, how: str) -> dict[str, Stakeholder]:
    if how == "another":
        return {who.id: who for who in STRANGERS[:3]}
    kept = list(machine.people.items())
    return dict(kept[: len(kept) // 2] if how == "half" else [])
