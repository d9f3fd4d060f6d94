"""A series made by hand taken over at a person's word: which one, and what the ledger says of it afterwards."""

from touchbase.domain.adoption import Adopt
from touchbase.domain.plan import Plan
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.by_hand import ByHand, rhythm


def adoption(one: ByHand, snapshot: Snapshot) -> Plan:
    """The plan that does it; nobody is mailed, so the guard has nothing against it."""
    theirs = (b.series.generation for b in snapshot.bookings if b.series.stakeholder == one.who.id)
    change = Adopt(
        stakeholder=one.who.id,
        uid=one.meeting.uid,
        generation=1 + max(theirs, default=0),
        start=one.next,
        minutes=one.meeting.minutes,
        zone=snapshot.owner.zone,
        why=(f"you meet {rhythm(one, snapshot.owner.zone)}; it stays in that slot", "you asked for it"),
    )
    return Plan(changes=(change,))
