"""What the guest reads: the owner's own short text, and never a note, a priority or how the relationship stands."""

from touchbase.domain.owner import Owner, Rules
from touchbase.domain.stakeholder import Stakeholder


def summary(owner: Owner, stakeholder: Stakeholder, rules: Rules) -> str:
    """The title of the event, the same on both calendars."""
    return _filled(rules.title, owner, stakeholder)


def description(owner: Owner, stakeholder: Stakeholder, rules: Rules) -> str:
    """The body of the invitation, from the owner's template; their items come first."""
    return _filled(rules.invitation, owner, stakeholder)


def _filled(template: str, owner: Owner, stakeholder: Stakeholder) -> str:
    """Only these four words are ever filled in, so nothing private can slip into an invitation."""
    words = {
        "guest": stakeholder.name,
        "owner": owner.name,
        "minutes": str(stakeholder.minutes),
        "cadence": str(stakeholder.cadence),
    }
    return template.format_map(words)
