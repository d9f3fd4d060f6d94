"""How many HTTP requests a run takes, over one connection; that a run with nothing to do writes nothing."""

from math import ceil

import pytest

from tests.calendars.contract import ANA, MONDAYS, OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, series, utc, weekly
from tests.calendars.outlook_desk import Desk, at_desk
from tests.emulators.graph.switches import Switches
from touchbase.calendars.outlook import OutlookCalendar
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import CreateSeries, EndSeries, MoveDate, RenewSeries, SkipDate, Step

QUARTER = Period(utc(1, 2, 0), utc(5, 10, 0))  # a run's window: two weeks back, the horizon, the furthest move


CADENCES = ((1, Cadence(1, "week")), (3, Cadence(2, "week")), (10, Cadence(1, "month")), (30, Cadence(3, "month")))


def people(many: int) -> list[Stakeholder]:
    return [
        Stakeholder(f"guest-{n}", f"Guest {n}", f"guest-{n}@example.com", "peer", 3, Cadence(1, "month"), OWNER.zone)
        for n in range(many)
    ]


def rule_of(n: int) -> Recurrence:
    """As the circles of a leader have it: few weekly, most of them quarterly."""
    every = next(cadence for most, cadence in CADENCES if n % 30 < most)
    return Recurrence(utc(1, 5).date(), utc(1, 5).time(), OWNER.zone, every, 30, utc(12, 31).date())


def first_sync(calendar: OutlookCalendar, many: int) -> None:
    """What a sync asks of the calendar: a look, free/busy, a series for everybody."""
    calendar.read(QUARTER)
    calendar.free_busy(people(many), QUARTER)
    steps = [CreateSeries(series(person.id, rule_of(n))) for n, person in enumerate(people(many))]
    for start in range(0, many, calendar.at_once):
        assert set(calendar.write(steps[start : start + calendar.at_once])) == {None}


def nothing_to_do(desk: Desk, many: int) -> int:
    """A fresh process that finds everything done; how many requests it took."""
    mark, calendar = desk.graph.mark(), desk.another()
    reading = calendar.read(QUARTER)
    calendar.free_busy(people(many), QUARTER)
    calendar.close()
    assert len(reading.series) == many
    assert desk.writes(mark) == []
    return len(desk.graph.requests(mark))


@pytest.mark.parametrize(("many", "most"), [(30, 5), (150, 13)])
def test_a_first_sync_and_one_with_nothing_to_do(many: int, most: int) -> None:
    with at_desk() as (desk, calendar):
        first_sync(calendar, many)
        assert len(desk.graph.requests()) <= most
        assert len(desk.writes()) == many
        assert desk.graph.server.connections == 1
        assert nothing_to_do(desk, many) <= 2 + ceil(2 * ceil(many / 20) / 20)
        assert desk.graph.flight.peak[OWNER.email] <= 4
        assert [mail.kind for mail in desk.graph.mails] == ["invitation"] * many


def test_dates_taken_off_cost_no_request_more() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        for start in MONDAYS[:3]:
            calendar.skip_date(UID, start)
        assert nothing_to_do(desk, 1) == 2


def test_a_date_that_may_have_been_moved_far_away_is_asked_for() -> None:
    """A quarterly date can go so far that no view shows both ends; it is not taken for deleted."""
    quarterly = Recurrence(utc(1, 5).date(), utc(1, 5).time(), OWNER.zone, Cadence(3, "month"), 30, None)
    with at_desk() as (desk, calendar):
        calendar.create(series(rule=quarterly))
        far = Period.lasting(utc(6, 25, 9), 30)
        desk.people.move_date(UID, utc(4, 6, 9), far)
        mark = desk.graph.mark()
        window = Period(utc(3, 1), utc(4, 20))
        assert [date.period for date in calendar.read(window).dates] == [far]
        assert len(desk.graph.requests(mark)) == 2
        desk.people.delete_date(UID, utc(4, 6, 9))
        reading = calendar.read(window)
        assert (reading.dates, [fact.cancelled_by for fact in reading.evidence]) == ((), ["someone"])


