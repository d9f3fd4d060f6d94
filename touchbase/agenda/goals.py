"""Goals for a relationship: each with one open next step, an obstacle foreseen, and a line that keeps you to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from touchbase.domain.memo import Memo, of_kind


@dataclass(frozen=True, slots=True)
class Goal:
    """`step` is the open one, None when the goal waits for its next."""

    memo: Memo
    step: Memo | None = None
    done: tuple[Memo, ...] = ()

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
    return tuple(_goal(memo, of_kind(memos, "step")) for memo in wanted)


def obstacles(memos: Iterable[Memo], stakeholder: str) -> tuple[str, ...]:
    """What you foresaw would get in the way, for the moment a date is missed."""
    return tuple(goal.obstacle for goal in goals(memos, stakeholder) if goal.memo.is_open and goal.obstacle)


def _goal(memo: Memo, steps: Iterable[Memo]) -> Goal:
    ours = [step for step in steps if step.about == memo.id]
    still = [step for step in ours if step.is_open]
    return Goal(memo, still[-1] if still else None, tuple(step for step in ours if not step.is_open))
