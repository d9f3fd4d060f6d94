"""Conversations: what is asked next depends on the answer. Several are held at once, a round of each in one request."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from touchbase.calendars.outlook.answers import Answer, error_of
from touchbase.calendars.outlook.asks import Ask
from touchbase.calendars.outlook.batch import AT_ONCE
from touchbase.calendars.patience import MayPass, Waiter
from touchbase.errors import TouchbaseError

T = TypeVar("T")
Talk = Generator[tuple[Ask, ...], tuple[Answer, ...], T]
"""Yields asks that go side by side and is sent their answers; raises TouchbaseError when it cannot go on."""


class LookAgain(Exception):
    """What we knew is out of date, or a write's outcome is unknown: the conversation starts anew with a fresh look."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class Wire(Protocol):
    """Carries up to `AT_ONCE` asks to Graph in one request, each with an answer, in order.

    Raises SignInAgain where nothing can go on.
    """

    def send(self, asks: Sequence[Ask]) -> list[Answer]: ...


@dataclass
class Subject(Generic[T]):
    """One conversation. `start` begins it, with True when what we knew must not be trusted.

    Those `about` the same series are held one after another ("" is about nothing in particular).
    """

    start: Callable[[bool], Talk[T]]
    about: str = ""
    talk: Talk[T] | None = None
    asks: tuple[Ask, ...] = ()
    looks: int = 0
    why: Answer | None = None
    outcome: list[T | TouchbaseError] = field(default_factory=list)

    @property
    def ordered(self) -> bool:
        return any(ask.after for ask in self.asks)


class Line:
    """Holds conversations over a wire; what may pass is waited for."""

    def __init__(self, wire: Wire, waiter: Waiter) -> None:
        self._wire = wire
        self._waiter = waiter

    def one(self, start: Callable[[bool], Talk[T]]) -> T:
        """The outcome of a single conversation, or its error raised."""
        [outcome] = self.each([Subject(start)])
        if isinstance(outcome, TouchbaseError):
            raise outcome from None
        return outcome

    def each(self, subjects: Sequence[Subject[T]]) -> list[T | TouchbaseError]:
        """The outcome of each, or its error, in order; they go on side by side, one request a round.

        What stops everything (nobody is signed in any more) is the outcome of all that have none yet.
        """
        try:
            while waiting := _next(subjects):
                self._pause([one for one in waiting if one.why is not None])
                for subject in _left(waiting):
                    if subject.talk is None:
                        self._go_on(subject, None)
                self._round([one for one in waiting if one.asks])
        except TouchbaseError as error:
            for subject in _left(subjects):
                subject.outcome = [error]
        return [one.outcome[0] for one in subjects]

    def _round(self, asking: Sequence[Subject[T]]) -> None:
        """Those that keep an order of their own go alone."""
        together = [one for one in asking if not one.ordered]
        for some in [together, *([one] for one in asking if one.ordered)]:
            answers = iter(self._answers([ask for one in some for ask in one.asks]))
            for one in some:
                self._go_on(one, tuple(next(answers) for _ in one.asks))

    def _go_on(self, subject: Subject[T], answers: tuple[Answer, ...] | None) -> None:
        """The next asks of a conversation; none when it is over, with its outcome noted."""
        subject.asks = ()
        while not subject.asks and not subject.outcome:
            try:
                if subject.talk is None:
                    subject.talk, answers = subject.start(subject.looks > 0), None
                subject.asks, answers = subject.talk.send(answers), ()  # type: ignore[arg-type]  # None starts it
            except StopIteration as done:
                subject.outcome = [done.value]
            except LookAgain as why:
                subject.talk, subject.looks, subject.why = None, subject.looks + 1, why.answer
                return
            except TouchbaseError as error:
                subject.outcome = [error]

    def _pause(self, paused: Sequence[Subject[T]]) -> None:
        """Wait once before all of them look again; where patience ends, that is the outcome."""
        while paused and not self._waited(max(one.looks for one in paused), [one.why for one in paused if one.why]):
            worn = max(one.looks for one in paused)
            for one in paused:
                if one.looks == worn and one.why is not None:
                    one.outcome = [error_of(one.why)]
            paused = [one for one in paused if not one.outcome]
        for one in paused:
            one.why = None

    def _answers(self, asks: Sequence[Ask]) -> list[Answer]:
        """One answer each. When patience ends, what could not be had stays as it was last told."""
        answers: dict[int, Answer] = {}
        pending, failed = list(range(len(asks))), 0
        while pending:
            for start in range(0, len(pending), AT_ONCE):
                some = pending[start : start + AT_ONCE]
                answers.update(zip(some, self._wire.send([asks[n] for n in some]), strict=True))
            again = [n for n in pending if _may_pass(asks[n], answers[n])]
            failed += 1
            if again and not self._waited(failed, [answers[n] for n in again]):
                break
            pending = [n for n in pending if n in again or (again and answers[n].held_back)]
        return [answers[n] for n in range(len(asks))]

    def _waited(self, failed: int, why: Sequence[Answer]) -> bool:
        """False when patience has ended."""
        asked = max((one.asked for one in why if one.asked is not None), default=None)
        try:
            self._waiter.wait(failed, MayPass(error_of(why[0]), asked))
        except TouchbaseError:
            return False
        return True


def _next(subjects: Sequence[Subject[T]]) -> list[Subject[T]]:
    """Those that have not ended, the first about each series only."""
    found: dict[object, Subject[T]] = {}
    for n, one in enumerate(_left(subjects)):
        found.setdefault(one.about or n, one)
    return list(found.values())


def _left(subjects: Sequence[Subject[T]]) -> list[Subject[T]]:
    return [one for one in subjects if not one.outcome]


def _may_pass(ask: Ask, answer: Answer) -> bool:
    """A write of unknown outcome is not repeated here: its conversation looks first."""
    return answer.throttled or (answer.unsure and not ask.writes)
