"""Notes that come back: what you learned about somebody, until you have asked about it."""

from collections.abc import Iterable
from datetime import date

from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.stakeholder import Stakeholder


def coming_back(person: Stakeholder, memos: Iterable[Memo]) -> tuple[Memo, ...]:
    """Notes about them you have not asked about yet; personal ones only where work and home may meet."""
    notes = (memo for memo in of_kind(memos, "note") if memo.stakeholder == person.id and memo.is_open)
    return tuple(memo for memo in notes if not (light(memo) and person.profile.boundary == "work_only"))


def to_ask_about(person: Stakeholder, memos: Iterable[Memo], today: date) -> tuple[Memo, ...]:
    """Those whose day has come, the longest waiting first."""
    due = [memo for memo in coming_back(person, memos) if memo.day is not None and memo.day <= today]
    return tuple(sorted(due, key=lambda memo: (memo.day or today, memo.id)))


def light(memo: Memo) -> bool:
    """True for a personal thing: hobbies, family, values."""
    return "light" in memo.details
