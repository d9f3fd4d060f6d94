"""What the guest reads: the owner's template, four words filled in, and nothing private."""

from tests.planning.builders import FORTNIGHTLY, MONTHLY, owner, person
from touchbase.domain.owner import PLACES, Rules
from touchbase.domain.profile import Profile
from touchbase.planning.invitation import description, summary

OURS = Rules(title="{guest}, {minutes} minutes", invitation="Hello {guest}: {cadence}. {{smile}} {owner}")


def test_the_title_names_both() -> None:
    assert summary(owner(), person(), Rules()) == "Touchbase: Ana Ruiz and Sam Okafor"


def test_the_body_is_friendly_and_says_how_often_and_their_items_come_first() -> None:
    body = description(owner(), person(cadence=MONTHLY, minutes=45), Rules())
    assert "45 minutes, monthly" in body
    assert body.index("On your mind") < body.index("On mine")
    assert body.endswith("Sam Okafor")


def test_the_owner_s_own_words_are_filled_in() -> None:
    assert summary(owner(), person(minutes=45), OURS) == "Ana Ruiz, 45 minutes"
    assert description(owner(), person(cadence=MONTHLY), OURS) == "Hello Ana Ruiz: monthly. {smile} Sam Okafor"


def test_a_name_with_braces_is_a_name() -> None:
    who = person()._replace(name="{owner} {0.__class__}")
    assert summary(owner(), who, Rules()) == "Touchbase: {owner} {0.__class__} and Sam Okafor"


def test_nothing_private_reaches_the_guest() -> None:
    """Priority, category, tags, intent, profile and state of two very different people leave no trace."""
    told = Profile(why="CANARY", my_outcome="CANARY", their_outcome="CANARY", interests=("CANARY",), contact="CANARY")
    plain = person(cadence=FORTNIGHTLY)
    private = person(cadence=FORTNIGHTLY, priority=9, tags=("difficult",), intent="heal")._replace(profile=told)
    everything = Rules(invitation=" ".join(f"{{{word}}}" for word in PLACES))
    for rules in (Rules(), OURS, everything):
        assert description(owner(), plain, rules) == description(owner(), private, rules)
        assert summary(owner(), plain, rules) == summary(owner(), private, rules)
