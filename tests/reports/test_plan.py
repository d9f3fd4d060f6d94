"""A plan for reading: each kind of change in words, what could not be done, and what to type next."""

from datetime import UTC, date, datetime, time

import pytest

from touchbase.domain.adoption import Adopt, Release
from touchbase.domain.booking import Booking
from touchbase.domain.cadence import Cadence
from touchbase.domain.change import (
    Change,
    Create,
    End,
    MoveOccurrence,
    MoveSeries,
    Park,
    Readdress,
    Record,
    Renew,
    SkipOccurrence,
)
from touchbase.domain.event import Series
from touchbase.domain.period import Period
from touchbase.domain.plan import Capacity, ExpectedMiss, GuardReport, Plan, Unplaced
from touchbase.domain.proposal import Proposal
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.reports.plan import Reader, change_tables, plan_lines, plan_tables, what
from touchbase.reports.sync import sync_json

LONDON = "Europe/London"
MONTHLY = Cadence(1, "month")


def person(id: str, name: str, zone: str = LONDON) -> Stakeholder:
    return Stakeholder(id, name, f"{id}@example.com", "peer", 2, MONTHLY, zone)


PEOPLE = {"ana": person("ana", "Ana Ruiz"), "cy": person("cy", "Cy Tran", "America/New_York")}
READER = Reader(LONDON, date(2026, 6, 3), PEOPLE)
SLOT = Recurrence(date(2026, 6, 9), time(14), LONDON, MONTHLY, last=date(2027, 6, 8))
AT = datetime(2026, 6, 9, 13, tzinfo=UTC)
LATER = Period.lasting(datetime(2026, 6, 10, 9, tzinfo=UTC), 30)


def series(who: str = "ana") -> Series:
    return Series("tb1", who, 0, SLOT, "Touchbase", "", "Ana Ruiz", "ana@example.com")


HELD = Touchbase("t1", "ana", AT, 30, "touchbase", Judgement("not_held", ("Ana declined",)), "calendar", "tb1", AT)


@pytest.mark.parametrize(
    ("change", "words", "because"),
    [
        (
            Create(stakeholder="ana", series=series()),
            "monthly on the 2nd Tuesday at 14:00, 30 min, from 9 Jun",
            "a slot both live in needs one time",
        ),
        (
            Create(stakeholder="cy", series=series("cy")),
            "monthly on the 2nd Tuesday at 14:00, 30 min, from 9 Jun (09:00 for them)",
            "somebody far away has another time",
        ),
        (
            MoveSeries(stakeholder="gone", uid="tb0", after=AT, series=series("gone")),
            "monthly on the 2nd Tuesday at 14:00, 30 min, from 9 Jun",
            "somebody not on the list lives where the reader does",
        ),
        (
            Renew(stakeholder="ana", uid="tb1", recurrence=SLOT),
            "monthly on the 2nd Tuesday at 14:00 until 8 Jun 2027",
            "a renewal says how long",
        ),
        (
            Renew(stakeholder="ana", uid="tb1", recurrence=SLOT.ending(None)),
            "monthly on the 2nd Tuesday at 14:00",
            "or nothing when it has no end",
        ),
        (
            MoveOccurrence(stakeholder="ana", uid="tb1", original_start=AT, period=LATER, zone=LONDON),
            "Tue 9 Jun 14:00 to Wed 10 Jun 10:00",
            "from where to where",
        ),
        (
            MoveOccurrence(stakeholder="ana", uid="tb1", original_start=AT, period=Period.lasting(AT, 30), zone=LONDON),
            "Tue 9 Jun 14:00: back to its place",
            "what was off for a pause returns",
        ),
        (
            SkipOccurrence(stakeholder="ana", uid="tb1", original_start=AT, zone=LONDON),
            "Tue 9 Jun 14:00",
            "the date that is skipped",
        ),
        (End(stakeholder="ana", uid="tb1", after=AT), "no dates after Tue 9 Jun 14:00", "when it ends"),
        (Park(stakeholder="ana", booking=Booking(series())), "the series stays as it is", "parking touches nothing"),
        (Record(stakeholder="ana", touchbase=HELD), "Tue 9 Jun 14:00: not held", "a verdict"),
        (Record(stakeholder="ana", booking=Booking(series())), "your edit on the calendar", "an edit that is kept"),
        (Record(stakeholder="ana"), "noted", "anything else that is only remembered"),
    ],
)
def test_each_change_in_words(change: Change, words: str, because: str) -> None:
    assert what(change, READER) == words, because


def test_a_kind_that_is_yet_to_be_invented_is_its_own_name() -> None:
    assert what(Change(stakeholder="ana"), READER) == ""


def test_changes_are_grouped_in_the_order_they_are_done() -> None:
    changes = (
        SkipOccurrence(stakeholder="ana", uid="tb1", original_start=AT, zone=LONDON, why=("you are away", "no room")),
        Create(stakeholder="cy", series=series("cy")),
        Create(stakeholder="ana", series=series()),
    )
    book, skip = change_tables(changes, READER)
    assert (book.title, [row.cells[0] for row in book.rows]) == ("Book (2)", ["Ana Ruiz", "Cy Tran"])
    assert (skip.title, skip.rows[0].cells[2]) == ("Skip one date (1)", "you are away; no room")


def test_what_could_not_be_done_is_said() -> None:
    plan = Plan(
        unplaced=(Unplaced("ana", "no common hour", "meet every 2 months"),),
        expected_misses=(ExpectedMiss("cy", AT, "both are busy all week"),),
    )
    unplaced, misses = plan_tables(plan, READER)
    assert (unplaced.title, unplaced.rows[0].cells) == (
        "No place found (1)",
        ("Ana Ruiz", "no common hour", "meet every 2 months"),
    )
    assert (misses.title, misses.rows[0].cells[1]) == ("Dates that will not work (1)", "Tue 9 Jun 14:00")


