"""The human wins: every edit on the calendar or of the list becomes intent, once, and with a sentence."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.world import (
    LONDON,
    MONTHLY,
    NOW,
    WEDNESDAY,
    WINDOW,
    at,
    booking,
    dates,
    half_hour,
    person,
    seeing,
    shown,
    world,
)  # fmt: skip
from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.change import Park, Record
from touchbase.domain.event import Occurrence, SeenSeries
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.adopt import Adopted, adopt, missing

TUESDAY_LATE = Recurrence(date(2026, 1, 6), time(16), LONDON, WEDNESDAY.cadence)
THURSDAYS = replace(WEDNESDAY, first=date(2026, 3, 5))


def only(snapshot: Snapshot) -> tuple[Booking, str]:
    """The one entry that changed and what was said of it."""
    (record,) = adopt(snapshot).records
    assert isinstance(record, Record)
    assert record.booking is not None
    return record.booking, "; ".join(record.why)


def placed(snapshot: Snapshot, start: datetime, *places: Period | None) -> Snapshot:
    """The same with one date elsewhere, or (None) not shown at all."""
    kept = tuple(one for one in snapshot.reading.dates if one.original_start != start)
    moved = tuple(Occurrence("tb-ana-1", start, place) for place in places if place is not None)
    return seeing(snapshot, dates=(*kept, *moved))


def settled(snapshot: Snapshot) -> bool:
    """True when a second call, with the first one's ledger, finds nothing."""
    found = adopt(snapshot)
    again = adopt(replace(snapshot, bookings=found.bookings))
    return (again.records, again.bookings) == ((), found.bookings)


def test_a_calendar_that_shows_what_we_wrote_changes_nothing() -> None:
    moved = {at(11): DateChange(half_hour(12), "us"), at(18): DateChange(None, "us"), at(25): DateChange(None, "human")}
    entry = booking(exceptions=moved)
    assert adopt(world(entry, booking("bo"))) == Adopted(bookings=(entry, booking("bo")))


def test_edited_titles_texts_and_guests_are_left_alone() -> None:
    entry = booking()
    edited = shown(entry, summary="Coffee!", description="mine", guest_email="ana@example.org", guest_reply="accepted")
    assert adopt(seeing(world(entry), series=(edited,))).records == ()


