"""What the guest reads: a short friendly text, and never a note, a priority or how the relationship stands."""

from touchbase.domain.owner import Owner
from touchbase.domain.stakeholder import Stakeholder


def summary(owner: Owner, stakeholder: Stakeholder) -> str:
    """The title of the event, the same on both calendars."""
    return f"Touchbase: {stakeholder.name} and {owner.name}"


def description(owner: Owner, stakeholder: Stakeholder) -> str:
    """The body of the invitation; their items come first."""
    return (
        f"A short touchbase to stay in touch: {stakeholder.minutes} minutes, {stakeholder.cadence}.\n\n"
        f"What is on your mind comes first; add it here if you like.\n\n"
        f"If a date does not suit you, propose another time or skip it. Low key on purpose.\n{owner.name}"
    )