@pytest.mark.parametrize(
    ("proposal", "words"),
    [
        (Proposal("ana", "make_up", LONDON, AT, 45, ("owed", "lapsed")), "Tue 9 Jun 14:00, 45 min"),
        (Proposal("ana", "another_hour", LONDON, AT, 30, ("owed", "lapsed")), "another hour, from Tue 9 Jun 14:00"),
        (Proposal("ana", "longer_cadence", LONDON, why=("owed", "lapsed")), "a longer cadence"),
        (Proposal("ana", "ask", LONDON, why=("owed", "lapsed")), "ask them"),
    ],
)
def test_proposals_have_a_table_of_their_own(proposal: Proposal, words: str) -> None:
    (table,) = plan_tables(Plan(proposals=(proposal,)), READER)
    assert table.title == "To make up (1)"
    assert table.rows[0].cells == ("Ana Ruiz", words, "owed; lapsed")
    assert "nobody is mailed" in table.notes[0]


def test_whoever_left_the_list_is_named_as_in_their_invitation() -> None:
    gone = (Park(stakeholder="gone", booking=Booking(series("gone"))), Record(stakeholder="who", touchbase=HELD))
    record, park = change_tables(gone, READER)
    assert park.rows[0].cells[0] == "Ana Ruiz"
    assert record.rows[0].cells[0] == "who"


SOME = (Create(stakeholder="ana", series=series(), notifies=True),)
FITS = Capacity(1.0, 3.0)


@pytest.mark.parametrize(
    ("plan", "line", "because"),
    [
        (Plan(), "Nothing to do.", "an empty plan"),
        (Plan(SOME, capacity=FITS), "1 change. 1 mail would go out. Do it: touchbase sync", "how many are mailed"),
        (Plan(SOME, capacity=FITS, gap=0.0), "No better plan is possible.", "a proven optimum"),
        (Plan(SOME, capacity=FITS, gap=0.0123), "Within 1.2 % of the best possible.", "how far from the best"),
        (Plan(SOME, capacity=FITS), "it fits", "the list fits"),
        (Plan(SOME, capacity=Capacity(4, 3, ("cy",), ("less Ana",))), "more than there is", "over capacity"),
        (Plan(SOME, capacity=Capacity(4, 3, ("cy",), ("less Ana",))), "Would starve: cy", "who would starve"),
        (Plan(SOME, capacity=Capacity(4, 3, ("cy",), ("less Ana",))), "Cheapest way out: less Ana", "and the way out"),
        (Plan(SOME, guard=GuardReport(("too many",))), "The guard stops this plan: too many", "the guard's reason"),
        (Plan(SOME, guard=GuardReport(("x",))), f"touchbase sync --approve {Plan(SOME).hash}", "how to go on"),
        (Plan(SOME, notices=("Ana deleted hers.",)), "Ana deleted hers.", "what was seen"),
    ],
)
def test_the_sentences_under_a_plan(plan: Plan, line: str, because: str) -> None:
    assert any(line in said for said in plan_lines(plan)), because


def test_a_gap_without_changes_is_not_worth_a_word() -> None:
    assert not any("best possible" in line for line in plan_lines(Plan(gap=0.5)))


def test_an_edit_has_no_verdict_in_the_json() -> None:
    verdict = Record(stakeholder="ana", touchbase=HELD)
    edit = Record(stakeholder="ana", booking=Booking(series()), why=("x",))
    assert sync_json(Plan(), (), (), (verdict, edit))["recorded"] == [
        {"stakeholder": "ana", "original_start": AT.isoformat(), "verdict": "not_held", "reasons": ["Ana declined"]},
        {"stakeholder": "ana", "original_start": None, "verdict": None, "reasons": ["x"]},
    ]


HAND_MADE = (
    Proposal("ana", "adopt", LONDON, AT, 30, ("you already meet Ana Ruiz every Tuesday", "`touchbase adopt ana`")),
    Proposal("cy", "served", LONDON, AT, 45, ("you already meet Cy Tran",)),
)


def test_series_made_by_hand_stand_in_a_table_of_their_own() -> None:
    owed = Proposal("ana", "make_up", LONDON, AT, 30, ("missed",))
    tables = plan_tables(Plan(proposals=(*HAND_MADE, owed)), READER)
    assert [(table.title, len(table.rows)) for table in tables] == [("You meet already (2)", 2), ("To make up (1)", 1)]
    assert tables[0].rows[0].cells == (
        "Ana Ruiz", "Tue 9 Jun 14:00, 30 min", "you already meet Ana Ruiz every Tuesday; `touchbase adopt ana`",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "title", "words"),
    [
        (
            Adopt(stakeholder="ana", uid="c", generation=1, start=AT, minutes=30, zone=LONDON),
            "Look after from now on (1)",
            "your own series, 30 min, next Tue 9 Jun 14:00",
        ),
        (
            Release(stakeholder="ana", uid="c"),
            "Leave to you again (1)",
            "touchbase no longer looks after this series of yours; it stays on the calendar",
        ),
        (
            Readdress(stakeholder="ana", uid="c", name="Ana Ruiz", email="ana@example.org"),
            "Invite at another address (1)",
            "ana@example.org is asked, the old address no longer",
        ),
    ],
)
def test_what_becomes_of_a_tag_or_an_address(change: Change, title: str, words: str) -> None:
    assert what(change, READER) == words
    assert [table.title for table in change_tables([change], READER)] == [title]
