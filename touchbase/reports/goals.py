"""Goals with their open steps, as rows and as JSON."""

from collections.abc import Mapping, Sequence
from datetime import date

from touchbase.agenda.goals import Goal
from touchbase.domain.change import Json
from touchbase.reports.memos import memo_json
from touchbase.reports.table import Column, Row, Table
from touchbase.reports.words import day_words

COLUMNS = (
    Column("Id"),
    Column("Who", shrink=True),
    Column("Goal", shrink=True),
    Column("Next step", shrink=True),
    Column("Due"),
)


def goals_json(goals: Sequence[Goal]) -> Json:
    """Each goal with its open step, those done, and what you said of your own part."""
    return {
        "goals": [
            {
                **memo_json(goal.memo),
                "step": goal.step and memo_json(goal.step),
                "done": [memo_json(step) for step in goal.done],
                "checks": [memo_json(check) for check in goal.checks],
            }
            for goal in goals
        ]
    }


def whose(goal: Goal, names: Mapping[str, str]) -> str:
    """Whom it is with: a name, or the group in words."""
    if goal.category:
        return f"every {goal.category.replace('_', ' ')}"
    return names.get(goal.memo.stakeholder, goal.memo.stakeholder)


def goals_table(goals: Sequence[Goal], names: Mapping[str, str], today: date) -> Table:
    """The open ones first; a goal without a step says so."""
    rows = [_row(goal, names, today) for goal in sorted(goals, key=lambda goal: not goal.memo.is_open)]
    return Table("Your goals" if rows else "No goal is set yet: touchbase goal add", COLUMNS if rows else (), rows)


def _row(goal: Goal, names: Mapping[str, str], today: date) -> Row:
    memo, step = goal.memo, goal.step
    who = whose(goal, names)
    if not memo.is_open:
        return Row((memo.id, who, memo.text, memo.state, ""), "dim")
    if step is None:
        return Row((memo.id, who, memo.text, "what comes next?", ""), "warn")
    due = day_words(step.day, today) if step.day else ""
    return Row((memo.id, who, memo.text, step.text, due), "bad" if step.overdue(today) else "")
