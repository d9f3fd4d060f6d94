"""Give and take with one person over a year: information, never a score against them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from touchbase.agenda.promises import MINE, THEIRS, by
from touchbase.domain.memo import Memo, of_kind

A_YEAR = timedelta(days=365)
ONE_SIDED = 3  # so many more one way than the other are worth a word


@dataclass(frozen=True, slots=True)
class Balance:
    """How often each side gave the other something."""

    i_gave: int = 0
    they_gave: int = 0

    @property
    def words(self) -> str:
        """A sentence about this year, or "" when there is nothing to tell."""
        if not (self.i_gave or self.they_gave):
            return ""
        told = f"This year you gave {_times(self.i_gave)} and they gave {_times(self.they_gave)}."
        if self.they_gave - self.i_gave >= ONE_SIDED:
            return f"{told} What could you do for them?"
        if self.i_gave - self.they_gave >= ONE_SIDED:
            return f"{told} You may ask for something too: most people like to be asked."
        return told


def balance(memos: Iterable[Memo], now: datetime) -> Balance:
    """What was given either way in the last 365 days: help, links, introductions, answered requests, kept promises."""
    recent = [memo for memo in memos if now - (memo.closed or memo.written) <= A_YEAR]
    return Balance(sum(_given(memo, MINE) for memo in recent), sum(_given(memo, THEIRS) for memo in recent))


def _given(memo: Memo, who: str) -> bool:
    if of_kind((memo,), "gave"):
        return by(memo) == who
    if of_kind((memo,), "promise"):
        return memo.state == "done" and by(memo) == who
    if of_kind((memo,), "ask"):  # what one side asked for, the other gave
        return memo.state == "done" and by(memo) != who
    return who == MINE and ((memo.kind, memo.state) in {("share", "sent"), ("introduction", "met")})


def _times(number: int) -> str:
    return ("nothing", "once", "twice")[number] if number < 3 else f"{number} times"