EDITS = [
    # date, what we had, where it is seen, what we have then, sentence
    (11, None, half_hour(12, 14), DateChange(half_hour(12, 14), "human"),
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 was moved to Thu 12 March 14:00; it stays there"),
    (11, None, None, DateChange(None, "human"),
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 was taken off; it stays off"),
    (11, None, Period.lasting(at(11), 60), DateChange(Period.lasting(at(11), 60), "human"),
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 now lasts 60 minutes; it stays so"),
    (11, DateChange(half_hour(12), "us"), half_hour(13), DateChange(half_hour(13), "human"),
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 was moved to Fri 13 March 10:00; it stays there"),
    (11, DateChange(half_hour(12), "us"), None, DateChange(None, "human"),
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 was taken off; it stays off"),
    (11, DateChange(half_hour(12), "us"), half_hour(11), DateChange(half_hour(11), "human"),
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 was put back; it stays there"),
    (11, DateChange(half_hour(12), "human"), half_hour(11), None,
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 was put back; it stays there"),
    (11, DateChange(None, "human"), half_hour(11), None,
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 was put back; it stays there"),
    (11, DateChange(None, "us"), half_hour(12), DateChange(half_hour(12), "human"),
     "the touchbase with Ana Ruiz of Wed 11 March 10:00 was moved to Thu 12 March 10:00; it stays there"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "ours", "seen", "then", "said"), EDITS, ids=[row[4][30:] + str(row[1]) for row in EDITS]
)
def test_one_date(day: int, ours: DateChange | None, seen: Period | None, then: DateChange | None, said: str) -> None:
    entry = booking(exceptions={} if ours is None else {at(day): ours})
    snapshot = placed(world(entry), at(day), seen)
    changed, why = only(snapshot)
    assert (dict(changed.exceptions), why) == ({} if then is None else {at(day): then}, said)
    assert (changed.standing, changed.pinned) == ("live", False)
    assert settled(snapshot)


def test_a_date_shown_as_cancelled_is_taken_off() -> None:
    snapshot = world(booking())
    off = tuple(replace(one, cancelled=one.original_start == at(11)) for one in snapshot.reading.dates)
    assert only(seeing(snapshot, dates=off))[0].exceptions == {at(11): DateChange(None, "human")}


@pytest.mark.parametrize("day", [4, 11])
def test_a_date_that_we_took_off_and_that_stays_off_is_ours(day: int) -> None:
    entry = booking(exceptions={at(day): DateChange(None, "us")})
    snapshot = world(entry)
    shown_cancelled = (*snapshot.reading.dates, Occurrence("tb-ana-1", at(day), half_hour(day), cancelled=True))
    assert adopt(seeing(snapshot, dates=shown_cancelled)).records == ()


def test_the_past_is_not_compared() -> None:
    assert adopt(placed(world(booking()), at(25, month=2), None)).records == ()
    assert adopt(placed(world(booking()), at(25, month=2), half_hour(26, month=2))).records == ()


def test_a_past_date_that_now_stands_in_the_future_was_moved() -> None:
    changed, _ = only(placed(world(booking()), at(25, month=2), half_hour(6)))
    assert changed.exceptions == {at(25, month=2): DateChange(half_hour(6), "human")}


def test_a_date_the_rule_does_not_give_is_not_ours_to_judge() -> None:
    extra = Occurrence("tb-ana-1", at(12, 15), half_hour(12, 15))
    snapshot = world(booking())
    assert adopt(seeing(snapshot, dates=(*snapshot.reading.dates, extra))).records == ()


def test_beyond_the_window_nothing_is_known() -> None:
    assert adopt(placed(world(booking()), at(3, month=6), None)).records == ()
    beyond = booking(exceptions={at(27, 9, month=5): DateChange(half_hour(20, month=8), "human")})
    assert adopt(world(beyond)).records == ()
    before = seeing(world(booking()), window=Period(WINDOW.start, NOW - timedelta(days=1)), dates=())
    assert adopt(before).records == ()


def test_a_series_found_by_look_up_alone_says_nothing_about_its_dates() -> None:
    snapshot = seeing(world(booking()), dates=())
    assert len(only(snapshot)[0].exceptions) == 13
    assert adopt(replace(snapshot, looked_up=frozenset({"tb-ana-1"}))).records == ()


def test_a_moved_series_stays_where_the_person_put_it() -> None:
    entry = booking(exceptions={at(25, month=2): DateChange(None, "us"), at(11): DateChange(None, "us")})
    moved = booking(rule=TUESDAY_LATE)
    snapshot = seeing(world(entry), series=(shown(moved),), dates=dates(moved))
    changed, why = only(snapshot)
    assert why == "the series with Ana Ruiz was moved: weekly on Tuesday at 16:00 (Europe/London); it stays there"
    assert (changed.series, changed.pinned) == (moved.series, True)
    assert changed.exceptions == {at(25, month=2): DateChange(None, "us")}, "only the past keeps its old dates"
    assert settled(snapshot)


@pytest.mark.parametrize("last", [None, date(2027, 1, 6)])
def test_another_last_day_is_another_length_and_pins_nothing(last: date | None) -> None:
    entry = booking(rule=WEDNESDAY.ending(date(2026, 12, 30)), exceptions={at(11): DateChange(None, "us")})
    snapshot = seeing(world(entry), series=(shown(booking(rule=WEDNESDAY.ending(last))),))
    changed, why = only(snapshot)
    assert (changed.series.recurrence.last, changed.pinned) == (last, False)
    assert changed.exceptions == entry.exceptions
    assert why == f"the series with Ana Ruiz {'has no last day any more' if last is None else 'now ends on 2027-01-06'}"


def test_a_rule_we_would_never_write_is_pinned_and_left_as_it_is() -> None:
    entry = booking(exceptions={at(11): DateChange(None, "us")})
    snapshot = seeing(world(entry), series=(shown(entry, recurrence=None),), dates=())
    changed, why = only(snapshot)
    assert changed == replace(entry, pinned=True)
    assert why == "the series with Ana Ruiz repeats by a rule of its own; it is left as it is"
    assert settled(snapshot)


GONE = "it is not booked again until `touchbase resume ana`"


@pytest.mark.parametrize("standing", ["live", "declined"])
def test_a_deleted_series_is_paused_and_not_booked_again(standing: Any) -> None:
    snapshot = seeing(world(booking(standing=standing)), series=(), dates=())
    changed, why = only(snapshot)
    assert (changed.standing, why) == ("paused_by_user", f"the series with Ana Ruiz is gone from the calendar; {GONE}")
    assert adopt(snapshot).missing == missing(snapshot.bookings, snapshot.reading) == ("tb-ana-1",)
    assert settled(snapshot)


def test_a_cancelled_series_is_paused_as_well() -> None:
    entry = booking()
    snapshot = seeing(world(entry), series=(shown(entry, cancelled=True),), dates=())
    changed, why = only(snapshot)
    assert (changed.standing, why) == ("paused_by_user", f"the series with Ana Ruiz was cancelled; {GONE}")
    assert adopt(snapshot).missing == ()
    assert settled(snapshot)


def test_a_series_put_back_on_the_calendar_lives_again() -> None:
    entry = booking(standing="paused_by_user")
    restored = seeing(world(entry), series=(shown(entry),), dates=dates(entry))
    changed, why = only(restored)
    assert (changed.standing, why) == ("live", "the series with Ana Ruiz is back on the calendar")
    assert adopt(seeing(restored, series=(shown(entry, cancelled=True),))).records == ()


def test_what_is_over_or_paused_is_not_missed() -> None:
    snapshot = world(booking(standing="paused_by_user"), booking("bo", standing="ended"))
    assert (adopt(snapshot).records, adopt(snapshot).missing) == ((), ())


def test_a_guest_who_declines_the_whole_series_is_flagged_until_they_change_their_mind() -> None:
    entry = booking()
    declined = seeing(world(entry), series=(shown(entry, guest_reply="declined"),))
    changed, why = only(declined)
    assert (changed.standing, why) == (
        "declined", "Ana Ruiz declined the whole series; ask them what would suit better"
    )  # fmt: skip
    assert settled(declined)
    changed, why = only(world(changed))
    assert (changed.standing, why) == ("live", "Ana Ruiz no longer declines the series")


def test_somebody_taken_off_the_list_is_parked_and_comes_back_live() -> None:
    off = world(booking(), people=())
    (record,) = adopt(off).records
    assert isinstance(record, Park)
    assert record.why == ("Ana Ruiz is no longer on your list; their series is left alone",)
    parked = record.booking
    assert parked == booking(standing="parked", parked_since=NOW)
    assert adopt(world(parked, people=(), now=NOW + timedelta(days=2))).records == (), "parked since the first day"
    changed, why = only(world(parked))
    assert (changed, why) == (booking(), "Ana Ruiz is back on your list")


@pytest.mark.parametrize("standing", ["parked", "live"])
def test_the_deleted_series_of_somebody_off_the_list_is_simply_over(standing: Any) -> None:
    entry = booking(standing=standing, parked_since=NOW if standing == "parked" else None)
    changed, why = only(seeing(world(entry, people=()), series=(), dates=()))
    assert (changed, why) == (booking(standing="ended"), "the series with Ana Ruiz is gone from the calendar")


def test_a_parked_series_still_learns_what_a_person_moves() -> None:
    parked = booking(standing="parked", parked_since=NOW)
    snapshot = placed(world(parked, people=()), at(11), None)
    assert not isinstance(adopt(snapshot).records[0], Park), "parked before already"
    changed, _ = only(snapshot)
    assert (changed.standing, changed.exceptions) == ("parked", {at(11): DateChange(None, "human")})


ENDS = [
    (date(2026, 2, 25), {}, NOW, "ended", "the last date was last week"),
    (date(2026, 3, 4), {}, NOW, "live", "the last date is tomorrow"),
    (date(2026, 3, 4), {}, at(4, 10, 29), "live", "the last date is going on"),
    (date(2026, 3, 4), {}, at(4, 10, 30), "ended", "the last date has just ended"),
    (date(2026, 2, 25), {at(25, month=2): DateChange(half_hour(5), "us")}, NOW, "live", "the last date was moved on"),
    (date(2026, 3, 4), {at(4): DateChange(None, "us")}, at(4, 10, 30), "ended", "the last date was skipped"),
]  # fmt: skip


@pytest.mark.parametrize(("last", "moved", "now", "standing", "_why"), ENDS, ids=[row[4] for row in ENDS])
def test_a_series_is_over_after_its_last_date(
    last: date, moved: dict[datetime, DateChange], now: datetime, standing: str, _why: str
) -> None:
    snapshot = world(booking(rule=WEDNESDAY.ending(last), exceptions=moved), now=now)
    assert adopt(snapshot).bookings[0].standing == standing
    assert settled(snapshot)


def lost(*entries: Booking, **more: Any) -> Snapshot:
    """The calendar shows these, and our ledger is gone."""
    return replace(world(*entries), bookings=(), **more)


def test_with_our_memory_lost_tagged_series_are_taken_back() -> None:
    entry = booking(exceptions={at(11): DateChange(half_hour(12), "us")})
    (record,) = adopt(lost(entry)).records
    assert isinstance(record, Record)
    assert record.why[0] == "a series with Ana Ruiz was found on the calendar and is ours"
    assert record.booking == replace(
        entry,
        series=replace(entry.series, summary="", description="", conference=True),
        exceptions={at(11): DateChange(half_hour(12), "human")},
        pinned=True,
    )
    assert settled(lost(entry))


def test_a_stranger_of_nobody_on_the_list_is_left_alone() -> None:
    assert adopt(lost(booking(), stakeholders=())) == Adopted()


def test_a_stranger_that_is_over_is_remembered_as_such() -> None:
    (found,) = adopt(lost(booking(rule=WEDNESDAY.ending(date(2026, 2, 25))))).bookings
    assert found.standing == "ended"


def test_a_stranger_by_a_foreign_rule_still_fills_the_place_of_its_person() -> None:
    entry = booking()
    snapshot = seeing(lost(entry), series=(shown(entry, recurrence=None, guest_email=""),))
    (found,) = adopt(snapshot).bookings
    assert (found.standing, found.pinned, found.series.guest_email) == ("live", True, "ana@example.com")
    assert (found.series.recurrence.first, found.series.recurrence.at) == (date(2026, 1, 28), time(10))
    assert settled(snapshot)
    (found,) = adopt(seeing(snapshot, dates=())).bookings
    assert (found.series.recurrence.first, found.series.recurrence.at) == (date(2026, 3, 3), time(9))


CANCELLED = [
    ((), "paused_by_user", "a person deleted it before we could remember it"),
    ((booking(generation=3, standing="ended"),), None, "something newer is known"),
    ((booking(uid="copy"),), None, "another of the same generation stands"),
    ((booking(generation=1, uid="old", standing="ended"),), "paused_by_user", "only older ones are known"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "standing", "_why"), CANCELLED, ids=[row[2] for row in CANCELLED])
def test_a_cancelled_stranger(known: tuple[Booking, ...], standing: str | None, _why: str) -> None:
    generation = 2 if standing is None or known else 1
    entry = booking(generation=generation if not any(b.uid == "copy" for b in known) else 1)
    base = world(*known, people=(person(),))
    snapshot = seeing(base, series=(*base.reading.series, shown(entry, cancelled=True)))
    found = {one.uid: one.standing for one in adopt(snapshot).bookings}
    assert found.get(entry.uid) == standing
    assert settled(snapshot)


def test_of_two_series_with_one_person_the_newest_is_kept_and_the_other_reported() -> None:
    old, new = booking(), booking(generation=2, rule=TUESDAY_LATE)
    snapshot = replace(world(old, new), bookings=(old,))
    found = adopt(snapshot)
    assert {one.uid: one.standing for one in found.bookings} == {"tb-ana-1": "ended", "tb-ana-2": "live"}
    assert found.duplicates == ("tb-ana-1",)
    assert found.notices == (
        "Two series with Ana Ruiz stand on the calendar; the older one, weekly on Wednesday at 10:00 (Europe/London), "
        "can be deleted.",
    )
    assert "a newer series with Ana Ruiz stands; this one is no longer tended" in found.records[0].why
    again = adopt(replace(snapshot, bookings=found.bookings))
    assert (again.records, again.duplicates) == ((), ("tb-ana-1",)), "said for as long as it stands"
    for seen in ({"cancelled": True}, {"recurrence": WEDNESDAY.ending(date(2026, 3, 1))}):
        ended = replace(snapshot, bookings=found.bookings)
        ended = seeing(ended, series=(shown(old, **seen), shown(new)))
        assert adopt(ended).duplicates == ()
    assert adopt(seeing(replace(snapshot, bookings=found.bookings), series=(shown(new),))).duplicates == ()


def test_an_edit_of_this_and_all_following_makes_a_copy_that_goes_on() -> None:
    old = booking()
    following = booking(uid="copy", rule=THURSDAYS)
    cut = WEDNESDAY.ending(date(2026, 2, 25))
    both = (shown(old, recurrence=cut), shown(following))
    snapshot = seeing(world(old), series=both, dates=(*dates(booking(rule=cut)), *dates(following)))
    found = adopt(snapshot)
    assert {one.uid: one.standing for one in found.bookings} == {"tb-ana-1": "ended", "copy": "live"}
    assert found.duplicates == ()


@pytest.mark.parametrize("first", [date(2026, 3, 4), date(2026, 3, 10)])
def test_an_older_series_that_ends_before_the_newer_begins_lives_until_then(first: date) -> None:
    old = booking(rule=WEDNESDAY.ending(date(2026, 3, 4)))
    new = booking(generation=2, rule=replace(TUESDAY_LATE, first=first))
    assert adopt(world(old, new)) == Adopted(bookings=(old, new))
    over = adopt(world(old, new, now=at(5)))
    assert ([one.standing for one in over.bookings], over.duplicates) == (["ended", "live"], ())


def test_a_calendar_that_shows_none_of_three_is_not_believed() -> None:
    entries = tuple(booking(id) for id in ("ana", "bo", "cy"))
    found = adopt(seeing(world(*entries), series=(), dates=()))
    notice = "The calendar shows none of your 3 series, so nothing it says is believed."
    assert found == Adopted(bookings=entries, notices=(notice,))
    assert len(adopt(seeing(world(*entries[:2]), series=(), dates=())).records) == 2


STANDINGS = st.sampled_from(["live", "parked", "paused_by_user", "declined", "ended"])
CUT = [WEDNESDAY.ending(date(2026, 3, 11)), WEDNESDAY.ending(date(2026, 2, 4))]
ABROAD = Recurrence(date(2026, 1, 27), time(9), "Asia/Kathmandu", MONTHLY)
RULES = st.sampled_from([WEDNESDAY, TUESDAY_LATE, ABROAD, *CUT])
STARTS = st.sampled_from([at(25, month=2), at(4), at(11), at(18), at(20), at(17, 16)])
SHOWN = st.sampled_from([half_hour(4), half_hour(11), half_hour(12), half_hour(27, month=2), half_hour(9, 8)])
PLACES = st.none() | SHOWN
CHANGES = st.dictionaries(STARTS, st.builds(DateChange, PLACES, st.sampled_from(["us", "human"])), max_size=3)
WHO, GENERATIONS = st.sampled_from(["ana", "bo", "cy", "off"]), st.integers(1, 3)


@st.composite
def worlds(draw: st.DrawFn) -> Snapshot:
    made = st.builds(booking, WHO, GENERATIONS, RULES, standing=STANDINGS, pinned=st.booleans(), exceptions=CHANGES)
    ledger = draw(st.lists(made, max_size=4, unique_by=lambda one: one.uid))
    strangers = draw(st.lists(st.builds(booking, WHO, GENERATIONS, RULES), max_size=3, unique_by=lambda one: one.uid))
    uids = {one.uid: one for one in (*ledger, *strangers)}
    seen: list[SeenSeries] = []
    kept: list[Occurrence] = []
    for one in uids.values():
        if draw(st.integers(0, 4)):
            facts = {"cancelled": draw(st.sampled_from([False, False, True]))}
            reply = draw(st.sampled_from(["accepted", "declined"]))
            rule = draw(st.sampled_from([one.series.recurrence]) | RULES | st.none())
            seen.append(shown(one, recurrence=rule, guest_reply=reply, **facts))
            shown_dates = dates(booking(rule=rule or WEDNESDAY, uid=one.uid))
            kept += [replace(date, uid=one.uid) for date in shown_dates if draw(st.integers(0, 9))]
            kept += [Occurrence(one.uid, start, place) for start, place in draw(
                st.lists(st.tuples(STARTS, SHOWN), max_size=2))]  # fmt: skip
    snapshot = world(*ledger, people=tuple(person(id) for id in ("ana", "bo", "cy")))
    return seeing(snapshot, series=tuple(seen), dates=tuple(kept))


@given(worlds())
def test_adopting_twice_is_adopting_once(snapshot: Snapshot) -> None:
    assert settled(snapshot)


@given(worlds())
def test_nobody_has_two_live_series_that_overlap(snapshot: Snapshot) -> None:
    found = adopt(snapshot)
    if found.notices and found.bookings == snapshot.bookings:
        return  # nothing was believed
    standing = sorted((b for b in found.bookings if b.stands), key=lambda b: b.series.generation)
    for older in standing:
        newest = [b for b in standing if b.series.stakeholder == older.series.stakeholder][-1]
        last = older.series.recurrence.last
        assert older is newest or (last is not None and last <= newest.series.recurrence.first)


@given(worlds())
def test_every_record_says_why_and_carries_what_changed(snapshot: Snapshot) -> None:
    before = {entry.uid: entry for entry in snapshot.bookings}
    for record in adopt(snapshot).records:
        assert isinstance(record, Record)
        assert record.booking is not None
        assert record.why
        assert record.booking != before.get(record.booking.uid)
        assert not record.writes
