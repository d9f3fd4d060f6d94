"""The conversation about other people's time: every group and stretch side by side."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from touchbase.calendars.outlook.answers import error_of
from touchbase.calendars.outlook.lookup import Desk
from touchbase.calendars.outlook.schedule import asking, busy_in, found_in, groups, windows
from touchbase.calendars.outlook.talk import Talk
from touchbase.domain.period import Period

Busy = Mapping[str, list[tuple[Period, ...] | None]]
"""By address: what each stretch of the window says, None where nothing can be said."""


class Told(NamedTuple):
    """Other people's time. `known` are addresses Microsoft has a mailbox for, `unknown` those it says it has not."""

    busy: Busy
    known: frozenset[str]
    unknown: frozenset[str]


def schedules(addresses: Sequence[str], window: Period) -> Callable[[Desk, bool], Talk[Told]]:
    """A refusal (a personal account has no getSchedule) leaves people unknown; an outage is raised."""

    def talk(desk: Desk, _: bool) -> Talk[Told]:
        asked = [(some, part) for some in groups(addresses) for part in windows(window)]
        answers = yield tuple(asking(desk.place, some, part) for some, part in asked)
        told: dict[str, list[tuple[Period, ...] | None]] = {address: [] for address in addresses}
        there: dict[str, bool] = {}
        for (some, part), answer in zip(asked, answers, strict=True):
            if answer.unknown or answer.throttled:
                raise error_of(answer)
            found = busy_in(answer.body if answer.ok else {}, some, part)
            there |= found_in(answer.body if answer.ok else {}, some)
            for address in some:
                told[address].append(found[address])
        known = frozenset(address for address, stands in there.items() if stands)
        return Told(told, known, frozenset(there.keys() - known))

    return talk
