"""What is proposed after a missed date: tables, and random worlds against a slow loop that knows no bits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings

from tests.planning.builders import (
    MONTHLY,
    NEW_YORK,
    NOW,
    booking,
    person,
    rule,
    rules,
    seeds,
    span,
    utc,
    wall,
    world,
    world_of,
)
from tests.planning.checker import Checker
from touchbase.domain.booking import DateChange
from touchbase.domain.cadence import Cadence
from touchbase.domain.change import Record
from touchbase.domain.event import Evidence, Meeting
from touchbase.domain.history import History
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.domain.proposal import Proposal
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.planning.decide import decide

QUARTERLY, YEARLY = Cadence(3, "month"), Cadence(12, "month")
FIRST_TUESDAY = rule(date(2026, 2, 3), cadence=MONTHLY)  # next on 3 March at ten, then on 7 April
MISSED = History(last_held=utc(1, 6), last_verdict="not_held", missed_in_a_row=1)


def monthly(**more: Any) -> Snapshot:
    """Monday 2 March: Ana's date of February was missed; March's was taken off, so April's is the next one."""
    off = {utc(3, 3): DateChange(None, "human")}
    who = more.pop("who", person(cadence=MONTHLY))
    standing = more.pop("bookings", [booking(recurrence=FIRST_TUESDAY, exceptions=off)])
    usual: dict[str, Any] = {"histories": {"ana": MISSED}}
    return world([who], standing, **usual | more)


def proposed(snapshot: Snapshot) -> list[str]:
    shown = []
    for one in decide(snapshot).proposals:
        when = "" if one.start is None else f" {wall(one.start)} {one.minutes}"
        shown.append(f"{one.stakeholder} {one.kind}{when}")
    return shown


def missed(**more: Any) -> dict[str, History]:
    return {"ana": MISSED._replace(**more)}


LATE_MORNING = (Hours(11 * 60, 12 * 60),)
BUSY_ALL_MARCH = [span(utc(3, day, 0), 24 * 60 - 1) for day in range(1, 32)]
FULL_DAY = [booking(f"x{n}", rule(date(2026, 2, 3), f"1{n}:00")) for n in range(3)]

