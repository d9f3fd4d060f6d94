"""Introductions with the consent of both, followed until the two have met."""

from collections.abc import Iterable

from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.stakeholder import Stakeholder

# open: asked nobody yet. first_agreed and second_agreed: one of the two said yes. agreed: both did, and you wrote the
# mail. met: they met. dropped: one said no, or it came to nothing.
NEXT_STATE = {
    ("open", "first"): "first_agreed",
    ("open", "second"): "second_agreed",
    ("first_agreed", "second"): "agreed",
    ("second_agreed", "first"): "agreed",
}
FOLLOWED = ("open", "first_agreed", "second_agreed", "agreed")


def after_yes(memo: Memo, who: str) -> str:
    """The state after this one of the two agreed; the same one when they had agreed before."""
    side = "first" if who == memo.stakeholder else "second"
    return NEXT_STATE.get((memo.state, side), memo.state)


def followed(memos: Iterable[Memo]) -> tuple[Memo, ...]:
    """Those the two of whom have not met yet, oldest first."""
    return tuple(memo for memo in of_kind(memos, "introduction") if memo.state in FOLLOWED)


def next_step(memo: Memo, first: Stakeholder, second: Stakeholder) -> str:
    """What is to be done now, in a sentence."""
    return {
        "open": f"Ask {first.name} and {second.name}, one by one, whether they would like it.",
        "first_agreed": f"{first.name} agreed; ask {second.name}.",
        "second_agreed": f"{second.name} agreed; ask {first.name}.",
        "agreed": "Both agreed: introduce them, and ask in a few weeks whether they met.",
    }.get(memo.state, "")


def asking(to: Stakeholder, about: Stakeholder, why: str) -> str:
    """A few lines to ask one of them first; nothing private stands in it."""
    return (
        f"Hello {_first_name(to)},\n\nI think you and {about.name} would have something to say to each other: {why}.\n"
        f"Would you like me to introduce you? Only if it suits you; no harm at all if not.\n"
    )


def introducing(first: Stakeholder, second: Stakeholder, why: str) -> str:
    """The lines to both, once both have agreed."""
    return (
        f"Hello {_first_name(first)}, hello {_first_name(second)},\n\nyou both said you would like to meet: {why}.\n"
        f"{first.name}, meet {second.name}; {second.name}, meet {first.name}. I leave the rest to you.\n"
    )


def _first_name(person: Stakeholder) -> str:
    return person.name.split()[0]
