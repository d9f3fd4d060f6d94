"""A plan's changes as single writes, in phases."""

from datetime import date, timedelta

from tests.planning.builders import LONDON, booking, owner, rule, series, span, utc
from touchbase.domain.adoption import Adopt, Release
from touchbase.domain.change import Create, End, MoveOccurrence, MoveSeries, Readdress, Record, Renew, SkipOccurrence
from touchbase.domain.identity import series_uid
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    ReleaseSeries,
    RenewSeries,
    RestoreDate,
    SkipDate,
)
from touchbase.planning.steps import next_generation, phases

NOON = utc(3, 3, 12)


def test_ends_come_first_then_what_is_new_then_single_dates() -> None:
    ana, ben = series("ana", rule(), 2), series("ben", rule())
    skip = SkipOccurrence(stakeholder="cy", uid="c", original_start=utc(3, 3), zone=LONDON)
    move = MoveOccurrence(stakeholder="cy", uid="c", original_start=utc(3, 10), period=span(utc(3, 11)), zone=LONDON)
    back = MoveOccurrence(stakeholder="cy", uid="c", original_start=utc(3, 17), period=span(utc(3, 17)), zone=LONDON)
    renew = Renew(stakeholder="dee", uid="d", recurrence=rule())
    create = Create(stakeholder="ben", series=ben)
    moved = MoveSeries(stakeholder="ana", uid="a", after=NOON, series=ana)
    end = End(stakeholder="eve", uid="e", after=NOON)
    assert phases([skip, move, back, renew, create, moved, end, Record(stakeholder="ana")]) == (
        [(moved, EndSeries("a", NOON)), (end, EndSeries("e", NOON))],
        [(renew, RenewSeries("d", rule())), (create, CreateSeries(ben)), (moved, CreateSeries(ana))],
        [
            (skip, SkipDate("c", utc(3, 3))),
            (move, MoveDate("c", utc(3, 10), span(utc(3, 11)))),
            (back, RestoreDate("c", utc(3, 17))),
        ],
    )


def test_a_tag_is_taken_off_with_the_ends_and_put_on_with_what_is_new() -> None:
    adopt = Adopt(stakeholder="ana", uid="coffee", generation=3, start=utc(3, 3), minutes=30, zone=LONDON)
    release = Release(stakeholder="ben", uid="walk")
    readdress = Readdress(stakeholder="cy", uid="c", name="Cy Tran", email="cy@example.org")
    assert phases([adopt, readdress, release]) == (
        [(release, ReleaseSeries("walk"))],
        [(adopt, AdoptSeries("coffee", "ana", 3)), (readdress, ChangeGuest("c", "Cy Tran", "cy@example.org"))],
    )
    assert release.facts() == {"uid": "walk"}


def test_phases_without_a_write_are_left_out() -> None:
    assert phases([]) == ()
    assert len(phases([End(stakeholder="eve", uid="e", after=NOON)])) == 1


def test_a_taken_uid_gives_the_next_generation() -> None:
    first = booking(recurrence=rule(date(2026, 3, 3) + timedelta(7))).series
    again = next_generation(CreateSeries(first), owner().id)
    assert (again.uid, again.series.generation) == (series_uid("sam@example.com", "ana", 2), 2)
    assert again.series.recurrence == first.recurrence
    assert next_generation(again, owner().id).series.generation == 3
