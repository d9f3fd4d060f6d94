"""28 to 33 and 92: names, addresses and words that change, and a list that is edited while a plan waits."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal, terminal
from tests.sync.desk import FORTNIGHTLY, WEEKLY, Desk, person
from touchbase.errors import RefusedPlan

__all__ = ["terminal"]
ANA = """\
[[stakeholder]]
{more}name = "{name}"
email = "ana@example.com"
category = "peer"
priority = 2
cadence = "monthly"
"""
IDS = ("ana-ruiz", "ben-li", "chi-obi", "dee-fox")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person(id) for id in IDS])


def settled(desk: Desk) -> Desk:
    desk.run()
    return desk.later(hours=1).settled()


def calendar_of(terminal: Terminal) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (terminal.home / "calendar").rglob("*.ics")}


def test_29_a_corrected_name_without_an_id_books_no_second_series(terminal: Terminal) -> None:
    """The same address is the same person; touchbase says which id to write, and then all goes on as before."""
    terminal.write("stakeholders.toml", ANA.format(name="Anna Ruiz", more=""))
    terminal.run("sync")
    booked = calendar_of(terminal)
    assert booked
    terminal.write("stakeholders.toml", ANA.format(name="Ana Ruiz", more=""))
    assert 'write id = "anna-ruiz"' in " ".join(terminal.run("plan").out.split())
    terminal.run("sync")
    assert calendar_of(terminal) == booked
    terminal.write("stakeholders.toml", ANA.format(name="Ana Ruiz", more='id = "anna-ruiz"\n'))
    terminal.good("sync")
    assert calendar_of(terminal) == booked
    [who] = terminal.good("status", "--json").json["stakeholders"]
    assert (who["name"], bool(who["next"])) == ("Ana Ruiz", True)


def test_29_with_an_id_a_corrected_name_changes_nothing(desk: Desk) -> None:
    settled(desk)
    desk.people[0] = desk.people[0]._replace(name="Ana Maria Ruiz")
    assert desk.run().applied == []
    assert (desk.calendar.writes, desk.calendar.sent) == (0, [])


def test_31_the_same_address_in_other_letters_mails_nobody(desk: Desk) -> None:
    settled(desk)
    for n, who in enumerate(desk.people):
        desk.people[n] = who._replace(email=who.email.title())
    assert desk.run().applied == []
    assert desk.calendar.sent == []


@pytest.mark.parametrize("words", [{"title": "A word with {stakeholder}"}, {"invitation": "Hello {stakeholder}"}])
def test_32_other_words_in_the_settings_mail_nobody_who_is_booked(desk: Desk, words: dict[str, Any]) -> None:
    """What stands keeps the words it was sent with; only new series have the new ones."""
    settled(desk)
    desk.rules = desk.rules._replace(**words)
    assert desk.run().applied == []
    assert (desk.calendar.writes, desk.calendar.sent) == (0, [])


@pytest.mark.parametrize("change", [{"minutes": 45}, {"zone": "America/New_York"}, {"cadence": WEEKLY}])
def test_32_what_would_move_everybody_needs_a_word(tmp_path: Path, change: dict[str, Any]) -> None:
    """Another length, zone or cadence for all of a long list is a plan that mails them all: nothing of it is done."""
    desk = Desk(tmp_path / "desk", [person(f"p{n:02}-q", FORTNIGHTLY) for n in range(12)])
    desk.rules = desk.rules._replace(new_per_run=0, max_per_week=30)
    assert len(settled(desk).bookings()) == 12
    desk.people = [who._replace(**change) for who in desk.people]
    with pytest.raises(RefusedPlan, match="of 12 live series"):
        desk.run()
    assert (desk.calendar.writes, desk.calendar.sent) == (0, [])


def test_92_a_list_edited_after_the_plan_was_looked_at_needs_a_new_word(desk: Desk) -> None:
    """Approved is what was seen: the hash of the old plan carries out nothing of the new one."""
    desk.rules = desk.rules._replace(max_mails_per_run=2)
    with pytest.raises(RefusedPlan):
        desk.run()
    seen = desk.preview().hash
    desk.people.append(person("eva-ito"))
    with pytest.raises(RefusedPlan, match="not the name of this plan"):
        desk.run(approve=seen)
    assert desk.calendar.writes == 0
    assert len(desk.run(approve=desk.preview().hash).applied) == len(IDS) + 1