def test_writes_to_several_series_go_side_by_side_and_those_to_one_in_order() -> None:
    with at_desk() as (desk, calendar):
        many = [series(f"guest-{n}") for n in range(10)]
        assert set(calendar.write([CreateSeries(one) for one in many])) == {None}
        calendar.read(WINDOW)
        mark = desk.graph.mark()
        steps: list[Step] = [MoveDate(one.uid, THIRD, TUESDAY) for one in many]
        assert set(calendar.write(steps)) == {None}
        assert len(desk.graph.requests(mark)) == 1
        mark = desk.graph.mark()
        assert set(calendar.write([SkipDate(UID, MONDAYS[0]), SkipDate(many[0].uid, MONDAYS[0])])) != {None}
        several = [SkipDate(many[0].uid, start) for start in MONDAYS[3:6]]
        assert set(calendar.write(several)) == {None}
        assert desk.slept == []
        assert desk.writes(mark) == ["POST"] * 4


def test_a_single_date_is_written_with_its_etag_and_nothing_but_its_times() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        calendar.read(WINDOW)
        mark = desk.graph.mark()
        calendar.move_date(UID, THIRD, TUESDAY)
        [one] = desk.graph.spoken(since=mark)
        assert one.request.method == "PATCH"
        assert one.request.json == {
            "start": {"dateTime": "2026-01-20T15:00:00", "timeZone": "GMT Standard Time"},
            "end": {"dateTime": "2026-01-20T15:30:00", "timeZone": "GMT Standard Time"},
        }
        assert one.request.headers["if-match"].startswith('W/"')


def test_every_request_asks_for_ids_that_last_and_carries_the_token_in_its_header_only() -> None:
    with at_desk() as (desk, calendar):
        first_sync(calendar, 3)
        calendar.move_date(series("guest-1").uid, THIRD, TUESDAY)
        calendar.end(series("guest-2").uid, utc(1, 1))
        calendar.mailbox()
        for one in desk.graph.spoken():
            assert 'IdType="ImmutableId"' in one.request.headers["prefer"], one.request.target
            assert "-secret-" not in one.request.target + one.request.body.decode()


def test_a_guest_hears_once_of_each_change_and_the_last_word_has_a_comment() -> None:
    with at_desk() as (desk, calendar):
        desk.graph.person(ANA)
        for _ in range(2):
            calendar.create(series(rule=weekly(last=None)))
            calendar.move_date(UID, THIRD, TUESDAY)
            calendar.skip_date(UID, MONDAYS[0])
        for _ in range(2):
            calendar.end(UID, utc(1, 1))
        kinds = [(mail.kind, mail.to, bool(mail.comment)) for mail in desk.graph.mails]
        assert kinds == [
            ("invitation", ANA, False), ("update", ANA, False), ("cancellation", ANA, True),
            ("cancellation", ANA, True),
        ]  # fmt: skip


def test_ending_and_renewing_keep_single_dates_and_are_looked_at_in_the_same_batch() -> None:
    with at_desk(Switches(range_change_drops_exceptions=True)) as (desk, calendar):
        calendar.create(SERIES)
        calendar.move_date(UID, THIRD, TUESDAY)
        calendar.skip_date(UID, MONDAYS[0])
        mark = desk.graph.mark()
        assert calendar.write([RenewSeries(UID, weekly(last=None))]) == (None,)
        batches = [one.request.json["requests"] for one in desk.graph.requests(mark) if "batch" in one.request.path]
        assert [None, ["0"]] in [[part.get("dependsOn") for part in parts] for parts in batches]
        assert calendar.write([EndSeries(UID, utc(1, 30))]) == (None,)
        stands = [date.period.start for date in calendar.read(WINDOW).dates]
        assert stands == [MONDAYS[1], TUESDAY.start, MONDAYS[3]]


def test_the_mailbox_tells_its_zone_and_hours() -> None:
    with at_desk() as (_, calendar):
        told = calendar.mailbox()
        assert told.zone == OWNER.zone
        assert told.hours is not None
        assert [len(day) for day in told.hours] == [1, 1, 1, 1, 1, 0, 0]
