"""Somebody left the company: their mailbox is gone on two looks of different days, and nothing new is sent there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edits.on_outlook import OnOutlook
from tests.edits.place import RULE, said
from touchbase.domain.cadence import Cadence

NO_LONGER = "Ana Ruiz's address no longer exists: `touchbase retire ana-ruiz`, or give the new address in your list."
ANA, BEN = "ana-ruiz", "ben-ito"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OnOutlook]:
    """Ana and Ben have a mailbox there, Zoe is from outside."""
    place = OnOutlook(tmp_path)
    for id in (ANA, BEN):
        place.graph.person(f"{id}@example.com")
    yield place
    place.close()


def leaves(place: OnOutlook, id: str) -> None:
    del place.graph.world.mailboxes[f"{id}@example.com"]


def test_it_is_said_on_the_second_day_and_no_new_invitation_goes_there(office: OnOutlook) -> None:
    [uid, *_] = office.booked(ANA, BEN, "zoe")
    leaves(office, ANA)
    assert NO_LONGER not in said(office.run())
    office.later(hours=5)
    assert NO_LONGER not in said(office.run())
    office.later(days=1)
    office.relist(ANA, cadence=Cadence(2, "week"))
    office.relist(BEN, cadence=Cadence(2, "week"))
    office.mark()
    outcome = office.run()
    assert NO_LONGER in said(outcome)
    assert "zoe" not in said(outcome).lower()
    assert [change.stakeholder for change in outcome.applied] == [BEN]
    assert [(one.stakeholder, one.why) for one in outcome.plan.unplaced] == [
        (ANA, f"{ANA}@example.com no longer exists, so nothing new is sent there")
    ]
    assert office.ways.item(uid).guests == [f"{ANA}@example.com"]
    assert NO_LONGER in office.settles().notices
    office.relist(ANA, state="let_go")
    office.mark()
    assert [change.kind for change in office.run().applied] == ["end"]
    assert office.written() == {"of one that stands": frozenset({RULE})}


def test_a_new_address_in_the_list_is_asked(office: OnOutlook) -> None:
    [uid, _] = office.booked(ANA, BEN)
    leaves(office, ANA)
    office.run()
    office.later(days=1)
    office.run()
    office.graph.person("ana@example.org")
    office.relist(ANA, email="ana@example.org")
    outcome = office.run()
    assert [change.kind for change in outcome.applied] == ["readdress"]
    assert NO_LONGER not in said(outcome)
    assert office.ways.item(uid).guests == ["ana@example.org"]
    office.settles()


def test_one_who_is_back_is_asked_again(office: OnOutlook) -> None:
    office.booked(ANA, BEN)
    leaves(office, ANA)
    office.run()
    office.graph.person(f"{ANA}@example.com")
    office.later(days=1)
    office.run()
    leaves(office, ANA)
    office.later(days=1)
    assert NO_LONGER not in said(office.run())


def test_when_everybody_is_missed_at_once_nobody_is_believed_to_be_gone(office: OnOutlook) -> None:
    office.graph.person("cleo@example.com")
    office.booked(ANA, BEN, "cleo")
    for id in (ANA, BEN, "cleo"):
        leaves(office, id)
    for _ in range(3):
        office.later(days=1)
        assert office.run().plan.notices == ()
