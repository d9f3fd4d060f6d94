"""Faults of a provider, from config.toml to the wire of the emulated Google: each run, or the next, ends right.

The provider's own tests (tests/calendars/test_google_faults.py) have each fault on each write; here whole runs meet
them. What people and accounts do is in test_google_people.py and test_google_account.py.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from tests.emulators.faults import Deed, Fault, Paged, answer, drop, first, half_body
from tests.emulators.google.refusal import refused
from tests.emulators.serving import Request
from tests.simulation.google_home import SAM
from tests.simulation.google_life import FIVE, MONDAY, Life, google, life, mail_of
from tests.sync.crashing import Killed
from touchbase.calendars.port import Calendar
from touchbase.domain.step import Step
from touchbase.errors import BadInput, ProviderDown, RefusedPlan, TryLater
from touchbase.sync import run

__all__ = ["google", "life"]
INVITED = Counter(map(mail_of, FIVE))


def everybody_once(life: Life) -> bool:
    """One live series each, one invitation each, and nothing left to do."""
    many = {id: len(series) for id, series in life.live().items()}
    return many == dict.fromkeys(FIVE, 1) and Counter(life.invitations()) == INVITED and life.is_quiet()


def writes_guests(request: Request) -> bool:
    """An insert, or the batch that holds some."""
    return request.method == "POST" and b'"attendees": [' in request.body


class Doomed:
    """A calendar whose first write is the last thing this process does."""

    def __init__(self, inner: Calendar, *, after: bool) -> None:
        self._inner, self._after = inner, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def write(self, steps: Sequence[Step]) -> None:
        if self._after:
            self._inner.write(steps)
        raise Killed


@pytest.mark.parametrize("after", [False, True])
def test_killed_around_the_first_writes(life: Life, after: bool) -> None:
    """1, 2: the next run finds what is there, and makes what is not."""
    with life.process() as context:
        world = context.world(context.store)
        doomed = replace(world, calendar=cast("Calendar", Doomed(world.calendar, after=after)))
        with pytest.raises(Killed):
            run(doomed, context.roster.stakeholders, context.roster.fingerprint)
    assert len(life.live()) == (5 if after else 0)
    life.later(minutes=15).run()
    assert everybody_once(life)


UNKNOWN: dict[str, tuple[Deed, str]] = {
    "dropped before, for long": (drop(), "/batch"),
    "dropped after, for long": (drop(after=True), "/batch"),
    "half a body": (half_body(), "/batch"),
    "503 after each insert": (refused("backendError", after=True), "/primary/events"),
    "502 as a page": (answer(502, "<html>Bad gateway</html>", after=True), "/batch"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_inserts_nobody_heard_of_are_not_made_twice(life: Life, name: str) -> None:
    """3, 35: looked up, never sent blindly again."""
    deed, path = UNKNOWN[name]
    life.google.faults.add(Fault(deed, path=path, times=12, where=writes_guests))
    life.run()
    assert life.google.faults.met > 0
    life.google.faults.clear()
    life.later(minutes=15).run()
    assert everybody_once(life)


def test_a_provider_that_is_down_stops_the_run_and_nothing_is_lost(life: Life) -> None:
    """40."""
    life.google.faults.add(Fault(answer(503), path="/calendar/v3", times=None))
    with pytest.raises(ProviderDown):
        life.run()
    assert life.live() == {}
    life.google.faults.clear()
    life.later(hours=1).run()
    assert everybody_once(life)


def test_it_goes_down_in_the_middle(life: Life) -> None:
    """40: what was done stays done, and the run says that it was stopped."""
    life.google.faults.add(Fault(refused("backendError"), method="POST", path="/primary/events", nth=3, times=None))
    done = life.run()
    assert (len(done.applied), len(done.failed)) == (2, 3)
    assert isinstance(done.stopped, ProviderDown)
    life.google.faults.clear()
    life.later(hours=1).run()
    assert everybody_once(life)


def test_the_spam_prevention_is_given_hours(life: Life) -> None:
    """39: the account rests, across runs, and then goes on where it was."""
    life.google.world.switches.invitations_left = 2
    done = life.run()
    assert (len(done.applied), isinstance(done.stopped, TryLater)) == (2, True)
    life.google.world.switches.invitations_left = None
    before = len(life.google.writes)
    life.later(hours=2).run()
    assert len(life.google.writes) == before, "not even tried"
    life.later(hours=6).run()
    assert everybody_once(life)


def test_what_google_asks_for_is_waited(life: Life) -> None:
    """39."""
    life.google.faults.add(Fault(answer(429, retry_after=11), path="/calendar/v3", times=2))
    life.google.faults.add(Fault(refused("userRateLimitExceeded"), path="/primary/events", nth=4, times=2))
    life.run()
    assert max(life.home.slept) >= 11
    assert everybody_once(life)


@pytest.mark.parametrize("how", ["lost", "half"])
def test_pages_that_are_lost_delete_nobody(life: Life, how: Any) -> None:
    """55: absence is not deletion; and a calendar that shows nothing at all is not believed."""
    life.settled().google.faults.add(Paged(how, path="/primary/events", times=None))
    try:
        assert life.run().plan.writes == ()
    except RefusedPlan:
        assert how == "lost"
    assert life.google.writes == []
    life.google.faults.clear()
    assert life.is_quiet()


@pytest.mark.parametrize("how", ["short", "empty"])
def test_pages_that_are_short_or_empty_are_read_on(life: Life, how: Any) -> None:
    life.settled().google.faults.add(Paged(how, path="/primary/events", times=3))
    assert life.is_quiet()
    assert life.google.faults.met == 3


def test_the_database_is_lost(life: Life) -> None:
    """4, 22, 23: known again by their tags; nothing is made, nothing cancelled."""
    life.settled()
    for path in life.folder.glob("touchbase.db*"):
        path.unlink()
    life.run()
    assert life.google.writes == []
    assert life.is_quiet()
    assert {id: len(series) for id, series in life.live().items()} == dict.fromkeys(FIVE, 1)


def test_the_database_is_lost_and_a_series_was_deleted(life: Life) -> None:
    """5: a tombstone is not revived; a new generation has an id of its own."""
    old = life.settled().series("ana-ruiz").id
    life.sam.delete_series(old)
    for path in life.folder.glob("touchbase.db*"):
        path.unlink()
    life.run()
    assert life.sam.find(old).cancelled
    assert [one.id == old for one in life.live().get("ana-ruiz", [])] in ([], [False])
    assert life.is_quiet()


def test_a_copy_that_a_person_made_is_none_of_ours(life: Life) -> None:
    """6: it carries the same tag under another id, and is left alone."""
    from tests.emulators.google import changing

    original = life.settled().series("ana-ruiz")
    private = dict(original.copies[SAM].own[None]["private"])
    start = original.start.at(original.start.instant)
    copied = {**original.fields, "start": start, "attendees": [], "private": private}
    changing.add(life.google.world, life.google.world.books[SAM], copied, SAM, id="copy0by0hand")
    life.run()
    assert not [call for call in life.google.writes if call.event_id.startswith("copy")]
    assert life.is_quiet()


def test_free_busy_that_cannot_be_read_is_unknown_and_stops_nobody(life: Life) -> None:
    """63, 64."""
    books = life.google.world.books
    books[mail_of("ana-ruiz")].free_busy = "nobody"
    books[mail_of("ben-li")].error = "internalError"
    books[mail_of("chi-obi")].error = "missing"
    life.run()
    assert everybody_once(life)


def test_a_slot_that_is_taken_between_plan_and_write(life: Life) -> None:
    """65: the next run moves what stands in the way, of the later comer's."""
    taken: list[Any] = []

    def take(request: Request) -> None:
        start = life.now.replace(hour=8, minute=0)
        for day in range(14):
            when = start.replace(day=start.day + day)
            taken.append(life.sam.busy(when, when.replace(hour=13)))

    life.google.faults.add(Fault(first(take), path="/batch", where=writes_guests))
    life.run()
    life.later(minutes=15).run()
    busy = [(one.start.instant, one.fields["end"].instant) for one in taken]
    freeze = life.now.replace(day=life.now.day + 2)
    for series in (one for some in life.live().values() for one in some):
        for date in series.between(freeze, life.now.replace(month=6)):
            hit = [span for span in busy if not date.cancelled and date.meets(*span)]
            assert not hit, (series.id, date.start)
    assert life.is_quiet()


