"""A stakeholder who was taken off their own series: told, not asked again, and no answer of others is theirs."""

from dataclasses import replace

import pytest

from tests.planning.builders import NOW, booking, person, reading, rules, seen, utc, world
from touchbase.domain.change import End, MoveSeries, Renew
from touchbase.domain.event import Evidence
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.planning.adopt import adopt
from touchbase.planning.decide import decide
from touchbase.planning.invited import is_asked, uninvited, without_reinvitations
from touchbase.planning.verdict import judge, judge_dates

ANA = person("ana", addresses=("a.ruiz@example.org",))
LAST = Evidence("tb-ana-1", utc(2, 24), Period.lasting(utc(2, 24), 30), guest_reply="accepted")


def shown(guest: str, **more: object) -> Snapshot:
    """Ana's series, with this guest on the calendar."""
    one = booking()
    look = reading(NOW, rules(), [one])
    master = replace(seen(one), guest_email=guest, **more)  # type: ignore[arg-type]
    return replace(world((ANA,), (one,)), reading=replace(look, series=(master,), evidence=(LAST,)))


@pytest.mark.parametrize(
    ("guest", "asked", "why"),
    [
        ("ana@example.com", True, "the one we asked"),
        ("ANA@example.com", True, "addresses are compared without case"),
        ("a.ruiz@example.org", True, "another address the list knows as hers"),
        ("zoe@example.com", False, "somebody else"),
        ("", False, "nobody"),
    ],
)
def test_who_counts_as_asked(guest: str, asked: bool, why: str) -> None:
    one = booking()
    assert is_asked(replace(seen(one), guest_email=guest), one, ANA) is asked, why
    assert is_asked(replace(seen(one), guest_email="ana@example.com"), one, None)
    assert not is_asked(replace(seen(one), guest_email="ana@example.com"), None, None)


def test_it_is_told_with_what_to_do() -> None:
    assert list(uninvited(shown("ana@example.com"))) == []
    left = "Ana Ruiz is no longer among the guests of your series, and is not asked again by touchbase."
    assert list(uninvited(shown(""))) == [
        f"{left} Add them on the calendar, or end the series with `touchbase retire ana`."
    ]
    assert list(uninvited(shown("zoe@example.com"))) == [
        f"{left} zoe@example.com is: if that is theirs, add it to their addresses in your list."
    ]
    assert decide(shown("")).notices == tuple(uninvited(shown("")))


def test_it_is_told_only_of_series_that_stand_with_people_on_the_list() -> None:
    snapshot = shown("")
    assert list(uninvited(replace(snapshot, stakeholders=()))) == []
    assert list(uninvited(replace(snapshot, bookings=(booking(standing="ended"),)))) == []
    assert list(uninvited(replace(snapshot, reading=replace(snapshot.reading, series=())))) == []
    assert list(uninvited(shown("", cancelled=True))) == []


def test_another_guest_s_no_is_not_theirs() -> None:
    [entry] = adopt(shown("zoe@example.com", guest_reply="declined")).bookings
    assert entry.standing == "live"
    [entry] = adopt(shown("ana@example.com", guest_reply="declined")).bookings
    assert entry.standing == "declined"


def test_another_guest_s_yes_is_no_evidence() -> None:
    [record] = judge_dates(shown("zoe@example.com"))
    assert record.touchbase is not None
    assert record.touchbase.judgement == Judgement("doubtful", ("Ana Ruiz was no longer among the guests",))
    [record] = judge_dates(shown("ana@example.com"))
    assert record.touchbase is not None
    assert record.touchbase.judgement.verdict == "likely"


def test_where_the_owner_was_away_that_is_the_reason() -> None:
    assert (
        judge(replace(LAST, away="out of office"), "Ana Ruiz", asked=False).reasons[0].startswith("you may have been")
    )


def test_what_was_judged_before_they_were_taken_off_stays() -> None:
    [record] = judge_dates(shown("ana@example.com"))
    held = record.touchbase
    assert isinstance(held, Touchbase)
    assert judge_dates(replace(shown(""), judged={LAST.key: held})) == ()


def test_they_are_not_invited_anew_and_what_goes_on_without_them_is_not_prolonged() -> None:
    one, two = booking(), booking("bo")
    move = MoveSeries(stakeholder="ana", uid=one.uid, after=NOW, series=one.series)
    renew = Renew(stakeholder="ana", uid=one.uid, recurrence=one.series.recurrence)
    end = End(stakeholder="ana", uid=one.uid, after=NOW)
    other = replace(move, stakeholder="bo", uid=two.uid)
    assert without_reinvitations([move, renew, end, other], shown("zoe@example.com")) == [end, other]
    assert without_reinvitations([move, renew], shown("ana@example.com")) == [move, renew]
