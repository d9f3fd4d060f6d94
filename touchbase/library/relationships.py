"""All verbs in one place: those that look, those that remember, and those that log, sync and change the list."""

from datetime import date, datetime
from pathlib import Path
from typing import Self

from touchbase.cli.accounts import watched
from touchbase.cli.actions import SYNC_RUN
from touchbase.cli.confirm import HELD, NOT_HELD, entry_on, judge
from touchbase.cli.entry import told
from touchbase.cli.log import keep_entry, take_out
from touchbase.cli.memos import person_of
from touchbase.cli.standing import change_state
from touchbase.cli.sync import keep_copy, refusal_of, stopped_by_guard
from touchbase.cli.undo import take_back
from touchbase.domain.stakeholder import State
from touchbase.domain.touchbase import Touchbase
from touchbase.errors import TryLater, UsageError
from touchbase.library.keeping import Keeping
from touchbase.library.looking import Looking
from touchbase.library.opening import utc
from touchbase.store.lock import run_lock
from touchbase.sync import Outcome, run


class Relationships(Looking, Keeping):
    """One owner's relationships. Opens and closes everything within each call, so it may be kept and shared."""

    @classmethod
    def at(cls, place: Path | str | None = None, *, now: datetime | None = None) -> Self:
        """A folder as with TOUCHBASE_HOME, or a config file; None for the usual places. ValueError: a naive `now`."""
        path = None if place is None else Path(place).expanduser()
        if path is not None and path.suffix == ".toml":
            return cls(config=path, now=now)
        return cls(home=path, now=now)

    def sync(self, *, approve: str = "") -> Outcome:
        """Bring the calendar in line and log what was held. `approve` is the hash of a plan the guard stopped.

        RefusedPlan when the guard stops it, TryLater while another sync runs. What failed for one person only is in
        the outcome (`failed`), and what stopped the rest too (`stopped`).
        """
        with self.open() as context:
            people, fingerprint = context.roster.stakeholders, context.roster.fingerprint
            with run_lock(context.lock_file) as ours, watched(context, always=True):
                if not ours:
                    raise TryLater("Another sync is running.", "Try again when it is done.")
                outcome = run(context.world(context.store), people, fingerprint, approve=approve)
                if stopped_by_guard(outcome):
                    raise refusal_of(outcome)
                keep_copy(context, outcome)
                return outcome

    def log_add(
        self, id: str, at: datetime | None = None, *, kind: str = "meeting", minutes: int = 0, note: str = ""
    ) -> Touchbase:
        """A contact the calendar does not know of, now or `at` (aware); 0 minutes is the usual length."""
        with self.open() as context:
            person = person_of(context, id)
            start = context.now if at is None else utc(at)
            entry = told(context, person, start, kind, note, "human", minutes)
            keep_entry(context, entry, person)
            return entry

    def log_retract(self, touchbase: str) -> Touchbase:
        """Take the touchbase of that id out of the account."""
        with self.open() as context:
            return take_out(context, touchbase)

    def confirm(self, id: str, day: date, *, held: bool) -> Touchbase:
        """Whether the touchbase of that day (of the owner's) was held; your word is final."""
        with self.open() as context:
            return judge(context, entry_on(context, id, day), HELD if held else NOT_HELD)

    def pause(self, id: str, until: date | None = None) -> None:
        """Leave somebody alone until that day, or until you resume."""
        self._stand(id, "paused", until)

    def resume(self, id: str) -> None:
        self._stand(id, "active")

    def complete(self, id: str) -> None:
        """This relationship has reached its goal; its series ends at the next sync."""
        self._stand(id, "completed")

    def let_go(self, id: str) -> None:
        """Stop tending it; its series ends at the next sync, the history stays."""
        self._stand(id, "let_go")

    def undo(self) -> str:
        """Take back the last thing done and say what it was, "" when there is nothing; UsageError for a sync."""
        with self.open() as context:
            action = context.memory.last_action()
            if action is None:
                return ""
            if action.kind == SYNC_RUN:
                raise UsageError(f"The last thing was {action.summary}.", "A person takes it back: touchbase undo")
            take_back(context, action)
            return action.summary

    def _stand(self, id: str, state: State, until: date | None = None) -> None:
        with self.open() as context:
            change_state(context, id, state, until)