@pytest.mark.parametrize("path", ["/token", "/batch"])
def test_a_captive_portal_is_no_answer(life: Life, path: str) -> None:
    """84: 200 and a page of HTML."""
    life.settled().google.faults.add(Fault(answer(200, "<html>Please pay</html>"), path=path, times=None))
    with pytest.raises((ProviderDown, TryLater)):
        life.run()
    assert life.google.writes == []
    life.google.faults.clear()
    assert life.is_quiet()


def test_a_calendar_that_is_gone_changes_nothing(life: Life) -> None:
    """53."""
    book = life.settled().google.world.books.pop(SAM)
    with pytest.raises(BadInput, match="does not show us that calendar"):
        life.run()
    assert life.google.writes == []
    life.google.world.books[SAM] = book
    assert life.is_quiet()


def test_three_weeks_asleep(life: Life) -> None:
    """36: no past dates, nobody mailed for the time between."""
    life.settled().later(days=21)
    life.run()
    assert [call for call in life.google.writes if call.notifies] == []
    assert life.is_quiet()


def test_the_ramp_of_a_first_run(life: Life) -> None:
    """38."""
    config = (life.folder / "config.toml").read_text().replace("new_per_run = 0", "new_per_run = 2")
    life.home.write("config.toml", config)
    assert [len(life.later(hours=1).run().applied) for _ in range(4)] == [2, 2, 1, 0]
    assert life.now > MONDAY
    assert everybody_once(life)
