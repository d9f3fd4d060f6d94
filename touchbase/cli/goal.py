"""`goal`: what you want to become of a relationship, one step at a time."""

import click

from touchbase.agenda.goals import goals
from touchbase.cli.command import group, pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import closed, find, keep, names, new, person_of, plain
from touchbase.domain.memo import Memo
from touchbase.errors import UsageError
from touchbase.reports.goals import goals_json, goals_table


@group(
    "goal", "touchbase goal list", "touchbase goal add ana-ruiz 'plan our quarters together' --step 'ask how she plans'"
)
def command() -> None:
    """Goals for your relationships: each has exactly one next step, and an obstacle you foresee."""


@command.command(
    "add",
    examples=(
        "touchbase goal add ana-ruiz 'plan our quarters together' --step 'ask how she plans' --by 'next friday'",
        "touchbase goal add ana-ruiz 'trust after the outage' --step 'listen first' --obstacle 'release weeks'",
    ),
)
@click.argument("id", type=STAKEHOLDER)
@click.argument("text")
@click.option("--step", required=True, help="The first step; a goal always has one.")
@click.option("--by", metavar="DATE", help="When the step is due.")
@click.option("--obstacle", default="", help="What will get in the way? It is played back when a date is missed.")
@click.option("--accountable", default="", help="How you keep yourself to it.")
@pass_context
def add(context: Context, id: str, text: str, step: str, by: str | None, obstacle: str, accountable: str) -> None:
    """Set a goal with its first step."""
    person = person_of(context, id)
    told = {"obstacle": obstacle, "accountable": accountable}
    details = {name: plain(name, words) for name, words in told.items() if words}
    goal = new(context, "goal", person.id, text, details=details)
    keep(context, f"A goal with {person.name}: {goal.text}", goal, _step(context, goal, step, by))


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
    memo = find(context, goal_id, "goal")
    if not memo.is_open:
        raise UsageError("That goal is closed.", "Set a new one: touchbase goal add")
    if bool(text) + reached + dropped != 1:
        raise UsageError("A step done asks for the next.", "Give its text, or --reached, or --dropped.")
    [goal] = [goal for goal in goals(context.memory.memos("goal", "step")) if goal.memo.id == memo.id]
    before = () if goal.step is None else (closed(context, goal.step, "dropped" if dropped else "done"),)
    if text:
        following = _step(context, memo, text, by)
        keep(context, f"Next: {following.text}", following, *before)
    else:
        state, words = ("reached", "Reached") if reached else ("dropped", "Let go")
        keep(context, f"{words}: {memo.text}", closed(context, memo, state), *before)


@command.command("list", examples=("touchbase goal list", "touchbase goal list ana-ruiz --json"))
@click.argument("id", type=STAKEHOLDER, required=False)
@pass_context
def list_goals(context: Context, id: str | None) -> None:
    """Show every goal with its open step."""
    found = goals(context.memory.memos("goal", "step"), person_of(context, id).id if id else None)
    if context.as_json:
        context.screen.json(goals_json(found))
    else:
        context.screen.show(goals_table(found, names(context), context.today))


def _step(context: Context, goal: Memo, text: str, by: str | None) -> Memo:
    day = parse_day(by, context.today, "future") if by else None
    return new(context, "step", goal.stakeholder, text, day=day, about=goal.id)
