"""The verbs that look and change nothing: each returns the values that the reports are drawn from."""

from datetime import date, timedelta

from touchbase.agenda.balance import Balance, balance
from touchbase.agenda.bank import Question
from touchbase.agenda.brief import Brief
from touchbase.agenda.goals import Goal, goals
from touchbase.agenda.questions import next_question
from touchbase.cli.attention import pressing
from touchbase.cli.brief import prepared
from touchbase.cli.check import problems_of
from touchbase.cli.confirm import doubtful
from touchbase.cli.digest import the_week
from touchbase.cli.ids import found
from touchbase.cli.introduce import people_who_could_help
from touchbase.cli.known import known_people
from touchbase.cli.memos import person_of
from touchbase.cli.plan import make_plan
from touchbase.cli.report import fair
from touchbase.cli.review import DAYS, look_back
from touchbase.cli.status import look, moment_on
from touchbase.cli.thinking_time import thinking_time
from touchbase.domain.memo import Memo, MemoKind
from touchbase.domain.plan import Plan
from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Touchbase
from touchbase.errors import UsageError
from touchbase.library.opening import Place
from touchbase.planning.explain import Explanation
from touchbase.planning.thinking import Quiet
from touchbase.reports.attention import Attention
from touchbase.reports.coverage import Coverage, coverage
from touchbase.reports.document import Document
from touchbase.reports.fairness import Share
from touchbase.reports.groups import Group, roll_up
from touchbase.reports.map import By, Picture, lay_out
from touchbase.reports.months import Share as TimeShare
from touchbase.reports.months import time_by_priority
from touchbase.reports.review import Review
from touchbase.reports.status import Status


class Looking(Place):
    """Every verb raises BadInput when config or list is wrong, and UsageError for an id nobody has."""

    def check(self) -> tuple[Problem, ...]:
        """Every problem of config, list, calendars and memory; () when all is well."""
        with self.open() as context:
            return tuple(problems_of(context))

    def stakeholders(self) -> tuple[Stakeholder, ...]:
        """Everybody on the list, in its order."""
        with self.open() as context:
            return tuple(known_people(context))

    def plan(self) -> Plan:
        """What a sync would do now; nothing is written. ProviderDown, SignInAgain when a calendar cannot be read."""
        with self.open() as context:
            return make_plan(context)

    def explain(self, id: str) -> tuple[Plan, Explanation]:
        """The plan, and why this person gets what they get."""
        from touchbase.sync import explained

        with self.open() as context:
            people = context.roster.stakeholders
            return explained(context.world(context.memory), people, found(people, id))

    def status(self, as_of: date | None = None) -> Status:
        """Everybody's standing now, or at the end of that day of the owner's."""
        with self.open() as context:
            return look(context, context.now if as_of is None else moment_on(context, as_of), everybody=True)

    def log(self, id: str | None = None, limit: int | None = None) -> tuple[Touchbase, ...]:
        """What is remembered of touchbases, newest first."""
        with self.open() as context:
            return context.memory.touchbases(id, limit=limit)

    def doubtful(self) -> tuple[Touchbase, ...]:
        """Dates nobody knows about yet, for `confirm`; newest first."""
        with self.open() as context:
            return tuple(doubtful(context))

    def memos(self, *kinds: MemoKind, id: str | None = None) -> tuple[Memo, ...]:
        """Notes, promises and the like, oldest first; of all kinds when none is named."""
        with self.open() as context:
            return context.memory.memos(*kinds, stakeholder=id)

    def goals(self, id: str | None = None) -> tuple[Goal, ...]:
        """Goals with their open step, the oldest first."""
        with self.open() as context:
            return goals(context.memory.memos("goal", "step", "check"), id)

    def brief(self, id: str) -> Brief:
        """What to know before a touchbase with somebody."""
        with self.open() as context:
            return prepared(context, person_of(context, id))

    def question(self, id: str) -> Question | None:
        """What to ask somebody next; None when every question rests."""
        with self.open() as context:
            asked = context.memory.memos("question", stakeholder=id)
            return next_question(person_of(context, id), asked, context.today, context.owner.zone)

    def attention(self) -> Attention:
        """Who deserves attention now, the most pressing first."""
        with self.open() as context:
            return pressing(context)

    def digest(self) -> Document:
        """The week in a few lines, about at most three people."""
        with self.open() as context:
            return the_week(context)[0]

    def review(self, span: str = "week") -> Review:
        """The last week, quarter or year."""
        if span not in DAYS:
            raise UsageError(f"There is no review of a {span}.", f"Take {', '.join(DAYS)}.")
        with self.open() as context:
            return look_back(context, context.today - timedelta(days=DAYS[span]))

    def coverage(self) -> Coverage:
        """By category and side: how many, when last met, who was never met."""
        with self.open() as context:
            return coverage(look(context, context.now, everybody=True).lines, context.owner)

    def fairness(self, days: int = 365) -> tuple[Share, ...]:
        """What each category at each priority got in so many days."""
        with self.open() as context:
            return fair(context, days)

    def time(self) -> tuple[TimeShare, ...]:
        """Minutes held in the last year by priority, against what the cadences mean to give."""
        with self.open() as context:
            entries = context.memory.touchbases()
            return tuple(time_by_priority(known_people(context), entries, context.today, context.owner.zone))

    def groups(self) -> tuple[Group, ...]:
        """Teams and networks of the list, with how their people stand."""
        with self.open() as context:
            return roll_up(look(context, context.now, everybody=True).lines)

    def map(self, by: By = "priority") -> Picture:
        """Everybody's place on the picture; touchbase.web.pages draws it."""
        with self.open() as context:
            return lay_out(look(context, context.now, everybody=True).lines, by)

    def balance(self, id: str) -> Balance:
        """Give and take with somebody over the last year."""
        with self.open() as context:
            ours = context.memory.memos(stakeholder=person_of(context, id).id)
            return balance((memo for memo in ours if memo.stakeholder == id), context.now)

    def who_could_help(self, *words: str) -> tuple[Stakeholder, ...]:
        """Those who care about one of these words, or about whom it was noted."""
        with self.open() as context:
            return people_who_could_help(context, words)

    def thinking_time(self) -> Quiet:
        """The weekly half hour the calendar leaves free, of the owner's own."""
        with self.open() as context:
            return thinking_time(context)
