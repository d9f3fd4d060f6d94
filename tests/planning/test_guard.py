"""The guard: what trips it, what does not nag a small list, and the way out that each reason names."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.planning.world import NOW, WEDNESDAY, at, booking, half_hour, person, seeing, shown, world
from touchbase.domain.change import Change, Create, End, MoveOccurrence, MoveSeries, Park, Record, Renew, SkipOccurrence
from touchbase.domain.owner import Policy, Rules
from touchbase.domain.plan import Plan
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.guard import guard

FULL = Rules(policy="full", new_per_run=0)


def living(number: int, rules: Rules = FULL, **more: object) -> Snapshot:
    return world(*(booking(f"p{n:02}") for n in range(number)), rules=rules, **more)  # type: ignore[arg-type]


def ends(number: int, asked: bool = False) -> list[Change]:
    return [End(stakeholder=f"p{n:02}", uid=f"tb-p{n:02}-1", after=NOW, asked=asked) for n in range(number)]


def moves(number: int) -> list[Change]:
    later = replace(WEDNESDAY, at=time(11))
    series = [booking(f"p{n:02}", 2, later).series for n in range(number)]
    return [MoveSeries(stakeholder=one.stakeholder, uid="old", after=NOW, series=one) for one in series]


def creates(number: int, notifies: bool = False) -> list[Change]:
    series = [booking(f"n{n:02}").series for n in range(number)]
    return [Create(stakeholder=one.stakeholder, series=one, notifies=notifies) for one in series]


def reasons(snapshot: Snapshot, *changes: Change) -> tuple[str, ...]:
    return guard(snapshot, Plan(changes)).reasons


HUNDRED = living(100)
TRIPS = [
    (living(10), ends(2), "", "two ends are a person tidying up"),
    (living(10), ends(3), "It would end 3 of 10 live series", "three ends of ten are a storm"),
    (living(15), ends(3), "", "three ends of fifteen are a fifth, and not more"),
    (HUNDRED, ends(20), "", "twenty ends of a hundred are a fifth"),
    (HUNDRED, ends(21), "It would end 21 of 100 live series; more than 20 %", "one more is more than a fifth"),
    (living(10), ends(9, asked=True), "", "ends that a person asked for are not counted"),
    (living(10), moves(3), "", "three moves of ten are 30 %"),
    (living(10), moves(4), "It would move 4 of 10 live series", "four are more"),
    (HUNDRED, moves(30), "", "thirty moves of a hundred are 30 %"),
    (HUNDRED, moves(31), "It would move 31 of 100 live series; more than 30 %", "one more is more than 30 %"),
    (living(9), moves(9), "", "below ten live series a share says nothing"),
    (living(1, Rules(max_mails_per_run=2)), creates(3, True), "It would send 3 mails; max_mails", "too many mails"),
    (living(1, Rules(max_mails_per_run=3)), creates(3, True), "", "exactly as many mails as may go out"),
    (living(1, Rules(max_mails_per_run=1)), creates(3), "", "what mails nobody is not counted"),
    (living(1, Rules(new_per_run=2)), creates(3), "It would create 3 new series; new_per_run", "more than the ramp"),
    (living(1, Rules(new_per_run=3)), creates(3), "", "exactly the ramp"),
    (living(1, Rules(new_per_run=0)), creates(30), "", "no ramp"),
]  # fmt: skip


@pytest.mark.parametrize(("snapshot", "changes", "said", "_why"), TRIPS, ids=[row[3] for row in TRIPS])
def test_a_storm_needs_a_word(snapshot: Snapshot, changes: list[Change], said: str, _why: str) -> None:
    found = guard(snapshot, Plan(tuple(changes)))
    assert found.ok is not bool(said)
    assert all(reason.startswith(said) for reason in found.reasons)
    for reason in found.reasons:
        assert reason.endswith(f"run `touchbase sync --approve {Plan(tuple(changes)).hash}`.")


def test_an_empty_list_is_refused_whatever_the_plan() -> None:
    (reason,) = reasons(replace(living(4), stakeholders=(), known_ids=frozenset({"p00"})))
    assert reason.startswith("The stakeholder list is empty. Restore the file")


OVERLAP = [
    (set(), "", "no list was known before"),
    ({"p00", "p01", "x", "y"}, "", "half of four are left"),
    ({"p00", "x", "y"}, "", "two people gone are no storm"),
    ({"p00", "x", "y", "z"}, "Only 1 of the 4 people of the last good list are still on it", "a quarter is left"),
    ({"p00", "p01", "p02", "x", "y", "z"}, "", "half of six are left"),
    ({"p00", "p01", *(f"x{n}" for n in range(3))}, "Only 2 of the 5 people", "two of five are less than half"),
    ({"u", "v", "w"}, "Only 0 of the 3 people", "it is another list"),
]


@pytest.mark.parametrize(("known", "said", "_why"), OVERLAP, ids=[row[2] for row in OVERLAP])
def test_another_list_is_noticed(known: set[str], said: str, _why: str) -> None:
    found = reasons(replace(living(3), known_ids=frozenset(known)))
    assert [reason[: len(said)] for reason in found] == ([said] if said else [])


@pytest.mark.parametrize(("gone", "refused"), [(50, False), (51, True)])
def test_half_of_a_long_list_may_go_and_no_more(gone: int, refused: bool) -> None:
    known = frozenset({*(f"p{n:02}" for n in range(100 - gone)), *(f"x{n:02}" for n in range(gone))})
    assert bool(reasons(replace(HUNDRED, known_ids=known))) is refused


CUT = [
    ([0, 1, 2, 3], None, False, "the same list"),
    ([0, 1, 2], None, False, "one was taken off the end"),
    ([0, 1, 2], 2, True, "one is gone, and the last entry has lost a line"),
    ([0], 0, True, "half of the first entry"),
    ([0, 1, 2, 3], 3, False, "the last entry was edited, or cut: nobody is gone"),
    ([0, 1, 2], 1, False, "another entry was edited"),
    ([1, 2, 3], 3, False, "one was taken off the beginning"),
    ([0, 1, 2, 4], 4, False, "somebody is new"),
]


@pytest.mark.parametrize(("left", "changed", "said", "_why"), CUT, ids=[row[3] for row in CUT])
def test_a_list_that_was_cut_inside_an_entry_is_noticed(
    left: list[int], changed: int | None, said: bool, _why: str
) -> None:
    known = tuple(person(f"p{n:02}") for n in range(4))
    now = tuple(person(f"p{n:02}", priority=9) if n == changed else person(f"p{n:02}") for n in left)
    found = reasons(replace(living(2), stakeholders=now, known=known))
    assert len(found) == said
    if said:
        assert found[0].startswith(
            f"The list ends with {now[-1].name}, whose entry has changed, and what came after it ("
        )
        assert f"({4 - len(left)} more) is gone: this looks like a file that was cut." in found[0]
        assert found[0].endswith("If the new list is right, look at `touchbase plan` and approve it by its hash.")


@pytest.mark.parametrize(("live", "tripped"), [(0, False), (1, False), (2, False), (3, True)])
def test_a_calendar_that_shows_nothing_is_not_believed_from_three_series_on(live: int, tripped: bool) -> None:
    snapshot = seeing(living(live, people=(person("p00"),)), series=(), dates=())
    assert bool(reasons(snapshot)) is tripped
    assert all(f"none of your {live} series" in reason for reason in reasons(snapshot))


def test_cancelled_series_are_shown_and_people_set_aside_may_have_none() -> None:
    entries = [booking(f"p{n}") for n in range(3)]
    blank = seeing(world(*entries), series=(), dates=())
    assert reasons(seeing(blank, series=(shown(entries[0], cancelled=True),))) == ()
    assert reasons(replace(blank, stakeholders=(person("p0", state="paused"), person("p1"), person("p2")))) == ()
    assert len(reasons(blank)) == 1


@pytest.mark.parametrize(("until", "refused"), [(2, True), (3, True), (4, False)])
def test_a_pause_sets_aside_until_its_last_day(until: int, refused: bool) -> None:
    """Today is the third of March: who is paused until then works again, and their series is missed."""
    back = person("p0", state="paused", paused_until=date(2026, 3, until))
    entries = [booking(f"p{n}") for n in range(3)]
    snapshot = replace(seeing(world(*entries), series=()), stakeholders=(back, person("p1"), person("p2")))
    assert bool(reasons(snapshot)) is refused


def test_what_is_not_approved_by_its_hash_alone_says_its_way_out_in_full() -> None:
    snapshot = seeing(living(3), series=(), dates=())
    (other_list, blank) = reasons(replace(snapshot, known_ids=frozenset("abc")))
    assert other_list == (
        "Only 0 of the 3 people of the last good list are still on it; this looks like another list, or half of one. "
        "Restore the file and run again. If the new list is right, look at `touchbase plan` and approve it by its hash."
    )
    assert blank == (
        "The calendar shows none of your 3 series, so nothing it says is believed. Check with `touchbase doctor` that "
        "it is the right calendar and account. If you deleted them on purpose, run `touchbase pause ID --until DATE` "
        "for each."
    )


ENTRY = booking("p00")
EVERYTHING: dict[str, Change] = {
    "create": creates(1)[0],
    "record": Record(stakeholder="p00", booking=ENTRY),
    "park": Park(stakeholder="p00", booking=ENTRY),
    "end": ends(1)[0],
    "asked end": ends(1, asked=True)[0],
    "move_series": moves(1)[0],
    "renew": Renew(stakeholder="p00", uid="u", recurrence=WEDNESDAY),
    "move_occurrence": MoveOccurrence(
        stakeholder="p00", uid="u", original_start=at(4), period=half_hour(5), zone="Europe/London"
    ),
    "skip_occurrence": SkipOccurrence(stakeholder="p00", uid="u", original_start=at(4), zone="Europe/London"),
}
ALLOWED: dict[Policy, set[str]] = {
    "create-only": {"create", "record", "park"},
    "upsert-only": set(EVERYTHING) - {"end"},
    "full": set(EVERYTHING),
}


@pytest.mark.parametrize("policy", ALLOWED)
@pytest.mark.parametrize("change", EVERYTHING)
def test_the_policy_allows(policy: Policy, change: str) -> None:
    found = reasons(living(1, Rules(policy=policy)), EVERYTHING[change])
    assert (found == ()) is (change in ALLOWED[policy])
    assert all(reason.startswith(f'The policy is "{policy}"') for reason in found)


def test_the_policy_names_what_it_forbids_and_the_way_out() -> None:
    mixed = (EVERYTHING["renew"], EVERYTHING["skip_occurrence"], EVERYTHING["create"])
    (reason,) = reasons(living(1, Rules(policy="create-only")), *mixed)
    assert "holds 2 other changes (renew, skip_occurrence). Set policy =" in reason
    (reason,) = reasons(living(2, Rules()), *ends(2))
    assert "end the series of p00, p01. Run `touchbase retire ID` for each, or set policy = " in reason


def test_every_reason_is_given_at_once() -> None:
    snapshot = seeing(living(3, Rules(new_per_run=1, max_mails_per_run=1)), series=())
    changes = (*creates(2, notifies=True), *ends(3))
    assert len(reasons(replace(snapshot, known_ids=frozenset("abc")), *changes)) == 6
