"""A changed address in the list: the guest of the series changes, once, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from tests.planning.builders import MONTHLY, booking, person, rules, seen, world
from touchbase.domain.booking import Booking
from touchbase.domain.change import Readdress
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.decide import decide
from touchbase.planning.ledger import after
from touchbase.planning.steps import phases

NEW = "ana@example.org"
OURS = booking()
MOVED = person("ana")._replace(email=NEW)


def changes(snapshot: Snapshot) -> list[Readdress]:
    return [change for change in decide(snapshot).changes if isinstance(change, Readdress)]


def showing(guest: str, *bookings: Booking, **more: Any) -> Snapshot:
    snapshot = world((MOVED,), bookings or (OURS,), **more)
    series = tuple(replace(one, guest_email=guest) for one in snapshot.reading.series)
    return replace(snapshot, reading=replace(snapshot.reading, series=series))


def test_the_new_address_is_asked_and_then_nothing_is_left_to_do() -> None:
    snapshot = world((MOVED,), (OURS,), mails=True)
    [change] = changes(snapshot)
    assert (change.uid, change.name, change.email, change.mails) == (OURS.uid, "Ana Ruiz", NEW, 1)
    assert change.why == ("Ana Ruiz has another address on your list than ana@example.com",)
    assert change.facts() == {"uid": OURS.uid, "guest": NEW}
    [[(_, step)]] = phases([change])
    done = after(step, OURS)
    assert done == replace(OURS, series=replace(OURS.series, guest_email=NEW))
    settled = replace(snapshot, bookings=(done,), reading=replace(snapshot.reading, series=(seen(done),)))
    assert decide(settled).changes == ()


def test_the_series_keeps_its_slot_and_no_second_one_is_made() -> None:
    assert [change.kind for change in decide(world((MOVED,), (OURS,))).changes] == ["readdress"]


@pytest.mark.parametrize(
    ("snapshot", "sentence"),
    [
        (showing("someone@example.com"), "a guest that a person put there stays"),
        (showing(""), "a calendar that does not say who is asked"),
        (world((MOVED,), (OURS,), given=rules(policy="create-only")), "nothing is changed under create-only"),
        (world((MOVED._replace(addresses=("ana@example.com",)),), (OURS,)), "the old address is still theirs"),
        (world((MOVED._replace(state="paused"),), (OURS,)), "a paused person is left alone"),
        (world((person("ben"),), (OURS,)), "so is one no longer on the list"),
        (world((MOVED._replace(cadence=MONTHLY),), (OURS,)), "a series that moves asks the new address anyway"),
        (world((MOVED,), (replace(OURS, standing="ended"),)), "one that ended"),
    ],
)
def test_what_stays_as_it_is(snapshot: Snapshot, sentence: str) -> None:
    assert changes(snapshot) == [], sentence


def test_however_the_address_is_written() -> None:
    assert [change.email for change in changes(showing("Ana@Example.com"))] == [NEW]


def test_somebody_who_declined_at_the_old_address_is_asked_at_the_new_one() -> None:
    declined = replace(OURS, standing="declined")
    [change] = changes(world((MOVED,), (declined,)))
    [[(_, step)]] = phases([change])
    assert after(step, declined).standing == "live"


def test_only_the_newest_series_is_changed() -> None:
    old, new = booking(generation=1), booking(generation=2)
    assert [change.uid for change in changes(showing("ana@example.com", old, new))] == [new.uid]
