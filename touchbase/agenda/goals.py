"""Goals for a relationship or a whole group of them: one open next step, an obstacle foreseen, what you will change."""

from collections.abc import Iterable
from dataclasses import dataclass

from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.stakeholder import Stakeholder


@dataclass(frozen=True, slots=True)
class Goal:
    """`step` is the open one, None when the goal waits for its next; `checks` are what you said of your own part."""

    memo: Memo
    step: Memo | None = None
    done: tuple[Memo, ...] = ()
    checks: tuple[Memo, ...] = ()

    @property
    def category(self) -> str:
        """The group it is for, "" for a goal with one person."""
        return self.memo.details.get("category", "")

    @property
    def differently(self) -> str:
        """What you yourself will do differently."""
        return self.memo.details.get("differently", "")

    @property
    def obstacle(self) -> str:
        return self.memo.details.get("obstacle", "")

    @property
    def accountable(self) -> str:
        return self.memo.details.get("accountable", "")

    @property
    def needs_a_step(self) -> bool:
        return self.memo.is_open and self.step is None


def goals(memos: Iterable[Memo], stakeholder: str | None = None) -> tuple[Goal, ...]:
    """All goals, of one person or of all, with their steps; the oldest first."""
    memos = tuple(memos)
    wanted = (memo for memo in of_kind(memos, "goal") if stakeholder in (None, memo.stakeholder))
    return tuple(_goal(memo, [one for one in memos if one.about == memo.id]) for memo in wanted)


def goals_with(person: Stakeholder, memos: Iterable[Memo]) -> tuple[Goal, ...]:
    """The open goals that concern somebody: their own first, then those for their category."""
    found = [goal for goal in goals(memos) if goal.memo.is_open]
    theirs = [goal for goal in found if goal.memo.stakeholder == person.id]
    return (*theirs, *(goal for goal in found if goal.category == person.category))


def _goal(memo: Memo, beside: Iterable[Memo]) -> Goal:
    steps, checks = of_kind(beside, "step"), of_kind(beside, "check")
    still = [step for step in steps if step.is_open]
    return Goal(memo, still[-1] if still else None, tuple(step for step in steps if not step.is_open), checks)
