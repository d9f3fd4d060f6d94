"""Was it held? The verdict on each date that is over, always with its reasons."""

from dataclasses import dataclass, replace
from datetime import datetime

from touchbase.domain.change import Record
from touchbase.domain.event import Evidence, Meeting
from touchbase.domain.identity import touchbase_id
from touchbase.domain.owner import Owner
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase, Verdict
from touchbase.planning.invited import is_asked
from touchbase.planning.over import dates_over, is_over, meetings_over
from touchbase.planning.words import time_words

TOGETHER_MINUTES = 5
SMALL, SHARED, LARGEST = 2, 4, 8  # heads: a talk of two, a shared one, one that is only noted
HELD_WORDS: dict[Verdict, str] = {
    "confirmed": "held",
    "likely": "probably held",
    "doubtful": "perhaps held",
    "not_held": "not held",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What another meeting is worth: the kind of touchbase it is, and whether the clock moves."""

    kind: str
    moves_clock: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A person whose dates we judge; `asked` is False when they are no longer among the guests of that series."""

    id: str
    name: str
    asked: bool = True


def judge(evidence: Evidence, name: str, said: bool | None = None, *, asked: bool = True) -> Judgement:
    """The first rule that fits: a person's word, called off, seen together, owner elsewhere, accepted, else doubtful.

    `name` is the stakeholder's, for the reasons; `said` is what a person said of this date, None when nobody did;
    `asked` is False when the stakeholder is not among the guests any more.
    """
    if said is not None:
        return Judgement("confirmed", ("you said that you met",)) if said else _denied()
    if called_off := _called_off(evidence, name):
        return Judgement("not_held", called_off)
    together = evidence.together_minutes
    if together is not None and together >= TOGETHER_MINUTES:
        return Judgement("confirmed", (f"attendance shows you and {name} together for {together} minutes",))
    if not (asked or evidence.away):
        return Judgement("doubtful", (f"{name} was no longer among the guests",))
    return _by_replies(evidence, name)


def ripe(evidence: Evidence, now: datetime) -> bool:
    """True once the date ended at least 15 minutes ago."""
    return is_over(evidence.period, now)


def count_meeting(meeting: Meeting) -> Counted | None:
    """By heads, the owner included: 2 a meeting, 3-4 shared, 5-8 noted without moving the clock, else None."""
    if not SMALL <= meeting.people <= LARGEST:
        return None
    if meeting.people == SMALL:
        return Counted("meeting", True)
    return Counted("shared", meeting.people <= SHARED)


def judge_dates(snapshot: Snapshot) -> tuple[Record, ...]:
    """A Record for each date or meeting that is over and of which the log does not yet say the same, oldest first.

    What a person said is never judged again, and a date that touchbase itself took off (for a pause) is nobody's miss.
    """
    known = _known(snapshot)
    dates = [_dated(snapshot, known[date.uid], date) for date in dates_over(snapshot) if date.uid in known]
    meetings = [
        (Known(person.id, person.name), entry)
        for person, meeting in meetings_over(snapshot)
        if (entry := met(snapshot.owner, person, meeting))
    ]
    new = [(who, entry) for who, entry in (*dates, *meetings) if _says_more(snapshot, who, entry)]
    new.sort(key=lambda pair: (pair[1].start, pair[1].stakeholder, pair[1].id))
    return tuple(_record(who, entry, snapshot.owner.zone) for who, entry in new)


def _known(snapshot: Snapshot) -> dict[str, Known]:
    """Whose series each uid is: the ledger's, and tagged ones of people on the list."""
    names = {person.id: person.name for person in snapshot.stakeholders}
    people = {seen.uid: Known(seen.stakeholder, names[seen.stakeholder])
              for seen in snapshot.reading.series if seen.stakeholder in names}  # fmt: skip
    shown = {seen.uid: seen for seen in snapshot.reading.series if not seen.cancelled}
    listed = {person.id: person for person in snapshot.stakeholders}
    for booking in snapshot.bookings:
        id, seen = booking.series.stakeholder, shown.get(booking.uid)
        asked = seen is None or is_asked(seen, booking, listed.get(id))
        people[booking.uid] = Known(id, names.get(id, booking.series.guest_name), asked)
    return people


def _denied() -> Judgement:
    return Judgement("not_held", ("you said that you did not meet",))


def _called_off(evidence: Evidence, name: str) -> tuple[str, ...]:
    who = {"owner": "you cancelled this date", "stakeholder": f"{name} cancelled this date"}
    reasons = []
    if evidence.cancelled_by is not None:
        reasons.append(who.get(evidence.cancelled_by, "this date was cancelled"))
    if evidence.owner_reply == "declined":
        reasons.append("you declined this date")
    if evidence.guest_reply == "declined":
        reasons.append(f"{name} declined this date")
    return tuple(reasons)


def _by_replies(evidence: Evidence, name: str) -> Judgement:
    if evidence.away:
        return Judgement("doubtful", (f"you may have been elsewhere: {evidence.away}",))
    if evidence.guest_reply == "accepted":
        return Judgement("likely", (f"{name} accepted",))
    if evidence.guest_reply == "tentative":
        return Judgement("doubtful", (f"{name} answered maybe",))
    return Judgement("doubtful", (f"{name} did not answer",))


def _dated(snapshot: Snapshot, known: Known, evidence: Evidence) -> tuple[Known, Touchbase]:
    """Another guest's answer says nothing about them."""
    if not known.asked:
        evidence = replace(evidence, guest_reply="needs_action")
    entry = Touchbase(
        touchbase_id(snapshot.owner.id, known.id, evidence.original_start, evidence.uid),
        known.id,
        evidence.period.start,
        round(evidence.period.minutes),
        "touchbase",
        judge(evidence, known.name, asked=known.asked),
        "calendar",
        evidence.uid,
        evidence.original_start,
    )
    return known, entry


def met(owner: Owner, person: Stakeholder, meeting: Meeting) -> Touchbase | None:
    """Another meeting with somebody as a contact; None where too many were there to count."""
    counts = count_meeting(meeting)
    if counts is None:
        return None
    # One meeting may be a contact with several people, and a date's key has room for one: each gets its own uid.
    uid, start = f"{meeting.uid}/{person.id}", meeting.period.start
    why = f"your calendar shows a meeting of {meeting.people} people with {person.name}"
    reasons = (why,) if counts.moves_clock else (why, "too many to count as time together")
    return Touchbase(
        touchbase_id(owner.id, person.id, start, uid),
        person.id,
        start,
        round(meeting.period.minutes),
        counts.kind,
        Judgement("likely", reasons),
        "calendar",
        uid,
        start,
        moves_clock=counts.moves_clock,
    )


def _says_more(snapshot: Snapshot, who: Known, entry: Touchbase) -> bool:
    """What was judged while they were among the guests stays so."""
    start = entry.original_start or entry.start
    if (_before_or_after_adoption(entry), start) in snapshot.judged:
        return False
    known = snapshot.judged.get((entry.uid, start))
    return known is None or (who.asked and known.source != "human" and known.judgement != entry.judgement)


def _before_or_after_adoption(entry: Touchbase) -> str:
    """The uid of the same date as another meeting, or as a date of ours: a series made by hand may be adopted."""
    as_meeting = f"/{entry.stakeholder}"
    return entry.uid.removesuffix(as_meeting) if entry.uid.endswith(as_meeting) else entry.uid + as_meeting


def _record(known: Known, entry: Touchbase, zone: str) -> Record:
    because = ", ".join(entry.judgement.reasons)
    held = HELD_WORDS[entry.judgement.verdict]
    return Record(
        stakeholder=known.id,
        touchbase=entry,
        why=(f"{known.name}, {time_words(entry.start, zone)}: {held}, because {because}",),
    )