MAKE_UPS = [
    (monthly(), ["ana make_up Tue 2026-03-03 09:00 30"], "the next free time once the notice is over"),
    (monthly(histories={}), [], "nothing was missed"),
    (monthly(histories=missed(missed_in_a_row=2)), ["ana make_up Tue 2026-03-03 09:00 30"], "two misses, one proposal"),
    (monthly(histories=missed(last_verdict="doubtful")), [], "perhaps they met the last time: first say so"),
    (monthly(who=person(cadence=MONTHLY, state="paused")), [], "somebody paused owes nothing"),
    (
        monthly(who=person(cadence=MONTHLY, preferred=LATE_MORNING)),
        ["ana make_up Tue 2026-03-03 11:00 30"],
        "on the first day, the preferred hours",
    ),
    (monthly(given=rules(notice_hours=48)), ["ana make_up Wed 2026-03-04 09:00 30"], "never inside the notice"),
    (monthly(busy=[span(utc(3, 3, 0), 16 * 60)]), ["ana make_up Tue 2026-03-03 16:15 30"], "clear of your busy time"),
    (
        monthly(guests={"ana": [span(utc(3, 3, 0), 16 * 60)]}),
        ["ana make_up Tue 2026-03-03 16:00 30"],
        "clear of theirs",
    ),
    (
        monthly(who=person(cadence=MONTHLY, zone=NEW_YORK)),
        ["ana make_up Tue 2026-03-03 14:00 30"],
        "inside their hours too",
    ),
    (monthly(busy=BUSY_ALL_MARCH), [], "nothing is free before half a month from the next date"),
    (monthly(bookings=[booking(recurrence=FIRST_TUESDAY)]), [], "tomorrow's date makes it pointless"),
    (monthly(histories=missed(last_held=utc(2, 27))), ["ana make_up Mon 2026-03-16 09:00 30"], "half a month on"),
    (monthly(histories=missed(last_held=utc(1, 6, year=2025))), ["ana make_up Tue 2026-03-03 09:00 45"], "dormant"),
    (monthly(histories=missed(last_held=utc(11, 20, year=2025))), ["ana make_up Tue 2026-03-03 09:00 45"], "lapsed"),
    (
        monthly(who=person(cadence=MONTHLY, minutes=60), histories=missed(last_held=utc(1, 6, year=2025))),
        [],
        "an hour is another length: the whole series moves, and its first date is near",
    ),
    (
        monthly(busy=[span(utc(3, 3, 9, 35), 8 * 60)], histories=missed(last_held=utc(1, 6, year=2025))),
        ["ana make_up Wed 2026-03-04 09:00 45"],
        "where all of the 45 minutes suit",
    ),
    (monthly(histories=missed(last_held=None)), ["ana make_up Tue 2026-03-03 09:00 30"], "never met is no lapse"),
    (monthly(bookings=[booking(standing="paused_by_user")]), [], "they took the series off the calendar themselves"),
    (
        monthly(bookings=[booking(recurrence=FIRST_TUESDAY, standing="declined")]),
        ["ana ask"],
        "they declined the whole series",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("snapshot", "expected", "because"), MAKE_UPS, ids=[row[-1] for row in MAKE_UPS])
def test_one_missed_date_asks_for_another_time(snapshot: Snapshot, expected: list[str], because: str) -> None:
    assert proposed(snapshot) == expected, because


def test_a_longer_talk_is_never_shorter_than_usual() -> None:
    who = person(cadence=MONTHLY, minutes=60)
    hour = replace(FIRST_TUESDAY, minutes=60)
    off = {utc(3, 3): DateChange(None, "human")}
    long_ago = missed(last_held=utc(7, 6, year=2025))
    snapshot = monthly(who=who, bookings=[booking(recurrence=hour, exceptions=off)], histories=long_ago)
    assert proposed(snapshot) == ["ana make_up Tue 2026-03-03 09:00 60"]


def test_a_day_that_is_full_is_left_alone() -> None:
    others = [person(f"x{n}") for n in range(2)]
    snapshot = monthly(given=rules(max_per_day=2))
    full = world(
        [*snapshot.stakeholders, *others], [*snapshot.bookings, *FULL_DAY[:2]], histories=snapshot.histories
    )  # fmt: skip
    assert proposed(full) == ["ana make_up Wed 2026-03-04 09:00 30"]


def test_two_proposals_do_not_take_the_same_time_and_the_first_priority_chooses_first() -> None:
    people = [person("zoe", MONTHLY, 1), person("ana", MONTHLY, 2)]
    skip = DateChange(None, "human")
    ledger = [booking("zoe", FIRST_TUESDAY, exceptions={utc(3, 3): skip}),
              booking("ana", replace(FIRST_TUESDAY, at=time(15)), exceptions={utc(3, 3, 15): skip})]  # fmt: skip
    plan = decide(world(people, ledger, histories={"zoe": MISSED, "ana": MISSED}))
    assert [(one.stakeholder, wall(one.start)[-5:]) for one in plan.proposals if one.start] == [
        ("zoe", "09:00"), ("ana", "09:45"),
    ]  # fmt: skip


def with_meetings(snapshot: Snapshot, *meetings: Meeting) -> Snapshot:
    return replace(snapshot, reading=replace(snapshot.reading, meetings=meetings))


@pytest.mark.parametrize(
    ("people", "address", "still", "because"),
    [
        (2, "Ana@example.com", False, "they will meet on Thursday anyway: whoever booked that has made up"),
        (4, "ana@example.com", False, "a small round counts too"),
        (7, "ana@example.com", True, "a large one does not"),
        (40, "ana@example.com", True, "nor a crowd"),
        (2, "bo@example.com", True, "nor somebody else"),
    ],
)
def test_another_meeting_with_them_to_come_makes_it_pointless(
    people: int, address: str, still: bool, because: str
) -> None:
    met = Meeting("m", span(utc(3, 5)), frozenset({address}), people)
    assert bool(decide(with_meetings(monthly(), met)).proposals) is still, because


def test_a_meeting_that_is_over_is_no_next_date() -> None:
    before = Meeting("m", span(utc(2, 1)), frozenset({"ana@example.com"}), 2)
    snapshot = with_meetings(monthly(), before)
    assert proposed(snapshot) == []
    crowd = replace(before, people=3, period=span(NOW + timedelta(days=200)))
    assert proposed(with_meetings(monthly(), crowd)) == ["ana make_up Tue 2026-03-03 09:00 30"]


def entry(start: datetime, verdict: Any = "not_held", why: str = "Ana Ruiz declined this date") -> Touchbase:
    return Touchbase(
        "t", "ana", start, 30, "touchbase", Judgement(verdict, (why,) if why else ()), "calendar", "u", start
    )


@pytest.mark.parametrize(
    ("judged", "history", "words"),
    [
        ([entry(utc(2, 3))], MISSED, "Tue 3 February 10:00 was not held: Ana Ruiz declined this date"),
        ([entry(utc(2, 3), why="")], MISSED, "Tue 3 February 10:00 was not held"),
        ([entry(utc(1, 2)), entry(utc(2, 3), why="late")], MISSED, "Tue 3 February 10:00 was not held: late"),
        ([entry(utc(1, 2))], MISSED, "the last date was not held"),
        ([], MISSED, "the last date was not held"),
        ([], MISSED._replace(missed_in_a_row=2), "the last 2 dates were not held"),
        ([entry(utc(1, 2), why="ill")], MISSED._replace(last_held=None), "Fri 2 January 10:00 was not held: ill"),
    ],
)  # fmt: skip
def test_the_reason_names_the_latest_missed_date(judged: list[Touchbase], history: History, words: str) -> None:
    log = {(one.uid, one.start): one for one in judged}
    (proposal,) = decide(monthly(histories={"ana": history}, judged=log)).proposals
    assert proposal.why[0] == words


def test_the_other_reasons() -> None:
    far = person(cadence=MONTHLY, zone=NEW_YORK)
    (one,) = decide(monthly(who=far, histories=missed(last_held=utc(1, 6, year=2025)))).proposals
    assert one.why[1:] == (
        "45 minutes, because after a long gap there is more to say",
        "your next one is Tue 7 April 14:00",
        "09:00 for them in America/New_York",
        "Ana Ruiz's calendar is unknown, so only their working hours were used",
    )
    (one,) = decide(monthly(guests={"ana": []})).proposals
    assert one.why[1:] == ("your next one is Tue 7 April 10:00",)


def test_somebody_without_a_next_date_is_proposed_one_inside_the_horizon() -> None:
    ended = booking(recurrence=replace(FIRST_TUESDAY, last=date(2026, 2, 10)), standing="ended")
    snapshot = monthly(bookings=[ended], given=rules(hours_per_week=0.01))
    assert proposed(snapshot) == ["ana make_up Tue 2026-03-03 09:00 30"]
    (one,) = decide(snapshot).proposals
    assert not any("next one" in why for why in one.why)


# three in a row

THREE = History(last_held=utc(1, 6), last_verdict="not_held", missed_in_a_row=3)


def weekly(who: Stakeholder | None = None, **more: Any) -> Snapshot:
    return world([who or person()], more.pop("bookings", [booking()]), histories={"ana": THREE}, **more)


def change(snapshot: Snapshot) -> tuple[str, list[str]]:
    (one,) = decide(snapshot).proposals
    return one.kind, [why.split(":")[0] for why in one.why[1:]]


ONLY_TUESDAYS_AT_TEN = [
    span(utc(3, 2, 0) + timedelta(days=n, hours=hour), 60 * long)
    for n in range(100) for hour, long in (((0, 9.9), (10.6, 13.3)) if n % 7 == 1 else ((0, 23.9),))
]  # fmt: skip
ASK_TOO, ASK_ONLY = "or you can ask Ana Ruiz what would suit better", "you can ask Ana Ruiz what would suit better"


@pytest.mark.parametrize(
    ("snapshot", "kind", "words", "because"),
    [
        (weekly(), "another_hour", ["another hour", "a longer cadence", ASK_TOO], "all three apply"),
        (
            weekly(person(zone="UTC"), zone="UTC", bookings=[booking(recurrence=rule(zone="UTC"))],
                   guests={"ana": ONLY_TUESDAYS_AT_TEN}),
            "longer_cadence",
            ["a longer cadence", ASK_TOO],
            "no other hour is free for both",
        ),
        (
            weekly(person(cadence=YEARLY), bookings=[booking(recurrence=rule(cadence=YEARLY))],
                   guests={"ana": [span(utc(3, 1, 0), 60 * 24 * 120)]}),
            "ask",
            [ASK_ONLY],
            "no other hour, and yearly is the longest cadence",
        ),
        (weekly(bookings=[booking(standing="declined")]), "ask", [ASK_ONLY], "they declined the whole series"),
        (
            weekly(bookings=[booking(standing="ended")], given=rules(hours_per_week=0.01)),
            "longer_cadence",
            ["a longer cadence", ASK_TOO],
            "there is no series whose hour could be another",
        ),
    ],
)  # fmt: skip
def test_three_in_a_row_change_the_proposal(snapshot: Snapshot, kind: str, words: list[str], because: str) -> None:
    assert change(snapshot) == (kind, words), because


def test_another_hour_is_named_with_its_slot() -> None:
    (one,) = decide(weekly()).proposals
    assert one.start is not None
    assert one.minutes == 30
    assert one.why[0].startswith("3 dates in a row were not held")
    assert one.why[1].startswith("another hour: weekly on ")
    assert one.why[1].endswith(" dates")
    assert one.why[2] == "a longer cadence: fortnightly instead of weekly"
    at = one.start.astimezone(ZoneInfo("Europe/London"))
    assert at.weekday() != 1 or abs(at.hour * 60 + at.minute - 600) >= 120


def test_another_hour_keeps_clear_of_other_touchbases() -> None:
    """Whatever Ana would get alone, Ben has it now."""
    (alone,) = decide(weekly()).proposals
    assert alone.start is not None
    there = alone.start.astimezone(ZoneInfo("Europe/London"))
    ben = booking("ben", rule(there.date(), f"{there:%H:%M}"))
    both = decide(world([person(), person("ben")], [booking(), ben], histories={"ana": THREE}))
    (first,) = both.proposals
    assert first.kind == "another_hour"
    assert first.start != alone.start


def test_their_own_old_slot_is_not_in_the_way_of_another_hour_on_the_same_day() -> None:
    """Ana is free on Tuesdays only, and one touchbase a day is the most: the old one goes when the new one comes."""
    tuesdays = [span(utc(3, 2, 0) + timedelta(days=n), 24 * 60 - 1) for n in range(100) if n % 7 != 1]
    (one,) = decide(weekly(guests={"ana": tuesdays}, given=rules(max_per_day=1))).proposals
    assert one.kind == "another_hour"
    assert one.start is not None
    assert one.start.weekday() == 1


def test_what_was_earlier_this_week_counts_for_the_week() -> None:
    """Thursday: with Ben on Tuesday the week has the one it may have, and all others have theirs too."""
    thursday = utc(3, 5, 9)
    off = {utc(3, 3): DateChange(None, "human")}
    ledger = [booking(recurrence=FIRST_TUESDAY, exceptions=off), booking("ben", rule(date(2026, 2, 3), "15:00"))]
    people = [person(cadence=MONTHLY), person("ben")]
    for cap, day in ((1, None), (2, "Fri")):
        snapshot = world(people, ledger, now=thursday, histories={"ana": MISSED}, given=rules(max_per_week=cap))
        found = [wall(one.start)[:3] for one in decide(snapshot).proposals if one.start and one.stakeholder == "ana"]
        assert found == ([] if day is None else [day])


@pytest.mark.parametrize(
    ("entry", "told", "because"),
    [
        (booking(recurrence=rule(date(2026, 2, 24))), True, "its first date was last week"),
        (booking(recurrence=rule(date(2026, 3, 3))), False, "a new slot deserves its chance"),
        (booking(since=utc(3, 1), pinned=True), False, "so does one that a person chose"),
        (booking(since=utc(2, 1), pinned=True), True, "which has had its dates since"),
        (booking(since=utc(3, 9), pinned=True), False, "a clock that was wrong"),
    ],
)
def test_a_slot_that_was_not_tried_yet_is_left_to_try(entry: Any, told: bool, because: str) -> None:
    assert bool(decide(weekly(bookings=[entry])).proposals) is told, because


# what was judged in this very run

OVER = [utc(2, 17), utc(2, 24)]


def just_judged(*verdicts: str, history: History, **more: Any) -> Snapshot:
    """The replies to Ana's dates of 17 and 24 February, both over and not yet judged; March's was taken off."""
    replies: dict[str, Any] = {"held": "accepted", "missed": "declined", "unknown": "needs_action"}
    off = {utc(3, 17): DateChange(None, "human")}
    standing = booking(recurrence=rule(date(2026, 2, 17), cadence=MONTHLY), exceptions=off)
    snapshot = world([person(cadence=MONTHLY)], [standing], histories={"ana": history}, **more)
    seen = tuple(
        Evidence("tb-ana-1", start, span(start), guest_reply=replies[said])
        for start, said in zip(OVER, verdicts, strict=False)
    )
    ahead = tuple(date for date in snapshot.reading.dates if date.period.start >= NOW)
    return replace(snapshot, reading=replace(snapshot.reading, evidence=seen, dates=ahead))


OLD = History(last_held=utc(1, 6), last_verdict="likely")


@pytest.mark.parametrize(
    ("verdicts", "before", "kind", "because"),
    [
        (("missed",), OLD, "make_up", "the first one"),
        (("missed",), OLD._replace(missed_in_a_row=2), "another_hour", "the third in a row"),
        (("missed", "missed"), OLD._replace(missed_in_a_row=1), "another_hour", "the second and third at once"),
        (("held",), OLD._replace(missed_in_a_row=2), "", "it was held, so nothing is owed"),
        (("missed", "held"), OLD._replace(missed_in_a_row=2), "", "the later one was held"),
        (("held", "missed"), OLD._replace(missed_in_a_row=2), "make_up", "one missed since the held one"),
        (("missed", "unknown"), OLD._replace(missed_in_a_row=2), "", "nobody knows about the later one"),
        (("unknown", "missed"), OLD._replace(missed_in_a_row=2), "another_hour", "the later one is known"),
    ],
)
def test_verdicts_of_this_run_count(verdicts: tuple[str, ...], before: History, kind: str, because: str) -> None:
    plan = decide(just_judged(*verdicts, history=before))
    assert [one.kind for one in plan.proposals] == ([kind] if kind else []), because


def test_a_date_judged_anew_is_not_counted_twice() -> None:
    known = Touchbase("t", "ana", OVER[0], 30, "touchbase", Judgement("not_held", ("it was off",)), "calendar",
                      "tb-ana-1", OVER[0])  # fmt: skip
    log = {("tb-ana-1", OVER[0]): known}
    again = just_judged("missed", history=OLD._replace(missed_in_a_row=2), judged=log)
    assert [one.kind for one in decide(again).proposals] == ["make_up"]
    after_all = just_judged("held", history=OLD._replace(missed_in_a_row=3), judged=log)
    assert decide(after_all).proposals == ()


# random worlds

MANY = settings(max_examples=30, phases=[Phase.generate], deadline=None)


def with_misses(seed: int) -> Snapshot:
    snapshot, any = world_of(seed), Random(seed + 1)
    histories = {
        who.id: History(
            last_held=any.choice((None, snapshot.now - timedelta(days=any.randint(0, 500), hours=1))),
            last_verdict=any.choice(("not_held", "not_held", "doubtful")),
            missed_in_a_row=any.choice((0, 1, 1, 2, 3, 4)),
        )
        for who in snapshot.stakeholders
    }
    return replace(snapshot, histories=histories)


@MANY
@given(seeds)
def test_every_proposal_keeps_every_promise_and_none_is_earlier(seed: int) -> None:
    snapshot = with_misses(seed)
    plan = decide(snapshot)
    Slow(snapshot, plan).check()
    assert plan.hash == replace(plan, proposals=()).hash


class Slow:
    """Tries every quarter of an hour, and looks at each date, each busy time and each hour one by one."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.snapshot, self.plan, self.rules = snapshot, plan, snapshot.rules
        self.zone = ZoneInfo(snapshot.owner.zone)
        self.stands = [(one.who, one.period) for one in Checker(snapshot, plan).all]
        self.end = snapshot.now + timedelta(weeks=self.rules.horizon_weeks)
        past = [d.period for d in snapshot.reading.dates if d.period.start < snapshot.now and not d.cancelled]
        self.ours = [*past, *(p for _, p in self.stands if snapshot.now <= p.start < self.end)]

    def check(self) -> None:
        by = {one.stakeholder: one for one in self.plan.proposals}
        assert len(by) == len(self.plan.proposals), "one a person"
        taken: list[Period] = []
        for who in sorted(self.snapshot.stakeholders, key=lambda who: (who.priority, who.id)):
            one, history = by.get(who.id), self._history(who)
            if who.state_on(self.snapshot.today) != "active" or history.missed_in_a_row == 0:
                assert one is None, "nothing is owed"
            elif history.missed_in_a_row < 3 and history.last_verdict == "not_held" and not self._declined(who):
                self._make_up(who, one, taken)
            else:
                assert one is None or one.kind != "make_up"

    def _history(self, who: Stakeholder) -> History:
        """With the dates that this run finds gone from the calendar; nobody is seen to have been met."""
        known = self.snapshot.history(who.id)
        told = [c.touchbase.start for c in self.plan.changes
                if isinstance(c, Record) and c.touchbase is not None and c.stakeholder == who.id]  # fmt: skip
        new = [start for start in told if known.last_held is None or start > known.last_held]
        verdict = "not_held" if new else known.last_verdict
        return known._replace(missed_in_a_row=known.missed_in_a_row + len(new), last_verdict=verdict)

    def _declined(self, who: Stakeholder) -> bool:
        return any(b.series.stakeholder == who.id and b.standing == "declined" for b in self.snapshot.bookings)

    def _make_up(self, who: Stakeholder, one: Proposal | None, taken: list[Period]) -> None:
        minutes = self._minutes(who)
        found = None
        if one is not None:
            assert one.kind == "make_up"
            assert one.start is not None
            found = Period.lasting(one.start, minutes)
            assert one.minutes == minutes
            assert self._fits(who, found, taken), f"{who.id} {found}"
        for start in self._quarters(None if found is None else self._day(found.start)):
            period = Period.lasting(start, minutes)
            assert not self._fits(who, period, taken), f"{who.id} could have had {period}, not {found}"
        taken += [] if found is None else [found]

    def _minutes(self, who: Stakeholder) -> int:
        held = self.snapshot.history(who.id).last_held
        if held is None:
            return who.minutes
        ratio = round((self.snapshot.today - self._day(held)).days / who.cadence.days, 2)
        return max(45, who.minutes) if ratio > 3 else who.minutes

    def _quarters(self, before: date | None) -> Iterator[datetime]:
        """Every quarter hour of the days before one, or of all; not on days on which the clocks change."""
        day = self._day(self.snapshot.now)
        while day < (before or self._day(self.end) + timedelta(days=1)):
            noon = [datetime.combine(day + timedelta(days=n), time(12), self.zone).utcoffset() for n in (-1, 0, 1)]
            if len(set(noon)) == 1:
                for minute in range(0, 24 * 60, 15):
                    at = datetime.combine(day, time(minute // 60, minute % 60), self.zone).astimezone(UTC)
                    if at < self.end:
                        yield at
            day += timedelta(days=1)

    def _fits(self, who: Stakeholder, period: Period, taken: list[Period]) -> bool:
        return (
            self._in_grace(who, period.start)
            and self._in_hours(who, period)
            and not self._busy(who, period)
            and self._clear_of_ours(period, taken)
        )

    def _in_grace(self, who: Stakeholder, start: datetime) -> bool:
        half, held = timedelta(days=who.cadence.days / 2), self.snapshot.history(who.id).last_held
        if start < self.snapshot.now + timedelta(hours=self.rules.notice_hours) or (held and start < held + half):
            return False
        near = (p for id, p in self.stands if id == who.id and p.start >= self.snapshot.now)
        return not any(p.start < start + half for p in near)

    def _in_hours(self, who: Stakeholder, period: Period) -> bool:
        moments = [period.start + timedelta(minutes=n) for n in range(0, int(period.minutes), 5)]
        return all(self._works(who, moment) for moment in (*moments, period.end - timedelta(seconds=1)))

    def _works(self, who: Stakeholder, moment: datetime) -> bool:
        ours, theirs = moment.astimezone(self.zone), moment.astimezone(ZoneInfo(who.zone))
        week = self.rules.working_hours
        return (
            ours.date() not in self.snapshot.holidays
            and theirs.weekday() < 5
            and any(h.start <= ours.hour * 60 + ours.minute < h.end for h in week[ours.weekday()])
            and any(h.start <= theirs.hour * 60 + theirs.minute < h.end for h in who.working_hours)
        )

    def _busy(self, who: Stakeholder, period: Period) -> bool:
        wide = period.padded(self.rules.buffer_minutes)
        ours = any(wide.overlaps(busy) for busy in self.snapshot.reading.busy.busy)
        return ours or any(period.overlaps(busy) for busy in self.snapshot.busy_of(who.id).busy)

    def _clear_of_ours(self, period: Period, taken: list[Period]) -> bool:
        others = [*self.ours, *taken]
        day, monday = self._day(period.start), self._monday(period.start)
        return (
            not any(period.padded(self.rules.buffer_minutes).overlaps(other) for other in others)
            and sum(self._day(other.start) == day for other in others) < self.rules.max_per_day
            and sum(self._monday(other.start) == monday for other in others) < self.rules.max_per_week
        )

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _monday(self, moment: datetime) -> date:
        day = self._day(moment)
        return day - timedelta(days=day.weekday())
