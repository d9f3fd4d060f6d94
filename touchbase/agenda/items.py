"""The agenda of a touchbase: what is on their mind first, then on mine; what was not spoken of is carried over."""

from collections.abc import Iterable
from dataclasses import dataclass

from touchbase.agenda.promises import THEIRS, by
from touchbase.domain.memo import Memo, of_kind


@dataclass(frozen=True, slots=True)
class Items:
    """Open ones, oldest first."""

    theirs: tuple[Memo, ...] = ()
    mine: tuple[Memo, ...] = ()


def items(memos: Iterable[Memo], stakeholder: str) -> Items:
    """What is still to be spoken of with this person."""
    still = [memo for memo in of_kind(memos, "item") if memo.stakeholder == stakeholder and memo.is_open]
    return Items(
        tuple(memo for memo in still if by(memo) == THEIRS), tuple(memo for memo in still if by(memo) != THEIRS)
    )


def to_send(found: Items, guest: str, owner: str) -> str:
    """A few lines the owner may send: their items, room for more of theirs, and only those of mine written for it."""
    theirs = "\n".join(f"- {memo.text}" for memo in found.theirs)
    mine = "\n".join(f"- {memo.text}" for memo in found.mine) or "- nothing that cannot wait"
    return (
        f"Hello {guest.split()[0]},\n\nwhat would you like to speak of? It comes first.\n"
        f"{theirs}{chr(10) if theirs else ''}- \n\nOn my mind:\n{mine}\n\n{owner}\n"
    )
