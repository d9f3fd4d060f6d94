"""`sync`: one run under the lock; silent when there is nothing to say and nobody looks."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from touchbase.cli.accounts import watched
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.plan import make_plan, reader, show_plan
from touchbase.errors import Exit, RefusedPlan, StayAway, TouchbaseError, UsageError
from touchbase.planning.words import counted
from touchbase.reports.sync import done_tables, sync_json

if TYPE_CHECKING:
    from touchbase.sync import Outcome

WARNED = "warned"


@make_command(
    "sync",
    "touchbase sync",
    "touchbase sync --dry-run               # the same as `touchbase plan`",
    "touchbase sync --approve 3fa1c2d4e5f6  # carry out the plan the guard stopped",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@click.option("--approve", metavar="HASH", default="", help="Carry out this plan although the guard stopped it.")
@click.option("--yes", is_flag=True, help="At a terminal: carry out what the guard stopped without asking.")
@pass_context
def command(context: Context, dry_run: bool, approve: str, yes: bool) -> int:
    """Bring the calendar in line with the list, and log what was held."""
    if yes and not sys.stdin.isatty():
        raise UsageError("--yes is for a person at a terminal.", "In a script: --approve with the plan's hash.")
    if dry_run:
        show_plan(context, make_plan(context))
        return Exit.OK
    from touchbase.store.lock import run_lock

    _ = context.roster  # a list with errors stops here, before anything is made or locked
    with run_lock(context.lock_file) as ours:
        if not ours:
            return _overlap(context)
        with watched(context):
            outcome = _carry_out(context, approve, yes)
            keep_copy(context, outcome)
            return tell(context, outcome)


def _overlap(context: Context) -> int:
    """Another run holds the lock: cron hears nothing, a person a word."""
    if context.screen.tty:
        context.screen.say("Another sync is running; this one leaves the work to it.")
    return Exit.OK


def _carry_out(context: Context, approve: str, yes: bool) -> "Outcome":
    """One run; at a terminal, what the guard stops is asked about, or refused every time and not once a day."""
    try:
        outcome = _run(context, approve)
    except RefusedPlan as refusal:
        if approve:  # the person named another plan: this one is not theirs to say yes to unseen
            raise
        waiting = context.store.waiting_plan()
        return _ask(context, refusal, "" if waiting is None else waiting.hash, yes)
    if stopped_by_guard(outcome) and sys.stdin.isatty():
        return _ask(context, refusal_of(outcome), outcome.plan.hash, yes)
    return outcome


def _ask(context: Context, refusal: RefusedPlan, hash: str, yes: bool) -> "Outcome":
    """Carry the stopped plan out when a person says so; else the refusal stands."""
    if not (hash and _agreed(context, refusal, yes)):
        raise refusal
    return _run(context, hash)


def stopped_by_guard(outcome: "Outcome") -> bool:
    """True when the guard tripped and nobody had approved."""
    return not (outcome.plan.guard.ok or outcome.applied or outcome.recorded or outcome.failed)


def refusal_of(outcome: "Outcome") -> RefusedPlan:
    """Why that plan was not carried out, and how a person lets it pass."""
    why = "; ".join(outcome.plan.guard.reasons)
    return RefusedPlan(f"This plan was not carried out: {why}.", f"touchbase sync --approve {outcome.plan.hash}")


def _agreed(context: Context, refusal: RefusedPlan, yes: bool) -> bool:
    if yes:
        return True
    if not context.interactive:
        return False
    context.screen.say(refusal.sentence)
    return click.confirm("Carry it out all the same?", err=True)


def _run(context: Context, approve: str) -> "Outcome":
    from touchbase.sync import run

    people, fingerprint = context.roster.stakeholders, context.roster.fingerprint
    try:
        with context.screen.progress("Syncing") as progress:
            return run(context.world(context.store), people, fingerprint, approve=approve, progress=progress)
    except StayAway:
        if sys.stderr.isatty():
            raise
        raise click.exceptions.Exit(Exit.TRY_LATER) from None  # the run that was told has said so


def keep_copy(context: Context, outcome: "Outcome") -> None:
    """One copy of the database a day, after a run that had something to remember."""
    from touchbase.store.backup import daily_backup

    if not (outcome.applied or outcome.recorded):
        return
    try:
        daily_backup(context.database, context.today)
    except TouchbaseError as error:
        context.screen.warn(f"No backup was made. {error}")


def tell(context: Context, outcome: "Outcome") -> int:
    """Results to stdout, trouble to stderr; the exit code tells even when nobody reads."""
    screen, who = context.screen, reader(context)
    unread = (*context.roster.warnings, *outcome.warnings)
    screen.warn(*_fresh(context, [*(str(problem) for problem in unread), *outcome.plan.notices]))
    screen.fail(*([outcome.reminder] if outcome.reminder else []))
    screen.fail(*(f"{who.name(f.stakeholder)}: {f.error} {f.remedy}".rstrip() for f in outcome.failed))
    if screen.as_json:
        screen.json(
            sync_json(outcome.plan, outcome.applied, outcome.failed, outcome.recorded)
            | {"calls": {"read": outcome.calls_read, "write": outcome.calls_write}, "mails": outcome.mails}
        )
    else:
        _say(context, outcome)
    if outcome.stopped is not None:
        raise outcome.stopped
    return Exit.SOME_FAILED if outcome.failed else Exit.OK


def _say(context: Context, outcome: "Outcome") -> None:
    """What was done. Verdicts alone are no news to a crontab, so those are for a terminal or -v."""
    screen = context.screen
    told = outcome.recorded if screen.tty or context.verbose else ()
    tables = done_tables(outcome.applied, told, reader(context))
    if tables:
        screen.show(*tables)
        screen.say(*([f"{counted(outcome.mails, 'mail')} sent."] if outcome.mails else []))
    elif screen.tty and not outcome.failed and not stopped_by_guard(outcome):
        screen.say("Nothing to do.")
    if context.verbose:
        screen.say(f"{outcome.calls_read} reads and {outcome.calls_write} writes at the calendar.")


def _fresh(context: Context, warnings: Sequence[str]) -> Sequence[str]:
    """At a terminal all of them; for a crontab the same ones only once a day, and with --quiet none."""
    if context.quiet:
        return ()
    said = f"{context.today} {' '.join(warnings)}"
    if sys.stderr.isatty() or not warnings:
        return warnings
    if context.store.get(WARNED) == said:
        return ()
    context.store.set(WARNED, said)
    return warnings
