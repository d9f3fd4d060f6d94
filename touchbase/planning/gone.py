"""An address that no longer exists: nothing new is sent there, and the owner is asked what became of its person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from touchbase.domain.change import Change, Create, MoveSeries, Readdress, Renew
from touchbase.domain.plan import Unplaced
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder

INVITES = (Create, MoveSeries, Readdress, Renew)


@dataclass(frozen=True)
class Reachable:
    """The changes that reach somebody, and who gets nothing meanwhile."""

    changes: tuple[Change, ...]
    unplaced: tuple[Unplaced, ...] = ()


def reachable(changes: Iterable[Change], snapshot: Snapshot) -> Reachable:
    """Without invitations to addresses that the provider has known and does not know any more."""
    changes, gone = tuple(changes), {who.id: who for who in _gone(snapshot)}
    withheld = [one for one in changes if isinstance(one, INVITES) and one.stakeholder in gone]
    kept = tuple(one for one in changes if one not in withheld)
    unplaced = (Unplaced(one.stakeholder, _why(gone[one.stakeholder]), _fix(gone[one.stakeholder])) for one in withheld)
    return Reachable(kept, tuple(dict.fromkeys(unplaced)))


def unreachable(snapshot: Snapshot) -> Iterator[str]:
    """A sentence for each of them."""
    for who in _gone(snapshot):
        yield f"{who.name}'s address no longer exists: {_fix(who)}."


def _gone(snapshot: Snapshot) -> Iterator[Stakeholder]:
    active = (who for who in snapshot.stakeholders if who.state_on(snapshot.today) == "active")
    return (who for who in active if snapshot.busy_of(who.id).nobody)


def _why(who: Stakeholder) -> str:
    return f"{who.email} no longer exists, so nothing new is sent there"


def _fix(who: Stakeholder) -> str:
    return f"`touchbase retire {who.id}`, or give the new address in your list"
