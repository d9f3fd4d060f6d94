"""Conversations: what is asked next depends on the answer. Several are held at once, a round of each in one request."""

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol, TypeVar

from touchbase.calendars.google.answers import Answer, error_of, of_calendar
from touchbase.calendars.google.calls import Call, Json, page
from touchbase.calendars.patience import MayPass, Waiter
from touchbase.errors import ProviderDown, TouchbaseError

T = TypeVar("T")
Talk = Generator[tuple[Call, ...], tuple[Answer, ...], T]
"""Yields calls that do not depend on each other and is sent their answers; raises TouchbaseError where it fails."""
SAME_PAGE = 9
"""How often a page may send us back to itself."""


class Wire(Protocol):
    """Whatever carries calls to Google, each with an answer, in order; raises SignInAgain where nothing can go on."""

    def send(self, calls: Sequence[Call]) -> list[Answer]: ...


class Line:
    """Holds conversations over a wire. What may pass is waited for; then a write is looked after, not repeated."""

    def __init__(self, wire: Wire, waiter: Waiter) -> None:
        self._wire = wire
        self._waiter = waiter
        self._unheard = 0
        """Rounds in a row after which nobody knew whether a write was done."""

    def rest(self, seconds: float) -> None:
        """Let a moment pass."""
        self._waiter.rest(seconds)

    def one(self, talk: Talk[T]) -> T:
        """The outcome of a single conversation, or its error raised."""
        return self.all([talk])[0]

    def all(self, talks: Sequence[Talk[T]]) -> list[T]:
        """The outcomes when every one is needed; the first error raised."""
        results = self.each(talks)
        for result in results:
            if isinstance(result, TouchbaseError):
                raise result from None
        return results  # type: ignore[return-value]  # no error is left among them

    def each(self, talks: Sequence[Talk[T]]) -> list[T | TouchbaseError]:
        """The outcome of each, or its error, in order; they go on side by side, one request a round."""
        results: dict[int, T | TouchbaseError] = {}
        asked = {n: calls for n, talk in enumerate(talks) if (calls := _go_on(talk, None, results, n))}
        while asked:
            flat = [call for calls in asked.values() for call in calls]
            try:
                answers = iter(self._answers(flat))
            except TouchbaseError as error:  # nothing more can be asked, whatever was done before stays done
                return [results.get(n, error) for n in range(len(talks))]
            told = {n: tuple(next(answers) for _ in calls) for n, calls in asked.items()}
            asked = {n: calls for n in told if (calls := _go_on(talks[n], told[n], results, n))}
        return [results[n] for n in range(len(talks))]

    def _answers(self, calls: Sequence[Call]) -> list[Answer]:
        """One answer each. When patience ends, what could not be had stays as it was last told."""
        answers: dict[int, Answer] = {}
        pending, failed = list(range(len(calls))), 0
        while pending:
            answers.update(zip(pending, self._wire.send([calls[n] for n in pending]), strict=True))
            pending = [n for n in pending if _may_pass(calls[n], answers[n])]
            failed += 1
            if pending and not self._waited(failed, [answers[n] for n in pending]):
                break
        return self._with_writes([answers[n] for n in range(len(calls))], calls)

    def _with_writes(self, answers: Sequence[Answer], calls: Sequence[Call]) -> list[Answer]:
        """After a write of unknown outcome a pause comes, so that the look that follows finds something."""
        unheard = [n for n, call in enumerate(calls) if call.writes and answers[n].unknown]
        if any(call.writes for call in calls):
            self._unheard = self._unheard + 1 if unheard else 0
        if not unheard or self._waited(self._unheard, [answers[n] for n in unheard]):
            return list(answers)
        return [replace(one, over=one.over or n in unheard) for n, one in enumerate(answers)]

    def _waited(self, failed: int, why: Sequence[Answer]) -> bool:
        asked = max((one.asked for one in why if one.asked is not None), default=None)
        try:
            self._waiter.wait(failed, MayPass(error_of(why[0]), asked))
        except TouchbaseError:
            return False
        return True


def _may_pass(call: Call, answer: Answer) -> bool:
    """A write of unknown outcome is not repeated here: its conversation looks first."""
    return answer.throttled or (answer.unknown and not call.writes)


def _go_on(
    talk: Talk[T], told: tuple[Answer, ...] | None, results: dict[int, T | TouchbaseError], n: int
) -> tuple[Call, ...]:
    """The next calls of a conversation; none when it is over, with its outcome noted."""
    try:
        return talk.send(told)  # type: ignore[arg-type]  # the first one is None, as generators want it
    except StopIteration as done:
        results[n] = done.value
    except TouchbaseError as error:
        results[n] = error
    return ()


class Listed(NamedTuple):
    """All items of a list, and the zone and title of its calendar."""

    items: list[Json]
    zone: str
    title: str = ""


def paged(call: Call, zone: str = "UTC") -> Talk[Listed]:
    """Every page of a list, short and empty ones too: only a missing token ends it. `zone` where none is told."""
    found: list[Json] = []
    tokens: Counter[str] = Counter()
    asked = call
    while True:
        (answer,) = yield (asked,)
        if not answer.ok:
            raise of_calendar(answer)
        found += answer.body.get("items", ())
        zone = answer.body.get("timeZone", zone)
        token = answer.body.get("nextPageToken")
        if not token:
            return Listed(found, zone, str(answer.body.get("summary", "")))
        tokens[token] += 1
        if tokens[token] > SAME_PAGE:
            raise ProviderDown("Google Calendar's list of events has no end.", "The next sync tries again.")
        asked = page(call, token)


def single(call: Call) -> Talk[Answer]:
    """One question, whatever the answer."""
    (answer,) = yield (call,)
    return answer
