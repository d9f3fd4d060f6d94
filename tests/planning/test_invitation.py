"""What the guest reads."""

from tests.planning.builders import FORTNIGHTLY, MONTHLY, owner, person
from touchbase.planning.invitation import description, summary


def test_the_title_names_both() -> None:
    assert summary(owner(), person()) == "Touchbase: Ana Ruiz and Sam Okafor"


def test_the_body_is_friendly_and_says_how_often() -> None:
    body = description(owner(), person(cadence=MONTHLY, minutes=45))
    assert "monthly" in body
    assert "45 minutes" in body
    assert body.endswith("Sam Okafor")


def test_nothing_private_reaches_the_guest() -> None:
    """Priority, category, tags, intent and state of two very different people leave no trace."""
    plain = person(cadence=FORTNIGHTLY)
    private = person(cadence=FORTNIGHTLY, priority=9, tags=("difficult",), intent="heal")
    assert description(owner(), plain) == description(owner(), private)
    assert summary(owner(), plain) == summary(owner(), private)
