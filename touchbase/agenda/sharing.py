"""Whom a link would please, and who could be introduced to whom."""

import re
from collections.abc import Iterable, Sequence

from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.stakeholder import Stakeholder

SHORTEST_WORD = 4


def fitting(people: Iterable[Stakeholder], words: Iterable[str]) -> tuple[Stakeholder, ...]:
    """Those whose interests or tags hold one of these words, the most of them first, then by priority."""
    asked = {word.strip().lower() for word in words}
    scored = [(len(asked & topics(one)), one) for one in people]
    found = sorted(((n, one) for n, one in scored if n), key=lambda pair: (-pair[0], pair[1].priority, pair[1].id))
    return tuple(one for _, one in found)


def topics(person: Stakeholder) -> set[str]:
    """What they care about, in lower case."""
    return {word.lower() for word in (*person.profile.interests, *person.tags)}


def already_has(memos: Iterable[Memo], link: str, stakeholder: str) -> bool:
    """True when this link stands for this person, sent or not."""
    return any(memo.text == link and memo.stakeholder == stakeholder for memo in of_kind(memos, "share"))


def waiting_links(memos: Iterable[Memo], stakeholder: str) -> tuple[Memo, ...]:
    """Links kept for somebody and not sent yet."""
    return tuple(memo for memo in of_kind(memos, "share") if memo.stakeholder == stakeholder and memo.is_open)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a request that may name its matter, in lower case; short ones say nothing."""
    return tuple(word for word in re.findall(r"\w+", text.lower()) if len(word) >= SHORTEST_WORD)


def who_could_help(
    people: Iterable[Stakeholder], memos: Iterable[Memo], words: Sequence[str]
) -> tuple[Stakeholder, ...]:
    """Those who care about the matter, or about whom something of it was noted; the higher priority first."""
    asked = [word.lower() for word in words]
    noted = {memo.stakeholder for memo in of_kind(memos, "note") if any(word in memo.text.lower() for word in asked)}
    return tuple(
        sorted(
            (one for one in people if one.id in noted or topics(one) & set(asked)),
            key=lambda one: (one.priority, one.id),
        )
    )
