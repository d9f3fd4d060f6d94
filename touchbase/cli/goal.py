"""`goal`: what you want to become of a relationship, one step at a time."""

from datetime import date

import click

from touchbase.agenda.goals import goals
from touchbase.cli.command import group, pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.known import known_people
from touchbase.cli.memos import closed, find, keep, names, new, person_of, plain
from touchbase.domain.memo import Memo
from touchbase.domain.stakeholder import CATEGORIES
from touchbase.domain.text import did_you_mean
from touchbase.errors import UsageError
from touchbase.reports.goals import goals_json, goals_table


@group(
    "goal", "touchbase goal list", "touchbase goal add ana-ruiz 'plan our quarters together' --step 'ask how she plans'"
)
def command() -> None:
    """Goals for your relationships: each has exactly one next step, an obstacle you foresee, and your own part."""


@command.command(
    "add",
    examples=(
        "touchbase goal add ana-ruiz 'plan our quarters together' --step 'ask how she plans' --by 'next friday'",
        "touchbase goal add ana-ruiz 'trust after the outage' --step 'listen first' --obstacle 'release weeks'",
        "touchbase goal add ana-ruiz 'fewer surprises' --step 'ask first' --differently 'I listen before I explain'",
        "touchbase goal add --category peer 'know what each of them plans' --step 'ask one of them this week'",
    ),
)
@click.argument("id", type=STAKEHOLDER)
@click.argument("text", required=False)
@click.option(
    "--category", metavar="CATEGORY", help="With everybody of this category; then only TEXT stands before it."
)
@click.option("--step", required=True, help="The first step; a goal always has one.")
@click.option("--by", metavar="DATE", help="When the step is due.")
@click.option("--obstacle", default="", help="What will get in the way? It is played back when a date is missed.")
@click.option("--accountable", default="", help="How you keep yourself to it.")
@click.option("--differently", default="", help="What you will do differently; you check yourself at each review.")
@pass_context
def add(
    context: Context, id: str, text: str | None, category: str | None, step: str, by: str | None, obstacle: str,
    accountable: str, differently: str,
) -> None:  # fmt: skip
    """Set a goal with its first step, with one person or for a whole category."""
    told = {"obstacle": obstacle, "accountable": accountable, "differently": differently}
    day = parse_day(by, context.today, "future") if by else None
    if category and text:
        raise UsageError("A goal is with one person, or for a category.", "Leave out the id, or --category.")
    if category:
        set_goal(context, "", id, step, day, category=category, **told)
    elif text:
        set_goal(context, id, text, step, day, **told)
    else:
        raise UsageError("What is the goal?", "touchbase goal add ID TEXT --step ...")


def set_goal(context: Context, id: str, text: str, step: str, day: date | None = None, **told: str) -> Memo:
    """A goal and its first step. `told`: obstacle, accountable, differently; or category, and then `id` is ""."""
    details = {name: plain(name, words) for name, words in told.items() if words}
    who = _group(context, details["category"]) if "category" in details else person_of(context, id).name
    goal = new(context, "goal", id, text, details=details)
    return keep(context, f"A goal with {who}: {goal.text}", goal, _step(context, goal, step, day))


@command.command(
    "step",
    examples=(
        "touchbase goal step 3f2a91bc04 'draft one page for both teams' --by 'in 2 weeks'   # the last one is done",
        "touchbase goal step 3f2a91bc04 --reached",
    ),
)
@click.argument("goal_id", metavar="GOAL")
@click.argument("text", required=False)
@click.option("--by", metavar="DATE", help="When the next step is due.")
@click.option("--reached", is_flag=True, help="There is no next step: the goal is reached.")
@click.option("--dropped", is_flag=True, help="There is no next step: you let the goal go.")
@pass_context
def step(context: Context, goal_id: str, text: str | None, by: str | None, reached: bool, dropped: bool) -> None:
    """Close the open step and name the next; or say that the goal is reached."""
    if bool(text) + reached + dropped != 1:
        raise UsageError("A step done asks for the next.", "Give its text, or --reached, or --dropped.")
    if text:
        next_step(context, goal_id, text, parse_day(by, context.today, "future") if by else None)
    else:
        end_goal(context, goal_id, reached=reached)


def next_step(context: Context, id: str, text: str, day: date | None = None) -> Memo:
    """The open step is done, and this one follows."""
    memo, before = _open(context, id, "done")
    following = _step(context, memo, text, day)
    return keep(context, f"Next: {following.text}", following, *before)


def end_goal(context: Context, id: str, *, reached: bool) -> Memo:
    """The goal is reached, or let go."""
    state, step, words = ("reached", "done", "Reached") if reached else ("dropped", "dropped", "Let go")
    memo, before = _open(context, id, step)
    return keep(context, f"{words}: {memo.text}", closed(context, memo, state), *before)


def _open(context: Context, id: str, state: str) -> tuple[Memo, tuple[Memo, ...]]:
    """The goal of that id, and its open step in this state now."""
    memo = find(context, id, "goal")
    if not memo.is_open:
        raise UsageError("That goal is closed.", "Set a new one: touchbase goal add")
    [goal] = [goal for goal in goals(context.memory.memos("goal", "step")) if goal.memo.id == memo.id]
    return memo, () if goal.step is None else (closed(context, goal.step, state),)


@command.command(
    "check", examples=("touchbase goal check 3f2a91bc04 --did", "touchbase goal check 3f2a91bc04 --partly")
)
@click.argument("goal_id", metavar="GOAL")
@click.option("--did", "how", flag_value="did", help="You did it differently.")
@click.option("--partly", "how", flag_value="partly", help="Now and then.")
@click.option("--did-not", "how", flag_value="did_not", help="Not this time.")
@pass_context
def check(context: Context, goal_id: str, how: str | None) -> None:
    """Say whether you did differently what you meant to; the review shows it, to you alone."""
    if how is None:
        raise UsageError("Did you?", "Give --did, --partly or --did-not.")
    check_self(context, goal_id, how)


def check_self(context: Context, id: str, how: str) -> Memo:
    """`how` is did, partly or did_not; UsageError for a goal that says nothing of your own part."""
    memo = find(context, id, "goal")
    meant = memo.details.get("differently")
    if not meant:
        raise UsageError("This goal does not say what you will do differently.", "Set one: goal add ... --differently")
    checked = new(context, "check", memo.stakeholder, meant, state=how, about=memo.id)
    return keep(context, f"{how.replace('_', ' ').capitalize()}: {meant}", checked)


@command.command("list", examples=("touchbase goal list", "touchbase goal list ana-ruiz --json"))
@click.argument("id", type=STAKEHOLDER, required=False)
@pass_context
def list_goals(context: Context, id: str | None) -> None:
    """Show every goal with its open step."""
    found = goals(context.memory.memos("goal", "step", "check"), person_of(context, id).id if id else None)
    if context.as_json:
        context.screen.json(goals_json(found))
    else:
        context.screen.show(goals_table(found, names(context), context.today))


def _group(context: Context, category: str) -> str:
    """A category in words; UsageError for one that nobody has and nobody knows."""
    known = {*CATEGORIES, *(one.category for one in known_people(context))}
    if category not in known:
        guess = did_you_mean(category, known)
        raise UsageError(f"There is no category {category!r}.", guess or "Use one of your list.")
    return f"every {category.replace('_', ' ')}"


def _step(context: Context, goal: Memo, text: str, day: date | None) -> Memo:
    return new(context, "step", goal.stakeholder, text, day=day, about=goal.id)
