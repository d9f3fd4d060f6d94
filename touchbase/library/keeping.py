"""The verbs that remember something of a relationship; each returns what is kept, and `undo` takes it back."""

from datetime import date, datetime

from touchbase.cli import agenda, ask, benefit, gave, goal, healthy, note, promise, question, suggestion, thank
from touchbase.cli.chat import touch
from touchbase.cli.memos import person_of
from touchbase.domain.memo import Memo
from touchbase.domain.touchbase import Touchbase
from touchbase.library.opening import Place, utc


class Keeping(Place):
    """All of it stays on this disk. UsageError for an id nobody has, or a text that is not one plain line."""

    def note(self, id: str, text: str, ask_on: date | None = None, *, light: bool = False) -> Memo:
        """What you learned of somebody; from `ask_on` on every brief brings it back."""
        with self.open() as context:
            return note.note(context, id, text, ask_on, light=light)

    def asked_about(self, memo: str) -> Memo:
        """You asked about this note; it does not come back."""
        with self.open() as context:
            return note.asked_about(context, memo)

    def promise(self, id: str, text: str, due: date | None = None, *, theirs: bool = False) -> Memo:
        """What you promised them, or they you."""
        with self.open() as context:
            return promise.promise(context, id, text, due, theirs=theirs)

    def promise_kept(self, memo: str) -> Memo:
        with self.open() as context:
            return promise.kept(context, memo)

    def promise_declined(self, memo: str, why: str) -> Memo:
        """It will not be; `why` is what they were told."""
        with self.open() as context:
            return promise.decline(context, memo, why)

    def ask(self, id: str, text: str, *, theirs: bool = False) -> Memo:
        """What you asked them for, or they you."""
        with self.open() as context:
            return ask.ask(context, id, text, theirs=theirs)

    def answered(self, memo: str) -> Memo:
        """This request was met."""
        with self.open() as context:
            return ask.answer(context, memo)

    def request_declined(self, memo: str, why: str = "") -> Memo:
        """A request of theirs is declined with a reason."""
        with self.open() as context:
            return ask.decline(context, memo, why)

    def gave(self, id: str, text: str, *, theirs: bool = False) -> Memo:
        """What you gave them, or they you."""
        with self.open() as context:
            return gave.gave(context, id, text, theirs=theirs)

    def thank(self, id: str, text: str, *, said: bool = False) -> Memo:
        """Thanks you owe, or have said."""
        with self.open() as context:
            return thank.thank(context, id, text, said=said)

    def thanked(self, memo: str) -> Memo:
        with self.open() as context:
            return thank.thanked(context, memo)

    def suggestion(self, id: str, text: str) -> Memo:
        """What they suggested."""
        with self.open() as context:
            return suggestion.suggestion(context, id, text)

    def suggestion_used(self, memo: str) -> Memo:
        with self.open() as context:
            return suggestion.use(context, memo)

    def suggestion_declined(self, memo: str, why: str) -> Memo:
        with self.open() as context:
            return suggestion.decline(context, memo, why)

    def suggestion_told(self, memo: str) -> Memo:
        """They know what became of it."""
        with self.open() as context:
            return suggestion.tell(context, memo)

    def goal(
        self, id: str, text: str, step: str, due: date | None = None, *, category: str = "", obstacle: str = "",
        accountable: str = "", differently: str = "",
    ) -> Memo:  # fmt: skip
        """A goal and its first step, due on a day; for a whole category with `id` ""."""
        told = {"obstacle": obstacle, "accountable": accountable, "differently": differently, "category": category}
        with self.open() as context:
            return goal.set_goal(context, id, text, step, due, **told)

    def goal_step(self, memo: str, text: str, due: date | None = None) -> Memo:
        """The open step is done, and this one follows."""
        with self.open() as context:
            return goal.next_step(context, memo, text, due)

    def goal_over(self, memo: str, *, reached: bool) -> Memo:
        """The goal is reached, or let go."""
        with self.open() as context:
            return goal.end_goal(context, memo, reached=reached)

    def goal_check(self, memo: str, how: str) -> Memo:
        """Whether you did it differently: did, partly or did_not."""
        with self.open() as context:
            return goal.check_self(context, memo, how)

    def agenda(self, id: str, text: str, *, theirs: bool = False) -> Memo:
        """Something to speak of."""
        with self.open() as context:
            return agenda.put(context, id, text, theirs=theirs)

    def spoken_of(self, memo: str) -> Memo:
        with self.open() as context:
            return agenda.spoken_of(context, memo)

    def question_asked(self, id: str, question_id: str, answer: str = "", *, suggestion: bool = False) -> Memo:
        """You asked it, and what they said; as a `suggestion` it waits for what becomes of it."""
        with self.open() as context:
            return question.file_answer(context, id, question_id, answer, suggestion=suggestion)

    def benefit(self, id: str, text: str, due: date | None = None) -> Memo:
        """What you mean to do for somebody this year."""
        with self.open() as context:
            return benefit.benefit(context, id, text, due)

    def benefit_done(self, memo: str) -> Memo:
        with self.open() as context:
            return benefit.did(context, memo)

    def healthy(self, text: str) -> Memo:
        """What healthy relationships look like to you, over all."""
        with self.open() as context:
            return healthy.healthy(context, text)

    def chat(self, id: str, note: str = "", at: datetime | None = None, kind: str = "chat") -> Touchbase:
        """A light contact, now or `at` (aware); it eases what presses and leaves the clock alone."""
        with self.open() as context:
            start = None if at is None else utc(at)
            return touch(context, person_of(context, id), kind, note, start)
