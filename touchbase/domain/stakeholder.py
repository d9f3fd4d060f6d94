"""One person (or named contact of a group) who matters, as the list says."""

from datetime import date
from typing import Literal, NamedTuple

from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import OFFICE, Hours
from touchbase.domain.profile import NO_PROFILE, Profile

State = Literal["active", "paused", "completed", "let_go"]
STATES: tuple[State, ...] = ("active", "paused", "completed", "let_go")
INTENTS = ("build", "heal", "renew", "maintain")
LOWEST_PRIORITY = 9

CADENCE_BY_CATEGORY: dict[str, Cadence] = {
    "boss": Cadence(2, "week"),
    "peer": Cadence(1, "month"),
    "direct_report": Cadence(2, "week"),
    "mentor": Cadence(1, "month"),
    "mentee": Cadence(1, "month"),
    "internal_support": Cadence(3, "month"),
    "customer": Cadence(1, "month"),
    "community_partner": Cadence(3, "month"),
    "public": Cadence(6, "month"),
    "network": Cadence(6, "month"),
    "other": Cadence(3, "month"),
}
CATEGORIES = tuple(CADENCE_BY_CATEGORY)


class Stakeholder(NamedTuple):
    """Priority 1 is highest, 9 lowest (as RFC 5545 PRIORITY). The id never changes, the address may.

    `working_hours` are Monday to Friday in `zone`; `free_busy` is an absolute path, or "" when only the provider knows.
    """

    id: str
    name: str
    email: str
    category: str
    priority: int
    cadence: Cadence
    zone: str
    addresses: tuple[str, ...] = ()
    minutes: int = 30
    working_hours: tuple[Hours, ...] = OFFICE
    preferred: tuple[Hours, ...] = ()
    free_busy: str = ""
    added: date | None = None
    tags: tuple[str, ...] = ()
    intent: str = "maintain"
    state: State = "active"
    paused_until: date | None = None
    profile: Profile = NO_PROFILE

    def state_on(self, day: date) -> State:
        """The state on a local day: a pause ends by itself on `paused_until`."""
        if self.state == "paused" and self.paused_until is not None and day >= self.paused_until:
            return "active"
        return self.state

    @property
    def hours_per_week(self) -> float:
        """What the touchbases cost at their cadence."""
        return self.minutes / 60 * 7 / self.cadence.days

    @property
    def all_addresses(self) -> tuple[str, ...]:
        """Every address, lower case, the main one first."""
        return tuple(address.lower() for address in (self.email, *self.addresses))


class KnownList(NamedTuple):
    """The last good stakeholder list: `fingerprint` is the sha256 of the file it came from."""

    fingerprint: str
    stakeholders: tuple[Stakeholder, ...]


def default_cadence(category: str) -> Cadence:
    """The starting cadence of a category; an own word counts as `other`."""
    return CADENCE_BY_CATEGORY.get(category, CADENCE_BY_CATEGORY["other"])
