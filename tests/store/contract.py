"""What every store must do. An adapter joins by a subclass that opens one and counts its writes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from tests.store.examples import (
    ANA,
    BO,
    BOOKING,
    DAY,
    LIST,
    NOTE,
    NOW,
    OWNER,
    PROMISE,
    SERIES,
    dates,
    said,
    seen,
    write,
)  # fmt: skip
from touchbase.domain.booking import Booking, Standing
from touchbase.domain.history import NO_HISTORY, History
from touchbase.domain.operation import Operation, Outcome
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import KnownList, Stakeholder
from touchbase.domain.touchbase import Touchbase
from touchbase.store.port import LogEntry, SavedPlan, Store

Step = Callable[[Store], object]
WEEKS = Period(NOW, NOW + 91 * DAY)


class StoreContract:
    """`open` gives a store of one owner in the same place; `writes` counts the rows it has written so far."""

    def open(self, owner: str) -> Store:
        raise NotImplementedError

    def writes(self, store: Store) -> int:
        raise NotImplementedError

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        store = self.open(OWNER)
        yield store
        store.close()

    # ---- nothing, and everything twice

    def test_an_empty_store_knows_nothing(self, store: Store) -> None:
        assert store.known_list() is None
        assert store.bookings() == ()
        assert store.touchbases() == ()
        assert store.log() == ()
        assert store.operations() == ()
        assert dict(store.judged(WEEKS)) == {}
        assert dict(store.histories(NOW)) == {}
        assert (store.last_run(), store.waiting_plan(), store.last_action(), store.get("x")) == (None, None, None, None)
        assert store.check() == ()

    @pytest.mark.parametrize(
        ("step", "sentence"),
        [
            (lambda s: s.remember_list(LIST), "the same list"),
            (lambda s: s.save_booking(BOOKING), "the same booking with its exceptions"),
            (
                lambda s: (s.save_booking(BOOKING), s.save_dates(SERIES.uid, ANA.id, dates(NOW), WEEKS)),
                "the same dates",
            ),
            (lambda s: s.save_memos((NOTE, PROMISE)), "the same memos"),
            (lambda s: s.record(said(uid=SERIES.uid), NOW, seen(said(uid=SERIES.uid))), "the same verdict again"),
            (lambda s: s.confirm(said(), NOW), "a person who says the same again"),
            (lambda s: (s.record(said(), NOW), s.retract(said().id, NOW)), "retracting what is retracted"),
            (lambda s: s.begin(write()), "the same intent"),
            (lambda s: (s.begin(write()), s.finish("op1", "done", NOW)), "the same outcome"),
            (lambda s: s.save_plan(SavedPlan("abcdef", "{}", "waiting", NOW)), "the same plan"),
            (lambda s: s.set("notice", "2026-06-01"), "the same fact"),
        ],
    )
    def test_a_write_that_changes_nothing_touches_no_row(self, store: Store, step: Step, sentence: str) -> None:
        step(store)
        before = self.writes(store)
        assert before > 0, sentence
        step(store)
        assert self.writes(store) == before, sentence

    # ---- transactions

    def test_a_transaction_that_fails_leaves_nothing(self, store: Store) -> None:
        with suppress(ZeroDivisionError), store.transaction():
            store.set("a", "1")
            store.record(said(), NOW)
            raise ZeroDivisionError
        assert (store.get("a"), store.log()) == (None, ())

    def test_a_part_that_fails_inside_a_transaction_leaves_the_rest(self, store: Store) -> None:
        with store.transaction():
            store.set("a", "1")
            with suppress(ZeroDivisionError), store.transaction():
                store.set("b", "2")
                raise ZeroDivisionError
            store.set("c", "3")
        assert [store.get(key) for key in "abc"] == ["1", None, "3"]

    def test_the_outer_transaction_decides_over_the_inner_ones(self, store: Store) -> None:
        with suppress(ZeroDivisionError), store.transaction():
            with store.transaction():
                store.set("a", "1")
            raise ZeroDivisionError
        assert store.get("a") is None

    def test_what_is_committed_is_seen_by_others_and_what_is_not_is_not(self, store: Store) -> None:
        other = self.open(OWNER)
        with store.transaction():
            store.set("a", "1")
            assert other.get("a") is None
        assert other.get("a") == "1"
        other.close()

    def test_two_writers_at_once_both_get_through(self, store: Store) -> None:
        def add(name: str) -> None:
            mine = self.open(OWNER)
            for n in range(20):
                mine.record(said(id=f"{name}{n}", start=NOW - n * DAY), NOW)
                mine.begin_run(NOW)
            mine.close()

        threads = [threading.Thread(target=add, args=(name,)) for name in "xy"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [line.sequence for line in store.log()] == list(range(1, 41))
        assert store.begin_run(NOW) == 41

    # ---- the list

    def test_a_list_comes_back_as_it_was_in_its_order(self, store: Store) -> None:
        store.remember_list(LIST)
        assert store.known_list() == LIST

    @pytest.mark.parametrize(
        ("people", "sentence"),
        [
            ((ANA, BO), "another order"),
            ((BO,), "one person less"),
            ((BO, ANA._replace(email="new@example.com", tags=())), "an address changed"),
            ((), "nobody"),
        ],
    )
    def test_a_new_list_takes_the_place_of_the_old(
        self,
        store: Store,
        people: tuple[Stakeholder, ...],
        sentence: str,
    ) -> None:
        store.remember_list(LIST)
        store.remember_list(KnownList("b" * 64, people))
        assert store.known_list() == KnownList("b" * 64, people), sentence

    # ---- the ledger

    def test_bookings_come_back_as_they_were(self, store: Store) -> None:
        plain = Booking(replace(SERIES, uid="tb-bo", stakeholder=BO.id, recurrence=SERIES.recurrence.ending(None)))
        later = replace(BOOKING, series=replace(SERIES, uid="tb-ana-1", generation=1), exceptions={})
        for booking in (later, plain, BOOKING):
            store.save_booking(booking)
        assert store.bookings() == (BOOKING, later, plain)

    def test_a_booking_saved_again_forgets_its_old_exceptions(self, store: Store) -> None:
        store.save_booking(BOOKING)
        store.save_booking(replace(BOOKING, exceptions={}, standing="declined", parked_since=None))
        assert store.bookings() == (Booking(SERIES, "declined", True),)

    @pytest.mark.parametrize(
        ("saved", "window", "expected", "sentence"),
        [
            ([1, 8], (0, 91), 1, "the earliest one to come"),
            ([-3, 8], (-7, 91), 8, "one in the past is not to come"),
            ([0, 8], (0, 91), 8, "one that begins now is no longer to come"),
            ([], (0, 91), None, "none at all"),
            ([], (0, 5), 5, "what stands at the end of the window is outside it and stays"),
            ([3], (2, 4), 3, "a look at a few days leaves the others"),
        ],
    )
    def test_the_next_date_is_the_earliest_kept_one(
        self, store: Store, saved: list[int], window: tuple[int, int], expected: int | None, sentence: str
    ) -> None:
        store.save_booking(BOOKING)
        store.save_dates(SERIES.uid, ANA.id, dates(NOW + 5 * DAY, NOW + 12 * DAY), WEEKS)
        period = Period(NOW + window[0] * DAY, NOW + window[1] * DAY)
        store.save_dates(SERIES.uid, ANA.id, dates(*(NOW + n * DAY for n in saved)), period)
        found = store.histories(NOW).get(ANA.id, NO_HISTORY).next
        assert found == (None if expected is None else NOW + expected * DAY), sentence

    def test_a_cancelled_date_is_not_the_next_one_and_a_moved_one_counts_where_it_stands(self, store: Store) -> None:
        store.save_booking(BOOKING)
        [moved] = dates(NOW + 9 * DAY)
        moved = replace(moved, period=Period.lasting(NOW + 4 * DAY, 30))
        store.save_dates(SERIES.uid, ANA.id, [*dates(NOW + DAY, cancelled=True), moved], WEEKS)
        assert store.histories(NOW) == {ANA.id: History(next=NOW + 4 * DAY)}

    @pytest.mark.parametrize("standing", ["parked", "paused_by_user", "declined", "ended"])
    def test_only_a_live_series_has_a_next_date(self, store: Store, standing: Standing) -> None:
        store.save_booking(replace(BOOKING, standing=standing))
        store.save_dates(SERIES.uid, ANA.id, dates(NOW + DAY), WEEKS)
        assert store.histories(NOW) == {}

    def test_of_two_live_series_the_nearer_date_is_next(self, store: Store) -> None:
        for uid, days in (("tb-1", 3), ("tb-2", 2), ("tb-3", 4)):
            store.save_booking(replace(BOOKING, series=replace(SERIES, uid=uid)))
            store.save_dates(uid, ANA.id, dates(NOW + days * DAY, uid=uid), WEEKS)
        assert store.histories(NOW)[ANA.id].next == NOW + 2 * DAY

    def test_no_dates_are_kept_of_a_series_that_is_not_in_the_ledger(self, store: Store) -> None:
        store.save_dates("tb-unknown", ANA.id, dates(NOW + DAY, uid="tb-unknown"), WEEKS)
        assert store.histories(NOW) == {}

    # ---- the log

    def test_a_record_stands_with_all_it_said_and_is_in_the_log_with_what_was_seen(self, store: Store) -> None:
        entry = said(uid=SERIES.uid, original_start=NOW - 2 * DAY, note="ask about the flat", moves_clock=False)
        assert store.record(entry, NOW, seen(entry, "at 'Board; \"Q2\"'")) is True
        assert store.touchbases() == (entry,)
        assert store.log() == (LogEntry(1, NOW, "record", entry, seen(entry, "at 'Board; \"Q2\"'")),)

    def test_times_come_back_in_utc_whatever_zone_they_had(self, store: Store) -> None:
        there = timezone(timedelta(hours=5, minutes=45))
        store.record(said(start=NOW.astimezone(there)), NOW.astimezone(there))
        assert [str(t.start) for t in store.touchbases()] == [str(NOW)]
        assert str(store.log()[0].at) == str(NOW)

    def test_a_verdict_that_changes_is_appended_and_stands(self, store: Store) -> None:
        first, second = said("doubtful", reasons=("no answer",)), said("likely")
        assert store.record(first, NOW)
        assert store.record(second, NOW + DAY)
        assert store.touchbases() == (second,)
        assert [(line.sequence, line.touchbase) for line in store.log()] == [(1, first), (2, second)]

    @pytest.mark.parametrize(
        ("again", "news", "sentence"),
        [
            (said(), False, "nothing new"),
            (said(reasons=("they accepted the series",)), True, "other reasons"),
            (said(start=NOW - DAY + timedelta(minutes=15), id=said().id), True, "another time"),
            (said(kind="shared"), True, "another kind"),
            (replace(said(), minutes=45), True, "another length"),
        ],
    )
    def test_record_tells_whether_it_had_news(self, store: Store, again: Touchbase, news: bool, sentence: str) -> None:
        store.record(said(note="private"), NOW)
        assert store.record(again, NOW + DAY) is news, sentence
        assert len(store.log()) == 1 + news, sentence
        assert store.touchbases() == (replace(again, note="private"),), "a note stays"

    @pytest.mark.parametrize("source", ["calendar", "import"])
    def test_a_calendar_never_overrides_a_person(self, store: Store, source: str) -> None:
        store.confirm(said("not_held", uid=SERIES.uid), NOW)
        store.record(replace(said("confirmed", uid=SERIES.uid), source=source), NOW + DAY)  # type: ignore[arg-type]
        assert [t.judgement.verdict for t in store.touchbases()] == ["not_held"]
        assert len(store.log()) == 1

    def test_a_person_overrides_a_calendar_and_themselves(self, store: Store) -> None:
        store.record(said("doubtful", uid=SERIES.uid), NOW)
        store.confirm(said("not_held", uid=SERIES.uid), NOW)
        store.confirm(said("confirmed", uid=SERIES.uid), NOW)
        assert store.record(said("likely", uid=SERIES.uid, source="human"), NOW)
        assert store.touchbases() == (said("likely", uid=SERIES.uid, source="human"),)
        assert [line.action for line in store.log()] == ["record", "confirm", "confirm", "record"]

    def test_a_verdict_of_a_person_keeps_the_date_it_is_about(self, store: Store) -> None:
        store.record(said("doubtful", uid=SERIES.uid, original_start=NOW - 3 * DAY), NOW)
        store.confirm(said("confirmed", reasons=("you said so",)), NOW)
        [standing] = store.touchbases()
        assert (standing.uid, standing.original_start) == (SERIES.uid, NOW - 3 * DAY)
        assert (standing.source, standing.judgement.verdict) == ("human", "confirmed")

    def test_a_date_that_moved_is_still_the_same_date(self, store: Store) -> None:
        """A calendar that shows the date elsewhere may give it another id; the occurrence key tells."""
        store.confirm(said("confirmed", id="first", uid=SERIES.uid), NOW)
        moved = said("not_held", NOW - DAY / 2, id="second", uid=SERIES.uid, original_start=NOW - DAY)
        assert store.record(moved, NOW) is False
        assert [t.id for t in store.touchbases()] == ["first"]

    def test_two_dates_with_one_id_are_both_kept(self, store: Store) -> None:
        first = said("likely", id="same", uid=SERIES.uid, original_start=NOW - 2 * DAY)
        second = said("not_held", id="same", uid=SERIES.uid, original_start=NOW - 4 * DAY)
        third = said("doubtful", id="same", uid=SERIES.uid, original_start=NOW - 6 * DAY)
        for _ in range(2):
            for entry in (first, second, third):
                store.record(entry, NOW)
        assert sorted(t.judgement.verdict for t in store.touchbases()) == ["doubtful", "likely", "not_held"]
        assert len({t.id for t in store.touchbases()}) == len(store.log()) == 3

    def test_two_people_may_share_an_id(self, store: Store) -> None:
        store.record(said(id="same"), NOW)
        store.record(said(id="same", who=BO.id), NOW)
        assert {t.stakeholder for t in store.touchbases()} == {ANA.id, BO.id}

    def test_what_is_retracted_no_longer_counts_and_stays_in_the_log(self, store: Store) -> None:
        store.record(said("likely", uid=SERIES.uid), NOW)
        assert store.retract(said().id, NOW + DAY) == said("likely", uid=SERIES.uid)
        assert (store.touchbases(), dict(store.judged(Period(NOW - 9 * DAY, NOW)))) == ((), {})
        assert dict(store.histories(NOW)) == {}
        assert [line.action for line in store.log()] == ["record", "retract"]
        assert store.retract(said().id, NOW) is None
        assert store.retract("nothing", NOW) is None

    def test_a_calendar_never_brings_back_what_a_person_retracted_but_the_person_may(self, store: Store) -> None:
        store.record(said("likely", uid=SERIES.uid), NOW)
        store.retract(said().id, NOW)
        assert store.record(said("confirmed", uid=SERIES.uid), NOW) is False
        assert store.touchbases() == ()
        store.confirm(said("confirmed", uid=SERIES.uid), NOW)
        assert len(store.touchbases()) == 1

    def test_what_is_restored_stands_as_it_was_and_a_calendar_may_change_it_again(self, store: Store) -> None:
        seen = said("likely", uid=SERIES.uid)
        store.record(seen, NOW)
        store.confirm(said("not_held", uid=SERIES.uid), NOW)
        store.restore(seen, NOW + DAY)
        assert store.touchbases() == (seen,)
        assert store.record(said("confirmed", uid=SERIES.uid), NOW + DAY)
        store.retract(seen.id, NOW + DAY)
        store.restore(said("confirmed", uid=SERIES.uid), NOW + DAY)
        assert len(store.touchbases()) == 1
        assert [line.action for line in store.log()] == ["record", "confirm", "restore", "record", "retract", "restore"]

    def test_touchbases_are_newest_first_and_can_be_narrowed(self, store: Store) -> None:
        mine = [said(start=NOW - n * DAY) for n in range(1, 5)]
        theirs = said(start=NOW - 2 * DAY, who=BO.id)
        for entry in (*mine[::-1], theirs):
            store.record(entry, NOW)
        assert store.touchbases() == (mine[0], mine[1], theirs, mine[2], mine[3])
        assert store.touchbases(BO.id) == (theirs,)
        assert store.touchbases(ANA.id, since=NOW - 3 * DAY) == tuple(mine[:3])
        assert store.touchbases(limit=2) == (mine[0], mine[1])
        assert store.touchbases(ANA.id, since=NOW - 9 * DAY, limit=1) == (mine[0],)
        assert store.touchbases("nobody") == ()

    def test_judged_are_dates_of_series_by_original_start(self, store: Store) -> None:
        early = said(start=NOW - DAY, uid=SERIES.uid, original_start=NOW - 8 * DAY)
        inside = said("not_held", NOW - 9 * DAY, uid=SERIES.uid, original_start=NOW - 7 * DAY)
        for entry in (early, inside, said(start=NOW - 6 * DAY)):
            store.record(entry, NOW)
        assert store.judged(Period(NOW - 7 * DAY, NOW)) == {(SERIES.uid, NOW - 7 * DAY): inside}
        assert store.judged(Period(NOW - 8 * DAY, NOW - 7 * DAY)) == {(SERIES.uid, NOW - 8 * DAY): early}

    # ---- histories

    @pytest.mark.parametrize(
        ("told", "expected", "sentence"),
        [
            ([("likely", 3)], History(NOW - 3 * DAY, "likely"), "held once"),
            ([("confirmed", 0)], History(NOW, "confirmed"), "held this very moment"),
            ([("confirmed", 3), ("likely", 9)], History(NOW - 3 * DAY, "confirmed"), "the newest held one counts"),
            ([("not_held", 3)], History(None, "not_held", 1), "never met and missed once"),
            (
                [("not_held", 1), ("not_held", 2), ("likely", 3), ("not_held", 4)],
                History(NOW - 3 * DAY, "not_held", 2),
                "misses since the last held one are counted, older ones not",
            ),
            (
                [("not_held", 1), ("doubtful", 2), ("doubtful", 3), ("likely", 4), ("doubtful", 5)],
                History(NOW - 4 * DAY, "not_held", 1, 2),
                "doubtful is neither held nor missed",
            ),
            ([("likely", -2), ("not_held", -1)], None, "what lies ahead says nothing yet"),
            ([("likely", -2), ("doubtful", 7)], History(None, "doubtful", 0, 1), "nor does it hide what is behind"),
        ],
    )
    def test_a_history_is_read_from_the_log(
        self, store: Store, told: list[tuple[str, int]], expected: History | None, sentence: str
    ) -> None:
        for verdict, days in told:
            store.record(said(verdict, NOW - days * DAY), NOW)  # type: ignore[arg-type]
        assert store.histories(NOW).get(ANA.id) == expected, sentence

    def test_a_crowd_does_not_move_the_clock_and_another_meeting_missed_is_no_miss(self, store: Store) -> None:
        store.record(said("likely", NOW - 5 * DAY), NOW)
        store.record(said("not_held", NOW - 4 * DAY, kind="meeting"), NOW)
        store.record(said("likely", NOW - 3 * DAY, kind="meeting", moves_clock=False), NOW)
        assert store.histories(NOW) == {ANA.id: History(NOW - 5 * DAY, "likely")}

    def test_histories_are_of_everybody_and_as_of_any_moment(self, store: Store) -> None:
        for who, days in ((ANA.id, 3), (BO.id, 5), ("cy", 1)):
            store.record(said("likely", NOW - days * DAY, who=who), NOW)
        store.save_booking(BOOKING)
        store.save_dates(SERIES.uid, ANA.id, dates(NOW + DAY), WEEKS)
        then = store.histories(NOW - 2 * DAY)
        assert set(store.histories(NOW)) == {ANA.id, BO.id, "cy"}
        assert {who: (h.last_held, h.next) for who, h in then.items()} == {
            ANA.id: (NOW - 3 * DAY, NOW + DAY),
            BO.id: (NOW - 5 * DAY, None),
        }

    # ---- writes to a calendar

    def test_a_write_is_intended_then_done(self, store: Store) -> None:
        store.begin(write())
        assert store.operations("intended") == (write(),)
        store.finish("op1", "unknown", NOW + DAY)
        assert store.operations() == (replace(write(), outcome="unknown", at=NOW + DAY),)
        assert (store.operations("intended"), len(store.operations("unknown"))) == ((), 1)

    @pytest.mark.parametrize("outcome", ["intended", "unknown", "failed"])
    def test_a_write_that_is_not_done_is_taken_up_again(self, store: Store, outcome: str) -> None:
        store.begin(write(outcome=outcome))
        store.begin(replace(write(), run=2, at=NOW + DAY))
        assert store.operations() == (replace(write(), run=2, at=NOW + DAY),)

    def test_a_write_that_is_done_stays_done(self, store: Store) -> None:
        store.begin(write())
        store.finish("op1", "done", NOW)
        store.begin(replace(write(), run=2))
        assert store.operations() == (replace(write(), outcome="done"),)

    @pytest.mark.parametrize("outcome", ["intended", "unknown", "done"])
    def test_the_same_mail_is_not_begun_twice_on_one_day(self, store: Store, outcome: Outcome) -> None:
        mail = replace(write(), notified=True)
        assert store.begin(mail)
        store.finish("op1", outcome, NOW)
        assert not store.begin(replace(mail, id="op2", run=2))
        assert [operation.id for operation in store.operations()] == ["op1"]

    @pytest.mark.parametrize(
        "other",
        [
            replace(write(), id="op2", notified=False),
            replace(write(), id="op2", notified=True, facts='{"verb": "other"}'),
            replace(write(), id="op2", notified=True, uid="tb-other"),
            replace(write(), id="op2", notified=True, at=NOW + DAY),
        ],
        ids=["mails nobody", "says something else", "of another series", "on another day"],
    )
    def test_another_mail_may_be_begun(self, store: Store, other: Operation) -> None:
        store.begin(replace(write(), notified=True))
        assert store.begin(other)
        assert len(store.operations()) == 2

    def test_a_mail_whose_write_failed_may_be_sent(self, store: Store) -> None:
        mail = replace(write(), notified=True)
        store.begin(mail)
        store.finish("op1", "failed", NOW)
        assert store.begin(replace(mail, id="op2"))

    def test_writes_since_a_moment_are_those_after_it(self, store: Store) -> None:
        store.begin(write())
        store.begin(replace(write(), id="op2", at=NOW + DAY))
        assert [operation.id for operation in store.operations(since=NOW)] == ["op2"]
        assert [operation.id for operation in store.operations("intended", since=NOW - DAY)] == ["op1", "op2"]
        assert store.operations("done", since=NOW - DAY) == ()

    # ---- runs, plans, actions, facts

    def test_the_last_run_is_the_last_that_finished(self, store: Store) -> None:
        first, second, third = (store.begin_run(NOW + n * DAY) for n in range(3))
        assert store.last_run() is None
        store.finish_run(first, NOW, "p1", "one")
        store.finish_run(second, NOW + DAY, "p2", "two booked")
        last = store.last_run()
        assert last is not None
        assert (last.id, last.started, last.finished) == (second, NOW + DAY, NOW + DAY)
        assert (last.plan, last.summary) == ("p2", "two booked")
        assert third == second + 1 == first + 2

    @pytest.mark.parametrize(
        ("asked", "found", "sentence"),
        [
            ("abcdef12", "abcdef12", "the whole hash"),
            ("abcdef1", "abcdef12", "an unambiguous beginning"),
            ("abcd", None, "three begin like that"),
            ("abcd00", "abcd00", "a whole hash that another one begins with"),
            ("abc", None, "too short"),
            ("ab%d", None, "no pattern"),
            ("ffff", None, "none of ours"),
        ],
    )
    def test_a_plan_is_found_by_its_hash(self, store: Store, asked: str, found: str | None, sentence: str) -> None:
        for hash in ("abcdef12", "abcd00", "abcd0011"):
            store.save_plan(SavedPlan(hash, "{}", "waiting", NOW))
        plan = store.saved_plan(asked)
        assert (plan and plan.hash) == found, sentence

    def test_the_newest_waiting_plan_waits(self, store: Store) -> None:
        new, old = SavedPlan("bbbb", "[1]", "waiting", NOW + DAY), SavedPlan("aaaa", "[]", "waiting", NOW)
        store.save_plan(new)
        store.save_plan(old)
        assert store.waiting_plan() == new
        store.save_plan(replace(new, state="done"))
        assert store.waiting_plan() == old

    def test_actions_are_undone_newest_first(self, store: Store) -> None:
        ids = [store.act(NOW + n * DAY, "pause", f"paused {n}", "before", "after") for n in range(3)]
        store.mark_undone(ids[2], NOW)
        last = store.last_action()
        assert last is not None
        assert (last.id, last.at, last.kind, last.summary) == (ids[1], NOW + DAY, "pause", "paused 1")
        assert (last.before, last.after, last.undone) == ("before", "after", False)

    def test_a_fact_is_what_was_said_last(self, store: Store) -> None:
        store.set("notice", "1")
        store.set("notice", "zwei")
        assert store.get("notice") == "zwei"

    # ---- whose it is

    def test_two_owners_in_one_place_do_not_see_each_other(self, store: Store) -> None:
        other = self.open("kim@example.org")
        for mine in (store, other):
            fill(mine)
        mine_before = store.export()
        other.forget(ANA.id, [ANA.name])
        other.retract("bo-1", NOW)
        other.set("notice", "theirs")
        other.save_booking(Booking(replace(SERIES, uid="tb-x", stakeholder="x")))
        other.mark_undone(1, NOW)
        assert store.export() == mine_before
        assert {row["owner"] for rows in store.export().values() for row in rows} == {OWNER}
        assert store.check() == other.check() == ()
        other.close()

    # ---- memos

    def test_memos_are_read_back_as_they_were_oldest_first(self, store: Store) -> None:
        assert store.save_memos((PROMISE, NOTE)) == 2
        assert store.memos() == (NOTE, PROMISE)
        assert store.memos("promise") == (PROMISE,)
        assert store.memos("goal", "note") == (NOTE,)

    def test_a_person_s_memos_are_also_those_that_name_them_as_the_other(self, store: Store) -> None:
        store.save_memos((NOTE, PROMISE))
        assert store.memos(stakeholder=ANA.id) == (NOTE, PROMISE)
        assert store.memos(stakeholder=BO.id) == (PROMISE,)
        assert store.memos("note", stakeholder=BO.id) == ()

    def test_a_memo_changes_under_its_id_and_can_be_dropped(self, store: Store) -> None:
        store.save_memos((NOTE, PROMISE))
        asked = replace(NOTE, state="asked", closed=NOW + DAY)
        assert store.save_memos((asked, PROMISE)) == 1
        assert store.memos() == (asked, PROMISE)
        assert store.drop_memos([NOTE.id, "never"]) == 1
        assert store.memos() == (PROMISE,)

    def test_memos_of_another_owner_are_not_seen(self, store: Store) -> None:
        store.save_memos((NOTE,))
        other = self.open("kim@example.com")
        assert (other.memos(), other.drop_memos([NOTE.id])) == ((), 0)
        other.close()
        assert store.memos() == (NOTE,)

    # ---- privacy

    def test_export_holds_every_row_of_everybody(self, store: Store) -> None:
        fill(store)
        found = {table: len(rows) for table, rows in store.export().items()}
        assert found == {
            "known_list": 1, "stakeholder": 2, "series": 1, "date_change": 2, "series_date": 1, "log": 3,
            "touchbase": 2, "history": 2, "operation": 2, "run": 1, "plan": 1, "action": 1, "memo": 2, "fact": 1,
        }  # fmt: skip
        assert store.export()["stakeholder"][0]["addresses"] == ["ana.ruiz@example.org"]

    def test_export_of_one_person_holds_theirs_and_the_texts_that_name_them(self, store: Store) -> None:
        fill(store)
        store.save_plan(SavedPlan("cccc", '{"with":"Bo Lind"}', "done", NOW))
        found = {table: len(rows) for table, rows in store.export(ANA.id).items() if rows}
        assert found == {
            "stakeholder": 1, "series": 1, "date_change": 2, "series_date": 1, "log": 2, "touchbase": 1, "history": 1,
            "operation": 1, "run": 1, "plan": 1, "action": 1, "memo": 2,
        }  # fmt: skip

    def test_forgetting_takes_every_row_and_every_mention(self, store: Store) -> None:
        fill(store)
        gone = store.forget(ANA.id, ["Annie R."])
        left = repr(store.export()).lower()
        assert gone >= 12
        assert not [name for name in ("ana", "ruiz", "ruíz", "annie") if name in left]
        assert [t.note for t in store.touchbases()] == ["Spoke of [forgotten], and of Bo Lind's [forgotten]"]
        assert store.check() == ()
        assert store.forget(ANA.id, ["Annie R."]) == 0

    def test_forgetting_nobody_changes_nothing_else(self, store: Store) -> None:
        fill(store)
        before = store.export()
        assert store.forget("who-is-this", ["", " ", "X"]) == 0
        after = store.export()
        after["fact"] = [row for row in after["fact"] if not str(row["name"]).startswith("forgotten")]
        assert after == before


def fill(store: Store) -> None:
    """Something in every table; Ana is named in texts of others too."""
    store.remember_list(LIST)
    store.save_booking(BOOKING)
    store.save_dates(SERIES.uid, ANA.id, dates(NOW + DAY), WEEKS)
    entry = said("doubtful", uid=SERIES.uid, note="Ana is moving")
    store.record(entry, NOW, seen(entry, "at lunch with Ana Ruíz"))
    store.confirm(replace(entry, source="human"), NOW)
    store.record(said(who=BO.id, id="bo-1", note="Spoke of ANA  RUÍZ, and of Bo Lind's Annie R."), NOW)
    store.save_memos((NOTE, PROMISE))
    store.begin(write())
    store.begin(write("op2", stakeholder=BO.id, facts='{"over":"Ana Ru\\u00edz"}'))
    store.finish_run(store.begin_run(NOW), NOW, "aaaa", "1 booked: Ana Ruíz.")
    store.save_plan(SavedPlan("aaaa", '{"changes":[{"stakeholder":"ana-ruiz"}]}', "waiting", NOW))
    store.act(NOW, "pause", "paused ana-ruiz", "", "")
    store.set("notice", "2026-06-01")
