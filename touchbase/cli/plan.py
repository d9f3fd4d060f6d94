"""`plan`: what a sync would do and why; nothing is written anywhere."""

from dataclasses import replace

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER, found
from touchbase.domain.plan import Plan
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import Exit
from touchbase.reports.plan import Reader, plan_lines, plan_tables

CHANGES = 2  # the exit code of `plan --exit-code` when there is something to do


@make_command(
    "plan",
    "touchbase plan",
    "touchbase plan --explain ana-ruiz      # why this slot, and what others would cost",
    "touchbase plan --exit-code             # 0 nothing to do, 2 there are changes",
)
@click.option("--explain", type=STAKEHOLDER, metavar="ID", help="Why this person gets what they get.")
@click.option("--exit-code", is_flag=True, help="End with 0 when there is nothing to do, with 2 otherwise.")
@pass_context
def command(context: Context, explain: str | None, exit_code: bool) -> int:
    """Show what a sync would do, and why; write nothing."""
    person = None if explain is None else found(context.roster.stakeholders, explain)
    if person is None:
        plan = make_plan(context)
        show_plan(context, plan)
    else:
        plan = _explain(context, person)
    return CHANGES if exit_code and plan.changes else Exit.OK


def make_plan(context: Context) -> Plan:
    """Hops 1 to 6, with a memory that cannot be written."""
    from touchbase.sync import preview

    people = context.roster.stakeholders
    context.screen.warn(*map(str, context.roster.warnings))
    return preview(context.world(context.memory), people)


def show_plan(context: Context, plan: Plan) -> None:
    """The plan as JSON, or as tables and sentences."""
    if context.as_json:
        return context.screen.json(plan.to_json())
    tables = plan_tables(plan, reader(context))
    context.screen.show(*tables)
    return context.screen.say(*([""] if tables else []), *plan_lines(plan))


def _explain(context: Context, person: Stakeholder) -> Plan:
    """Only what concerns one person, the slots that were weighed, and what keeps them out."""
    from touchbase.reports.explain import explain_json, explain_tables
    from touchbase.sync import explained

    context.screen.warn(*map(str, context.roster.warnings))
    plan, why = explained(context.world(context.memory), context.roster.stakeholders, person)
    if context.as_json:
        context.screen.json(plan.to_json() | explain_json(why, context.owner.zone))
        return plan
    theirs = replace(
        plan,
        changes=tuple(change for change in plan.changes if change.stakeholder == person.id),
        unplaced=tuple(one for one in plan.unplaced if one.stakeholder == person.id),
        expected_misses=tuple(miss for miss in plan.expected_misses if miss.stakeholder == person.id),
        proposals=tuple(one for one in plan.proposals if one.stakeholder == person.id),
    )
    tables = plan_tables(theirs, reader(context))
    if not tables:
        context.screen.say(f"Nothing changes for {person.name}.", "")
    context.screen.show(*tables, *explain_tables(why, person, reader(context)))
    return plan


def reader(context: Context) -> Reader:
    """Who reads the plan: the owner."""
    return Reader(context.owner.zone, context.today, {p.id: p for p in context.roster.stakeholders})
