"""Another time that a guest asks for is a proposal to the owner: never agreed to by us."""

from dataclasses import replace

import pytest

from tests.planning.builders import NOW, booking, person, reading, rules, span, utc, world
from touchbase.domain.event import Occurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.asked import asked
from touchbase.planning.decide import decide

ANA, STANDS, THERE = person("ana"), span(utc(3, 10)), span(utc(3, 11, 14), 45)


def shown(date: Occurrence, **more: object) -> Snapshot:
    one = booking(**more)  # type: ignore[arg-type]
    look = reading(NOW, rules(), [one])
    dates = (*(other for other in look.dates if other.original_start != date.original_start), date)
    return replace(world((ANA,), (one,)), reading=replace(look, dates=dates))


DATE = Occurrence("tb-ana-1", utc(3, 10), STANDS, proposed=THERE)


def test_it_is_proposed_in_words() -> None:
    plan = decide(shown(DATE))
    assert plan.changes == ()
    [one] = plan.proposals
    assert (one.stakeholder, one.kind, one.start, one.minutes) == ("ana", "new_time", THERE.start, 45)
    assert one.why == (
        "Ana Ruiz asks for Wed 11 March 14:00 instead of Tue 10 March 10:00",
        "if that suits you, move the date on your calendar: it stays where you put it",
    )


@pytest.mark.parametrize(
    ("date", "why"),
    [
        (replace(DATE, proposed=None), "nobody asks for anything"),
        (replace(DATE, proposed=STANDS), "it stands there already"),
        (replace(DATE, cancelled=True), "it is off"),
        (Occurrence("tb-ana-1", utc(2, 24), span(utc(2, 24)), proposed=THERE), "it is over"),
        (replace(DATE, uid="tb-zoe-1"), "it is nobody's on the list"),
    ],
)
def test_what_is_no_question(date: Occurrence, why: str) -> None:
    assert list(asked(shown(date))) == [], why


def test_one_that_no_longer_stands_asks_nothing() -> None:
    assert list(asked(shown(DATE, standing="ended"))) == []
