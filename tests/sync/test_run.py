"""A run carries out the plan of the moment; a second one finds nothing to do; a preview writes nothing."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.sync.desk import SATURDAY, Desk, person, utc
from touchbase.domain.cadence import Cadence
from touchbase.domain.change import Create, MoveSeries
from touchbase.domain.period import Period
from touchbase.errors import CalendarRefused, ProviderDown
from touchbase.sync import explained, gather


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person("ana-ruiz"), person("ben-li"), person("chi-obi", Cadence(1, "month"))])


def test_everybody_on_the_list_gets_one_series_and_one_invitation(desk: Desk) -> None:
    done = desk.run()
    assert [change.kind for change in done.applied] == ["create"] * 3
    assert (done.calls_write, done.mails, done.failed, done.stopped) == (3, 3, [], None)
    assert sorted(mail.to for mail in desk.calendar.sent) == [who.email for who in desk.people]
    assert {b.series.stakeholder: b.standing for b in desk.bookings()} == dict.fromkeys(
        (who.id for who in desk.people), "live"
    )
    assert desk.outcomes() == {"done": 3}


def test_what_was_remembered_is_the_list_the_dates_to_come_and_the_hour(desk: Desk) -> None:
    desk.run()
    with desk.open() as store:
        known, heard = store.known_list(), store.get("last_sync")
        coming = {id: history.next for id, history in store.histories(desk.now).items()}
        run = store.last_run()
    assert known is not None
    assert (known.fingerprint, list(known.stakeholders)) == (desk.fingerprint, desk.people)
    assert heard == SATURDAY.isoformat()
    shown = {d.uid: d.period.start for d in reversed(desk.calendar.read(desk.horizon).dates)}
    assert coming == {b.series.stakeholder: shown[b.uid] for b in desk.bookings()}
    assert run is not None
    assert run.summary == "3 applied, 0 failed"


def test_a_second_run_writes_neither_the_calendar_nor_a_row(desk: Desk) -> None:
    """I2."""
    desk.run()
    rows, writes, sent = desk.dump(), desk.calendar.writes, len(desk.calendar.sent)
    again = desk.run()
    assert again.plan.changes == ()
    assert desk.dump() == rows
    assert (desk.calendar.writes, len(desk.calendar.sent)) == (writes, sent)
    desk.later(minutes=15).run()
    assert desk.dump(heartbeat=False)["log"] == rows["log"]
    assert {k: v for k, v in desk.dump(heartbeat=False).items() if k != "fact"} == {
        k: v for k, v in rows.items() if k != "fact"
    }
    assert desk.calendar.writes == writes


def test_a_preview_writes_nothing_anywhere(desk: Desk) -> None:
    """I10: neither on the wire, nor in a row, nor in a byte of any file."""
    desk.run()
    desk.people[0] = desk.people[0]._replace(cadence=Cadence(2, "week"))
    desk.people.append(person("dee-fox"))
    rows, before, writes = desk.dump(), desk.bytes_on_disk(), desk.calendar.writes
    plan = desk.preview()
    assert {type(change) for change in plan.changes} == {Create, MoveSeries}
    assert desk.bytes_on_disk() == before
    assert desk.dump() == rows
    assert desk.calendar.writes == writes
    assert desk.run().plan.hash == plan.hash


def test_an_explanation_is_of_the_very_plan_and_writes_nothing(desk: Desk) -> None:
    desk.run()
    newcomer, before = person("dee-fox"), desk.bytes_on_disk()
    with desk.open() as store:
        plan, why = explained(desk.world(store), [*desk.people, newcomer], newcomer)
    assert [change.stakeholder for change in plan.changes] == ["dee-fox"]
    assert [one.mark for one in why.candidates].count("chosen") == 1
    assert desk.bytes_on_disk() == before


def test_a_series_moved_is_an_end_and_a_create_and_two_mails(desk: Desk) -> None:
    desk.run()
    desk.settled()
    desk.people[0] = desk.people[0]._replace(cadence=Cadence(2, "week"))
    done = desk.later(hours=1).run()
    assert [change.kind for change in done.applied] == ["move_series"]
    assert [call.verb for call in desk.calendar.calls if call.verb in ("create", "end")] == ["end", "create"]
    assert done.mails == done.plan.mails == len(desk.calendar.sent) == 2
    assert sorted(b.standing for b in desk.bookings() if b.series.stakeholder == "ana-ruiz") == ["ended", "live"]


def test_progress_counts_what_is_done(desk: Desk) -> None:
    told: list[tuple[int, int, str]] = []
    desk.run(progress=lambda *news: told.append(news))
    assert [(done, of) for done, of, _ in told] == [(1, 3), (2, 3), (3, 3)]
    assert sorted(who for _, _, who in told) == [who.id for who in desk.people]


@pytest.mark.parametrize(
    ("at_once", "calls", "why"), [(1, 3, "one call a write"), (2, 2, "two together"), (50, 1, "all in one")]
)
def test_a_batch_is_one_call(desk: Desk, at_once: int, calls: int, why: str) -> None:
    desk.calendar.at_once = at_once
    done = desk.run()
    assert (done.calls_write, len(done.applied)) == (calls, 3), why


def test_what_a_person_did_on_the_calendar_is_recorded_and_not_written_back(desk: Desk) -> None:
    """I6."""
    desk.run()
    booked = desk.booking_of("ana-ruiz")
    uid, [start, *_] = booked.uid, list(booked.series.recurrence.starts(desk.horizon))
    desk.hands.delete_date(uid, start)
    desk.settled()
    done = desk.later(hours=1).run()
    assert [record.kind for record in done.recorded] == ["record"]
    assert (done.calls_write, desk.calendar.writes) == (0, 0)
    assert desk.booking_of("ana-ruiz").exceptions[start].by == "human"
    assert desk.later(hours=1).run().plan.changes == ()


def test_a_date_that_is_over_is_judged_and_its_evidence_kept(desk: Desk) -> None:
    uid = desk.stand("ana-ruiz", date(2026, 3, 2), last=date(2027, 3, 2))
    desk.hands.answer(uid, "accepted")
    done = desk.run()
    judged = [record.touchbase for record in done.recorded if record.touchbase]
    assert [(entry.start, entry.judgement.verdict) for entry in judged] == [(utc(3, 2), "likely")]
    with desk.open() as store:
        line = store.log()[0]
    assert line.evidence is not None
    assert line.evidence.guest_reply == "accepted"


def test_the_log_only_grows(desk: Desk) -> None:
    """I8."""
    uid = desk.stand("ana-ruiz", date(2026, 3, 2), last=date(2027, 3, 2))
    before: tuple[object, ...] = ()
    for reply in ("needs_action", "tentative", "accepted", "declined"):
        desk.hands.answer(uid, reply)
        desk.later(days=1).run()
        with desk.open() as store:
            after = store.log()
        assert after[: len(before)] == before
        assert len(after) >= len(before)
        before = after
    assert before


@pytest.mark.parametrize(
    ("away", "weeks_back", "why"),
    [
        (timedelta(0), 2, "two weeks are always looked at"),
        (timedelta(days=3), 2, "a short sleep changes nothing"),
        (timedelta(days=30), 4, "a long one is looked at whole"),
        (timedelta(days=400), 13, "but never more than a quarter of a year"),
    ],
)
def test_how_far_back_a_run_looks(desk: Desk, away: timedelta, weeks_back: int, why: str) -> None:
    desk.run()
    desk.now += away
    with desk.open() as store:
        window = gather(desk.world(store), desk.people).snapshot.reading.window
    assert (desk.now - window.start).days // 7 == weeks_back, why


def test_a_calendar_that_cannot_be_read_stops_a_run_before_it_begins(desk: Desk) -> None:
    desk.calendar.fail(ProviderDown("No answer."), read=1)
    rows = desk.dump()
    with pytest.raises(ProviderDown):
        desk.run()
    assert desk.dump() == rows


def test_absence_is_looked_up_before_it_is_believed(desk: Desk) -> None:
    """I7."""
    desk.run()
    uid = desk.booking_of("ana-ruiz").uid
    desk.hands.delete_series(uid)
    done = desk.later(hours=1).run()
    assert [call.uid for call in desk.calendar.calls if call.verb == "find"] == [uid]
    assert done.calls_read == 3
    assert desk.booking_of("ana-ruiz").standing == "paused_by_user"
    desk.settled().later(days=1).run()
    assert desk.calendar.writes == 0


def test_warnings_of_the_calendar_reach_the_outcome(desk: Desk) -> None:
    from touchbase.domain.problem import Problem

    desk.calendar.unreadable.append(Problem("a.ics", "is cut off", severity="warning"))
    assert [problem.where for problem in desk.run().warnings] == ["a.ics"]


@pytest.mark.parametrize("days", [-1, 1, 40], ids=["a day early", "a day late", "far away"])
def test_a_date_dragged_over_the_edge_of_the_look_is_judged_once(desk: Desk, days: int) -> None:
    """Its verdict is kept under its original start, which the look back no longer reaches."""
    first = desk.now.date() - timedelta(days=14 + days)
    uid, start = desk.stand("ana-ruiz", first, last=first), utc(first.month, first.day)
    place = utc(2, 21, 7) + timedelta(minutes=1)  # two weeks ago, just in sight
    desk.hands.move_date(uid, start, Period.lasting(place, 30))
    assert [record.touchbase is not None for record in desk.run().recorded].count(True) == 1
    assert desk.run().plan.changes == ()


@pytest.mark.parametrize("standing", ["live", "declined"])
def test_a_series_that_cannot_be_read_stands_as_it_was_known(desk: Desk, standing: str) -> None:
    """I7, I12: it is not gone, and everybody else is looked after."""
    desk.run()
    uid = desk.booking_of("ana-ruiz").uid
    if standing == "declined":
        desk.hands.answer(uid, "declined")
        desk.later(hours=1).run()
    desk.people.append(person("dee-fox"))
    hidden = desk.calendar.entries.pop(uid)
    desk.calendar.fail(CalendarRefused("Its file cannot be read."), read=2)
    done = desk.later(hours=1).run()
    assert [(change.kind, change.stakeholder) for change in done.applied] == [("create", "dee-fox")]
    assert done.recorded == []
    desk.calendar.entries[uid] = hidden
    assert desk.booking_of("ana-ruiz").standing == standing
    assert desk.later(hours=1).run().plan.changes == ()


def test_a_create_cut_off_whose_series_cannot_be_read_waits(desk: Desk) -> None:
    desk.people[1:] = []
    desk.calendar.fail(ProviderDown("Cut off."), write=1, after=True)
    desk.run()
    [hidden] = desk.calendar.entries.values()
    desk.calendar.entries.clear()
    desk.calendar.fail(CalendarRefused("Its file cannot be read."), read=2)
    desk.calendar.fail(CalendarRefused("Its file cannot be read."), write=1)
    assert [failure.stakeholder for failure in desk.later(hours=1).run().failed] == ["ana-ruiz"]
    desk.calendar.entries[hidden.series.uid] = hidden
    desk.later(hours=1).run()
    assert desk.booking_of("ana-ruiz").standing == "live"
    assert list(desk.calendar.entries) == [hidden.series.uid]
