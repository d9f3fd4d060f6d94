"""What can go wrong, each with its sentence, its remedy and its exit code (sysexits.h where one fits)."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command; the table in docs/exit-codes.md is checked against this."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    REFUSED = 65
    UNAVAILABLE = 69
    CANNOT_WRITE = 73
    IO = 74
    TRY_LATER = 75
    SIGN_IN = 77
    CONFIG = 78
    INTERRUPTED = 130
    TERMINATED = 143


class TouchbaseError(Exception):
    """A failure a person can act on: one sentence, and what to do about it."""

    exit_code = Exit.SOME_FAILED

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".rstrip()


class UsageError(TouchbaseError):
    """The command line asks for something that does not exist or does not make sense."""

    exit_code = Exit.USAGE


class RefusedPlan(TouchbaseError):
    """The guard would not let this plan run; nothing was written to any calendar."""

    exit_code = Exit.REFUSED


class Passing(TouchbaseError):
    """Passes by itself. `wait` is how many seconds a provider asked us to stay away, 0 where it did not say."""

    def __init__(self, sentence: str, remedy: str = "", wait: float = 0.0) -> None:
        super().__init__(sentence, remedy)
        self.wait = wait


class ProviderDown(Passing):
    """The calendar cannot be reached or read."""

    exit_code = Exit.UNAVAILABLE


class CannotWriteState(TouchbaseError):
    """Our own database or folder cannot be written."""

    exit_code = Exit.CANNOT_WRITE


class StorageFailed(TouchbaseError):
    """The disk is full, or reading or writing failed half way; the old content is intact."""

    exit_code = Exit.IO


class TryLater(Passing):
    """Busy or throttled; the same command will work later."""

    exit_code = Exit.TRY_LATER


class StayAway(TryLater):
    """The wait a provider asked for, as an earlier run was told and said, is not over; nothing was asked of it."""


class SignInAgain(TouchbaseError):
    """The provider no longer accepts what we hold; a person has to sign in. `provider` is google, outlook or unsaid."""

    exit_code = Exit.SIGN_IN

    def __init__(self, sentence: str, remedy: str = "", provider: str = "") -> None:
        super().__init__(sentence, remedy)
        self.provider = provider


class BadInput(TouchbaseError):
    """Config, list or database is wrong; carries every problem found, and nothing was written."""

    exit_code = Exit.CONFIG

    def __init__(self, sentence: str, problems: tuple[object, ...] = (), remedy: str = "") -> None:
        super().__init__(sentence, remedy)
        self.problems = problems


class CalendarRefused(TouchbaseError):
    """A calendar did not take one write; concerns one stakeholder only."""


class ForeignEvent(CalendarRefused):
    """That event does not carry our tag, so we never write it."""


class NoSuchSeries(CalendarRefused):
    """There is no series of that uid on the calendar."""


class UidTaken(CalendarRefused):
    """That uid was used before, by a deleted series or something else."""
