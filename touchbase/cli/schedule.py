"""`schedule`: let the machine run sync by itself."""

from collections.abc import Callable, Iterable

import click

from touchbase.cli.asking import agreed
from touchbase.cli.command import group, pass_context
from touchbase.cli.context import Context
from touchbase.cli.private_file import make_folder
from touchbase.cli.scheduling.choose import Kind, job_of, kind_here, schedulers
from touchbase.cli.scheduling.every import Every
from touchbase.cli.scheduling.job import Job, Piece, Scheduler
from touchbase.errors import CannotWriteState


def _every(_ctx: click.Context, _param: click.Parameter, words: str) -> Every:
    try:
        return Every.parse(words)
    except ValueError as why:
        raise click.BadParameter(f"{why}.") from None


def chosen(function: Callable[..., None]) -> Callable[..., None]:
    """The three flags that name a scheduler."""
    for kind in ("launchd", "systemd", "cron"):
        function = click.option(f"--{kind}", "kind", flag_value=kind, help=f"Use {kind}.")(function)
    return function


every_option = click.option(
    "--every", default="hourly", callback=_every, show_default=True, help="hourly, 2h, 3h, 4h, 6h, 8h, 12h or daily."
)


@group(
    "schedule",
    "touchbase schedule show                  # what would be written, and where",
    "touchbase schedule install --every 2h",
    "touchbase schedule remove",
)
def command() -> None:
    """Let the machine run sync by itself: cron, a systemd user timer, or launchd."""


@command.command("show")
@chosen
@every_option
@pass_context
def show(context: Context, kind: Kind | None, every: Every) -> None:
    """Show what is written now, or what `install` would write."""
    job = job_of(context, every)
    found = {} if kind else _standing(context, job)
    used = kind or next(iter(found), None) or kind_here()
    scheduler = schedulers(context.environ)[used]
    written = scheduler.standing(job)
    if context.as_json:
        context.screen.json(_shown(scheduler, written, job))
    elif written:
        context.screen.say(f"Sync runs by itself through {used}. Written there:", *_lines(written))
    else:
        context.screen.say(
            f"Sync does not run by itself through {used}. `touchbase schedule install` would write:",
            *_lines(scheduler.pieces(job)),
        )


@command.command("install")
@chosen
@every_option
@click.option("--yes", is_flag=True, help="Write it without asking.")
@pass_context
def install(context: Context, kind: Kind | None, every: Every, yes: bool) -> None:
    """Show what will be written and where, ask, and write it."""
    job = job_of(context, every)
    used = kind or kind_here()
    scheduler = schedulers(context.environ)[used]
    others = [name for name in _standing(context, job) if name != used]
    context.screen.say(f"To run sync {every}, this goes in:", *_lines(scheduler.pieces(job)))
    context.screen.say(*(f"What was written for {name} goes out." for name in others))
    if not agreed(context, "Write it?", yes):
        return context.screen.say("Nothing was written.")
    _make_folders(job)
    scheduler.install(job)
    for name in others:
        schedulers(context.environ)[name].remove(job)
    return context.screen.say(f"Done: sync runs {every}. `touchbase schedule remove` takes it out again.")


@command.command("remove")
@chosen
@pass_context
def remove(context: Context, kind: Kind | None) -> None:
    """Take out what `install` wrote, and nothing else."""
    job = job_of(context, Every())
    found = [name for name in _standing(context, job) if kind in (None, name)]
    for name in found:
        schedulers(context.environ)[name].remove(job)
        context.screen.say(f"Taken out of {name}. Sync runs only when you run it.")
    if not found:
        context.screen.say("Nothing of touchbase is scheduled, so there is nothing to remove.")


def _standing(context: Context, job: Job) -> dict[Kind, tuple[Piece, ...]]:
    every = {name: scheduler.standing(job) for name, scheduler in schedulers(context.environ).items()}
    return {name: pieces for name, pieces in every.items() if pieces}


def _lines(pieces: Iterable[Piece]) -> list[str]:
    return [line for piece in pieces for line in ("", f"{piece.where}:", *_indented(piece.text), "")]


def _indented(text: str) -> list[str]:
    return [f"    {line}".rstrip() for line in text.splitlines()]


def _shown(scheduler: Scheduler, written: tuple[Piece, ...], job: Job) -> dict[str, object]:
    pieces = written or scheduler.pieces(job)
    return {
        "kind": scheduler.kind,
        "installed": bool(written),
        "pieces": [{"where": piece.where, "text": piece.text} for piece in pieces],
    }


def _make_folders(job: Job) -> None:
    """A shut-in service may write only to folders that stand when it starts."""
    for folder in job.writes:
        try:
            make_folder(folder)
        except OSError as why:
            raise CannotWriteState(f"{folder} cannot be made: {why.strerror}.") from why
