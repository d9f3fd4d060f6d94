"""What one run may have done, read off the wire: storms (I4), wishes (I6), absences (I7) and refusals (I12)."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from tests.machine.ground import Posted
from tests.machine.town import CAP, Ran, Town
from touchbase.domain.booking import Booking
from touchbase.domain.step import AdoptSeries, CreateSeries, EndSeries, MoveDate, ReleaseSeries, RestoreDate, SkipDate
from touchbase.errors import RefusedPlan

REFUSAL = "Not that one."
PARKED_FOR = timedelta(hours=72)
INVITATIONS = 2  # one for what a person did, and one for what a machine that lagged behind made of it


def check_run(ran: Ran, town: Town) -> None:
    """AssertionError with the name of the promise that was broken."""
    _mails(ran)
    _refused_writes_nothing(ran)
    _dates(ran, town)
    _ends(ran, town)
    _absences(ran)
    _creates(ran, town)
    _others_go_on(ran)
    never_twice(town.ground.posted)


def never_twice(posted: Iterable[Posted]) -> None:
    """I4: the same mail comes again only when a person did something meanwhile."""
    same = Counter(posted)
    twice = [mail for mail, many in same.items() if many > 1]
    assert not twice, f"I4: sent twice, and nobody had done anything: {twice[0]}"
    invited = Counter((mail.to, mail.deeds) for mail in same if mail.about == "invitation")
    often = [who for who, many in invited.items() if many > INVITATIONS]
    assert not often, f"I4: invited again and again, and nobody had done anything: {often[0]}"


def _mails(ran: Ran) -> None:
    if not ran.approved:
        assert ran.mails <= CAP, f"storm: {ran.mails} mails in one run, {CAP} are allowed"
    if ran.outcome is not None:
        planned = ran.outcome.plan.mails
        assert ran.mails <= planned, f"I4: {ran.mails} mails, and the plan showed {planned}"
        told = ran.outcome.mails
        assert ran.trouble or ran.outcome.failed or ran.mails <= told, f"I4: {ran.mails} mails, and the run told {told}"


def _refused_writes_nothing(ran: Ran) -> None:
    if not (ran.people or ran.approved or ran.undo or ran.outcome is None):
        assert not ran.outcome.plan.guard.ok, "I7: a run believed in an empty list"
    if isinstance(ran.error, RefusedPlan) or (ran.outcome is not None and ran.outcome.reminder):
        assert (ran.steps, ran.mails) == ((), 0), "a refused plan was carried out"


def _dates(ran: Ran, town: Town) -> None:
    """I6: where a person put a date it stays, until that person says otherwise."""
    for step in ran.steps:
        if not isinstance(step, MoveDate | SkipDate | RestoreDate) or ran.undo:
            continue
        key = (step.uid, step.original_start)
        paused = isinstance(step, SkipDate) and _state(ran, _whose(step.uid, town)) == "paused"
        assert key not in town.wishes.dates or paused, f"I6: a date a person had put elsewhere was changed: {step}"


def _ends(ran: Ran, town: Town) -> None:
    """I7 and I6: a series ends because somebody asked, or to make room for its better slot; never by absence."""
    ledger = {booking.uid: booking for booking in ran.before}
    for step in ran.steps:
        if isinstance(step, EndSeries) and not ran.undo:
            who = _whose(step.uid, town)
            why = _asked_to_end(ran, step.uid, who, town, ledger.get(step.uid)) or _moves_on(ran, step.uid, who, town)
            assert why, f"I7: the series {step.uid} of {who} was ended, and nobody had asked"


def _absences(ran: Ran) -> None:
    """I7: what a reading lacks is looked up before it is believed gone."""
    after = {booking.uid: booking.standing for booking in ran.machine.store.bookings()}
    for booking in ran.before:
        deleted = booking.uid in ran.cut and booking.stands and after.get(booking.uid) == "paused_by_user"
        assert not deleted, f"I7: {booking.uid} was believed deleted because a reading lacked it"


def _asked_to_end(ran: Ran, uid: str, who: str, town: Town, known: Booking | None) -> bool:
    if ran.policy == "full" and _is_double(uid, who, town):
        return True
    if who in ran.people:
        return _state(ran, who) != "active" or who in town.wishes.resumed
    since = None if known is None else known.parked_since
    waited = since is not None and ran.now - since >= PARKED_FOR
    return who in town.wishes.retired or (ran.policy == "full" and waited)


def _moves_on(ran: Ran, uid: str, who: str, town: Town) -> bool:
    """To another slot: for somebody on the list, from a slot no person chose, on a calendar that was read whole."""
    return who in ran.people and uid not in town.wishes.slots and ran.trouble != "cut" and ran.policy != "create-only"


def _is_double(uid: str, who: str, town: Town) -> bool:
    return any(one.dates and one.stakeholder == who and one.uid != uid for one in town.shown())


def _creates(ran: Ran, town: Town) -> None:
    """I6: what a person deleted, or a guest said no to, is not made anew by a machine that knows of it."""
    known = {booking.uid for booking in ran.before}
    no = known & (town.wishes.gone | town.wishes.declined)
    standing = {booking.uid for booking in ran.before if booking.stands}
    left_alone = {booking.series.stakeholder for booking in ran.before if booking.uid in no}
    for step in ran.steps:
        assert not isinstance(step, AdoptSeries | ReleaseSeries) or ran.undo, f"nobody asked for {step}"
        if isinstance(step, CreateSeries):
            who = step.series.stakeholder
            assert who not in left_alone, f"I6: a series with {who} was made although a person had taken theirs off"
            assert not ran.cut & standing, "a series was made on a calendar that was not read whole"
            assert _state(ran, who) == "active", f"a series was made with {who}, who is not active on the list"


def _others_go_on(ran: Ran) -> None:
    """I12: one person's refusal keeps nobody else waiting."""
    if ran.trouble != "refusal" or ran.outcome is None or ran.error is not None:
        return
    failed = {failure.stakeholder for failure in ran.outcome.failed}
    refused = {failure.stakeholder for failure in ran.outcome.failed if failure.error == REFUSAL}
    assert len(refused) <= 1, f"I12: one was refused, and {sorted(refused)} were left out"
    if not ran.approved and not ran.outcome.plan.guard.ok:
        return
    done = {change.stakeholder for change in ran.outcome.applied}
    left = {change.stakeholder for change in ran.outcome.plan.writes} - failed - done
    assert not left, f"I12: {sorted(left)} were left out because of {sorted(failed)}"


def _whose(uid: str, town: Town) -> str:
    return town.ground.whose(uid)


def _state(ran: Ran, who: str) -> str:
    """On the day before or after too: a pause may end at this very midnight."""
    person = ran.people.get(who)
    return "off the list" if person is None else person.state_on(ran.now.date())
